"""Traditional characters to simplified ones, character by character where the text allows it."""

from __future__ import annotations

from array import array
from collections import Counter
from functools import cache

import opencc

_SHARE = 0.05
"""Least share of characters that folding changes: traditional text has over 0.25, simplified hardly any (著, 乾)."""


@cache
def _converter(name: str = "tw2s") -> opencc.OpenCC:
    return opencc.OpenCC(name)


class _Single(dict[str, str]):
    """What a converter makes of a character by itself; asked once for each."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def __missing__(self, char: str) -> str:
        self[char] = _converter(self._name).convert(char)
        return self[char]


@cache
def _single(name: str = "tw2s") -> _Single:
    return _Single(name)


def is_traditional(text: str) -> bool:
    """Whether the text is written in traditional characters, also where a machine made them from simplified ones."""
    counts = Counter(char for char in text if "\u4e00" <= char <= "\u9fff")
    simple, full = _single(), _single("s2t")
    traditional = sum(count for char, count in counts.items() if simple[char] != char)
    simplified = sum(count for char, count in counts.items() if full[char] != char)
    return traditional > counts.total() * _SHARE and traditional > simplified


def simplify(text: str) -> tuple[str, array[int], array[int]]:
    """The simplified text with, for each of its characters, the half-open range of ``text`` behind it.

    A range is one character, or the phrase whose characters only together give the result
    (著名 stays 著名 though 著 alone gives 着), or a line whose length changes.
    """
    pieces: list[str] = []
    starts, ends = array("q"), array("q")
    offset = 0
    single = _single()
    for line in text.splitlines(keepends=True):
        result = _converter().convert(line)
        if len(result) == len(line):
            starts.extend(range(offset, offset + len(line)))
            ends.extend(range(offset + 1, offset + 1 + len(line)))
            for a, b in _phrases(line, result, single):
                for at in range(offset + a, offset + b):
                    starts[at - offset - len(line)], ends[at - offset - len(line)] = offset + a, offset + b
        else:
            starts.extend([offset] * len(result))
            ends.extend([offset + len(line)] * len(result))
        pieces.append(result)
        offset += len(line)
    return "".join(pieces), starts, ends


def _phrases(line: str, result: str, single: _Single) -> list[tuple[int, int]]:
    """Ranges that must be converted as one, disjoint and in order."""
    found: list[tuple[int, int]] = []
    for at, (char, simple) in enumerate(zip(line, result, strict=True)):
        if single[char] == simple or (found and at < found[-1][1]):
            continue
        found.append(_phrase_around(line, result, at, found[-1][1] if found else 0))
    return found


def _phrase_around(line: str, result: str, at: int, floor: int) -> tuple[int, int]:
    for length in range(2, 9):
        for start in range(at - length + 1, at + 1):
            end = start + length
            if start < floor or end > len(line):
                continue
            if _converter().convert(line[start:end])[at - start] == result[at]:
                return start, end
    return floor, len(line)
