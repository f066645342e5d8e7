"""A text cut where marks begin and end, so that overlapping ones stay legible: each piece knows all that lie on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """A range of a text that something was read from."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text on which the same marks lie from its first to its last character."""

    text: str
    kinds: tuple[str, ...]
    """Kinds of the marks, each once, in alphabetical order."""
    marks: tuple[int, ...]
    """Numbers of the marks, as given."""
    begins: tuple[int, ...]
    """Those of them that begin here."""


def pieces(text: str, marks: Sequence[Mark], cuts: Iterable[int] = ()) -> list[Piece]:
    """``text`` in order, cut at the ends of ``marks`` and at ``cuts``; empty and outlying marks are left out."""
    starting: dict[int, list[int]] = {}
    ending: dict[int, list[int]] = {}
    for number, mark in enumerate(marks):
        if 0 <= mark.start < mark.end <= len(text):
            starting.setdefault(mark.start, []).append(number)
            ending.setdefault(mark.end, []).append(number)
    inner = (cut for cut in cuts if 0 < cut < len(text))
    bounds = sorted({0, len(text), *starting, *ending, *inner})
    found: list[Piece] = []
    active: list[int] = []
    for at, following in pairwise(bounds):
        ended = set(ending.get(at, ()))
        begins = starting.get(at, [])
        active = [number for number in active if number not in ended] + begins
        kinds = tuple(sorted({marks[number].kind for number in active}))
        found.append(Piece(text[at:following], kinds, tuple(active), tuple(begins)))
    return found
