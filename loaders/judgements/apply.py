"""Judgements applied to what the machine read: a pure function of text, facts and judgements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from loaders import lexicon
from loaders.document import Document
from loaders.facts import Amount, ClauseFact, Fact, Measure, PolicyFact, Review, Verdict
from loaders.judgements.about import judge_policy
from loaders.judgements.lines import KINDS, Judgement, fact_of
from loaders.judgements.places import Places, Span, printed
from loaders.judgements.same import agrees, content_of, key


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

    policy: PolicyFact
    facts: tuple[Fact, ...]
    rejected: tuple[Rejected, ...]
    unmatched: tuple[Unmatched, ...]


def judge(document: Document, policy: PolicyFact, facts: Sequence[Fact], judgements: Iterable[Judgement]) -> Judged:
    """Apply ``judgements`` in their order; a later one on the same fact wins, ``complete`` comes last.

    Facts keep their order; added ones stand among those of their kind by offset.
    """
    listed = list(judgements)
    places = Places(document)
    about, unmatched = judge_policy(document, places, policy, [one for one in listed if one.kind == PolicyFact.kind])
    bench = _Bench(places, facts)
    for judgement in listed:
        if judgement.kind in KINDS:
            bench.take(judgement)
    for judgement in listed:
        if judgement.verdict == "complete":
            bench.close(judgement)
    order = {judgement.line: position for position, judgement in enumerate(listed)}
    missed = sorted(
        [*(Unmatched(one, problem) for one, problem in unmatched), *bench.unmatched],
        key=lambda one: order[one.judgement.line],
    )
    return Judged(about, bench.facts(), bench.rejected(), tuple(missed))


@dataclass(slots=True)
class _Entry:
    """A fact on the bench: as the machine read it, and as it stands now (None: rejected)."""

    read: Fact | None
    now: Fact | None
    judgement: Judgement | None = None


class _Bench:
    """The facts of one reading while they are judged."""

    def __init__(self, places: Places, facts: Sequence[Fact]) -> None:
        self._places = places
        self._entries = [_Entry(fact, fact) for fact in facts]
        self._by_clause: dict[tuple[str, str], list[_Entry]] = {}
        for entry, fact in zip(self._entries, facts, strict=True):
            self._by_clause.setdefault((fact.kind, fact.clause), []).append(entry)
        self.unmatched: list[Unmatched] = []

    def facts(self) -> tuple[Fact, ...]:
        """All facts that stand, by kind of the contract and offset."""
        kinds = list(KINDS)
        now = [entry.now for entry in self._entries if entry.now is not None]
        return tuple(sorted(now, key=lambda fact: (kinds.index(fact.kind), fact.start, fact.end)))

    def rejected(self) -> tuple[Rejected, ...]:
        """Facts of the machine that stand no more."""
        return tuple(
            Rejected(entry.read, entry.judgement)
            for entry in self._entries
            if entry.read is not None and entry.now is None and entry.judgement is not None
        )

    def close(self, judgement: Judgement) -> None:
        """Reject every fact of the listed kinds that no judgement speaks of."""
        for entry in self._entries:
            if entry.judgement is None and entry.now is not None and entry.now.kind in judgement.kinds:
                inside = judgement.clause is None or entry.now.clause == judgement.clause
                if inside:
                    entry.now, entry.judgement = None, judgement

    def take(self, judgement: Judgement) -> None:
        """Apply one judgement on a fact."""
        if not self._places.has(judgement.clause or ""):
            self._miss(judgement, f"there is no clause {judgement.clause}")
        elif judgement.verdict == "reject":
            self._reject(judgement)
        elif judgement.verdict == "add":
            self._state(judgement, judgement.content, judgement.clause or "", judgement.quote)
        else:
            self._keep(judgement)

    def _miss(self, judgement: Judgement, problem: str) -> None:
        self.unmatched.append(Unmatched(judgement, problem))

    def _reject(self, judgement: Judgement) -> None:
        found = self._matching(judgement)
        for entry in found:
            entry.now, entry.judgement = None, judgement
        if not found:
            self._miss(judgement, "nothing is read that it rejects")

    def _keep(self, judgement: Judgement) -> None:
        """confirm and correct: the fact as it was read, with the corrected fields."""
        corrected = {name: value for name, value in judgement.corrected.items() if name not in ("clause", "quote")}
        clause = judgement.corrected.get("clause", judgement.clause) or ""
        quote = judgement.corrected.get("quote", judgement.quote)
        found = next(iter(self._matching(judgement)), None)
        if found is not None and found.now is not None:
            self._state(judgement, content_of(found.now) | corrected, clause, quote, found)
            return
        # What a person found right or put right stays so, though the machine reads it no more.
        if self._state(judgement, {**judgement.content, **corrected}, clause, quote) is None:
            self._miss(judgement, "the machine no longer reads the fact; it stays as the reviewer gives it")

    def _matching(self, judgement: Judgement) -> list[_Entry]:
        """Facts that stand, agree with the given fields and, where a quote is given, with its place."""
        entries = self._by_clause.get((judgement.kind, judgement.clause or ""), ())
        found = [
            entry for entry in entries if entry.now is not None and agrees(judgement.content, content_of(entry.now))
        ]
        if judgement.quote is None or not found:
            return found
        span = self._places.find(judgement.clause or "", judgement.quote)
        return [entry for entry in found if span is not None and entry.now is not None and _touch(entry.now, span)]

    def _state(
        self, judgement: Judgement, content: Any, clause: str, quote: str | None, entry: _Entry | None = None
    ) -> str | None:
        """Let the fact of ``content`` stand; a word of how it came about, or None when nothing was read of it."""
        try:
            made = fact_of(judgement.kind, clause, content)
        except ValueError as error:
            self._miss(judgement, str(error))
            return "missed"
        wanted = content_of(made)
        span = None
        if quote is not None:
            span = self._places.find(clause, quote)
            if span is None:
                self._miss(judgement, f"its quote does not stand in {_name(clause)}")
                return "missed"
        entry = entry or self._same(made, wanted, span)
        if span is None:
            span = self._place(made, entry)
            if span is None:
                self._miss(judgement, f"its words do not stand in {_name(clause)}")
                return "missed"
        read = None if entry is None else entry.read
        verdict: Verdict = "add"
        if read is not None:
            verdict = "confirm" if read.clause == clause and agrees(wanted, content_of(read)) else "correct"
            made = read if verdict == "confirm" else _beside(made, read)
        stated = replace(
            made,
            quote=self._places.text(span),
            start=span[0],
            end=span[1],
            reviewed=Review(by=judgement.by, on=judgement.on, verdict=verdict),
            tier=judgement.tier,
        )
        if entry is None:
            entry = _Entry(None, None)
            self._entries.append(entry)
            self._by_clause.setdefault((made.kind, clause), []).append(entry)
        elif entry.now is not None and entry.now.clause != clause:
            self._by_clause.setdefault((made.kind, clause), []).append(entry)
        entry.now, entry.judgement = stated, judgement
        return None if read is None else verdict

    def _same(self, made: Fact, wanted: dict[str, Any], span: Span | None) -> _Entry | None:
        """The fact that is the same one: best one of equal content, then one at the place, then one not yet judged."""
        identity = key(made.kind, wanted)
        ranked = []
        for entry in self._by_clause.get((made.kind, made.clause), ()):
            fact = entry.now or entry.read
            if fact is None or fact.clause != made.clause:
                continue
            content = content_of(fact)
            if key(made.kind, content) != identity:
                continue
            equal, touching = agrees(wanted, content), span is not None and _touch(fact, span)
            several = made.kind == "target"
            if several and not equal and (entry.judgement is not None or content["year"] != wanted["year"]):
                continue  # one quantity may be the goal of two things or years
            if several and equal and span is not None and not touching and entry.judgement is not None:
                continue
            ranked.append((equal, touching, entry.judgement is None, entry))
        return max(ranked, key=lambda one: one[:3])[3] if ranked else None

    def _place(self, made: Fact, entry: _Entry | None) -> Span | None:
        """Where a fact without a quote stands: where it was read, else the first place of its printed form."""
        held = None if entry is None else entry.now or entry.read
        if held is not None and self._places.inside(made.clause, (held.start, held.end)):
            return held.start, held.end
        content = content_of(made)
        if made.kind == "target":
            value = content["value"][0] if isinstance(content["value"], list) else content["value"]
            number = printed(value)
            return self._places.first_of(made.clause, [number + content["unit"], number])
        if isinstance(made, Measure):
            cues = lexicon.load("instruments").get(made.instrument, {})
            words = [word for kind in ("act", "thing", "loose") for word in cues.get(kind, ())]
            found = [span for word in words if (span := self._places.find(made.clause, word)) is not None]
            return min(found, default=None)
        name = content.get("name") or content.get("agency") or content.get("title") or ""
        return self._places.find(made.clause, name) or self._places.part(made.clause, name)


def _touch(fact: Fact, span: Span) -> bool:
    return fact.start < span[1] and span[0] < fact.end


def _name(clause: str) -> str:
    return f"clause {clause}" if clause else "the text"


def _beside(made: Fact, read: Fact) -> Fact:
    """``made`` with what the machine read beside it and no judgement speaks of."""
    made = replace(made, rule=read.rule, confidence=read.confidence)
    if isinstance(made, ClauseFact) and isinstance(read, ClauseFact):
        return replace(made, text_start=read.text_start, text_end=read.text_end)
    if isinstance(made, Measure) and isinstance(read, Measure):
        beside = {(amount.type, float(amount.value)): amount for amount in read.amounts}
        return replace(made, amounts=tuple(_with_context(amount, beside) for amount in made.amounts))
    return made


def _with_context(amount: Amount, beside: dict[tuple[Any, float], Amount]) -> Amount:
    """An amount with the words around it (per, basis, condition) as the machine read them, if it gives none."""
    if amount.per or amount.basis or amount.condition:
        return amount
    return beside.get((amount.type, float(amount.value)), amount)
