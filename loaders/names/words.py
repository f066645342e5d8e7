"""The words that names are made of and bounded by, from lexicon/names.yaml and lexicon/name_words.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from loaders import lexicon, regions
from loaders.lexicon import Matcher


class Word(NamedTuple):
    """What the vocabulary says of a word."""

    kind: str
    """stop, guard, and, ending, zone, region, nation, macro, initial, owner, modifier, field or function."""
    group: str = ""
    """Of an ending its type and strength (``institution.strong``), of a region its level."""


def _split(value: Any) -> list[str]:
    return str(value).split()


def words(name: str, file: str = "names") -> frozenset[str]:
    """The words of one list of a lexicon file."""
    return frozenset(_split(lexicon.load(file)[name]))


@cache
def _general() -> dict[str, Word]:
    names, inside = lexicon.load("names"), lexicon.load("name_words")
    found: dict[str, Word] = {}

    def add(listed: Iterator[str] | list[str], word: Word) -> None:
        for text in listed:
            found.setdefault(text, word)

    # The first list that holds a word decides.
    add(_split(names["coordinators"]), Word("and"))
    for kind in ("institution", "place", "fund", "event", "enterprise"):
        for group, listed in names[kind].items():
            add(_split(listed), Word("ending", f"{kind}.{group}"))
    add(_split(inside["region_initials"]), Word("initial"))
    add(_split(inside["nation"]), Word("nation"))
    add(_split(inside["macro"]), Word("macro"))
    add(_split(inside["parts"]), Word("region", "province"))
    add(_split(inside["owner"]), Word("owner"))
    add(_split(names["stop_verbs"]), Word("stop", "verb"))
    add(_split(names["stop_nouns"]), Word("stop", "noun"))
    add(_split(names["stop_chars"]), Word("stop", "particle"))
    for kind in ("field", "function", "modifier"):
        add(_split(inside[kind]), Word(kind))
    add(_split(inside["more_fields"]), Word("field"))
    add(_split(inside["plain"]), Word("stop", "noun"))
    add(_split(names["guards_inside"]), Word("guard"))
    add(_split(names["not_ending"]), Word("stop", "noun"))
    add(_split(names["guards"]), Word("stop", "noun"))
    return found


@cache
def endings() -> dict[str, str]:
    """Endings of names and their groups."""
    return {text: word.group for text, word in _general().items() if word.kind == "ending"}


@lru_cache(maxsize=16)
def vocabulary(region_code: str | None) -> Matcher[Word]:
    """All known words; with the short names of the counties and the towns of the issuer's own region.

    Short names of counties elsewhere are left out: too many of them are common words (朝阳, 平安, 合作).
    """
    found = dict(_general())
    for region in regions.all_regions():
        if region.level == "zone":
            for name in (region.name, region.short, *region.also):
                found[name] = Word("zone")
        elif region.level == "county":
            found.setdefault(region.name, Word("region", region.level))
        else:
            for name in (region.name, region.short):
                if len(name) > 1:
                    found.setdefault(name, Word("region", region.level))
    for name, level in _own_names(region_code):
        found.setdefault(name, Word("region", level))
    return Matcher(sorted(found.items()))


def _own_names(region_code: str | None) -> Iterator[tuple[str, str]]:
    own = regions.region(region_code) if region_code else None
    if own is None or own.level not in ("prefecture", "county"):
        return
    yield own.short, own.level
    below = [found for found in regions.all_regions() if found.parent == own.code and found.level == "county"]
    for county in below:
        yield county.short, "county"
    for above in (own, *below):
        for town in regions.towns(above):
            yield town.name, "town"
            if len(town.short) > 1:
                yield town.short, "town"
