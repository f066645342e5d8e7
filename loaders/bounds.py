"""Where the document proper begins and ends in its clean text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from loaders.document import Clause
from loaders.furniture import is_part, is_title
from loaders.numbering import Marker

_ANNEX_LINE = re.compile(r"^附[件表录图][0-9一二三四五六七八九十]{0,2}(?:[:：.、]|$)", re.M)
_CONTENTS_LINE = re.compile(r"[.…·\-—_]{3,}\s*[0-9]{1,4}$")
_OUTER = ("part", "chapter", "han")
_SAMPLE = 60
_LONG = 2000
_NOTICE = 1500
"""The numbered part of a notice that carries a document is no longer than this."""
_HEADING = 60
_TASKS = 3
"""So many headings or duties make an annex a part of the document."""
_DUTY = re.compile(r"(?:责任|牵头|配合|负责|主办)(?:单位|部门)|牵头|按职责分工")
_SENTENCE = 40


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


def contents_end(text: str, markers: Sequence[Marker]) -> int:
    """Where a table of contents ends that stands before the body; 0 without one.

    Its headings stand in a row, without a sentence between them, and the first one comes again.
    """
    row: list[int] = []
    for marker in markers:
        line_end = _line_end(text, marker.start)
        line = text[marker.start : line_end]
        if "。" in line or len(line) > _HEADING or (row and "。" in text[row[-1] : marker.start]):
            break
        if row and _bare(line) == _bare(text[row[0] : _line_end(text, row[0])]):
            return marker.start if len(row) > 1 else 0
        row.append(marker.start)
    return 0


def _bare(line: str) -> str:
    return _CONTENTS_LINE.sub("", line)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def body_end(text: str, markers: Sequence[Marker]) -> int:
    """Before the annexes, a second print of the same text, and signature, date and notes at the end."""
    if not markers:
        return _before_parts(text, len(text), 0)
    first = markers[0].start
    end = _before_annexes(text, markers, _second_print(text, first))
    return _before_parts(text, end, max(marker.start for marker in markers if marker.start < max(end, first + 1)))


def _before_annexes(text: str, markers: Sequence[Marker], end: int) -> int:
    """The first annex line below a numbered clause.

    A notice whose plan is its annex goes on behind it, and so does one whose annex has headings or tasks of its own.
    """
    first = markers[0].start
    outer = [marker.start for marker in markers if marker.style in _OUTER and marker.start < end]
    for match in _ANNEX_LINE.finditer(text, first, end):
        at = match.start()
        before = bisect_left(outer, at)
        short = len(outer) - before <= before or end - at < at - first or at - first > _NOTICE
        if short and len(outer) - before < _TASKS and len(_DUTY.findall(text, at, end)) < _TASKS:
            return at
    return end


def section_end(text: str, start: int, end: int) -> int:
    """``end`` moved before what closes a document, and opens the next, when another follows in the same file."""
    annex = _ANNEX_LINE.search(text, start, end)
    end = annex.start() if annex else end
    at = text.find("\n", start, end) + 1
    while 0 < at < end:
        line_end = min(end, _line_end(text, at))
        if is_title(text[at:line_end]):
            end = at
        at = line_end + 1
    return _before_parts(text, end, start)


def _second_print(text: str, first: int) -> int:
    """Where the text is printed once more, its title block included; the end of the text if it is not."""
    stop = text.find("。", first) + 1
    sample = text[first : max(stop, first + _SAMPLE)]
    again = text.find(sample, first + len(sample)) if stop and len(sample) <= _LONG else -1
    if again < 0 or "。" not in sample:
        return len(text)
    while first > 0 and text[first - 1] == text[again - 1]:
        first, again = first - 1, again - 1
    return again


def _before_parts(text: str, end: int, floor: int) -> int:
    """``end`` moved before the lines that are no sentences of the document."""
    while True:
        while end > floor and text[end - 1] in "\n ":
            end -= 1
        start = text.rfind("\n", 0, end) + 1
        line = text[start:end]
        said = line.endswith("。") and len(line) > _SENTENCE and re.search(r"施行|废止|执行", line) is not None
        if start <= floor or start >= end or said or not is_part(line):
            return end
        end = start
