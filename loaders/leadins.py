"""Unnumbered lead-ins over numbered lists: 《…》提出三个重点发展领域:"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from loaders.numbering import OUTERMOST, Marker

_COUNTED = re.compile(
    r"[一二两三四五六七八九十]+(?:个|大|项|条|类|方面|点|大类)[^、，,。；;：:一二三四五六七八九十]{2,20}$"
)
_LISTED = re.compile(r"[、和及与][一二两三四五六七八九十]+(?:个|大|项|条|类)")
_LONGEST = 120
_SHAPE = 4


class LeadIn(NamedTuple):
    """A lead-in: where its paragraph begins, its title, its order among the lead-ins (from 1)."""

    start: int
    title_start: int
    title_end: int
    value: int


def find(text: str, markers: Sequence[Marker]) -> list[LeadIn]:
    """The lead-ins of a document whose outermost list begins anew under at least two of them."""
    if not markers:
        return []
    top = min(markers, key=lambda marker: marker.rank).style
    heads = [
        head
        for marker in markers
        if marker.style == top and marker.value == 1 and (head := _line_before(text, marker.start))
    ]
    if len(heads) < 2 or sum(marker.style == top and marker.value == 1 for marker in markers) != len(heads):
        return []
    # 一、 begins anew in every document of a file; under lead-ins only if they count what follows.
    if top in OUTERMOST and not all(_COUNTED.search(text[start:end].rstrip(":：")) for start, end in heads):
        return []
    heads += _alike(text, heads)
    numbered = {marker.start for marker in markers}
    heads = [head for head in heads if head[0] not in numbered]
    return [LeadIn(start, *_title(text, start, end), order) for order, (start, end) in enumerate(sorted(heads), 1)]


def _line_before(text: str, at: int) -> tuple[int, int] | None:
    """The line above ``at`` if it announces something."""
    if at < 2 or text[at - 1] != "\n":
        return None
    start = text.rfind("\n", 0, at - 1) + 1
    return (start, at - 1) if text[at - 2] in ":：" and at - start <= _LONGEST else None


def _alike(text: str, heads: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Later paragraphs that announce in the same words but list nothing numbered."""
    opening = _common(text, heads)
    if len(opening) < _SHAPE:
        return []
    found = []
    at = heads[0][1]
    known = {start for start, _ in heads}
    while (at := text.find("\n" + opening, at)) >= 0:
        at += 1
        stop = re.compile("[。\n]").search(text, at)
        end = stop.start() if stop else len(text)
        sentence = text[at:end]
        if at not in known and len(sentence) <= _LONGEST and _COUNTED.search(sentence) and not _LISTED.search(sentence):
            found.append((at, end))
    return found


def _common(text: str, heads: Sequence[tuple[int, int]]) -> str:
    lines = [text[start:end] for start, end in heads]
    length = 0
    while all(len(line) > length and line[length] == lines[0][length] for line in lines):
        length += 1
    return lines[0][:length]


def _title(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1] in ":： 。":
        end -= 1
    counted = _COUNTED.search(text[start:end])
    return (start + counted.start(), end) if counted else (start, end)
