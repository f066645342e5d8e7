"""Judgements applied to what the machine read: a pure function of text, facts and judgements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from loaders.document import Document
from loaders.facts import ClauseFact, Fact, PolicyFact
from loaders.judgements.about import judge_policy
from loaders.judgements.bench import Bench
from loaders.judgements.lines import KINDS, Judgement
from loaders.judgements.outlined import outlined
from loaders.judgements.places import Places


@dataclass(frozen=True, slots=True)
class Rejected:
    """A fact of the machine that is kept out, and the judgement that does it."""

    fact: Fact
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A judgement that does not fit the present reading; ``problem`` says how."""

    judgement: Judgement
    problem: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What a reading holds once judgements were applied."""

    document: Document
    policy: PolicyFact
    facts: tuple[Fact, ...]
    rejected: tuple[Rejected, ...]
    unmatched: tuple[Unmatched, ...]


def judge(
    document: Document,
    policy: PolicyFact,
    facts: Sequence[Fact],
    judgements: Iterable[Judgement],
    source: str | None = None,
) -> Judged:
    """Apply ``judgements`` in their order; a later one on the same fact wins, ``complete`` comes last.

    A ``complete`` on another source than the one of the SHA-256 ``source`` does not fit: what stands
    in another version was not read through.

    Clauses are judged first, so that other facts may stand in clauses that a reviewer added. Facts
    come by kind of the contract and offset.
    """
    given = list(judgements)
    stale = [one for one in given if one.source is not None and source is not None and one.source != source]
    listed = [one for one in given if one not in stale]
    headings = [fact for fact in facts if isinstance(fact, ClauseFact)]
    outline = _run(Bench(Places(document), headings), listed, {ClauseFact.kind})
    stand = [fact for fact in outline.facts() if isinstance(fact, ClauseFact)]
    changed = outlined(document, stand)
    places = Places(changed)
    about, missed = judge_policy(places, policy, [one for one in listed if one.kind == PolicyFact.kind])
    others = [_moved(changed, places, fact) for fact in facts if not isinstance(fact, ClauseFact)]
    bench = _run(Bench(places, others), listed, KINDS.keys() - {ClauseFact.kind})
    bounds = {(clause.path, clause.title_start): clause for clause in changed.clauses}
    placed = [
        replace(fact, text_start=bounds[fact.clause, fact.start].start, text_end=bounds[fact.clause, fact.start].end)
        for fact in stand
    ]
    order = {one.line: position for position, one in enumerate(given)}
    other = [(one, "another source was read through than the one that lies here") for one in stale]
    unmatched = [Unmatched(*one) for one in (*other, *missed, *outline.missed, *bench.missed)]
    return Judged(
        changed,
        about,
        (*placed, *bench.facts()),
        tuple(Rejected(*one) for one in (*outline.rejected(), *bench.rejected())),
        tuple(sorted(unmatched, key=lambda one: order[one.judgement.line])),
    )


def _run(bench: Bench, judgements: Sequence[Judgement], kinds: Iterable[str]) -> Bench:
    """The bench once all judgements on facts of ``kinds`` were taken."""
    wanted = set(kinds)
    for judgement in judgements:
        if judgement.kind in wanted:
            bench.take(judgement)
    for judgement in judgements:
        if judgement.verdict == "complete":
            bench.close(judgement)
    return bench


def _moved(document: Document, places: Places, fact: Fact) -> Fact:
    """A fact of a clause that a reviewer took away, in the clause that holds it now."""
    if places.has(fact.clause):
        return fact
    clause = document.clause_at(fact.start)
    return replace(fact, clause="" if clause is None else clause.path)
