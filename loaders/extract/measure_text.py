"""How much the characters of a segment sound like each instrument: a linear score over short character runs.

The weights were learnt from annotated segments (``loaders/learning``); they only add to what the words of the
lexicon say, and let a segment be looked at in which no such word stands.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

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


@dataclass(frozen=True, slots=True)
class TextModel:
    """``grams[run][code]`` is what the run adds to the code's score, before division by the root of the length."""

    grams: Mapping[str, Mapping[str, float]]

    def scores(self, words: str) -> dict[str, float]:
        """The score of each instrument for the words of one segment; those at or under 0 are left out."""
        found: dict[str, float] = {}
        for run in runs(words):
            for code, weight in self.grams.get(run, {}).items():
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
