"""An HTML page parsed so that every text node knows its place in the source.

The HTML5 parser (selectolax, Lexbor) keeps no positions. So every stretch of text is given a mark of two
private characters before parsing; the marks come back in the text nodes and lead to the source,
whatever the parser makes of broken tags. A mark that falls into a script, a comment or an
attribute is never seen again and does no harm.
"""

from __future__ import annotations

import html
import re
from array import array
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from loaders import lexicon
from loaders.errors import LoaderError

MAX_TAGS = 1_000_000
MAX_DEPTH = 2_000
"""Parsing takes the product of size and depth; a page of an office suite nests some thirty elements."""
MAX_ATTRIBUTES = 1_000
"""Of one tag. The parser compares each with all before it."""
_LOW, _HIGH, _STEP = 0xF0000, 0x100000, 1 << 15
_PRIVATE = re.compile("[\U000f0000-\U0010ffff]")
_MARK = re.compile("[\U000f0000-\U000ffffd][\U00100000-\U0010fffd]")
_RUN = re.compile(r"(?:\A|>)(?=\s*[^<>\s])")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:]*)(?=[\s/>])")
_OPENED = re.compile(f"<[A-Za-z][^<>]{{{2 * MAX_ATTRIBUTES},}}")
_VALUE = re.compile("\"[^\"]*\"?|'[^']*'?")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};?)")
_SHALLOW = frozenset(lexicon.load("html")["shallow"])


class Run(NamedTuple):
    """A piece of a text node with the source range of each of its characters."""

    text: str
    starts: array[int]
    ends: array[int]


def parse(source: str) -> LexborHTMLParser:
    """The page with its marks; LoaderError where it is too large or too deep to be a document."""
    if source.count("<") > MAX_TAGS:
        raise LoaderError(
            f"The page has more than {MAX_TAGS:,} tags; save its text as a plain text file and load that."
        )
    _require_shallow(source)
    if any(len(re.split(r"[\s/]+", _VALUE.sub(" ", match[0]))) > MAX_ATTRIBUTES for match in _OPENED.finditer(source)):
        raise LoaderError(
            f"The page has a tag with more than {MAX_ATTRIBUTES:,} attributes, as no document does; "
            "save its text as a plain text file and load that."
        )
    safe = _PRIVATE.sub("\ufffd", source)
    pieces, offset = [], 0
    for number, match in enumerate(_RUN.finditer(safe)):
        pieces += [safe[offset : match.end()], chr(_LOW + number // _STEP), chr(_HIGH + number % _STEP)]
        offset = match.end()
    pieces.append(safe[offset:])
    return LexborHTMLParser("".join(pieces))


def anchors(source: str) -> array[int]:
    """The source offset that each mark stands for, by its number."""
    return array("q", (match.end() for match in _RUN.finditer(_PRIVATE.sub("\ufffd", source))))


def _require_shallow(source: str) -> None:
    depth, opened = 0, Counter[str]()
    for match in _TAG.finditer(source):
        name = match[2].lower()
        if name in _SHALLOW:
            continue
        if not match[1]:
            opened[name] += 1
            depth += 1
            if depth > MAX_DEPTH:
                raise LoaderError(
                    f"The page nests its elements more than {MAX_DEPTH:,} deep, as no document does; "
                    "save its text as a plain text file and load that."
                )
        elif opened[name]:
            opened[name] -= 1
            depth -= 1


def runs(node: LexborNode, source: str, at: array[int]) -> Iterator[Run]:
    """The marked pieces of a text node, in order; text without a mark (inserted by the parser) is left out."""
    text = node.text_content or ""
    marks = list(_MARK.finditer(text))
    for index, mark in enumerate(marks):
        number = (ord(mark[0][0]) - _LOW) * _STEP + ord(mark[0][1]) - _HIGH
        end = marks[index + 1].start() if index + 1 < len(marks) else len(text)
        if number < len(at) and end > mark.end():
            yield _aligned(text[mark.end() : end], source, at[number])


def without_marks(text: str) -> str:
    """Text of a marked page as it is printed."""
    return _MARK.sub("", text)


def _aligned(text: str, source: str, at: int) -> Run:
    """The characters of ``text`` over the source from ``at`` on, entities as one."""
    if source.startswith(text, at):
        return Run(text, array("q", range(at, at + len(text))), array("q", range(at + 1, at + 1 + len(text))))
    starts, ends = array("q"), array("q")
    done = 0
    while done < len(text) and at < len(source):
        low, length = at, 1
        entity = _ENTITY.match(source, at) if source[at] == "&" else None
        if entity is not None and (decoded := html.unescape(entity[0])) != entity[0]:
            length, at = min(len(decoded), len(text) - done), entity.end()
        else:
            at += 2 if source.startswith("\r\n", at) else 1
        starts.extend([low] * length)
        ends.extend([at] * length)
        done += length
    return Run(text[:done], starts, ends)
