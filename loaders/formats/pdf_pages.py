"""Over the pages of a PDF: which lines are running heads and feet, which are rows of tables, which go on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from loaders.formats.pdf_lines import Row
from loaders.furniture import HEADING, is_page_number

_EDGE = 3
_RUNNING = 3
_DIGITS = re.compile(r"[0-9一二三四五六七八九十]+")
_CLOSED = "。！？；：!?;:"
_CELLS = 3
_ROWS = 2
_ALIGNED = 0.6
_INDENT = 1.2
_SHORT_OF = 2.2
_DEEPEST = 3.5
_INDENTED_LINES = 3
_INDENTED_SHARE = 0.05


def without_running_lines(pages: Sequence[Sequence[Row]]) -> list[Row]:
    """The rows of all pages without page numbers and the lines that repeat at the edge of pages."""
    counts: Counter[tuple[str, int]] = Counter()
    for rows in pages:
        counts.update({_key(row) for row in _edges(rows)})
    kept: list[Row] = []
    for rows in pages:
        edge = {id(row) for row in _edges(rows)}
        for row in rows:
            runs = id(row) in edge and (is_page_number(row.text.strip()) or counts[_key(row)] >= _RUNNING)
            if not runs:
                kept.append(row)
    return kept


def _edges(rows: Sequence[Row]) -> list[Row]:
    ordered = sorted(rows, key=lambda row: -row.place)
    return ordered[:_EDGE] + ordered[-_EDGE:] if len(ordered) > 2 * _EDGE else ordered


def _key(row: Row) -> tuple[str, int]:
    """What two prints of one running line share: the words but for numbers, the height on the page."""
    return _DIGITS.sub("0", row.text), round(row.place / 6)


def table_rows(rows: Sequence[Row]) -> set[int]:
    """Ids of the rows that are rows of a table: several cells, under or over another row with cells at their places."""
    found: set[int] = set()
    for index, row in enumerate(rows):
        if len(row.parts) < _CELLS:
            continue
        near = [other for other in rows[max(0, index - _ROWS) : index + _ROWS + 1] if other is not row]
        if any(_aligned(row, other) for other in near):
            found.add(id(row))
    return found


def _aligned(row: Row, other: Row) -> bool:
    if len(other.parts) < _CELLS:
        return False
    same = sum(
        any(abs(part.left - one.left) < part.height or abs(part.right - one.right) < part.height for one in other.parts)
        for part in row.parts
    )
    return same >= len(row.parts) * _ALIGNED


def indents(rows: Sequence[Row]) -> bool:
    """Whether first lines of paragraphs are indented, so that a line at the edge begins none."""
    indented = sum(
        row.height * _INDENT < row.left - row.margin[0] < row.height * _DEEPEST for row in rows if not row.is_label
    )
    return indented >= max(_INDENTED_LINES, len(rows) * _INDENTED_SHARE)


def continues(row: Row, following: Row, *, indented: bool) -> bool:
    """Whether a paragraph goes on: this line reaches the right edge, the next begins at the left one.

    Where first lines are not ``indented`` a line that ends a sentence goes on only in a full one.
    """
    if any(one.is_label or len(one.parts) > 1 for one in (row, following)) or HEADING.match(following.text):
        return False
    height = row.height
    if not 0.8 < following.height / height < 1.25:
        return False
    left, right = following.margin
    if following.left > left + height * _INDENT or row.right < row.margin[1] - height * _SHORT_OF:
        return False
    return indented or row.text[-1] not in _CLOSED or following.right > right - height * _SHORT_OF
