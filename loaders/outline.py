"""Clean text to the tree of its clauses.

Numbers are read by GB/T 9704 (一、 → （一） → 1. → （1） → ①, 第X编/章/节/条, also 1 → 1.1); which
number stands under which is decided by how the document itself nests its styles, and a number
counts only where it continues a list, begins one, or opens a line. Where the text has no line
breaks, headings are found behind full stops and behind each other. A list without a numbered
heading above it may stand under an unnumbered lead-in (…提出三个重点任务：), which is then
numbered by its order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from loaders import leadins, markers, numbering
from loaders.bounds import body_end, body_start, contents_end, section_end
from loaders.document import Clause, Document
from loaders.leadins import LeadIn
from loaders.markers import Found
from loaders.numbering import Marker
from loaders.text import MappedText

_BOUNDARY = "。；;！？!?：:)）]】〕”》 \n"
_HEADING = 80
"""A heading glued to its first child is no longer than this."""
_FAR = 50
_AHEAD = 200
_GAP = 3
"""So many numbers may be missing in a list whose items open lines (lost lines, misprints)."""


@dataclass(slots=True)
class _Node:
    number: str
    start: int
    title_start: int
    title_end: int
    level: int
    end: int = 0
    parent: int | None = None


@dataclass(slots=True)
class _Open:
    style: str
    parts: tuple[int, ...]
    node: int = 0

    @property
    def value(self) -> int:
        return self.parts[-1]


@dataclass(slots=True)
class _Tree:
    """Clauses found so far: the open ones from the outermost in, and the last number of each style."""

    nodes: list[_Node] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)
    ranks: dict[str, float] = field(default_factory=lambda: dict(numbering.RANK))


def outline(mapped: MappedText) -> Document:
    """The document with its clauses; a text without any number has none."""
    text = mapped.text
    found = markers.find(text)
    begin = contents_end(text, [item.marker for item in found if item.opens])
    found = [item for item in found if item.marker.start >= begin]
    numbers = [item.marker for item in found]
    leads = leadins.find(text, numbers)
    end = body_end(text, numbers)
    tree = _Tree()
    if (above := _above_articles(numbers)) is not None:
        tree.ranks["article"] = numbering.RANK[above] + 0.5
    for index, item in _in_order(found, leads):
        if isinstance(item, LeadIn):
            if item.title_start < end:
                tree.stack = []
                _add(tree, _Open("lead-in", (item.value,)), item.start, item.title_start, item.title_end)
        elif item.marker.end < end:
            depth = _depth(text, tree, found, index)
            if depth is not None:
                _place(text, tree, item.marker, depth)
    clauses = _clauses(text, tree, end)
    return Document(mapped, clauses, min(body_start(text, clauses), end), end if end < len(text) else None)


def _above_articles(numbers: Sequence[Marker]) -> str | None:
    """The style under which the articles stand, where it goes on from before an article to behind it.

    一、 第1条 第2条 二、 第3条: usually chapters hold articles, but a policy may number its articles through
    under 一、 or （一）.
    """
    found: str | None = None
    last: dict[str, tuple[int, int]] = {}
    article = 0
    for marker in numbers:
        if marker.style == "article":
            article = marker.value
        elif marker.style in ("chapter", "section"):
            last.clear()
        elif marker.style in ("han", "bracketed-han"):
            value, seen = last.get(marker.style, (0, 0))
            if marker.value == value + 1 and value and article > seen:
                found = marker.style if found != "bracketed-han" else found
            last[marker.style] = (marker.value, article)
            if marker.style == "han":
                last.pop("bracketed-han", None)
    return found


def _in_order(found: Sequence[Found], leads: Sequence[LeadIn]) -> list[tuple[int, Found | LeadIn]]:
    """Numbers with their index, and lead-ins, by offset."""
    entries: list[tuple[int, int, Found | LeadIn]] = [(item.marker.start, at, item) for at, item in enumerate(found)]
    entries += [(lead.start, -1, lead) for lead in leads]
    return [(at, item) for _, at, item in sorted(entries, key=lambda entry: entry[:2])]


def _place(text: str, tree: _Tree, marker: Marker, depth: int) -> None:
    """Adds the clause of ``marker`` below the first ``depth`` open ones."""
    del tree.stack[depth:]
    tree.last[numbering.family(marker.style)] = marker.value
    line_end = text.find("\n", marker.end)
    line_end = len(text) if line_end < 0 else line_end
    stop = text.find("。", marker.end, line_end)
    title = _trim(text, marker.end, line_end if stop < 0 else stop)
    _add(tree, _Open(marker.style, marker.parts), marker.start, *title)


def _depth(text: str, tree: _Tree, found: Sequence[Found], index: int) -> int | None:
    """How many open clauses stay above the number; None if it fits nowhere and is prose."""
    marker, opens = found[index]
    if not opens and not _bounded(text, tree, marker):
        return None
    if marker.style == "decimal":
        return _decimal_depth(tree, marker)
    depth = _continued(tree, marker, opens)
    if depth is not None:
        return depth
    held = [depth for depth, above in enumerate(tree.stack) if above.style == marker.style]
    if held:
        if marker.value != 1:
            return None
        if opens and len(held) == 1 and _nests(tree.stack[held[0]].value, found, index):
            return held[0] + 1
        return held[-1] if opens or held[-1] > 0 else None
    expected = tree.last.get(numbering.family(marker.style), 0) + 1
    if marker.value not in (1, expected) and not (opens and (marker.style in numbering.SURE or not tree.stack)):
        return None
    ranks = [tree.ranks.get(above.style, -1) for above in tree.stack]
    own = tree.ranks[marker.style]
    return next((depth for depth, rank in enumerate(ranks) if rank > own), len(tree.stack))


def _continued(tree: _Tree, marker: Marker, opens: bool) -> int | None:
    """Where the number goes on from an open one: of its own style, of one with another mark, or with a gap."""
    same = [depth for depth, above in enumerate(tree.stack) if above.style == marker.style]
    family = numbering.family(marker.style)
    kin = [depth for depth, above in enumerate(tree.stack) if numbering.family(above.style) == family]
    gap = 1 if not opens else _FAR if marker.style in numbering.SURE else _GAP
    for depths, reach in ((same, 1), (kin, 1), (same, gap)):
        for depth in reversed(depths):
            if 0 < marker.value - tree.stack[depth].value <= reach:
                return depth
    return None


def _nests(above: int, found: Sequence[Found], index: int) -> bool:
    """Whether the list that begins at ``index`` stands under the open number of its own style.

    It does if that number's successor comes later, as a jump in the new list.
    """
    style, rank, reached = found[index].marker.style, found[index].marker.rank, 1
    for later in range(index + 1, min(index + 1 + _AHEAD, len(found))):
        item = found[later]
        if item.marker.rank < rank:
            return False
        if item.marker.style == style and item.opens:
            if item.marker.value == reached + 1:
                reached += 1
            else:
                return item.marker.value == above + 1
    return False


def _decimal_depth(tree: _Tree, marker: Marker) -> int | None:
    """A decimal number (2.1.3) stands under the open clause whose number it repeats (2.1, or 2 of any style)."""
    outer = marker.parts[:-1]
    for depth in range(len(tree.stack), 0, -1):
        above = tree.stack[depth - 1]
        if above.parts != outer or (above.style == "decimal") != (len(outer) > 1):
            continue
        last = tree.stack[depth] if depth < len(tree.stack) else None
        before = last.value if last is not None and last.style == "decimal" else 0
        if before < marker.value <= before + _GAP:
            return depth
    return None


def _bounded(text: str, tree: _Tree, marker: Marker) -> bool:
    """Within a line a clause begins behind the end of a sentence, or glued to the heading above it."""
    if text[marker.start - 1] in _BOUNDARY:
        return True
    if not tree.nodes or marker.start - tree.nodes[-1].title_start > _HEADING:
        return False
    heading = text[tree.nodes[-1].title_start : marker.start]
    return "。" not in heading and "；" not in heading


def _add(tree: _Tree, opened: _Open, start: int, title_start: int, title_end: int) -> None:
    opened.node = len(tree.nodes)
    parent = tree.stack[-1].node if tree.stack else None
    tree.nodes.append(_Node(str(opened.value), start, title_start, title_end, len(tree.stack), parent=parent))
    tree.stack.append(opened)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " .、*#":
        start += 1
    while end > start and text[end - 1] in " 。；;.，,、*":
        end -= 1
    return start, end


def _clauses(text: str, tree: _Tree, body: int) -> tuple[Clause, ...]:
    """Ends set from what follows; a heading glued to its first child ends where that begins."""
    nodes = tree.nodes
    following = [body] * (max((node.level for node in nodes), default=0) + 1)
    limit = body
    restarts = _restarts(nodes)
    for order in range(len(nodes) - 1, -1, -1):
        node = nodes[order]
        node.end = min(limit, *following[: node.level + 1])
        following[node.level :] = [node.start] * (len(following) - node.level)
        if order in restarts:
            limit = section_end(text, nodes[order - 1].title_end, node.start)
    clauses: list[Clause] = []
    for order, node in enumerate(nodes):
        parent = None if node.parent is None else clauses[node.parent]
        child = nodes[order + 1].start if order + 1 < len(nodes) and nodes[order + 1].level > node.level else None
        own_end = _rstrip(text, node.title_start, node.end if child is None else child)
        next_start = nodes[order + 1].start if order + 1 < len(nodes) else body
        title_start, title_end = _trim(text, node.title_start, min(node.title_end, next_start))
        clauses.append(
            Clause(
                path=node.number if parent is None else f"{parent.path}/{node.number}",
                title=text[title_start:title_end],
                title_start=title_start,
                title_end=title_end,
                start=node.start,
                own_end=own_end,
                end=_rstrip(text, node.title_start, node.end),
                order=order,
                parent=node.parent,
                is_leaf=child is None,
            )
        )
    return tuple(clauses)


def _restarts(nodes: Sequence[_Node]) -> set[int]:
    """The outermost clauses that begin another document: their numbers do not go on from the last one."""
    outermost = [order for order, node in enumerate(nodes) if not node.level]
    return {later for earlier, later in pairwise(outermost) if int(nodes[later].number) <= int(nodes[earlier].number)}


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " \n":
        end -= 1
    return end
