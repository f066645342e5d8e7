"""The verifier of measures: one small linear model over the traits of a clause and an instrument.

Its weights are readable data (``loaders/models/measures.json``), learnt from the annotated documents by
``python -m loaders.learning``; what a fact owes to each trait is an exact sum, shown by ``extract --explain``.
"""

from __future__ import annotations

import heapq
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from loaders.extract.measure_goals import GOALS
from loaders.extract.measure_text import TextModel
from loaders.extract.measure_traits import Traits
from loaders.facts import Tier

_SHOWN = 4
"""Traits named as reasons of one fact."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the verifier says of one pair."""

    tier: Tier
    confidence: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verifier:
    """Weights of traits, and what a probability means on documents left out."""

    text: TextModel
    bias: float
    weights: Mapping[str, float]
    steps: tuple[tuple[float, float], ...]
    """(probability from which on, share that was right on documents left out), rising."""
    certain: float
    """Probability from which on a pair is ``certain``."""
    likely: float
    """Probability from which on it is ``likely``."""
    candidate: float
    """Probability from which on it is shown as a candidate at all."""
    goals: float
    """Share of goals, which rules alone find, that was right on documents left out."""

    def probability(self, traits: Traits) -> float:
        """The model's own probability that a reader finds the instrument in the clause."""
        score = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in traits.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))

    def verdict(self, code: str, traits: Traits) -> Verdict | None:
        """Tier, calibrated confidence and the traits that weighed most; None below every tier."""
        if code == GOALS:
            return Verdict("likely", self.goals, ("rule",))
        probability = self.probability(traits)
        if probability < self.candidate:
            return None
        tier: Tier = (
            "certain" if probability >= self.certain else "likely" if probability >= self.likely else "candidate"
        )
        return Verdict(tier, self.calibrated(probability), self.reasons(traits))

    def calibrated(self, probability: float) -> float:
        """How often pairs of this probability were right on documents left out."""
        return next((right for floor, right in reversed(self.steps) if probability >= floor), 0.0)

    def reasons(self, traits: Traits) -> tuple[str, ...]:
        """The traits that moved the score most, the heaviest first, each with what it added."""
        moved = ((self.weights.get(name, 0.0) * value, name) for name, value in traits.items())
        heaviest = heapq.nsmallest(_SHOWN, moved, key=lambda one: (-abs(one[0]), one[1]))
        return tuple(f"{name} {weight:+.2f}" for weight, name in heaviest if weight)


def from_json(data: Mapping[str, Any]) -> Verifier:
    """A verifier of the object that ``loaders.learning`` writes."""
    return Verifier(
        TextModel(data["text"]),
        data["bias"],
        data["traits"],
        tuple((floor, right) for floor, right in data["calibration"]),
        data["certain"],
        data["likely"],
        data["candidate"],
        data["goals"],
    )


@cache
def rules_alone() -> Verifier:
    """A verifier that knows nothing but the rules' own objections: every sight without one is ``likely``."""
    return Verifier(TextModel({}), -2.0, {"objection=none": 4.0}, ((0.0, 0.5),), 1.0, 0.5, 0.5, 0.5)


@cache
def shipped() -> Verifier:
    """The verifier that ships with the package."""
    text = resources.files("loaders").joinpath("models", "measures.json").read_text(encoding="utf-8")
    return from_json(json.loads(text))
