"""The printed lines of a PDF page: glyphs to parts of lines, parts to rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

GAP = 1.2
"""In heights of the line: a wider gap parts a line into cells or columns."""
_SAME_LINE = 0.5


class Glyph(NamedTuple):
    """A printed character with its box in points, origin at the page's lower left."""

    char: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(slots=True)
class Part:
    """A stretch of one printed line without a wide gap."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 0.1)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class Row:
    """One printed line of a page or of one of its columns."""

    parts: list[Part]
    margin: tuple[float, float] = (0.0, 0.0)
    """Where the lines of its column begin and end."""
    place: float = 0.0
    """Height of its middle on the page, in points from below."""
    is_label: bool = False
    """Whether it heads the lines that follow, at their left."""

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.parts)

    @property
    def left(self) -> float:
        return self.parts[0].left

    @property
    def right(self) -> float:
        return self.parts[-1].right

    @property
    def height(self) -> float:
        return median(part.height for part in self.parts)


def parts_of(glyphs: Sequence[Glyph], gap: float = GAP) -> list[Part]:
    """Stretches of glyphs that the file prints one behind the other on a line, less than ``gap`` heights apart."""
    parts: list[Part] = []
    chars: list[str] = []
    current: Part | None = None
    for glyph in glyphs:
        blank = glyph.char.isspace()
        height = glyph.top - glyph.bottom
        if current is not None and (blank or _follows(current, glyph, gap)):
            chars.append(glyph.char)
            if not blank:
                current.right = max(current.right, glyph.right)
                current.bottom, current.top = min(current.bottom, glyph.bottom), max(current.top, glyph.top)
            elif height > current.height / 2 and _follows(current, glyph, gap):
                current.right = max(current.right, glyph.right)
            continue
        if current is not None:
            current.text = "".join(chars).strip()
        if blank:
            current = None
            continue
        current, chars = Part("", glyph.left, glyph.bottom, glyph.right, glyph.top), [glyph.char]
        parts.append(current)
    if current is not None:
        current.text = "".join(chars).strip()
    return [part for part in parts if part.text]


def _follows(part: Part, glyph: Glyph, gap: float) -> bool:
    height = min(part.height, max(glyph.top - glyph.bottom, part.height / 2))
    middle = (glyph.top + glyph.bottom) / 2
    return abs(middle - part.middle) < height * _SAME_LINE and -height < glyph.left - part.right < height * gap


def lines_of(parts: Sequence[Part]) -> list[Row]:
    """Parts on one height are a row, from left to right; near ones are one part."""
    rows: list[Row] = []
    for part in sorted(parts, key=lambda part: (-part.middle, part.left)):
        row = rows[-1] if rows else None
        if (
            row is not None
            and abs(row.parts[0].middle - part.middle) < min(row.parts[0].height, part.height) * _SAME_LINE
        ):
            row.parts.append(part)
        else:
            rows.append(Row([part]))
    for row in rows:
        row.parts.sort(key=lambda part: part.left)
        row.parts = _merged(row.parts)
        row.place = row.parts[0].middle
    return rows


def _merged(parts: Sequence[Part]) -> list[Part]:
    merged = [parts[0]]
    for part in parts[1:]:
        last = merged[-1]
        if part.left - last.right < min(part.height, last.height) * GAP:
            apart = part.left - last.right > part.height / 4
            last.text += " " + part.text if apart else part.text
            last.right = max(last.right, part.right)
            last.top, last.bottom = max(last.top, part.top), min(last.bottom, part.bottom)
        else:
            merged.append(part)
    return merged


def with_margins(rows: list[Row]) -> list[Row]:
    """Each row with the left and right edge of its column: where the outermost tenth of its long lines lies."""
    if not rows:
        return rows
    longest = max(row.right - row.left for row in rows)
    full = [row for row in rows if row.right - row.left > longest * 0.6]
    lefts, rights = sorted(row.left for row in full), sorted(row.right for row in full)
    margin = (lefts[len(lefts) // 10], rights[len(rights) * 9 // 10])
    for row in rows:
        row.margin = margin
    return rows
