"""Where in a clean text the numbers stand that could begin a clause."""

from __future__ import annotations

import re
from typing import NamedTuple

from loaders import numbering
from loaders.numbering import Marker

_UNBROKEN = 800
"""A line this long with several numbers in it holds many paragraphs whose breaks are lost."""
_SEVERAL = 3
_BARE_LINE = 30
_DECIMAL_LINE = re.compile(r"^([0-9]{1,2})\.1(?![0-9.])", re.M)
_BARE = re.compile(r"([0-9]{1,2})(?=[\u4e00-\u9fff])")

_PREFIX = re.compile(r"[#*>]{1,8} ?")
"""Marks of a heading in Markdown."""

_GLUED = ("section", "article", "bracketed-han")
"""Styles that nothing but a clause has inside a heading."""


class Found(NamedTuple):
    """A number and whether it opens a line."""

    marker: Marker
    opens: bool


def find(text: str) -> list[Found]:
    """The numbers of the text in order: those that open a line, and those inside lines that lost their breaks."""
    found: list[Found] = []
    # 1 总体要求 over 1.1 指导思想: a number without a mark counts where decimal numbers go on from it.
    bare = set(_DECIMAL_LINE.findall(text))
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        prefix = _PREFIX.match(text, at, end)
        begin = prefix.end() if prefix is not None else at
        first = numbering.marker(text, begin, end) or (_bare(text, begin, end, bare) if bare else None)
        if first is not None and first.end < end:
            found.append(Found(first, opens=True))
        found += [Found(marker, opens=False) for marker in _inside(text, at, end, first)]
        at = end + 1
    return found


def _bare(text: str, at: int, end: int, known: set[str]) -> Marker | None:
    match = _BARE.match(text, at, end)
    if match is None or match[1] not in known or end - at > _BARE_LINE or "。" in text[at:end]:
        return None
    return Marker(match.start(), match.end(), "point", (int(match[1]),))


def _inside(text: str, start: int, end: int, first: Marker | None) -> list[Marker]:
    """Numbers within a line: all of a line that lost its breaks, or the first child glued to a heading."""
    unbroken = end - start >= _UNBROKEN
    begin = start if first is None else first.end
    if unbroken:
        found = [marker for marker in _markers(text, begin, end) if marker.start > start]
        sure = sum(marker.style in numbering.SURE for marker in found) + (first is not None)
        return found if sure >= _SEVERAL else []
    # Behind a full stop these lost their line break.
    lost = [
        marker
        for marker in _markers(text, begin, end)
        if marker.style in numbering.OUTERMOST and text[marker.start - 1] in "。）)〕】"
    ]
    if lost or first is None:
        # 第三章认定程序第九条…: a chapter that lost its break brings its first article along.
        return sorted([*lost, *(child for one in lost if (child := _glued(text, one, end)) is not None)])
    child = _glued(text, first, end)
    return [child] if child is not None else _sentences(text, first, end)


def _glued(text: str, above: Marker, end: int) -> Marker | None:
    """The first child of a heading, glued to it within its sentence."""
    stop = text.find("。", above.end, end)
    within = _markers(text, above.end, end if stop < 0 else stop)
    return next((marker for marker in within if marker.style in _GLUED and marker.rank > above.rank), None)


def _markers(text: str, start: int, end: int) -> list[Marker]:
    found = []
    for match in numbering.MARKER.finditer(text, start, end):
        marker = numbering.marker(text, match.start(), end)
        if marker is not None and not _inner(text, marker):
            found.append(marker)
    return found


def _inner(text: str, marker: Marker) -> bool:
    """A number that is part of a longer one or of a citation: 3.5, 本条第（一）项."""
    before = text[marker.start - 1] if marker.start else "\n"
    return (before.isascii() and before.isalnum()) or numbering.cites(text[max(0, marker.start - 8) : marker.start])


def _sentences(text: str, first: Marker, end: int) -> list[Marker]:
    """A list inside a paragraph whose items are whole sentences: its line breaks were lost.

    ``1.…；2.…`` within one sentence stays prose.
    """
    lists: dict[str, list[Marker]] = {first.style: [first]}
    for marker in _markers(text, first.end, end):
        items = lists.setdefault(marker.style, [])
        expected = items[-1].value + 1 if items else 1
        if marker.value == expected and text[marker.start - 1] in ("。：:" if not items else "。）)"):
            items.append(marker)
    longest = max(lists.values(), key=len)
    return [marker for marker in longest if marker is not first] if len(longest) > 1 else []
