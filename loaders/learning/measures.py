"""The verifier of measures, learnt: text scores, then one logistic regression over the traits of all pairs.

For every document left out all parts are learnt anew without it; the text scores by which the regression learns
come from models that saw neither the document they score nor the one left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from loaders.extract.measure_choice import Pair, pairs
from loaders.extract.measure_goals import GOALS
from loaders.extract.measure_text import SegmentScores
from loaders.extract.measure_traits import Traits
from loaders.learning import text
from loaders.learning.annotated import Annotated
from loaders.learning.places import names_a_place
from loaders.learning.text import Known, Segments

_STRENGTH = 0.05
"""Inverse strength of the L2 penalty."""
_DIGITS = 2
_CANDIDATE = 0.15
_CERTAIN_SHARE = 0.97
"""Above the 95 in 100 that the tier promises: it is chosen on documents of which most were read for the rules."""
_MARGIN = 0.002
"""F1 given up for recall: the best threshold is less certain than this."""
_NEAR = 5
"""Hundredths on either side of a probability that tell how often pairs around it are right."""
_FLOORS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


@dataclass(frozen=True)
class Linear:
    """A fitted regression: bias and weights of the traits."""

    bias: float
    weights: dict[str, float]

    def probability(self, traits: Traits) -> float:
        score = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in traits.items())
        return float(1 / (1 + np.exp(-score)))


@dataclass(frozen=True)
class Judged:
    """A pair of a document left out: its probability, and whether readers found it (None where they doubted)."""

    probability: float
    right: bool | None
    goal: bool


@dataclass(frozen=True)
class Learner:
    """Annotated documents with all that is shared between fits."""

    documents: Sequence[Annotated]
    segments: Segments
    _known: dict[frozenset[int], Known] = field(default_factory=dict)

    def known(self, of: int, held: int | None = None) -> Known:
        """Text scores of a document by a model that saw neither it nor ``held``."""
        without = frozenset({of} if held is None else {of, held})
        if without not in self._known:
            self._known[without] = text.scores_of(self.segments, without)
        return self._known[without]

    def fitted(self, held: int | None) -> Linear:
        """The regression learnt without the document ``held``."""
        return _regression(
            [
                _examples(document, self.known(number, held))
                for number, document in enumerate(self.documents)
                if number != held
            ]
        )

    def judged(self, held: int) -> list[Judged]:
        """The pairs of a document, weighed by a model that never saw it."""
        model = self.fitted(held)
        document = self.documents[held]
        return [
            Judged(model.probability(pair.traits), _is_right(document, path, pair), pair.code == GOALS)
            for path, pair in _pairs(document, self.known(held))
        ]

    def verifier(self, held: int | None, judged: Sequence[Judged]) -> dict[str, Any]:
        """The verifier learnt without ``held`` as the JSON object that ships; ``judged`` calibrates it."""
        model = self.fitted(held)
        grams = text.fit(self.segments, held).grams
        return {"bias": model.bias, **calibration(judged), "traits": model.weights, "text": grams}


def learner(documents: Sequence[Annotated]) -> Learner:
    """A learner over the documents, its shared parts computed."""
    return Learner(documents, text.collect([(one.words(), one.labels) for one in documents]))


def _pairs(document: Annotated, model: SegmentScores) -> list[tuple[str, Pair]]:
    return [(reading.path, pair) for reading in document.readings for pair in pairs(document.text, reading, model)]


def _is_right(document: Annotated, path: str, pair: Pair) -> bool | None:
    key = (path, pair.code)
    return None if key in document.unsure else key in document.modes


def _examples(document: Annotated, known: Known) -> list[tuple[Traits, bool]]:
    found = ((pair, _is_right(document, path, pair)) for path, pair in _pairs(document, known))
    return [(pair.traits, right) for pair, right in found if right is not None and pair.code != GOALS]


def _regression(documents: Sequence[Sequence[tuple[Traits, bool]]]) -> Linear:
    """Learnt from the examples of each document; a trait that names a place is left out."""
    counts = Counter(name for examples in documents for name in {name for traits, _ in examples for name in traits})
    names = {name for name, count in counts.items() if count >= text.MIN_DOCUMENTS and not names_a_place(name)}
    examples = [example for own in documents for example in own]
    kept = [{name: value for name, value in traits.items() if name in names} for traits, _ in examples]
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(kept)
    # liblinear takes 32-bit indices only
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    model = LogisticRegression(C=_STRENGTH, solver="liblinear", random_state=0).fit(
        matrix, [right for _, right in examples]
    )
    columns = vectorizer.get_feature_names_out()
    rounded = {str(name): round(float(weight), _DIGITS) for name, weight in zip(columns, model.coef_[0], strict=True)}
    return Linear(
        round(float(model.intercept_[0]), _DIGITS), {name: weight for name, weight in rounded.items() if weight}
    )


def calibration(judged: Sequence[Judged]) -> dict[str, Any]:
    """Thresholds of the tiers and what a probability means, from pairs of documents left out."""
    sure = sorted(
        ((one.probability, one.right) for one in judged if one.right is not None and not one.goal), reverse=True
    )
    goals = [one.right for one in judged if one.goal and one.right is not None]
    certain, likely = _certain(sure), _likely(sure)
    # A step begins with each tier, so that confidence and tier agree; what is certain is one step.
    apart = [floor for floor in _FLOORS if floor < certain and abs(100 * (floor - likely)) >= _NEAR]
    floors = sorted({*apart, likely, certain})
    steps: list[tuple[float, float]] = []
    for low, high in zip(floors, (*floors[1:], 1.01), strict=True):
        rights = [right for probability, right in sure if low <= probability < high]
        share = sum(rights) / len(rights) if rights else 0.0
        steps.append((low, round(max(share, steps[-1][1] if steps else 0.0), 3)))
    return {
        "certain": certain,
        "likely": likely,
        "candidate": _CANDIDATE,
        "goals": round(sum(goals) / len(goals), 3) if goals else 0.0,
        "calibration": [list(step) for step in steps],
    }


def _certain(sure: Sequence[tuple[float, bool]]) -> float:
    """The lowest probability (in hundredths) from which on the promised share was right."""
    for hundredths in range(50, 100):
        rights = [right for probability, right in sure if probability >= hundredths / 100]
        if rights and sum(rights) / len(rights) >= _CERTAIN_SHARE:
            return hundredths / 100
    return 1.0


def _likely(sure: Sequence[tuple[float, bool]]) -> float:
    """The lowest probability (in hundredths) from which on F1 is within ``_MARGIN`` of the best.

    But not below the one around which pairs are as often right as wrong.
    """
    total = sum(right for _, right in sure)

    def f1(hundredths: int) -> float:
        rights = [right for probability, right in sure if probability >= hundredths / 100]
        return 2 * sum(rights) / (len(rights) + total) if rights else 0.0

    def share(hundredths: int) -> float:
        near = [right for probability, right in sure if hundredths - _NEAR <= 100 * probability < hundredths + _NEAR]
        return sum(near) / len(near) if near else 0.0

    tried = range(25, 65)
    best = max(map(f1, tried))
    good = next(hundredths for hundredths in tried if f1(hundredths) >= best - _MARGIN)
    even = next((hundredths for hundredths in tried if share(hundredths) >= 0.5), good)
    return max(good, even) / 100
