"""Where the document proper begins and ends in its clean text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.document import Clause
from loaders.furniture import is_part

_ANNEX_LINE = re.compile(
    r"附[件表录图](?:[0-9一二三四五六七八九十]{0,2}[:：.、]|[0-9一二三四五六七八九十]{0,2}$)", re.M
)
_TWICE = 40


def body_start(text: str, clauses: Sequence[Clause]) -> int:
    """The first paragraph of prose behind the title block, or the first clause."""
    limit = clauses[0].start if clauses else len(text)
    at = 0
    for line in text.split("\n"):
        if at >= limit:
            return limit
        if "。" in line or (line.endswith((":", "：")) and len(line) < 200):
            return at
        at += len(line) + 1
    return 0 if limit == len(text) else limit


def body_end(text: str, numbers: Sequence[int]) -> int:
    """Before the annexes, a second print of the same text, and signature, date and notes at the end."""
    if not numbers:
        return _before_parts(text, len(text), 0)
    end = _second_print(text, numbers)
    for match in _ANNEX_LINE.finditer(text, numbers[0], end):
        if match.start() == 0 or text[match.start() - 1] == "\n":
            end = match.start()
            break
    return _before_parts(text, end, max(number for number in numbers if number < end or number == numbers[0]))


def _second_print(text: str, numbers: Sequence[int]) -> int:
    """Where the text around the first number is printed once more."""
    first = numbers[0]
    sample = text[first : first + _TWICE]
    again = text.find(sample, first + _TWICE) if len(sample) == _TWICE else -1
    return again if again >= 0 else len(text)


def _before_parts(text: str, end: int, floor: int) -> int:
    """``end`` moved before the lines that are no sentences of the document."""
    while True:
        while end > floor and text[end - 1] in "\n ":
            end -= 1
        start = text.rfind("\n", 0, end) + 1
        if start <= floor or start >= end or not is_part(text[start:end]):
            return end
        end = start
