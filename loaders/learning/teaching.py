"""Learning from a set of annotated documents: what ships, and the same without each document in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from loaders import confidence, pipeline
from loaders.evaluate import Item, load_gold
from loaders.extract import measure_verifier
from loaders.learning import annotated, measures
from loaders.learning import confidence as counting
from loaders.learning.confidence import Tally
from loaders.learning.measures import Judged, Learner
from loaders.learnt import Learnt

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Teacher:
    """Annotated documents and everything that may be learnt from them."""

    items: Sequence[Item]
    progress: Progress
    unseen: frozenset[str] = frozenset()
    """Ids of the documents that nobody looked at while rules were written: what they say of a rule is not flattered."""

    @cached_property
    def _learner(self) -> Learner:
        return measures.learner([annotated.document(item) for item in self.items])

    @cached_property
    def _judged(self) -> list[list[Judged]]:
        found = []
        for number, item in enumerate(self.items):
            self.progress(f"{item.id} left out")
            found.append(self._learner.judged(number))
        return found

    @cached_property
    def _tallies(self) -> list[Tally]:
        found = []
        for item in self.items:
            reading = pipeline.read_document(item.text, id=item.id, learnt=_UNTAUGHT)
            found.append(counting.tally(load_gold(item.gold), reading.facts, item.id))
        return found

    def taught(self, held: int | None) -> dict[str, Any]:
        """The models learnt without the document ``held`` (from all of them for None), as the JSON that ships."""
        known = [
            (item, tally)
            for number, (item, tally) in enumerate(zip(self.items, self._tallies, strict=True))
            if number != held
        ]
        others = [one for number, judged in enumerate(self._judged) if number != held for one in judged]
        return {
            "measures": self._learner.verifier(held, others),
            "confidence": counting.total(
                [tally for _, tally in known], [tally for item, tally in known if item.id in self.unseen]
            ),
        }

    def left_out(self) -> Iterator[tuple[Item, Learnt]]:
        """Every document with the models learnt without it."""
        for number, item in enumerate(self.items):
            yield item, from_json(self.taught(number))


def from_json(models: dict[str, Any]) -> Learnt:
    """The learnt parts of the objects that ``taught`` gives."""
    return Learnt(measure_verifier.from_json(models["measures"]), confidence.from_json(models["confidence"]))


_UNTAUGHT = from_json(
    {
        "measures": {
            "text": {},
            "bias": 0.0,
            "traits": {},
            "calibration": [],
            "certain": 1.0,
            "likely": 1.0,
            "candidate": 1.0,
            "goals": 0.0,
        },
        "confidence": {},
    }
)
"""Finds no measure and rates nothing: for what does not depend on what is learnt."""
