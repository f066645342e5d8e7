"""The visible lines of an HTML page, each with its place in the source and in the tree of the page."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from loaders import lexicon
from loaders.formats.html_runs import Run, runs

_SKIPPED, _INLINE, _CONTAINERS, _HEADED = (
    frozenset(lexicon.load("html")[kind]) for kind in ("skipped", "inline", "containers", "headed")
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SPACES = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class Line:
    """One visible line of the page, or one cell of a table's row."""

    box: int
    """The innermost container it stands in."""
    heading: bool
    text: str = ""
    starts: array[int] = field(default_factory=lambda: array("q"))
    ends: array[int] = field(default_factory=lambda: array("q"))
    linked: int = 0
    """How many of its characters are links."""
    number: str = ""
    """The number that the page prints in front of an item of an ordered list."""
    row: int = -1
    """The row of a table it stands in, -1 outside tables."""
    cell: int = -1

    def add(self, run: Run, *, is_link: bool) -> None:
        """Append a run; blanks of the source are one blank."""
        begin = len(self.text)
        offset = 0
        for match in _SPACES.finditer(run.text):
            self._take(run, offset, match.start())
            self.text += " "
            self.starts.append(run.starts[match.start()])
            self.ends.append(run.ends[match.end() - 1])
            offset = match.end()
        self._take(run, offset, len(run.text))
        if is_link:
            self.linked += len(self.text) - begin

    def _take(self, run: Run, low: int, high: int) -> None:
        self.text += run.text[low:high]
        self.starts.extend(run.starts[low:high])
        self.ends.extend(run.ends[low:high])


@dataclass(slots=True)
class Box:
    """A container element of the page."""

    parent: int
    name: str
    """Its class and id."""


@dataclass(slots=True)
class Page:
    """The visible part of a page."""

    lines: list[Line]
    boxes: list[Box]


@dataclass(slots=True)
class _Open:
    """An element that is being read."""

    id: int
    tag: str
    box: int
    skipped: bool = False
    link: bool = False
    heading: bool = False
    row: int = -1
    cell: int = -1
    preserved: bool = False
    items: int = 0
    """Items so far, of an ordered list; -1 in other elements."""
    number: str = ""


def page_of(tree: LexborHTMLParser, source: str, at: array[int], *, hidden: bool) -> Page:
    """The lines of a parsed page; with ``hidden`` also those that a style hides."""
    reader = _Reader(source, at, hidden)
    root = tree.root
    if root is not None:
        for node in root.traverse(include_text=True):
            reader.read(node)
    return reader.page()


class _Reader:
    def __init__(self, source: str, at: array[int], hidden: bool) -> None:
        self._source, self._at, self._hidden = source, at, hidden
        self._lines: list[Line] = []
        self._boxes = [Box(0, "")]
        self._stack: list[_Open] = []
        self._line: Line | None = None
        self._rows = self._cells = 0

    def page(self) -> Page:
        self._lines = [line for line in self._lines if line.text.strip(" \u3000\xa0")]
        return Page(self._lines, self._boxes)

    def read(self, node: LexborNode) -> None:
        parent = node.parent
        above = parent.mem_id if parent is not None else -1
        while self._stack and self._stack[-1].id != above:
            self._close(self._stack.pop())
        if node.is_text_node:
            self._text(node)
        elif node.is_element_node:
            self._open(node)

    def _open(self, node: LexborNode) -> None:
        tag = node.tag or ""
        up = self._stack[-1] if self._stack else _Open(-1, "", 0)
        if up.skipped:
            self._stack.append(_Open(node.mem_id, tag, up.box, skipped=True))
            return
        attributes = node.attributes if tag not in ("br", "strong", "b") else {}
        one = _Open(
            node.mem_id,
            tag,
            up.box,
            skipped=self._is_skipped(tag, attributes),
            link=up.link or (tag == "a" and "href" in attributes),
            heading=up.heading or tag in ("h1", "h2", "h3"),
            row=up.row,
            cell=up.cell,
            preserved=up.preserved or tag == "pre",
        )
        if tag == "br":
            self._line = None
        elif tag not in _INLINE and not one.skipped:
            self._block(one, up, tag, attributes)
        self._stack.append(one)

    def _is_skipped(self, tag: str, attributes: dict[str, str | None]) -> bool:
        if tag in _SKIPPED:
            return True
        if tag == "header":
            return not any(one.tag in _HEADED for one in self._stack)
        if self._hidden or tag in ("html", "body"):
            return False
        return "hidden" in attributes or _HIDDEN.search(attributes.get("style") or "") is not None

    def _block(self, one: _Open, up: _Open, tag: str, attributes: dict[str, str | None]) -> None:
        self._line = None
        if tag in _CONTAINERS or "-" in tag or tag.startswith("ucap"):
            self._boxes.append(Box(up.box, f"{attributes.get('class') or ''} {attributes.get('id') or ''}"))
            one.box = len(self._boxes) - 1
        if tag == "table":
            one.row = one.cell = -1
        elif tag == "tr":
            self._rows += 1
            one.row, one.cell = self._rows, -1
        elif tag in ("td", "th") and one.row >= 0:
            self._cells += 1
            one.cell = self._cells
        elif tag == "ol":
            one.items = _first(attributes.get("start")) if _numbered(attributes) else -1
        elif tag == "li" and up.tag == "ol" and up.items >= 0:
            up.items += 1
            one.number = f"{up.items}."

    def _close(self, one: _Open) -> None:
        if one.tag not in _INLINE:
            self._line = None

    def _text(self, node: LexborNode) -> None:
        up = self._stack[-1] if self._stack else None
        if up is None or up.skipped:
            return
        for run in runs(node, self._source, self._at):
            for piece, ends_line in _split(run) if up.preserved else ((run, False),):
                if self._line is None:
                    self._line = self._begin(up)
                self._line.add(piece, is_link=up.link)
                if ends_line:
                    self._line = None

    def _begin(self, up: _Open) -> Line:
        line = Line(up.box, up.heading, row=up.row, cell=up.cell)
        item = next((one for one in reversed(self._stack) if one.tag == "li"), None)
        if item is not None and item.number:
            line.number, item.number = item.number, ""
        self._lines.append(line)
        return line


def _first(start: str | None) -> int:
    return int(start) - 1 if start and re.fullmatch(r"[0-9]{1,4}", start) else 0


def _numbered(attributes: dict[str, str | None]) -> bool:
    """Whether a list prints Arabic numbers before its items."""
    return (attributes.get("type") or "1") == "1" and not re.search(
        r"list-style[^;]*none", attributes.get("style") or ""
    )


def _split(run: Run) -> Iterator[tuple[Run, bool]]:
    """The lines of preformatted text."""
    offset = 0
    for match in re.finditer(r"\r\n|\n|\r", run.text):
        yield (
            Run(run.text[offset : match.start()], run.starts[offset : match.start()], run.ends[offset : match.start()]),
            True,
        )
        offset = match.end()
    yield Run(run.text[offset:], run.starts[offset:], run.ends[offset:]), False
