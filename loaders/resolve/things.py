"""Institutions, places, funds and events: names that a rule is sure are one.

Two names are one where they differ in width, quotes and blanks, in how the region in front is printed (中山市… and
中山…), in a shortening that has one meaning (经开区, 中科院), or where both name one division or zone of the gazetteer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from loaders import lexicon, regions
from loaders.resolve.folding import fold

_LEAST_REST = 2
_FREE_TRADE = re.compile(r"^中国\((?P<place>[^()]{2,8})\)(?=自贸|自由贸易)")


def canonical_things(names: Iterable[str]) -> dict[str, str]:
    """Each name → the name its identity goes by: the longest printed one (ties: the first by code point)."""
    groups: dict[tuple[str, str], list[str]] = {}
    for name in sorted(set(names)):
        groups.setdefault(key(name), []).append(name)
    return {name: longest(group) for group in groups.values() for name in group}


def longest(names: Iterable[str]) -> str:
    """The name an identity goes by."""
    return min(names, key=lambda name: (-len(name), name))


@lru_cache(maxsize=65536)
def key(name: str) -> tuple[str, str]:
    """Code of the region a name begins with (empty if none), and the rest with shortenings written one way."""
    folded = _FREE_TRADE.sub(r"\g<place>", fold(name))
    whole = regions.by_name(folded)
    if whole is not None:
        return whole.code, ""
    found = regions.leading(folded)
    if found is None or len(folded) - found[1] < _LEAST_REST or found[0].level == "country":
        return "", _one_way(folded)
    region, length = found
    return region.code, _one_way(folded[length:])


@cache
def _shortenings() -> tuple[re.Pattern[str], dict[str, str]]:
    forms = {form: row[0] for row in lexicon.load("identities")["shortenings"] for form in row[1:]}
    return re.compile(lexicon.any_of(forms)), forms


def _one_way(name: str) -> str:
    pattern, forms = _shortenings()
    return pattern.sub(lambda found: forms[found[0]], name)
