"""Bodies given a duty for a clause: in brackets, after labels, in running prose."""

from __future__ import annotations

from loaders.document import Document
from loaders.duties import Duty
from loaders.extract.context import Context
from loaders.facts import Responsibility
from loaders.prose_duties import prose_duties


def extract(document: Document, context: Context) -> list[Responsibility]:
    """All duties, by offset; a body counts once a clause, as lead if it is printed as one anywhere in it."""
    located = [duty for run in document.duty_runs for duty in run.duties]
    for clause in document.clauses:
        located.extend(prose_duties(document.text, clause.title_start, clause.own_end, document.duty_spans))
    located.sort(key=lambda duty: (duty.start, duty.role != "lead"))
    return _once(document, located)


def _once(document: Document, located: list[Duty]) -> list[Responsibility]:
    chosen: dict[tuple[int, str], Responsibility] = {}
    for duty in located:
        clause = document.clause_at(duty.start)
        key = (-1 if clause is None else clause.order, duty.agency)
        known = chosen.get(key)
        if known is not None and (known.role == "lead" or duty.role != "lead"):
            continue
        chosen[key] = Responsibility(
            clause="" if clause is None else clause.path,
            quote=document.text[duty.start : duty.end],
            start=duty.start,
            end=duty.end,
            rule=duty.rule,
            agency=duty.agency,
            role=duty.role,
        )
    return sorted(chosen.values(), key=lambda fact: fact.start)
