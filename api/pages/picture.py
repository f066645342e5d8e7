"""A part of the matrix as one picture for documents and slides: an SVG that needs nothing else.

Where things stand is reckoned here, the template only writes it down. Letters come from the reader's own fonts.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import partial

from api import wording
from api.comparison.matrix import MatrixCell
from api.comparison.workbook import COLORS
from api.language import Language
from api.pages import scale
from api.pages.grid import SIGNS, Grid, Line, region_name
from api.words import Words, words

_NAME, _COLUMN, _PAD, _HIGH, _SIZE = 190, 200, 10, 19, 13
_BAR = 12
"""Height that a bar takes below its amount."""
_HEAD, _GROUP = 92, 26
_CLOSING = "，。、；：）”"
_AMOUNTS = 2
"""Amounts of a cell that are shown, as in the matrix."""


@dataclass(frozen=True, slots=True)
class Text:
    """A line of words; ``y`` is the line they stand on."""

    x: float
    y: float
    said: str
    bold: bool = False
    soft: bool = False
    size: int = _SIZE


@dataclass(frozen=True, slots=True)
class Shape:
    """A rectangle, or a dot where it has no height."""

    x: float
    y: float
    width: float
    height: float
    color: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn, in this order: shapes, then words."""

    title: str
    width: int
    height: float
    shapes: tuple[Shape, ...]
    texts: tuple[Text, ...]


def picture(shown: Grid, tiers: str, language: Language) -> Picture:
    """The regions and instruments of ``shown`` with signs, amounts, bars and dots."""
    said = words(language)
    axis = scale.scale(
        one for group in shown.groups for line in group.lines for cell in line.cells for one in cell.amounts[:_AMOUNTS]
    )
    width = _NAME + _COLUMN * len(shown.regions) + 2 * _PAD
    title = " · ".join(region_name(row, language) for row in shown.regions)
    texts = [Text(_PAD, 34, title, bold=True, size=20)]
    tier = f"{said('tier.least')}: {said.named('tier', tiers)}"
    texts.append(Text(_PAD, 56, f"{said('site.name')} · {tier}", soft=True))
    shapes: list[Shape] = []
    for at, row in enumerate(shown.regions):
        texts.append(Text(_left(at), _HEAD - 8, region_name(row, language), bold=True))
    y: float = _HEAD
    for group in shown.groups:
        if group.code:
            texts.append(Text(_PAD, y + 18, said.named("group", group.code), soft=True))
            y += _GROUP
        for line in group.lines:
            height = _line(line, y, axis, said, shapes, texts)
            shapes.append(Shape(_PAD, y + height, width - 2 * _PAD, 1, "#dcd8cf"))
            y += height
    least, most = (scale.short(10.0**power, language) for power in (axis.least, axis.most))
    notes = [
        said("compare.picture_note", least=least, most=most),
        said("compare.caution"),
        said("site.promise"),
    ]
    for note in notes:
        for part in fitted(note, width - 2 * _PAD):
            y += _HIGH
            texts.append(Text(_PAD, y + 6, part, soft=True, size=12))
    return Picture(title, width, y + 24, tuple(shapes), tuple(texts))


def _line(line: Line, y: float, axis: scale.Scale, said: Words, shapes: list[Shape], texts: list[Text]) -> float:
    """Draw a line of the matrix at ``y``; its height."""
    name = line.instrument["zh" if said.language == "zh" else "en"]
    names = fitted(name, _NAME - _PAD)
    texts += [Text(_PAD, y + _HIGH * (at + 1), one) for at, one in enumerate(names)]
    below = [y + _HIGH * len(names)]
    drawn = [_cell(cell, _left(at), y, axis, said) for at, cell in enumerate(line.cells)]
    bottom = max([*below, *(end for _, _, end in drawn)])
    for at, cell in enumerate(line.cells):
        shapes.append(Shape(_left(at) - 6, y + 2, _COLUMN - 6, bottom - y + 4, COLORS[cell.state]))
    for inner_shapes, inner_texts, _ in drawn:
        shapes += inner_shapes
        texts += inner_texts
    return bottom - y + 8


def _cell(
    cell: MatrixCell, x: float, y: float, axis: scale.Scale, said: Words
) -> tuple[list[Shape], list[Text], float]:
    """What stands in a cell, and where it ends."""
    y += _HIGH
    state = f"{SIGNS[cell.state]} {said.named('state', cell.state)}"
    state += " ✓" if cell.read_by == "reviewed" and cell.measures else ""
    texts, shapes = [Text(x, y, state, bold=True)], []
    worded = partial(wording.amount, language=said.language)
    for amount in cell.amounts[:_AMOUNTS]:
        y += _HIGH
        texts.append(Text(x, y, worded(amount.model_dump())))
        room = _COLUMN - 30
        at = room * axis.at(amount) / scale.WIDTH
        if amount.unit == "fraction":
            shapes += [Shape(x, y + 8, room, 1, "#5a6675"), Shape(x + at, y + 8, 4, 0, "#1c2430")]
        else:
            shapes.append(Shape(x, y + 5, max(at, 2), 6, "#1a5296"))
        y += _BAR
    return shapes, texts, y


def _left(column: int) -> float:
    return _PAD + _NAME + _COLUMN * column + 6


def fitted(text: str, width: float, size: int = _SIZE) -> list[str]:
    """``text`` in lines that have room in ``width``: a Chinese character is as wide as high, a letter some half."""
    found, line = [], ""
    for piece in _pieces(text):
        if line and _wide(line + piece.rstrip(), size) > width:
            found.append(line.rstrip())
            line = ""
        line += piece
    return [*found, line.rstrip()]


def _wide(text: str, size: int) -> float:
    return sum(size * (1 if _is_wide(char) else 0.56) for char in text)


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def _pieces(text: str) -> list[str]:
    """Where a line may end: before a Chinese character that closes nothing, behind a blank or a slash."""
    pieces = [""]
    for char in text:
        if _is_wide(char) and char not in _CLOSING and not pieces[-1].endswith(("(", "（")):
            pieces.append("")
        pieces[-1] += char
        if char in " /":
            pieces.append("")
    return [piece for piece in pieces if piece]
