"""The facts of one reading while they are judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from loaders import lexicon
from loaders.facts import Amount, AmountType, ClauseFact, Fact, Measure, Review, Verdict
from loaders.judgements.lines import KINDS, Judgement, fact_of
from loaders.judgements.places import Places, Span, printed
from loaders.judgements.same import agrees, content_of, key


@dataclass(slots=True, eq=False)
class _Entry:
    """A fact as the machine read it, and as it stands now (None: rejected)."""

    read: Fact | None
    now: Fact | None
    judgement: Judgement | None = None

    @property
    def held(self) -> Fact | None:
        """As it stands, else as it was read."""
        return self.now or self.read


class Bench:
    """Takes judgements one by one; what does not fit is kept in ``missed``."""

    def __init__(self, places: Places, facts: Sequence[Fact]) -> None:
        self._places = places
        self._entries: list[_Entry] = []
        self._by_clause: dict[tuple[str, str], list[_Entry]] = {}
        self._by_key: dict[tuple[Any, ...], list[_Entry]] = {}
        self.missed: list[tuple[Judgement, str]] = []
        for fact in facts:
            entry = _Entry(fact, fact)
            self._entries.append(entry)
            self._file(entry, fact)

    def facts(self) -> tuple[Fact, ...]:
        """All facts that stand, by kind of the contract and offset."""
        kinds = list(KINDS)
        now = [entry.now for entry in self._entries if entry.now is not None]
        return tuple(sorted(now, key=lambda fact: (kinds.index(fact.kind), fact.start, fact.end)))

    def rejected(self) -> list[tuple[Fact, Judgement]]:
        """Facts of the machine that stand no more, and the judgement that took them away."""
        return [
            (entry.read, entry.judgement)
            for entry in self._entries
            if entry.read is not None and entry.now is None and entry.judgement is not None
        ]

    def close(self, judgement: Judgement) -> None:
        """``complete``: reject every fact of its kinds that no judgement speaks of."""
        for entry in self._entries:
            if entry.judgement is None and entry.now is not None and entry.now.kind in judgement.kinds:
                inside = judgement.clause is None or entry.now.clause == judgement.clause
                if inside:
                    entry.now, entry.judgement = None, judgement

    def take(self, judgement: Judgement) -> None:
        """Apply one judgement on a fact."""
        new_clause = judgement.kind == ClauseFact.kind and judgement.verdict != "reject"
        if not new_clause and not self._places.has(judgement.clause or ""):
            self.missed.append((judgement, f"there is no clause {judgement.clause}"))
        elif judgement.verdict == "reject":
            self._reject(judgement)
        elif judgement.verdict == "add":
            self._state(judgement, judgement.content, judgement.clause or "", judgement.quote)
        else:
            self._keep(judgement)

    def _file(self, entry: _Entry, fact: Fact) -> None:
        self._by_clause.setdefault((fact.kind, fact.clause), []).append(entry)
        self._by_key.setdefault((fact.kind, fact.clause, key(fact.kind, content_of(fact))), []).append(entry)

    def _reject(self, judgement: Judgement) -> None:
        found = self._matching(judgement)
        for entry in found:
            entry.now, entry.judgement = None, judgement
        if not found:
            self.missed.append((judgement, "nothing is read that it rejects"))

    def _keep(self, judgement: Judgement) -> None:
        """confirm and correct: the fact as it was read, with the corrected fields."""
        corrected = {name: value for name, value in judgement.corrected.items() if name not in ("clause", "quote")}
        clause = judgement.corrected.get("clause", judgement.clause) or ""
        quote = judgement.corrected.get("quote", judgement.quote)
        # A later judgement wins: one may bring back what an earlier one rejected.
        found = next(iter(self._matching(judgement) or self._matching(judgement, kept_out=True)), None)
        if found is not None:
            self._state(judgement, corrected, clause, quote, found)
            return
        # What a person found right or put right stays so, though the machine reads it otherwise now.
        result = self._state(judgement, {**judgement.content, **corrected}, clause, quote)
        if result != "missed" and not (judgement.verdict == "correct" and result == "confirm"):
            self.missed.append((judgement, "it is no longer read so; it stays as the reviewer gives it"))

    def _matching(self, judgement: Judgement, *, kept_out: bool = False) -> list[_Entry]:
        """Facts that agree with the given fields and, where a quote is given, with its place.

        Of those that stand, or of those of the machine that were rejected (``kept_out``).
        """
        entries = self._by_clause.get((judgement.kind, judgement.clause or ""), ())
        facts = [(entry, entry.held) for entry in entries if (entry.now is None) == kept_out]
        found = [(entry, fact) for entry, fact in facts if fact and agrees(judgement.content, content_of(fact))]
        if judgement.quote is None or not found:
            return [entry for entry, _ in found]
        span = self._places.find(judgement.clause or "", judgement.quote)
        return [entry for entry, fact in found if span is not None and _touch(fact, span)]

    def _state(
        self,
        judgement: Judgement,
        content: Mapping[str, Any],
        clause: str,
        quote: str | None,
        entry: _Entry | None = None,
    ) -> Verdict | Literal["missed"]:
        """Let a fact stand: the one of ``entry`` with the fields of ``content``, or else the one they make.

        ``missed`` when it makes none or stands nowhere in the text.
        """
        whole = judgement.verdict == "add"
        place = self._around(judgement.kind, clause)
        span = None if quote is None else self._places.find(place, quote)
        if quote is not None and span is None:
            return self._miss(judgement, f"its quote does not stand in {_name(place)}")
        try:
            if entry is None:
                entry = self._same(judgement.kind, clause, content, span)
            # An addition says the whole fact; else what is not given stays as it is.
            held = None if entry is None or whole else entry.held
            made = fact_of(judgement.kind, clause, content if held is None else {**content_of(held), **content})
        except ValueError as error:
            return self._miss(judgement, str(error))
        span = span or self._place(made, place, entry)
        if span is None:
            return self._miss(judgement, f"its words do not stand in {_name(place)}")
        read = None if entry is None else entry.read
        verdict: Verdict = "add"
        if read is not None:
            verdict = "confirm" if read.clause == clause and agrees(content_of(made), content_of(read)) else "correct"
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
        if entry.held is None or content_of(entry.held) != content_of(stated) or entry.held.clause != clause:
            self._file(entry, stated)
        entry.now, entry.judgement = stated, judgement
        return verdict

    def _miss(self, judgement: Judgement, problem: str) -> Literal["missed"]:
        self.missed.append((judgement, problem))
        return "missed"

    def _around(self, kind: str, clause: str) -> str:
        """The clause in which to look for the words of a fact; for a clause that is new the one above it."""
        while kind == ClauseFact.kind and not self._places.has(clause):
            clause = clause.rpartition("/")[0]
        return clause

    def _same(self, kind: str, clause: str, content: Mapping[str, Any], span: Span | None) -> _Entry | None:
        """The fact that is the same one: best one of equal content, then one at the place, then one not yet judged."""
        ranked = []
        for entry in self._by_key.get((kind, clause, key(kind, content)), ()):
            fact = entry.held
            if fact is None or fact.clause != clause:
                continue
            held = content_of(fact)
            equal, touching = agrees(content, held), span is not None and _touch(fact, span)
            if kind == "target" and not touching:
                # One quantity may be the goal of two things or of two years.
                judged = entry.judgement is not None
                if judged if equal else judged or content.get("year") != held["year"]:
                    continue
            ranked.append((equal, touching, entry.judgement is None, entry))
        return max(ranked, key=lambda one: one[:3])[3] if ranked else None

    def _place(self, made: Fact, place: str, entry: _Entry | None) -> Span | None:
        """Where a fact without a quote stands: where it was read, else the first place of its printed form."""
        held = None if entry is None else entry.held
        if held is not None and self._places.inside(made.clause, (held.start, held.end)):
            return held.start, held.end
        content = content_of(made)
        if made.kind == "target":
            value = content["value"][0] if isinstance(content["value"], list) else content["value"]
            number = printed(value)
            return self._places.first_of(place, [number + content["unit"], number])
        if isinstance(made, Measure):
            cues = lexicon.load("instruments").get(made.instrument, {})
            words = [word for kind in ("act", "thing", "loose") for word in cues.get(kind, ())]
            found = [span for word in words if (span := self._places.find(place, word)) is not None]
            return min(found, default=None)
        name = content.get("name") or content.get("agency") or content.get("title") or ""
        return self._places.find(place, name) or self._places.part(place, name)


def _touch(fact: Fact, span: Span) -> bool:
    return fact.start < span[1] and span[0] < fact.end


def _name(clause: str) -> str:
    return f"clause {clause}" if clause else "the text"


def _beside(made: Fact, read: Fact) -> Fact:
    """``made`` with what the machine read beside it and no judgement speaks of."""
    made = replace(made, rule=read.rule, confidence=read.confidence, because=read.because)
    if isinstance(made, Measure) and isinstance(read, Measure):
        beside = {(amount.type, float(amount.value)): amount for amount in read.amounts}
        return replace(made, amounts=tuple(_with_context(amount, beside) for amount in made.amounts))
    return made


def _with_context(amount: Amount, beside: Mapping[tuple[AmountType, float], Amount]) -> Amount:
    """An amount with the words around it (per, basis, condition) as the machine read them, if it gives none."""
    if amount.per or amount.basis or amount.condition:
        return amount
    return beside.get((amount.type, float(amount.value)), amount)
