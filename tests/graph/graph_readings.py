"""Small readings made by hand: a text of numbered clauses and facts found in it by their quotes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from loaders.document import Clause, Document
from loaders.facts import (
    Amount,
    EnterpriseRole,
    Fact,
    Focus,
    Measure,
    Mention,
    MentionType,
    Mode,
    PolicyFact,
    Responsibility,
    Role,
    Target,
)
from loaders.pipeline import Reading
from loaders.plan import Plan
from loaders.text import MappedText

Draft = Callable[[str], Fact]


def _said(text: str, quote: str) -> dict[str, Any]:
    start = text.index(quote)
    return {"quote": quote, "start": start, "end": start + len(quote)}


def measure(clause: str, instrument: str, quote: str, mode: Mode = "funds", *amounts: Amount) -> Draft:
    return lambda text: Measure(
        clause=clause,
        instrument=instrument,
        mode=mode,
        amounts=amounts,
        **_said(text, quote),
    )


def target(clause: str, metric: str, value: Any, unit: str, quote: str, year: int | None = None) -> Draft:
    return lambda text: Target(
        clause=clause, metric=metric, value=value, unit=unit, op=">=", year=year, **_said(text, quote)
    )


def duty(clause: str, agency: str, role: Role = "responsible") -> Draft:
    return lambda text: Responsibility(clause=clause, agency=agency, role=role, **_said(text, agency))


def mention(clause: str, kind: MentionType, name: str, role: EnterpriseRole | None = None) -> Draft:
    return lambda text: Mention(clause=clause, type=kind, name=name, role=role, **_said(text, name))


def focus(name: str) -> Draft:
    return lambda text: Focus(clause="", name=name, **_said(text, name))


def reading(
    key: str,
    clauses: list[tuple[str, str]],
    *drafts: Draft,
    title: str | None = None,
    region: str | None = None,
    issuer: str | None = None,
    plan: Plan | None = None,
    preface: str = "",
) -> Reading:
    """A reading of a document with ``title``, ``preface`` and clauses given as (path, heading and body)."""
    text = "".join(line + "\n" for line in (title, issuer, preface) if line)
    spans: list[tuple[str, int, int]] = []
    for path, words in clauses:
        begin = len(text)
        text += f"{path} {words}\n"
        spans.append((path, begin, len(text)))
    outline = []
    for order, (path, begin, end) in enumerate(spans):
        below = [span for span in spans[order + 1 :] if span[0].startswith(path + "/")]
        above = [at for at, span in enumerate(spans[:order]) if path.startswith(span[0] + "/")]
        heading = begin + len(path) + 1
        outline.append(
            Clause(
                path=path,
                title=text[heading:end].split("。")[0].rstrip("\n"),
                title_start=heading,
                title_end=heading + len(text[heading:end].split("。")[0].rstrip("\n")),
                start=begin,
                own_end=below[0][1] if below else end,
                end=below[-1][2] if below else end,
                order=order,
                parent=above[-1] if above else None,
                is_leaf=not below,
            )
        )
    evidence = {name: _span(text, value) for name, value in (("title", title), ("issuer", issuer)) if value}
    return Reading(
        id=key,
        document=Document(MappedText(text, range(len(text)), range(1, len(text) + 1)), tuple(outline)),
        policy=PolicyFact(
            title=title,
            doc_number=None,
            issuer=issuer,
            region=region,
            issued_on=None,
            period_start=None,
            period_end=None,
            doc_type=None,
            completeness="full",
            evidence=evidence,
        ),
        facts=tuple(draft(text) for draft in drafts),
        encoding="utf-8",
        source=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        plan=plan,
        extractor="by-hand",
    )


def _span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)
