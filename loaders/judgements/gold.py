"""Judgements made from annotated facts (the facts contract's JSON Lines), independent of what the machine reads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from loaders.errors import LoaderError
from loaders.facts import PolicyFact
from loaders.judgements.lines import FIELDS, KINDS


def judgement_lines(
    facts: Iterable[Mapping[str, Any]],
    *,
    by: str,
    on: str,
    why: str = "",
    kinds: Sequence[str] = tuple(KINDS),
    source: str | None = None,
) -> Iterator[str]:
    """The text lines of a judgements file that states ``facts`` and nothing else of ``kinds``.

    Every fact becomes an ``add``: it stands whether the machine reads it or not. A fact marked
    ``unsure`` becomes a candidate. The first line says that every fact of ``kinds`` is listed, so
    that what else the machine reads of them is kept out, as long as the source is the one of the
    SHA-256 ``source``. LoaderError for a fact that is none of
    the contract.
    """
    manner = {"by": by, "on": on} | ({"why": why} if why else {})
    if kinds:
        yield _line({"verdict": "complete", "kinds": list(kinds)} | ({"source": source} if source else {}) | manner)
    for fact in facts:
        kind = fact["kind"]
        if kind not in FIELDS:
            raise LoaderError(f"A fact of the unknown kind {kind!r} cannot be judged; see the facts contract.")
        place = {} if kind == PolicyFact.kind else {"clause": fact.get("clause", "")}
        content = {name: value for name, value in fact.items() if name in FIELDS[kind]}
        said = {"verdict": "add", "kind": kind} | place | content
        if fact.get("quote"):
            said["quote"] = fact["quote"]
        if fact.get("unsure"):
            said["tier"] = "candidate"
        yield _line(said | manner)


def _line(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False)
