"""How sure a fact is: the share of facts of its family that was right on annotated documents.

A family is a kind with one rule of the extractor (``mention`` by ``enterprise.list``). Rules were written with most
annotated documents in sight, so their shares there flatter; what is known beforehand of a family is its group's share
(``enterprise`` of ``enterprise.list``) on the documents that nobody looked at, worth ``WEIGHT`` facts, and its
confidence is the mean of the two. Measures carry the verdict of their own verifier and pass through. The counts are
readable data (``loaders/models/confidence.json``), written by ``python -m loaders.learning``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from loaders.facts import Fact, Tier

CERTAIN, LIKELY = 0.95, 0.5
WEIGHT = 10
"""How many facts what is known beforehand is worth."""
UNSEEN = "unseen"
"""Marks the counts of groups on documents that nobody looked at."""


@dataclass(frozen=True, slots=True)
class Count:
    """Facts of one family that were right, of all that were found."""

    right: int
    found: int

    @property
    def share(self) -> float:
        """Mean of the posterior under Jeffreys' prior: (right + ½) / (found + 1)."""
        return (self.right + 0.5) / (self.found + 1)


Counts = Mapping[str, Mapping[str, Count]]
"""Kind → family, or ``unseen:`` and a group → count."""


def family(rule: str) -> str:
    """The family of a rule: what stands before the first ``:`` or ``|``, which only add the words that fitted."""
    return rule.partition("|")[0].partition(":")[0]


def group(name: str) -> str:
    """The group of a family: what stands before its first ``.`` or ``-``."""
    return name.partition(".")[0].partition("-")[0]


def rate(facts: Iterable[Fact], counts: Counts | None = None) -> list[Fact]:
    """The facts with confidence and tier; what already has a confidence, or is a candidate, keeps its own."""
    known = shipped() if counts is None else counts
    return [fact if fact.confidence is not None else _rated(fact, known.get(fact.kind, {})) for fact in facts]


def _rated(fact: Fact, families: Mapping[str, Count]) -> Fact:
    name = family(fact.rule)
    before = families.get(f"{UNSEEN}:{group(name)}") or families.get(UNSEEN)
    count = families.get(name, Count(0, 0))
    beforehand = before or families.get(name)
    if beforehand is None:
        return fact
    confidence = round((count.right + WEIGHT * beforehand.share) / (count.found + WEIGHT), 3)
    tier: Tier = "certain" if confidence >= CERTAIN else "likely" if confidence >= LIKELY else "candidate"
    return replace(fact, confidence=confidence, tier="candidate" if fact.tier == "candidate" else tier)


def from_json(data: Mapping[str, Mapping[str, Sequence[int]]]) -> Counts:
    """Counts of the object ``{kind: {family: [right, found]}}``."""
    return {
        kind: {name: Count(right, found) for name, (right, found) in families.items()}
        for kind, families in data.items()
    }


@cache
def shipped() -> Counts:
    """The counts that ship with the package."""
    return from_json(json.loads(resources.files("loaders").joinpath("models", "confidence.json").read_text("utf-8")))
