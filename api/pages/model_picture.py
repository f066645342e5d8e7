"""The model of the graph as one picture: labels as boxes, types on the lines between them; places are reckoned here.

What a policy or a clause may hold is drawn from the clause, where it usually stands; things that clauses name share
a frame. ``joined`` says all of it in words.
"""

from __future__ import annotations

from dataclasses import dataclass

from api.language import Language
from api.pages.shown import PATTERNS
from api.words import words
from graph import model
from graph.looks import NODES

_AT = {
    "Industry": (0, 0),
    "Target": (3, 0),
    "Region": (0, 1),
    "Policy": (1, 1),
    "Clause": (2, 1),
    "Measure": (3, 1),
    "Instrument": (4, 1),
    "Function": (0, 2),
    "Agency": (1, 2),
}
"""Column and row of the labels that stand alone, so that no lines cross."""
_COLUMN, _ROW, _WIDE, _HIGH = 270, 130, 130, 48
_FRAME_AT = (3, 2)
_SMALL, _LOW, _PAD, _BESIDE, _BELOW = 121, 30, 9, 3, 24
_NAMED = "named"
_ALIKE = "MAY_BE"
"""Of the labels that it may join it joins two nodes of one."""


@dataclass(frozen=True, slots=True)
class Box:
    """A label, or the frame around several; ``loops`` are the types that join two of a label."""

    x: float
    y: float
    width: float
    height: float
    said: str
    color: str
    ink: str
    loops: str = ""

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre."""
        return self.x + self.width / 2, self.y + self.height / 2

    def edge(self, towards: Box) -> tuple[float, float]:
        """Where the line between two centres leaves this box."""
        (x, y), (other_x, other_y) = self.middle, towards.middle
        wide, high = other_x - x, other_y - y
        share = min(size / 2 / abs(way) for size, way in ((self.width, wide), (self.height, high)) if way)
        return round(x + share * wide, 1), round(y + share * high, 1)


@dataclass(frozen=True, slots=True)
class Line:
    """From one box to another, with the types that lead that way, one a line."""

    start: tuple[float, float]
    end: tuple[float, float]
    said: tuple[str, ...]

    @property
    def middle(self) -> tuple[float, float]:
        """Where its words stand."""
        return (self.start[0] + self.end[0]) / 2, (self.start[1] + self.end[1]) / 2


@dataclass(frozen=True, slots=True)
class ModelPicture:
    """What is drawn, in this order: lines, the frame, boxes."""

    width: float
    height: float
    lines: tuple[Line, ...]
    frame: Box
    boxes: tuple[Box, ...]


def picture(language: Language) -> ModelPicture:
    """The model with the words of ``language``."""
    frame = _frame(language)
    alone = {label: _box(label, column * _COLUMN, row * _ROW, language) for label, (column, row) in _AT.items()}
    inside = tuple(
        Box(
            frame.x + _PAD + number % _BESIDE * (_SMALL + _PAD),
            frame.y + _PAD + number // _BESIDE * (_LOW + _PAD),
            _SMALL,
            _LOW,
            *_look(label, language),
        )
        for number, label in enumerate(model.NAMED)
    )
    ends = alone | {_NAMED: frame}
    lines = tuple(
        Line(ends[source].edge(ends[target]), ends[target].edge(ends[source]), tuple(said))
        for (source, target), said in _between(language).items()
    )
    boxes = (*alone.values(), *inside)
    return ModelPicture(
        width=max(box.x + box.width for box in boxes),
        height=frame.y + frame.height + _BELOW,
        lines=lines,
        frame=frame,
        boxes=boxes,
    )


def joined(language: Language) -> list[tuple[str, str, str]]:
    """Each type of the model in words: from which labels, its name, to which labels (↻: to the same one)."""
    named = words(language).named
    parted = "、" if language == "zh" else ", "

    def labels(several: tuple[str, ...]) -> str:
        return parted.join(named("label", label) for label in several)

    return [
        (labels(one.sources), _said(one.type, language), "↻" if one.type == _ALIKE else labels(one.targets))
        for one in model.RELATIONSHIPS
    ]


def _between(language: Language) -> dict[tuple[str, str], list[str]]:
    """The words of the types between two boxes; types from a label to itself are said in its box."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in model.RELATIONSHIPS:
        if one.type == _ALIKE:
            continue
        sources = one.sources if "Clause" in one.targets else _usual(one.sources)
        pairs = {(_boxed(source), _boxed(target)) for source in sources for target in _usual(one.targets)}
        for pair in sorted(pairs):
            if pair[0] != pair[1]:
                found.setdefault(pair, []).append(_said(one.type, language))
    return found


def _usual(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Of a policy and its clauses the latter."""
    return tuple(label for label in labels if label != "Policy" or "Clause" not in labels)


def _boxed(label: str) -> str:
    return _NAMED if label in model.NAMED else label


def _loops(label: str, language: Language) -> str:
    said = [_said(one.type, language) for one in model.RELATIONSHIPS if label in one.sources and label in one.targets]
    return f"↻ {('、' if language == 'zh' else ', ').join(said)}" if said else ""


def _said(kind: str, language: Language) -> str:
    return PATTERNS[language][kind].replace("{name}", "").removesuffix("as ").strip()


def _look(label: str, language: Language) -> tuple[str, str, str]:
    return words(language).named("label", label), NODES[label].color, NODES[label].ink


def _box(label: str, x: float, y: float, language: Language) -> Box:
    return Box(x, y, _WIDE, _HIGH, *_look(label, language), _loops(label, language))


def _frame(language: Language) -> Box:
    column, row = _FRAME_AT
    rows = -(-len(model.NAMED) // _BESIDE)
    width, height = _BESIDE * (_SMALL + _PAD) + _PAD, rows * (_LOW + _PAD) + _PAD
    return Box(column * _COLUMN, row * _ROW, width, height, "", "", "", _loops(model.NAMED[0], language))
