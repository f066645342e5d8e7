"""Where the nodes of a graph stand: in columns by what they are, so that a page opens settled and reads like a text.

Shared things (instruments, industries, firms) stand in the middle; what belongs to one region alone stands at its
side when two regions are compared. It takes time in proportion to the size of the graph.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from api.pages.shown import ShownLink, ShownNode

_COLUMNS = (
    ("Region",),
    ("Policy",),
    ("Clause",),
    ("Measure", "Target"),
    ("Instrument", "Industry", "Function", "Agency", "Enterprise", "Institution", "Place", "Fund", "Event"),
)
_COLUMN = {label: number for number, labels in enumerate(_COLUMNS) for label in labels}
SHARED = _COLUMNS[-1]
"""Labels of nodes that several regions may have in common."""
_TALLEST = 26
"""Nodes of a column one below the other in a small graph; more go on beside them."""
_WIDE, _HIGH, _GAP = 210, 78, 150
_SHAPE = 9 / 16
"""Height of a big graph by its width: that of most screens."""
Place = tuple[float, float]


def places(nodes: Sequence[ShownNode], links: Sequence[ShownLink], sides: Mapping[str, int]) -> dict[str, Place]:
    """A place for each node by its id. ``sides``: by id -1 for the left, 1 for the right; 0 or none for neither."""
    near = _neighbours(links)
    tallest = max(_TALLEST, math.ceil(math.sqrt(len(nodes) * _SHAPE * _WIDE / _HIGH)))
    found: dict[str, Place] = {}
    if any(sides.values()):
        middle = [node for node in nodes if not sides.get(node.id)]
        width = _stack(middle, near, found, 0.0, 1, tallest, reverse=True)
        for side in (-1, 1):
            own = [node for node in nodes if sides.get(node.id) == side]
            _stack(own, near, found, side * (width / 2 + _GAP + _WIDE / 2), side, tallest, reverse=True)
    else:
        _stack(list(nodes), near, found, 0.0, 1, tallest, reverse=False)
    return found


def _stack(
    nodes: Sequence[ShownNode],
    near: Mapping[str, Sequence[str]],
    found: dict[str, Place],
    begin: float,
    direction: int,
    tallest: int,
    *,
    reverse: bool,
) -> float:
    """Put the columns of ``nodes``, cut where they are ``tallest``, side by side from ``begin`` on; their width."""
    columns = [[node for node in nodes if _COLUMN[node.kind] == number] for number in range(len(_COLUMNS))]
    if reverse:
        columns.reverse()
    filled = [column for column in columns if column]
    total = sum(-(-len(column) // tallest) for column in filled) * _WIDE + (len(filled) - 1) * _GAP if filled else 0
    x = begin or (_WIDE - total) / 2
    for column in filled:
        ordered = sorted(column, key=lambda node: (_height(node.id, near, found), node.kind, node.id))
        rows = min(len(ordered), tallest)
        for number, node in enumerate(ordered):
            across, down = divmod(number, tallest)
            found[node.id] = (x + direction * across * _WIDE, (down - rows / 2) * _HIGH)
        x += direction * (-(-len(ordered) // tallest) * _WIDE + _GAP)
    return float(total)


def _height(node: str, near: Mapping[str, Sequence[str]], found: Mapping[str, Place]) -> float:
    """The mean height of the neighbours that have a place: lines cross less."""
    heights = [found[other][1] for other in near.get(node, ()) if other in found]
    return sum(heights) / len(heights) if heights else 0.0


def _neighbours(links: Sequence[ShownLink]) -> dict[str, list[str]]:
    near: dict[str, list[str]] = {}
    for link in links:
        near.setdefault(link.source, []).append(link.target)
        near.setdefault(link.target, []).append(link.source)
    return near


def sides_of(nodes: Sequence[ShownNode], links: Sequence[ShownLink], left: str, right: str) -> dict[str, int]:
    """For two regions: -1 for what only ``left`` leads to, 1 for what only ``right`` does, 0 for what both share.

    Both are ids of nodes. Everything but shared things belongs to the region its policy is for.
    """
    labels = {node.id: node.kind for node in nodes}
    near = _neighbours(links)
    reached: dict[str, set[int]] = {}
    for start, side in ((left, -1), (right, 1)):
        seen, frontier = {start}, [start]
        while frontier:
            following: list[str] = []
            for node in frontier:
                reached.setdefault(node, set()).add(side)
                if node != start and labels.get(node) in (*SHARED, "Region"):
                    continue
                for other in near.get(node, ()):
                    if other not in seen:
                        seen.add(other)
                        following.append(other)
            frontier = following
    return {node: next(iter(found)) if len(found) == 1 else 0 for node, found in reached.items()}
