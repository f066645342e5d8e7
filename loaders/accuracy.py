"""How accurate the facts are, as measured last: ``data/accuracy.yaml``, from which the page of it is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from data import ACCURACY
from loaders import yamltext
from loaders.scoring import KINDS, Figures, Score

_HEAD = "# Written by `make accuracy`; docs/accuracy.md and the page /method are made of it.\n"


@dataclass(frozen=True)
class View:
    """The figures of some documents together."""

    documents: int
    metadata: float | None
    """Share of the fields of documents that are right; None where there was none to look at."""
    mode: float | None
    """Share of the measures found and right whose mode is right, too."""
    kinds: Mapping[str, Figures]

    @property
    def overall(self) -> float:
        """The mean of the F1 of the six kinds."""
        return sum(self.kinds[kind].f1 for kind in KINDS) / len(KINDS)


@dataclass(frozen=True)
class Certain:
    """The counts of facts called certain alone, by kind."""

    left_out: Mapping[str, Figures]
    unseen: Mapping[str, Figures]


@dataclass(frozen=True)
class OfDocument:
    """One document left out: F1 by kind, rounded as it is printed."""

    overall: float
    mode: float | None
    kinds: Mapping[str, float]


@dataclass(frozen=True)
class Disagreements:
    """How often facts of one sort were missed, or added."""

    what: str
    missed: int
    added: int


@dataclass(frozen=True)
class Accuracy:
    """What was measured. See the page for what the three views mean."""

    shipped: View
    left_out: View
    unseen: View
    certain: Certain
    documents: Mapping[str, OfDocument]
    errors: list[Disagreements]


_SHAPE = TypeAdapter(Accuracy)


def view(score: Score, documents: int) -> View:
    """The figures of a score of so many documents."""
    return View(documents, rounded(score.metadata.value, 3), rounded(score.modes.value, 3), score.figures)


def rounded(value: float | None, places: int) -> float | None:
    """A share as it is printed."""
    return None if value is None else round(value, places)


def written(accuracy: Accuracy) -> str:
    """The text of ``data/accuracy.yaml``."""
    plain = _SHAPE.dump_python(accuracy, mode="json")
    return _HEAD + yaml.safe_dump(plain, default_flow_style=None, sort_keys=False, width=200, allow_unicode=True)


def read(path: Path) -> Accuracy:
    """The figures that a file holds; pydantic.ValidationError where it holds others."""
    return _SHAPE.validate_python(yamltext.parse(path.read_text(encoding="utf-8")))


@cache
def packaged() -> Accuracy:
    """The figures that come with the program."""
    return read(ACCURACY)
