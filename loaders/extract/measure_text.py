"""How much the characters of a segment sound like each instrument: a linear score over short character runs.

The weights were learnt from annotated segments (``loaders/learning``); they only add to what the words of the
lexicon say, and let a segment be looked at in which no such word stands.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Protocol

from loaders.lexicon import Matcher

LENGTHS = (1, 2, 3)
"""Lengths of the character runs."""
_SHORTEST = 6
"""A shorter segment counts as this long, so that two characters alone decide nothing."""
LOW = 0.08
"""A segment whose score for an instrument is lower is not looked at for it without a word of the lexicon."""


class SegmentScores(Protocol):
    """Gives the words of a segment a score for each instrument."""

    def scores(self, words: str) -> dict[str, float]:
        """The scores over 0, by code."""
        ...


class TextModel:
    """``grams[run][code]`` is what the run adds to the code's score, before division by the root of the length."""

    def __init__(self, grams: Mapping[str, Mapping[str, float]]) -> None:
        self.grams = grams
        self._runs = Matcher((run, (run, tuple(weights.items()))) for run, weights in sorted(grams.items()))

    def scores(self, words: str) -> dict[str, float]:
        """The score of each instrument for the words of one segment; those at or under 0 are left out."""
        found: dict[str, float] = {}
        for weights in dict(hit.value for hit in self._runs.all(words)).values():
            for code, weight in weights:
                found[code] = found.get(code, 0.0) + weight
        scale = scale_of(words)
        return {code: score * scale for code, score in found.items() if score > 0}


def runs(words: str) -> Iterator[str]:
    """The distinct runs of one to three characters of ``words``, in order of first place."""
    seen: dict[str, None] = {}
    for length in LENGTHS:
        for start in range(len(words) - length + 1):
            seen[words[start : start + length]] = None
    return iter(seen)


def scale_of(words: str) -> float:
    """What the sum over the runs of a segment is multiplied by."""
    return 1 / math.sqrt(max(len(words), _SHORTEST))
