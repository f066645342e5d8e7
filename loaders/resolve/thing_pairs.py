"""Names of institutions, places, funds and events that may mean one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import combinations

from loaders import lexicon, regions
from loaders.resolve.folding import fold

_LEAST_TAIL = 4
_MOST_KIN = 40
"""Names in one group from which no pairs are made any more: they are a list, not two writings of one name."""
_EDITION = re.compile(r"第[一二三四五六七八九十百零〇0-9]+届|[(]?20[0-9]{2}(?:年度?)?[)]?")
_NAMES_OF_REGIONS = ("province", "prefecture", "county")


def heads_left_out(names: list[str]) -> Iterator[tuple[str, str]]:
    """中山学院 and 电子科技大学中山学院: one is the end of the other."""
    folded: dict[str, str] = {}
    for name in names:
        folded.setdefault(fold(name), name)
    for full, name in folded.items():
        for start in range(2, len(full) - _LEAST_TAIL + 1):
            other = folded.get(full[start:])
            if other is not None:
                yield name, other


def houses_in_one_city(names: list[str]) -> Iterator[tuple[str, str]]:
    """甲大学乙市研究院 and 甲大学乙市学院: houses of another kind, or one with its university left out."""
    by_region: dict[str, list[tuple[str, str, str]]] = {}
    for name in names:
        if (found := _house(name)) is not None:
            region, head, kind = found
            by_region.setdefault(region, []).append((name, head, kind))
    for group in by_region.values():
        if len(group) <= _MOST_KIN:
            for (one, head, kind), (other, head_2, kind_2) in combinations(group, 2):
                if kind != kind_2 or not head or not head_2:
                    yield one, other


@lru_cache(maxsize=65536)
def _house(name: str) -> tuple[str, str, str] | None:
    """Code of the city, what stands before it, and the kind of house."""
    folded = fold(name)
    kind = next((word for word in _longest("houses") if folded.endswith(word)), None)
    if kind is None:
        return None
    head = folded[: -len(kind)].rstrip(")")
    for length in range(min(8, len(head)), 1, -1):
        found = [one for one in regions.candidates(head[-length:]) if one.level in _NAMES_OF_REGIONS]
        if found and (len(found) == 1 or found[0].level != found[1].level):
            return found[0].code, head[:-length].rstrip("("), kind
    return None


def kinds_of_zone(names: list[str]) -> Iterator[tuple[str, str]]:
    """松山湖 and 松山湖高新区, 某某开发区 and 某某高新区: one name, the kind of zone left out or another."""
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(_without_kind(name), []).append(name)
    for head, group in groups.items():
        division = regions.by_name(head)
        plain = division is None or division.level == "zone"
        if len(head) >= 2 and plain and len(group) <= _MOST_KIN:
            yield from combinations(group, 2)


@lru_cache(maxsize=65536)
def _without_kind(name: str) -> str:
    folded = fold(name)
    found = next((word for word in _longest("zone_kinds") if folded.endswith(word)), "")
    return folded.removesuffix(found)


def editions(names: list[str]) -> Iterator[tuple[str, str]]:
    """第三届某某博览会 and 2024某某博览会: one event, another edition."""
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(_EDITION.sub("", fold(name)), []).append(name)
    for group in groups.values():
        if len(group) <= _MOST_KIN:
            yield from combinations(group, 2)


@cache
def _longest(name: str) -> tuple[str, ...]:
    return tuple(lexicon.longest_first(lexicon.load("identities")[name]))
