"""Clean text to the tree of its clauses.

Numbers are read by GB/T 9704 (一、 → （一） → 1. → （1） → ①, 第X编/章/节/条); which number stands
under which is decided by how the document itself nests its styles, and a number counts only where
it continues a list, begins one, or opens a line. Where the text has no line breaks, headings are
found behind full stops and behind each other. A list without a numbered heading above it may
stand under an unnumbered lead-in (…提出三个重点任务：), which is then numbered by its order.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders import leadins, numbering
from loaders.bounds import body_end, body_start
from loaders.document import Clause, Document
from loaders.numbering import Marker
from loaders.text import MappedText

_UNBROKEN = 800
"""A line this long with several numbers in it holds many paragraphs whose breaks are lost."""
_BOUNDARY = "。；;！？!?：:)）]】〕”》 "
_SEVERAL = 3
_HEADING = 80
_GAP = 3
"""So many numbers may be missing in a list whose items open lines (lost lines, misprints)."""


_SURE = ("part", "chapter", "section", "article", "han", "bracketed-han")
"""Styles that number nothing but clauses where they open a line."""


@dataclass(slots=True)
class _Node:
    number: str
    start: int
    title_start: int
    title_end: int
    level: int
    end: int = 0
    parent: int | None = None
    children: int = 0


@dataclass(slots=True)
class _Open:
    style: str
    value: int
    node: int


@dataclass(slots=True)
class _Tree:
    """Clauses found so far: the open ones from the outermost in, and the last number of each style."""

    nodes: list[_Node] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)


def outline(mapped: MappedText) -> Document:
    """The document with its clauses; a text without any number has none."""
    text = mapped.text
    found = _markers(text)
    leads = leadins.find(text, [marker for marker, _ in found])
    end = body_end(text, [marker.start for marker, _ in found])
    tree = _Tree()
    entries: list[tuple[int, Marker | leadins.LeadIn, bool]] = [(m.start, m, opens) for m, opens in found]
    entries += [(lead.start, lead, True) for lead in leads]
    for start, entry, opens in sorted(entries, key=lambda item: item[0]):
        if start >= end:
            break
        if isinstance(entry, leadins.LeadIn):
            tree.stack = []
            _add(tree, _Open("lead-in", entry.value, 0), entry.start, entry.title_start, entry.title_end)
        else:
            _place(text, tree, entry, opens)
    clauses = _clauses(text, tree, end)
    return Document(mapped, clauses, body_start(text, clauses), end if end < len(text) else None)


def _markers(text: str) -> list[tuple[Marker, bool]]:
    """Numbers that could begin a clause, and whether they open a line."""
    found: list[tuple[Marker, bool]] = []
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        first = numbering.marker(text, at, end)
        if first is not None and _has_heading(text, first, end) and not leadins.is_contents(line):
            found.append((first, True))
        found += [(marker, False) for marker in _inside(text, at, end, first)]
        at = end + 1
    return found


def _has_heading(text: str, marker: Marker, line_end: int) -> bool:
    """Something must be numbered; a unit behind the number would make it a quantity."""
    return marker.end < line_end


def _inside(text: str, start: int, end: int, first: Marker | None) -> list[Marker]:
    """Numbers within a line: all of a line that lost its breaks, or the first child glued to a heading."""
    unbroken = end - start >= _UNBROKEN
    if not unbroken and first is None:
        return []
    found: list[Marker] = []
    limit = end if unbroken else _first_stop(text, start, end)
    for match in numbering.MARKER.finditer(text, start if first is None else first.end, limit):
        marker = numbering.marker(text, match.start(), end)
        if marker is None or marker.start == start or _inner(text, marker):
            continue
        if unbroken or (first is not None and marker.style == "bracketed-han" and marker.rank > first.rank):
            found.append(marker)
    if unbroken:
        sure = sum(marker.style in _SURE for marker in found) + (first is not None)
        return found if sure >= _SEVERAL else []
    return found[:1]


def _inner(text: str, marker: Marker) -> bool:
    """A number that is part of a longer one or of a citation: 3.5, 本条第（一）项."""
    before = text[marker.start - 1]
    return (before.isascii() and before.isalnum()) or numbering.cites(text[max(0, marker.start - 8) : marker.start])


def _first_stop(text: str, start: int, end: int) -> int:
    stop = text.find("。", start, end)
    return end if stop < 0 else stop


def _place(text: str, tree: _Tree, marker: Marker, opens_line: bool) -> None:
    """Adds the clause of ``marker`` where its number continues or begins a list; else leaves it as prose."""
    depth = _depth(text, tree, marker, opens_line)
    if depth is None:
        return
    del tree.stack[depth:]
    tree.last[numbering.family(marker.style)] = marker.value
    line_end = text.find("\n", marker.end)
    title_end = _title_end(text, marker.end, len(text) if line_end < 0 else line_end)
    _add(tree, _Open(marker.style, marker.value, 0), marker.start, *_trim(text, marker.end, title_end))


def _depth(text: str, tree: _Tree, marker: Marker, opens_line: bool) -> int | None:
    """How many open clauses stay above the new one; None if the number fits nowhere."""
    number, style = marker.value, marker.style
    if not opens_line and not _bounded(text, tree, marker):
        return None
    reach = _GAP if opens_line else 1
    depths = range(len(tree.stack) - 1, -1, -1)
    for same in (lambda other: other == style, lambda other: numbering.family(other) == numbering.family(style)):
        for depth in depths:
            above = tree.stack[depth]
            if same(above.style) and above.value < number <= above.value + (reach if above.style == style else 1):
                return depth
    held = next((depth for depth, above in enumerate(tree.stack) if above.style == style), None)
    if held is not None:
        return held if number == 1 and (opens_line or held > 0) else None
    if number not in (1, _expected(tree, style)) and not (opens_line and (style in _SURE or not tree.stack)):
        return None
    ranks = [numbering.RANK.get(above.style, -1) for above in tree.stack]
    return next((depth for depth, rank in enumerate(ranks) if rank > marker.rank), len(tree.stack))


def _bounded(text: str, tree: _Tree, marker: Marker) -> bool:
    """Within a line a clause begins behind the end of a sentence, or glued to the heading above it."""
    if text[marker.start - 1] in _BOUNDARY:
        return True
    begin = tree.nodes[-1].title_start if tree.nodes else 0
    return (
        bool(tree.nodes)
        and not any(mark in text[begin : marker.start][: _HEADING + 1] for mark in "。；")
        and (marker.start - begin <= _HEADING)
    )


def _expected(tree: _Tree, style: str) -> int:
    return tree.last.get(numbering.family(style), 0) + 1


def _add(tree: _Tree, opened: _Open, start: int, title_start: int, title_end: int) -> None:
    opened.node = len(tree.nodes)
    parent = tree.stack[-1].node if tree.stack else None
    tree.nodes.append(_Node(str(opened.value), start, title_start, title_end, len(tree.stack), parent=parent))
    tree.stack.append(opened)


def _title_end(text: str, start: int, line_end: int) -> int:
    """The heading goes up to the first full stop or the end of the line."""
    stop = text.find("。", start, line_end)
    return line_end if stop < 0 else stop


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " .、":
        start += 1
    while end > start and text[end - 1] in " 。；;.，,、":
        end -= 1
    return start, end


def _clauses(text: str, tree: _Tree, body: int) -> tuple[Clause, ...]:
    """Ends set from what follows; a heading glued to its first child ends where that begins."""
    nodes = tree.nodes
    following = [body] * 64
    for node in reversed(nodes):
        node.end = min(following[: node.level + 1])
        following[node.level] = node.start
        for level in range(node.level + 1, 64):
            following[level] = node.start
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


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " \n":
        end -= 1
    return end
