"""HTML pages: the lines of the document that a page carries, mapped to the page's source.

The document is found by where the sentences are: from the page's root down into the container that
holds nearly all of them. Beside it a page's title, its table of official data and a signature below
stay; menus, paths, share buttons and lists of links go. What is left of the page's words
``loaders/furniture.py`` drops, as it does with pasted text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser

from loaders import furniture, lexicon
from loaders.errors import LoaderError
from loaders.formats.html_blocks import Line, Page, page_of
from loaders.formats.html_runs import anchors, parse, runs, without_marks
from loaders.formats.source import Layout, SourceText
from loaders.numbering import MARKER
from loaders.text import MappedText

_NEARLY_ALL = 0.9
_HALF = 0.5
_PROSE = re.compile(r"[。；，：]")
_SENTENCE = 15
_TITLE_PARTS = re.compile(r"[_|\-－—–]+")
_PLAIN = re.compile(r"\W+")
_OPENING = 8
_LINKS_IN_A_ROW = 3
_LINES_IN_A_CELL = 12
_FILE = re.compile(r"附[件表录]|\.(?:docx?|xlsx?|pdf|wps|et|ofd|zip|rar)$", re.I)
_BLANKS = " \t\u3000\xa0"


def read(source: str, encoding: str, warnings: tuple[str, ...] = ()) -> SourceText:
    """The document in the HTML source; LoaderError where no line of text is visible."""
    tree, at = parse(source), anchors(source)
    page = page_of(tree, source, at, hidden=False)
    if not any(map(_prose, page.lines)):
        page = page_of(tree, source, at, hidden=True)
    chosen = _document(page, _titles(tree))
    if not chosen:
        raise LoaderError(
            "The page holds no text, only scripts or pictures; open it in a browser, and save the text it shows."
        )
    title = None if any(map(_is_title, chosen)) else _title_line(tree, source, at)
    return SourceText(source, "html", encoding, _layout(([title] if title else []) + chosen), warnings)


def _prose(line: Line) -> int:
    """How many characters of sentences a line has."""
    plain = len(line.text) - line.linked
    return plain if plain >= _SENTENCE and _PROSE.search(line.text) else 0


def _document(page: Page, titles: Sequence[str]) -> list[Line]:
    sums, weights = [0] * len(page.boxes), list(map(_prose, page.lines))
    for line, weight in zip(page.lines, weights, strict=True):
        sums[line.box] += weight
    for index in range(len(page.boxes) - 1, 0, -1):
        sums[page.boxes[index].parent] += sums[index]
    if not sums[0]:
        return page.lines
    main = _main(page, sums)
    inside = _within(page, main)
    junk = _junk(page, sums)
    begin = next(index for index, line in enumerate(page.lines) if inside[line.box])
    end = max(index for index, line in enumerate(page.lines) if inside[line.box])
    opening = _plain("".join(line.text for line in page.lines[begin : begin + _OPENING] if inside[line.box]))
    near = _within(page, page.boxes[main].parent)
    kept = []
    for index, line in enumerate(page.lines):
        if junk[line.box]:
            continue
        if begin <= index <= end:
            keep = inside[line.box]
        elif _all_linked(line):
            keep = False
        elif index < begin:
            is_title = line.heading or _plain(line.text) in titles
            keep = furniture.is_official_data(line.text) or (is_title and not opening.startswith(_plain(line.text)))
        else:
            keep = near[line.box] and not weights[index]
        if keep:
            kept.append(line)
    return _without_lists_of_links(kept)


def _main(page: Page, sums: Sequence[int]) -> int:
    """From the root into the container that holds nearly all sentences of the one above, as far as there is one."""
    at = 0
    largest: dict[int, int] = {}
    for index in range(1, len(page.boxes)):
        parent = page.boxes[index].parent
        if parent not in largest or sums[index] > sums[largest[parent]]:
            largest[parent] = index
    while at in largest and sums[largest[at]] >= sums[at] * _NEARLY_ALL:
        at = largest[at]
    return at


def _within(page: Page, top: int) -> list[bool]:
    inside = [False] * len(page.boxes)
    for index, box in enumerate(page.boxes):
        inside[index] = index == top or (index > 0 and inside[box.parent])
    return inside


@cache
def _names_of_junk() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in lexicon.load("furniture")["boxes"])
    return re.compile(rf"(?:{words})", re.I)


def _junk(page: Page, sums: Sequence[int]) -> list[bool]:
    """Containers that are named as menus, paths, share buttons and the like are, and do not hold the document."""
    junk = [False] * len(page.boxes)
    for index, box in enumerate(page.boxes):
        named = sums[index] < sums[0] * _HALF and _names_of_junk().search(box.name) is not None
        junk[index] = named or (index > 0 and junk[box.parent])
    return junk


def _all_linked(line: Line) -> bool:
    return line.linked > 0 and line.linked >= len(line.text.strip(_BLANKS)) - 2


def _without_lists_of_links(lines: list[Line]) -> list[Line]:
    """Lines without rows of links that are no annexes (menus and related pages inside the document's container)."""
    kept: list[Line] = []
    row: list[Line] = []
    for line in [*lines, None]:
        if line is not None and _all_linked(line) and not _FILE.search(line.text.strip(_BLANKS)):
            row.append(line)
            continue
        if len(row) < _LINKS_IN_A_ROW:
            kept += row
        row = []
        if line is not None:
            kept.append(line)
    return kept


def _plain(text: str) -> str:
    return _PLAIN.sub("", text)


def _is_title(line: Line) -> bool:
    return furniture.is_title(line.text.strip(_BLANKS))


def _titles(tree: LexborHTMLParser) -> list[str]:
    """What the head of the page calls the document, without the site's name behind it."""
    texts = [without_marks(node.text()) for node in tree.css("title")]
    texts += [
        node.attributes.get("content") or ""
        for node in tree.css("meta")
        if (node.attributes.get("name") or "").lower() in ("articletitle", "title")
    ]
    found = [text for text in texts if text] + [_TITLE_PARTS.split(text)[0] for text in texts]
    return [plain for plain in map(_plain, found) if len(plain) >= 6]


def _title_line(tree: LexborHTMLParser, source: str, at: Sequence[int]) -> Line | None:
    """The document's title as the page's head prints it, where it ends as titles of official documents do."""
    for node in tree.css("title"):
        child = node.first_child
        if child is None:
            continue
        line = Line(0, heading=True)
        for run in runs(child, source, at):  # type: ignore[arg-type]
            line.add(run, is_link=False)
        part = _TITLE_PARTS.split(line.text)[0]
        if furniture.is_title(part.strip(_BLANKS)):
            line.text, line.starts, line.ends = part, line.starts[: len(part)], line.ends[: len(part)]
            return line
    return None


def _layout(lines: Sequence[Line]) -> MappedText:
    layout = Layout()
    last = 0
    rows = _cells_of_rows(lines)
    for before, line in pairwise([None, *lines]):
        if line is None:
            continue
        low, high = _trimmed(line.text)
        start = line.starts[low]
        if before is not None:
            same_row = before.row == line.row and line.row >= 0 and rows.get(line.row, 0) > 1
            glue = "\n" if not same_row else "|" if before.cell != line.cell else ""
            layout.put(glue, min(last, start), max(start, last))
        if line.number and not MARKER.match(line.text[low:high]):
            layout.put(line.number, start, line.ends[low])
        layout.put_each(line.text[low:high], line.starts[low:high], line.ends[low:high])
        last = line.ends[high - 1]
    return layout.mapped()


def _cells_of_rows(lines: Sequence[Line]) -> dict[int, int]:
    """How many cells with text each row of a table has; none where a cell holds the body of a page."""
    cells: dict[int, Counter[int]] = {}
    for line in lines:
        if line.row >= 0:
            cells.setdefault(line.row, Counter())[line.cell] += 1
    return {row: len(found) for row, found in cells.items() if max(found.values()) <= _LINES_IN_A_CELL}


def _trimmed(text: str) -> tuple[int, int]:
    low = len(text) - len(text.lstrip(_BLANKS))
    return low, max(low, len(text.rstrip(_BLANKS)))
