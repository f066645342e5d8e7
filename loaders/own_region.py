"""The region a document is about, as far as the document says it."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from loaders import lexicon, regions
from loaders.agencies.full_names import elided_level, region_of
from loaders.regions import Region
from loaders.titles import Title


class Found(NamedTuple):
    """A region and the half-open range that shows it."""

    region: Region
    start: int
    end: int


_LEVELS: dict[str, tuple[str, ...]] = {
    "省": ("province",),
    "自治区": ("province",),
    "市": ("prefecture", "county", "province"),
    "州": ("prefecture",),
    "自治州": ("prefecture",),
    "区": ("county", "province"),
    "县": ("county",),
    "旗": ("county",),
}
_LEAST = 2


def find_region(text: str, title: Title | None, signature: str | None, signature_at: int) -> Found | None:
    """Read from the title's beginning, else the signature, else the names of the level the text calls its own.

    The last counts names of that level (湖北 where the text says 我省): one must hold more than half
    of them and occur twice. None when nothing is printed that decides.
    """
    for name, at in _named(text, title, signature, signature_at):
        start = regions.leading(name)
        if start is not None and region_of(name) is not None:
            return Found(regions.division_of(start[0]), at, at + start[1])
    level = _own_level(text, title)
    return _most_named(text, level) if level is not None else None


def _named(text: str, title: Title | None, signature: str | None, signature_at: int) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    if title is not None:
        printed = text[title.start : title.end]
        lead = re.match(r"《|关于|中共|中国共产党", printed)
        begin = lead.end() if lead is not None and (title.issuers or lead[0] != "关于") else 0
        # 中国（上海）自由贸易试验区: the region stands in the name's brackets.
        zone = re.match(r"中国[（(](?=[^（()）]{2,8}[)）]自由贸易)", printed[begin:])
        begin += zone.end() if zone is not None else 0
        found.append((printed[begin:].replace("\n", ""), title.start + begin))
    if signature is not None:
        found.append((signature, signature_at))
    return found


def _own_level(text: str, title: Title | None) -> str | None:
    """The word of the level: from an issuer with elided region, else what the text calls its area most often."""
    for issuer in title.issuers if title is not None else ():
        if (level := elided_level(issuer)) is not None:
            return level
    words: dict[str, str] = lexicon.load("policy")["own_area"]
    for kind in ("我", "全"):
        counted = Counter(
            {word: text.count(word) for word in words if word.startswith(kind) and text.count(word) >= _LEAST}
        )
        if counted:
            return words[min(counted, key=lambda word: (-counted[word], word))]
    return None


def _most_named(text: str, level: str) -> Found | None:
    counted: Counter[str] = Counter()
    first: dict[str, Found] = {}
    for hit in regions.mentions(text):
        if hit.value.level in _LEVELS[level] and hit.value.name.endswith(level):
            counted[hit.value.code] += 1
            first.setdefault(hit.value.code, Found(hit.value, hit.start, hit.end))
    if not counted:
        return None
    code, count = min(counted.items(), key=lambda item: (-item[1], item[0]))
    if count < _LEAST or 2 * count <= counted.total():
        return None
    return first[code]
