"""The learnt parts of the extractor, together: the shipped ones, or others in their place for a measurement."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from loaders import confidence
from loaders.confidence import Counts
from loaders.extract import measure_verifier
from loaders.extract.measure_verifier import Verifier


@dataclass(frozen=True, slots=True)
class Learnt:
    """What reading a document takes from annotated ones."""

    verifier: Verifier
    counts: Counts


@cache
def shipped() -> Learnt:
    """The learnt parts that ship with the package (``loaders/models``)."""
    return Learnt(measure_verifier.shipped(), confidence.shipped())
