"""The facts contract, version 3: what the loaders read out of one policy document.

One dataclass a kind; ``as_json`` gives the object of one JSON Line with ``kind`` and ``policy``
first. Offsets count characters of the clean text: ``text[start:end] == quote``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Literal

Role = Literal["lead", "responsible"]
Op = Literal[">=", "<=", "~", "="]
Mode = Literal["funds", "provides", "facilitates", "encourages"]
Act = Literal["commits", "recalls"]
AmountType = Literal["cap", "amount", "rate", "budget", "fund-size"]
MentionType = Literal["enterprise", "institution", "place", "fund", "event", "cited-policy"]
EnterpriseRole = Literal[
    "representative", "chain-leader", "key", "attraction-target", "project-owner", "partner", "other"
]
Completeness = Literal["full", "summary", "annex-missing"]
Tier = Literal["certain", "likely", "candidate"]
TIERS: tuple[Tier, ...] = ("certain", "likely", "candidate")
"""Surest first: right at least 95 times in 100 on documents left out; about as often right as not or more; else."""


Verdict = Literal["confirm", "correct", "add"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """That a person vouches for a fact: who, when (ISO date), and how it stands to what the machine read."""

    by: str
    on: str
    verdict: Verdict
    """confirm: read so by the machine; correct: read otherwise; add: not read by it."""

    def as_json(self) -> dict[str, str]:
        return {"by": self.by, "on": self.on, "verdict": self.verdict}


_COMMON = frozenset({"clause", "rule", "quote", "start", "end", "tier", "confidence", "because", "reviewed"})
"""Fields of every fact, which ``as_json`` writes in places of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every fact but the policy line carries."""

    kind: ClassVar[str]
    clause: str
    """Path of the clause the fact stands in; empty before the first clause."""
    quote: str
    start: int
    end: int
    rule: str = ""
    """Which rule of which lexicon found it; not part of the contract's line."""
    tier: Tier = "likely"
    confidence: float | None = None
    """How often facts like it were right on documents left out, 0 to 1; None where it was not measured."""
    because: tuple[str, ...] = ()
    """What moved the extractor most towards or against it, where it weighed several traits; for ``--explain``."""
    reviewed: Review | None = None
    """Set where a reviewer's judgement stands behind it; its tier is ``certain`` then, or what the reviewer said."""

    def as_json(self, policy: str, *, explain: bool = False) -> dict[str, Any]:
        """The contract's object: unset options (None, empty ``amounts``) are left out.

        ``explain`` adds ``rule``, and ``because`` where it is known.
        """
        line: dict[str, Any] = {"kind": self.kind, "policy": policy, "clause": self.clause}
        for spec in fields(self):
            value = getattr(self, spec.name)
            if spec.name in _COMMON:
                continue
            if value is None and spec.name not in self.nullable:
                continue
            if spec.name == "amounts":
                if not value:
                    continue
                value = [amount.as_json() for amount in value]
            line[spec.name] = list(value) if isinstance(value, tuple) else value
        line |= {"quote": self.quote, "start": self.start, "end": self.end, "tier": self.tier}
        if self.confidence is not None:
            line["confidence"] = self.confidence
        if self.reviewed is not None:
            line["reviewed"] = self.reviewed.as_json()
        if explain:
            line["rule"] = self.rule
            if self.because:
                line["because"] = list(self.because)
        return line

    nullable: ClassVar[tuple[str, ...]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyFact:
    """The first line: what the document says of itself. None where it is not printed."""

    kind: ClassVar[str] = "policy"
    title: str | None
    doc_number: str | None
    issuer: str | None
    region: str | None
    """GB/T 2260 code, six digits."""
    issued_on: str | None
    """ISO date of signature or issue."""
    period_start: int | None
    period_end: int | None
    doc_type: str | None
    completeness: Completeness
    evidence: Mapping[str, tuple[int, int]]
    """Field name to its range in the clean text."""
    reviewed: Mapping[str, Review] = field(default_factory=dict)
    """Field name to the review that stands behind its value, be it a value or that none is printed."""

    def as_json(self, policy: str) -> dict[str, Any]:
        line: dict[str, Any] = {"kind": self.kind, "policy": policy, "clause": ""}
        for spec in fields(self):
            if spec.name not in ("evidence", "reviewed"):
                line[spec.name] = getattr(self, spec.name)
        line["evidence"] = {name: list(span) for name, span in sorted(self.evidence.items())}
        if self.reviewed:
            line["reviewed"] = {name: review.as_json() for name, review in sorted(self.reviewed.items())}
        return line


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseFact(Fact):
    """A numbered heading; the quote is the heading, ``text_start:text_end`` the whole clause."""

    kind: ClassVar[str] = "clause"
    title: str
    text_start: int
    text_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility(Fact):
    """A body given a duty for a clause."""

    kind: ClassVar[str] = "responsibility"
    agency: str
    """As printed, an elided prefix restored."""
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Fact):
    """A forward-looking quantified goal."""

    kind: ClassVar[str] = "target"
    metric: str
    value: float | int | tuple[float | int, float | int]
    unit: str
    op: Op
    year: int | None
    nullable: ClassVar[tuple[str, ...]] = ("year",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Money in yuan, or a rate as a fraction; ``per``, ``basis`` and ``condition`` verbatim."""

    type: AmountType
    value: float | int
    per: str | None = None
    basis: str | None = None
    condition: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {spec.name: value for spec in fields(self) if (value := getattr(self, spec.name)) is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Fact):
    """An instrument of policy used in a clause, in the strongest mode the clause gives it."""

    kind: ClassVar[str] = "measure"
    instrument: str
    """A code of ``data/taxonomy/instruments.yaml``."""
    mode: Mode
    act: Act = "commits"
    amounts: tuple[Amount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Fact):
    """A named thing."""

    kind: ClassVar[str] = "mention"
    type: MentionType
    name: str
    role: EnterpriseRole | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus(Fact):
    """An industry or technology field the document is about; ``clause`` is always empty."""

    kind: ClassVar[str] = "focus"
    name: str
