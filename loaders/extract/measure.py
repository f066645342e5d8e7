"""Measures: the instruments of policy a document deploys, clause by clause (measures.md of the facts contract).

``measure_sights`` finds where the words may deploy one; of the sights that count, the strongest of each pair
of clause and instrument becomes the measure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.document import Clause, Document
from loaders.extract import measure_context as context_rules
from loaders.extract.context import Context
from loaders.extract.measure_goals import goal_span
from loaders.extract.measure_mode import MODES
from loaders.extract.measure_sights import Reader, Sight, clause_sights
from loaders.facts import Act, Measure
from loaders.segments import Span


def extract(document: Document, context: Context) -> list[Measure]:
    """The measures of a document, by clause order and offset; one for each pair of clause and instrument."""
    reader = Reader(document, context)
    return [
        fact
        for path, sights in sights_by_clause(reader)
        for fact in _chosen(reader, path, [s for s in sights if not s.objection])
    ]


def sights_by_clause(reader: Reader) -> Iterator[tuple[str, list[Sight]]]:
    """Path and sights of the text before the first clause and of every clause, in order.

    A clause with items below it gives its own text's payments only.
    """
    document = reader.document
    first = document.clauses[0].start if document.clauses else 0
    if document.clauses:
        yield "", _goals(reader, Span(document.body_start, first), opening=True)
    stop = document.end
    for clause in document.clauses or [_whole(document, stop)]:
        own_end = min(clause.own_end, stop)
        if clause.start >= stop or not (clause.is_leaf or _says_itself(document, clause, own_end)):
            continue
        kind = context_rules.section(document, clause)
        if kind == "goals" and clause.is_leaf:
            heading = context_rules.is_heading(document, clause)
            yield clause.path, _goals(reader, Span(clause.title_end if heading else clause.title_start, own_end))
        elif kind not in ("nothing", "goals"):
            sights = clause_sights(reader, clause, own_end)
            # Above its items a clause announces what they do; only its money is not said again there.
            yield clause.path, sights if clause.is_leaf else [s for s in sights if s.rule.startswith("money")]


def _says_itself(document: Document, clause: Clause, own_end: int) -> bool:
    """Whether a clause says more above its items than a heading or a lead-in (安排专项资金。对下列事项予以扶持：)."""
    said = document.text[clause.title_start : own_end].rstrip()
    return "。" in said or "；" in said


def _whole(document: Document, stop: int) -> Clause:
    """A document without a numbered clause, read as one."""
    start = document.body_start
    return Clause("", "", start, start, start, stop, stop, 0, None, True)


def _goals(reader: Reader, span: Span, *, opening: bool = False) -> list[Sight]:
    goal = goal_span(reader.text, span, opening=opening)
    return [Sight("target-setting", "provides", "commits", goal, "goal")] if goal else []


def _chosen(reader: Reader, path: str, sights: Sequence[Sight]) -> Iterator[Measure]:
    """The strongest sight of each instrument; amounts of all of them, commitments before recalls."""
    best: dict[str, Sight] = {}
    for sight in sights:
        known = best.get(sight.code)
        if known is None:
            best[sight.code] = sight
            continue
        amounts = known.amounts + tuple(
            amount
            for amount in sight.amounts
            if all((amount.type, amount.value) != (other.type, other.value) for other in known.amounts)
        )
        act: Act = "commits" if "commits" in (known.act, sight.act) else "recalls"
        stronger = MODES.index(sight.mode) < MODES.index(known.mode)
        richer = sight.mode == known.mode and bool(sight.amounts) and not known.amounts
        best[sight.code] = replace(sight if stronger or richer else known, amounts=amounts, act=act)
    for sight in sorted(best.values(), key=lambda one: (one.span.start, one.span.end, one.code)):
        start, end = sight.span
        yield Measure(
            clause=path,
            quote=reader.text[start:end],
            start=start,
            end=end,
            rule=sight.rule,
            instrument=sight.code,
            mode=sight.mode,
            act=sight.act,
            amounts=sight.amounts,
        )
