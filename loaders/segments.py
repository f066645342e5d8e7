"""Sentences, comma segments and list items of a stretch of clean text, as offset ranges."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

SENTENCE_ENDS = "。；;！？!?\n"
COMMAS = ",，:："
LIST_MARKS = "、"
_LONGEST = 3000
"""A longer stretch has lost its marks and is read in pieces."""
_OPEN = "(（[［【〔《“‘「『"
_CLOSE = ")）]］】〕》”’」』"


class Span(NamedTuple):
    """A half-open range of the clean text."""

    start: int
    end: int


class Ranges:
    """Ranges, asked whether an offset lies in one of them."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(ranges):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def __contains__(self, offset: int) -> bool:
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._ends[at]

    def meets(self, span: Span) -> bool:
        """Whether a character of ``span`` lies in one of them."""
        at = bisect_right(self._ends, span.start)
        return at < len(self._starts) and self._starts[at] < span.end


def split(text: str, start: int, end: int, marks: str) -> Iterator[Span]:
    """Ranges between ``marks`` in ``text[start:end]``, trimmed of blanks, without the marks, empty ones left out.

    A mark inside brackets or quotes does not split; an unclosed bracket is given up at the next line
    end, so that a stray one cannot swallow the rest of the text.
    A full stop or comma between two digits (2.5, 1,000) never splits.
    """
    depth = 0
    begin = start
    for match in _stops(marks).finditer(text, start, end):
        char, at = match[0], match.start()
        if char == "\n":
            depth = 0
        elif char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        if char not in marks or depth:
            continue
        if char in ",.:" and 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isdigit():
            continue
        yield from _trimmed(text, begin, at)
        begin = at + 1
    yield from _trimmed(text, begin, end)


@cache
def _stops(marks: str) -> re.Pattern[str]:
    """The characters worth a look, so that the rest of the text is passed over at once."""
    return re.compile("[" + re.escape(marks + _OPEN + _CLOSE + "\n") + "]")


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:
        cut = max(text.rfind(mark, start, start + _LONGEST) for mark in "，、") + 1
        cut = cut if cut > start else start + _LONGEST
        yield Span(start, cut)
        start = cut
    if start < end:
        yield Span(start, end)


def sentences(text: str, start: int, end: int) -> list[Span]:
    """Sentences of ``text[start:end]``, split at 。；！？ and line ends outside brackets."""
    return list(split(text, start, end, SENTENCE_ENDS))


def comma_segments(text: str, start: int, end: int) -> list[Span]:
    """Comma segments of one sentence; 、 does not split."""
    return list(split(text, start, end, COMMAS))


def list_items(text: str, start: int, end: int) -> list[Span]:
    """Items of a 、 list."""
    return list(split(text, start, end, LIST_MARKS))
