"""Forward-looking quantified goals: one fact a number, each with its metric, bound and year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.document import Clause, Document
from loaders.extract.context import Context
from loaders.facts import Target
from loaders.goals import Setting, goals_of_sentence, heading_kind, lead_year
from loaders.segments import Ranges, sentences


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What one clause says itself, or the text before the first clause."""

    clause: Clause | None
    start: int
    end: int


def extract(document: Document, context: Context) -> list[Target]:
    """All targets, by offset. A letter that answers a motion has none but explicitly dated ones."""
    skip = Ranges(document.duty_spans)
    letter = _is_letter(document, context)
    years: dict[int, int | None] = {}
    issued = _begun(context)
    found: list[Target] = []
    for stretch in _stretches(document):
        clause = stretch.clause
        kinds = [heading_kind(c.title) for c in ([clause, *document.ancestors(clause)] if clause else [])]
        inherited = years.get(clause.parent) if clause is not None and clause.parent is not None else None
        year = (lead_year(clause.title) if clause is not None else None) or inherited
        for sentence in sentences(document.text, stretch.start, stretch.end):
            if sentence.start in skip:
                continue
            text = document.text
            setting = Setting(kinds=tuple(kinds), year=year, letter=letter)
            for goal in goals_of_sentence(text, sentence, setting, skip):
                if goal.year is not None and goal.year < issued:
                    continue
                found.append(
                    Target(
                        clause="" if clause is None else clause.path,
                        quote=text[goal.start : goal.end],
                        start=goal.start,
                        end=goal.end,
                        rule=goal.rule,
                        metric=goal.metric,
                        value=goal.value,
                        unit=goal.unit,
                        op=goal.op,
                        year=goal.year,
                    )
                )
            # A year holds for what comes behind it, not for what its sentence says before it.
            year = lead_year(text[sentence.start : sentence.end]) or year
        if clause is not None:
            years[clause.order] = year
    return found


def _begun(context: Context) -> int:
    """The year before which nothing is a goal: of issue, else of the document's number, or of the period; 0 unknown."""
    about = context.policy
    if about is None:
        return 0
    numbered = re.search(r"[〔\[（(【](20[0-9]{2})[〕\]）)】]", about.doc_number or "")
    issued = int(about.issued_on[:4]) if about.issued_on else int(numbered[1]) if numbered else 0
    return max(issued, about.period_start or 0)


def _stretches(document: Document) -> Iterator[_Stretch]:
    stop = document.end
    first = document.clauses[0].start if document.clauses else stop
    if document.body_start < first:
        yield _Stretch(None, document.body_start, first)
    for clause in document.clauses:
        if clause.title_start < stop:
            yield _Stretch(clause, clause.title_start, min(clause.own_end, stop))


def _is_letter(document: Document, context: Context) -> bool:
    if context.policy is not None:
        return (context.policy.doc_type or "").startswith(("答复", "复函", "函"))
    head = document.text[: document.body_start + 400]
    return "答复的函" in head or "提案答复" in head or "建议的答复" in head
