"""One name of a firm or thing with the region that its document elides: 省农科院 of 湖北 is 湖北省农科院."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from loaders import lexicon, regions
from loaders.agencies.forms import level
from loaders.regions import Region
from loaders.resolve.folding import fold_name

_TIER = re.compile(r"(?P<word>[省市区县])级(?=.{2})")
_WHOLE = re.compile(r"[全我本](?P<word>[省市区县])(?=.{2})")
_LEVELS = ("自治区", "自治州", "省", "市", "区", "县", "州")
_TOWN = re.compile(r"[镇乡]$|街道$")


@lru_cache(maxsize=16384)
def written_out(kind: str, name: str, home: Region | None) -> str:
    """``name`` of a ``kind`` (enterprise, institution, place, fund, event), with its region where that is elided.

    An elided region is told by the word of its level in front (省实验室, 市级专项资金, 全省一体化平台); a town or
    county of ``home`` and a zone named by its kind alone (高新区) get theirs too. Any other name is only folded.
    """
    folded = fold_name(name)
    if home is None:
        return folded
    home = regions.division_of(home)
    if (tier := _TIER.match(folded)) is not None:
        region = regions.of_level(tier["word"], home)
        return folded if region is None else region.name + folded[1:]
    if (whole := _WHOLE.match(folded)) is not None:
        region = regions.of_level(whole["word"], home)
        return folded if region is None else region.name + folded[2:]
    word = level(folded)
    if word in _LEVELS and not folded.startswith(tuple(_words("not_elided"))):
        region = regions.of_level(word, home)
        return folded if region is None else region.name + folded[len(word) :]
    return _place(folded, home) if kind == "place" else folded


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(lexicon.load("identities")[name])


def _place(name: str, home: Region) -> str:
    if name in _words("bare_zones"):
        return name if home.level in ("country", "province") else home.name + name
    found = regions.candidates(name)
    if found and found[0].level in ("country", "province", "prefecture", "zone"):
        return name
    within = [one for one in regions.candidates(name, home) if one != home]
    if len(within) == 1:
        above = regions.prefecture_of(within[0])
        return (above.name if above is not None else "") + within[0].name
    town = _towns(home).get(name)
    return name if town is None else town


@cache
def _towns(home: Region) -> dict[str, str]:
    """Towns of a city or county by full and short name → name with the region; none for provinces.

    Of a city with counties only full names count, and only those that one county has.
    """
    if home.level not in ("prefecture", "county"):
        return {}
    own = regions.towns(home)
    if own:
        return {name: home.name + one.name for one in own for name in (one.short, one.name)}
    below = [one for one in regions.all_regions() if one.parent == home.code and one.level == "county"]
    found: dict[str, list[str]] = {}
    for county in below:
        for one in regions.towns(county):
            if _TOWN.search(one.name):
                found.setdefault(one.name, []).append(home.name + county.name + one.name)
    return {name: full[0] for name, full in found.items() if len(full) == 1}
