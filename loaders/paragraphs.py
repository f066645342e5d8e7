"""Which line breaks are the page's and not the author's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.furniture import DATE, DOCUMENT_NUMBER, HEADING, is_part, is_title

_ENDS = "。！？；：!?;:…”」』）)】〕》>"
_NEVER_LAST = (
    "关于",
    "、",
    "，",
    ",",
    "和",
    "与",
    "及",
    "或",
    "的",
    "以及",
    "并",
    "对",
    "在",
    "为",
    "（",
    "(",
    "《",
    "“",
)
_PAIRS = {"《": "》", "（": "）", "(": ")", "“": "”", "〔": "〕"}
_SIGNED = re.compile(rf"(?:政府|办公[室厅]|[局厅委部会院]){DATE.pattern}$")
_OPENING = {closing: opening for opening, closing in _PAIRS.items()}
_CELL = "|"
"""Between the cells of a row of a table: a row ends with its line."""
_REACH = 4
_DEEPEST = 8
_LONG = 5000
_PROSE = "。；，：:"
_STUB = 8
_SENTENCE = 20
_WRAP = 0.8


def joins(lines: Sequence[str]) -> list[bool]:
    """For each line but the last whether the next one continues it; lines are trimmed, none is empty."""
    width = _wrap_width(lines)
    result: list[bool] = []
    pending: list[str] = []
    begin = 0
    for index in range(len(lines) - 1):
        if index and not result[-1]:
            begin, pending = index, []
        pending = _unclosed(lines[index], pending)
        result.append(
            _in_title(lines, begin, index) or _continues(lines, index, width, pending, in_prose=begin < index)
        )
    return result


def _in_title(lines: Sequence[str], begin: int, index: int) -> bool:
    """A title set in several lines: it begins with 关于 or 印发 in the first and ends as titles do in a later one."""
    line, following = lines[index], lines[index + 1]
    if any(mark in line for mark in _PROSE) or any(mark in following for mark in _PROSE) or is_title(line):
        return False
    if HEADING.match(following):
        return False
    if len(following) < _STUB and is_title(line + following) and len(line) >= _STUB and not HEADING.match(line):
        return True
    opened = "关于" in lines[begin] or "印发" in lines[begin]
    return opened and index - begin < _REACH and any(map(is_title, lines[index + 1 : begin + 1 + _REACH]))


def _wrap_width(lines: Sequence[str]) -> int | None:
    """The line length a hard-wrapped page was set to; None for a page with a line for each paragraph."""
    lengths = sorted(len(line) for line in lines if len(line) >= 15)
    if len(lengths) < 8:
        return None
    width = lengths[len(lengths) * 4 // 5]
    near = sum(width * _WRAP <= length <= width * 1.2 for length in lengths)
    return width if width <= 100 and near * 2 > len(lengths) else None


def _continues(lines: Sequence[str], index: int, width: int | None, pending: Sequence[str], *, in_prose: bool) -> bool:
    line, following = lines[index], lines[index + 1]
    if HEADING.match(following) or DOCUMENT_NUMBER.fullmatch(following) or DATE.fullmatch(following):
        return False
    if _CELL in line and _CELL in following:
        return False
    if DATE.fullmatch(line) or _SIGNED.search(line[-40:]):
        return False
    if line.endswith(_NEVER_LAST) and not following.startswith("附件"):
        return True
    if pending and any(_closes_soon(lines, index + 1, closing) for closing in pending):
        return True
    if line[-1] in _ENDS or (is_part(following) and following[-1] not in ":："):
        return False
    if width is not None:
        return len(line) >= width * _WRAP
    if HEADING.match(line) and "。" not in line:
        return False
    return in_prose or "。" in line or (len(line) >= _SENTENCE and ("，" in line or "," in line))


def _unclosed(line: str, pending: Sequence[str]) -> list[str]:
    """The closing marks still due at the end of ``line``, with ``pending`` due at its beginning."""
    due = list(pending)
    for char in line:
        if char in _PAIRS and len(due) < _DEEPEST:
            due.append(_PAIRS[char])
        elif char in due:
            while due.pop() != char:
                pass
    return due


def _closes_soon(lines: Sequence[str], index: int, closing: str) -> bool:
    """Whether ``closing`` stands in one of the next lines before another such pair opens or a heading begins."""
    for line in lines[index : index + _REACH]:
        if HEADING.match(line) or len(line) > _LONG:
            return False
        at = line.find(closing)
        if at >= 0:
            opening = line.find(_OPENING[closing])
            return opening < 0 or opening > at
    return False
