"""The order in which the lines of a PDF page are read: columns one after the other, labels before what they head."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from loaders.formats.pdf_lines import Glyph, Part, Row, lines_of, parts_of, with_margins
from loaders.furniture import HEADING

_CENTRAL = 0.2
_FILLED = 0.28
_LINES_OF_A_COLUMN = 8
_CROSSING = 0.2
_LONGEST_LABEL = 10
_LABELS = 2
_INDENT = 2.6
_MOSTLY = 0.6
_CARD_GAP = 0.6


def rows_of(glyphs: Sequence[Glyph]) -> list[Row]:
    """The lines of a page in reading order."""
    parts = parts_of(glyphs)
    if not parts:
        return []
    margin = _card_margin(parts)
    if margin is not None:
        return _card(parts_of(glyphs, _CARD_GAP), margin)
    gutter = _gutter(parts)
    if gutter is None:
        return with_margins(lines_of(parts))
    rows: list[Row] = []
    band: list[Part] = []
    for row in lines_of([part for part in parts if part.left < gutter < part.right]):
        above = [part for part in parts if _beside(part, gutter) and part.middle > row.place]
        rows += _columns([part for part in above if id(part) not in {id(one) for one in band}], gutter)
        band = above
        rows += with_margins([row])
    seen = {id(part) for part in band}
    return rows + _columns([part for part in parts if _beside(part, gutter) and id(part) not in seen], gutter)


def _beside(part: Part, gutter: float) -> bool:
    return not part.left < gutter < part.right


def _columns(parts: Sequence[Part], gutter: float) -> list[Row]:
    left = [part for part in parts if part.right <= gutter]
    right = [part for part in parts if part.left >= gutter]
    return with_margins(lines_of(left)) + with_margins(lines_of(right))


def _card_margin(parts: Sequence[Part]) -> float | None:
    """Where the text of a card begins that has labels to its left (发文机构, 服务内容); None for any other page."""
    weights: Counter[int] = Counter()
    for part in parts:
        weights[round(part.left)] += len(part.text)
    place = max(weights, key=lambda left: (sum(weights[left + shift] for shift in (-1, 0, 1)), -left))
    height = sorted(part.height for part in parts)[len(parts) // 2]
    text = [part for part in parts if place - 2 <= part.left <= place + _INDENT * height]
    labels = [part for part in parts if _is_label(part, place)]
    others = [part for part in parts if part.right < place - 1 and not _is_label(part, place)]
    if len(labels) < _LABELS or others or len(text) < len(labels):
        return None
    if sum(len(part.text) for part in text) < _MOSTLY * sum(len(part.text) for part in parts):
        return None
    return place - 2


def _is_label(part: Part, place: float) -> bool:
    return part.right < place - 1 and 2 <= len(part.text) <= _LONGEST_LABEL and HEADING.match(part.text) is None


def _card(parts: Sequence[Part], margin: float) -> list[Row]:
    """The lines of a card, each label before the first line of its cell."""
    labels = lines_of([part for part in parts if part.right < margin + 1])
    rows = with_margins(lines_of([part for part in parts if part.right >= margin + 1]))
    before: dict[int, list[Row]] = {}
    at = 0
    for index, label in enumerate(labels):
        following = labels[index + 1].place if index + 1 < len(labels) else None
        at = _cell(rows, at, label, following)
        before.setdefault(at, []).append(label)
        while at < len(rows) and rows[at].place > label.place - label.height / 2:
            at += 1
    ordered: list[Row] = []
    for index in range(len(rows) + 1):
        ordered += before.get(index, [])
        ordered += rows[index : index + 1]
    for label in labels:
        label.margin = (label.left, label.right)
        label.is_label = True
    return ordered


def _cell(rows: Sequence[Row], at: int, label: Row, following: float | None) -> int:
    """The first of the lines from ``at`` on that a label belongs to.

    A label stands in the middle of its cell: the lines above it are its own if as many stand below
    it before the next label. If not, the cell began on an earlier page or its label stands on top.
    """
    while at < len(rows) and rows[at].left < rows[at].margin[0] - rows[at].height:
        at += 1
    level = next((i for i in range(at, len(rows)) if rows[i].place < label.place + label.height / 2), len(rows))
    last = len(rows)
    if following is not None:
        last = next((i for i in range(level, len(rows)) if rows[i].place < following + label.height / 2), len(rows))
    if at == level or level == last:
        return level
    above, below = rows[at].place - label.place, label.place - rows[last - 1].place
    return at if above <= below + label.height else level


def _gutter(parts: Sequence[Part]) -> float | None:
    """Where the gap between two columns of running text is; None for a page of one column."""
    left, right = min(part.left for part in parts), max(part.right for part in parts)
    width = right - left
    if width <= 0:
        return None
    middle = left + width / 2
    ends = sorted({part.right for part in parts if abs(part.right - middle) < width * _CENTRAL})
    total = sum(len(part.text) for part in parts)
    best: tuple[int, float] | None = None
    for end in ends[:200]:
        place = end + 0.5
        crossing = sum(len(part.text) for part in parts if part.left < place < part.right)
        if best is None or crossing < best[0]:
            best = (crossing, place)
    if best is None or best[0] > total * _CROSSING:
        return None
    sides = ([p for p in parts if p.right <= best[1]], [p for p in parts if p.left >= best[1]])
    for side in sides:
        filled = [part for part in side if part.right - part.left > width * _FILLED]
        if len(filled) < _LINES_OF_A_COLUMN or len(filled) * 2 < len(side):
            return None
    return best[1]
