"""Measures: the instruments of policy a document deploys, clause by clause (measures.md of the facts contract).

``measure_sights`` finds where the words may deploy one, ``measure_verifier`` weighs what speaks for each pair of
clause and instrument; the strongest of its sights becomes the measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.document import Clause, Document
from loaders.extract import measure_context as context_rules
from loaders.extract.context import Context
from loaders.extract.measure_choice import chosen, pairs
from loaders.extract.measure_goals import GOALS, goal_span
from loaders.extract.measure_sights import ClauseReading, Reader, Sight, read_clause
from loaders.extract.measure_verifier import Verifier, shipped
from loaders.facts import Measure
from loaders.segments import Span


def extract(document: Document, context: Context, verifier: Verifier | None = None) -> list[Measure]:
    """The measures of a document, by clause order and offset; one for each pair of clause and instrument.

    Those of the tier ``candidate`` are among them. ``verifier`` stands in for the shipped one.
    """
    model = verifier or shipped()
    reader = Reader(document, context)
    found: list[Measure] = []
    for reading in readings(reader):
        facts = (chosen(reader.text, reading.path, pair, model) for pair in pairs(reader.text, reading, model.text))
        found.extend(sorted((fact for fact in facts if fact), key=lambda one: (one.start, one.end, one.instrument)))
    return found


def readings(reader: Reader) -> Iterator[ClauseReading]:
    """What the text before the first clause and every clause propose, in order.

    Of the words of a clause above its items only the goals count in a section of aims, elsewhere only the payments:
    what it announces, the items do.
    """
    document = reader.document
    first = document.clauses[0].start if document.clauses else 0
    if document.clauses:
        yield ClauseReading("", _goals(reader, Span(document.body_start, first), opening=True), [])
    stop = document.end
    for clause in document.clauses or [_whole(document, stop)]:
        if clause.start >= stop:
            continue
        own_end = min(clause.own_end, stop)
        kind = context_rules.section(document, clause)
        if kind == "goals":
            yield ClauseReading(clause.path, _clause_goals(reader, clause, own_end), [])
        elif kind == "nothing":
            continue
        elif clause.is_leaf:
            yield read_clause(reader, clause, own_end)
        elif _says_itself(document, clause, own_end):
            sights = read_clause(reader, clause, own_end).sights
            yield ClauseReading(clause.path, [one for one in sights if one.rule.startswith("money")], [])


def _clause_goals(reader: Reader, clause: Clause, own_end: int) -> list[Sight]:
    if not clause.is_leaf:
        return _goals(reader, Span(clause.title_end, own_end), opening=True) if own_end > clause.title_end else []
    heading = context_rules.is_heading(reader.document, clause)
    return _goals(reader, Span(clause.title_end if heading else clause.title_start, own_end))


def _says_itself(document: Document, clause: Clause, own_end: int) -> bool:
    """Whether a clause says more above its items than a heading or a lead-in (安排专项资金。对下列事项予以扶持：)."""
    said = document.text[clause.title_start : own_end].rstrip()
    if said.endswith("。") and not re.search("[,，]", said):
        # 固定资产投资支持。: a heading that is printed with a stop.
        said = said[:-1]
    return "。" in said or "；" in said


def _whole(document: Document, stop: int) -> Clause:
    """A document without a numbered clause, read as one."""
    start = document.body_start
    return Clause("", "", start, start, start, stop, stop, 0, None, True)


def _goals(reader: Reader, span: Span, *, opening: bool = False) -> list[Sight]:
    goal = goal_span(reader.text, span, opening=opening)
    return [Sight(GOALS, "provides", "commits", goal, "goal")] if goal else []
