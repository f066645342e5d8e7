"""The file ``judgements.jsonl``: one judgement a line, read and checked."""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError

from loaders.errors import LoaderError
from loaders.facts import (
    ClauseFact,
    Completeness,
    Fact,
    Focus,
    Measure,
    Mention,
    PolicyFact,
    Responsibility,
    Target,
    Tier,
)
from loaders.read import read_file

JUDGEMENTS_FILE = "judgements.jsonl"
KINDS: dict[str, type[Fact]] = {one.kind: one for one in (ClauseFact, Responsibility, Target, Measure, Mention, Focus)}
_OFFSETS = frozenset({"start", "end", "text_start", "text_end"})
_OUTSIDE = frozenset({"clause", "quote", "rule", "tier", "confidence", "because", "reviewed"}) | _OFFSETS
FIELDS: dict[str, frozenset[str]] = {
    kind: frozenset(spec.name for spec in fields(made)) - _OUTSIDE for kind, made in KINDS.items()
} | {PolicyFact.kind: frozenset(spec.name for spec in fields(PolicyFact)) - {"evidence", "reviewed"}}
"""What a judgement may say of a fact, by kind."""

Said = Literal["confirm", "reject", "correct", "add", "complete"]
_SAID = ("confirm", "reject", "correct", "add", "complete")
_MANNER = frozenset({"verdict", "by", "key", "on", "why", "policy"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One line. A fact is named by its content; a field that is not given is not looked at."""

    verdict: Said
    by: str
    on: str
    """ISO date."""
    why: str = ""
    key: str = ""
    """Id of the API key that it came with; empty where it came with none."""
    kind: str = ""
    """Of the fact; empty for ``complete``."""
    clause: str | None = None
    """Of the fact; for ``complete`` the one clause that was read through, None for the whole document."""
    quote: str | None = None
    content: Mapping[str, Any] = field(default_factory=dict)
    """Fields of the fact as given."""
    corrected: Mapping[str, Any] = field(default_factory=dict)
    """For ``correct`` the fields that are otherwise, ``clause`` and ``quote`` among them."""
    tier: Tier = "certain"
    """``candidate`` for a fact that the reviewer is unsure of."""
    kinds: tuple[str, ...] = ()
    """For ``complete`` the kinds of which every fact is listed."""
    source: str | None = None
    """For ``complete`` the SHA-256 of the source that was read through; None for whatever it is."""
    line: int = 0
    """Number of the line in its file, from 1."""

    def says(self) -> str:
        """The judgement in a few words, for lists."""
        if self.verdict == "complete":
            return f"complete {', '.join(self.kinds)}"
        what = ", ".join(str(value) for value in self.content.values() if isinstance(value, (str, int, float)))
        where = f" in {self.clause}" if self.clause else ""
        return f"{self.verdict} {self.kind}{where}: {what}"


def load(path: Path) -> tuple[Judgement, ...]:
    """The judgements of a file in its order; LoaderError with the line that is wrong."""
    return load_bytes(read_file(path), str(path))


def load_bytes(data: bytes, name: str) -> tuple[Judgement, ...]:
    """The judgements of the bytes of a file called ``name``; LoaderError with the line that is wrong."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LoaderError(f"{name} is not UTF-8; save it as UTF-8.") from error
    return parse(text, name)


def parse(text: str, name: str) -> tuple[Judgement, ...]:
    """The judgements of the text of a file called ``name``; LoaderError with the line that is wrong."""
    found: list[Judgement] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            given = json.loads(line, parse_float=_finite, parse_constant=_finite)
            # A text cut inside a character (\\ud800 alone) can be written nowhere.
            json.dumps(given, ensure_ascii=False).encode()
            if not isinstance(given, dict):
                raise TypeError("it is not an object {…}")
            found.append(_judgement(given, number))
        except json.JSONDecodeError as error:
            raise LoaderError(f"{name} line {number} is not JSON: {error.msg}. Mend or delete the line.") from error
        except UnicodeEncodeError as error:
            raise LoaderError(
                f"{name} line {number}: it holds half a character (\\uD800 to \\uDFFF); write it again."
            ) from error
        except RecursionError as error:
            raise LoaderError(
                f"{name} line {number}: its values are nested too deep; see docs/judgements.md."
            ) from error
        except (ValueError, TypeError) as error:
            raise LoaderError(f"{name} line {number}: {error}; see docs/judgements.md.") from error
    return tuple(found)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(f"{digits} is no number that a document can print")
    return number


def _judgement(given: dict[str, Any], number: int) -> Judgement:
    verdict, by, on, why, key = (given.get(name) for name in ("verdict", "by", "on", "why", "key"))
    if verdict not in _SAID:
        raise ValueError(f"verdict {verdict!r} must be one of {', '.join(_SAID)}")
    if not isinstance(by, str) or not by.strip():
        raise ValueError("it does not say who judged: give 'by'")
    if not isinstance(why, str | None) or not isinstance(key, str | None):
        raise TypeError("'why' and 'key' must be texts")
    manner: dict[str, Any] = {"verdict": verdict, "by": by, "on": _day(on), "why": why or "", "key": key or ""}
    manner["line"] = number
    rest = {name: value for name, value in given.items() if name not in _MANNER}
    clause, quote = rest.pop("clause", None), rest.pop("quote", None)
    if not isinstance(clause, str | None) or not isinstance(quote, str | None):
        raise TypeError("'clause' and 'quote' must be texts")
    if verdict == "complete":
        source = rest.pop("source", None)
        if not isinstance(source, str | None):
            raise TypeError("'source' must be the SHA-256 of the source that was read through")
        return Judgement(**manner, clause=clause, kinds=_kinds(rest), source=source)
    kind = rest.pop("kind", None)
    if kind not in FIELDS:
        raise ValueError(f"kind {kind!r} must be one of {', '.join(FIELDS)}")
    tier = rest.pop("tier", "certain")
    if tier not in ("certain", "candidate"):
        raise ValueError(f"tier {tier!r} must be certain or candidate")
    corrected = rest.pop("corrected", {})
    if (verdict == "correct") != bool(corrected) or not isinstance(corrected, dict):
        raise ValueError("'corrected' holds the fields that are otherwise and goes with the verdict correct")
    _known(kind, rest, corrected)
    if kind == PolicyFact.kind:
        clause = ""
    elif not isinstance(clause, str):
        raise ValueError("it needs the 'clause' of the fact, \"\" before the first one")
    judgement = Judgement(
        **manner, kind=kind, clause=clause, quote=quote or None, content=rest, corrected=corrected, tier=tier
    )
    if not rest and kind != ClauseFact.kind:
        raise ValueError("it says nothing of the fact")
    if verdict == "add" and kind in KINDS:
        fact_of(kind, clause or "", rest)
    return judgement


def _known(kind: str, content: Mapping[str, Any], corrected: Mapping[str, Any]) -> None:
    allowed = FIELDS[kind]
    for name in (*content, *corrected):
        if name not in allowed and not (name in corrected and name in ("clause", "quote")):
            raise ValueError(f"a {kind} has no field {name!r}; it has {', '.join(sorted(allowed))}")
    if kind == PolicyFact.kind:
        _check_policy({**content, **corrected})
        return
    for given in (content, corrected):
        for name, value in given.items():
            try:
                _field(kind, name).validate_python(value)
            except ValidationError as error:
                raise ValueError(f"{name} of the {kind}: {error.errors()[0]['msg']}") from None


@cache
def _fact(kind: str) -> TypeAdapter[Fact]:
    return TypeAdapter(KINDS[kind])


@cache
def _field(kind: str, name: str) -> TypeAdapter[Any]:
    return TypeAdapter(str if name in ("clause", "quote") else get_type_hints(KINDS[kind])[name])


def _kinds(rest: dict[str, Any]) -> tuple[str, ...]:
    kinds = rest.pop("kinds", None)
    if rest:
        raise ValueError(f"complete takes kinds, a clause and a source, not {next(iter(rest))!r}")
    if not isinstance(kinds, list) or not kinds or not all(kind in FIELDS for kind in kinds):
        raise ValueError(f"'kinds' must be a list of {', '.join(FIELDS)}")
    return tuple(kinds)


def _day(given: object, name: str = "on") -> str:
    try:
        if not isinstance(given, str) or len(given) != 10:
            raise ValueError(given)
        return datetime.date.fromisoformat(given).isoformat()
    except ValueError:
        raise ValueError(f"{name!r} must be a date such as 2026-01-31, not {given!r}") from None


def _check_policy(content: Mapping[str, Any]) -> None:
    """ValueError where a value is none that a policy line can have."""
    for name, value in content.items():
        if value is None and name != "completeness":
            continue
        if name == "completeness":
            good, wanted = value in get_args(Completeness), ", ".join(get_args(Completeness))
        elif name in ("period_start", "period_end"):
            good, wanted = isinstance(value, int) and 1900 <= value <= 2200, "a year"
        else:
            good, wanted = isinstance(value, str) and bool(value.strip()), "a text, or null where none is printed"
        if not good:
            raise ValueError(f"{name} of the policy must be {wanted}, not {value!r}")
        if name == "issued_on":
            _day(value, name)


def _first(error: ValidationError, kind: str) -> str:
    first = error.errors()[0]
    name = ".".join(str(step) for step in first["loc"]) or kind
    return f"{name} of the {kind}: {first['msg']}"


def fact_of(kind: str, clause: str, content: Mapping[str, Any]) -> Fact:
    """The fact that ``content`` makes, not yet placed in a text; ValueError where a field lacks or is no such value."""
    spans = {"start": 0, "end": 0} | ({"text_start": 0, "text_end": 0} if kind == ClauseFact.kind else {})
    try:
        return _fact(kind).validate_python({**content, "clause": clause, "quote": "", **spans})
    except ValidationError as error:
        raise ValueError(_first(error, kind)) from None
