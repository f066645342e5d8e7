"""The words that names are made of and bounded by, from lexicon/names.yaml and lexicon/name_words.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

import ahocorasick

from loaders import lexicon, regions
from loaders.lexicon import Hit


class Word(NamedTuple):
    """What the vocabulary says of a word."""

    kind: str
    """stop, guard, and, school, ending, zone, region, nation, macro, initial, owner, modifier, field, function or word
    (a common noun of which the lists of names know nothing)."""
    group: str = ""
    """Of an ending its type and strength (``institution.strong``), of a region its level."""


def _split(value: Any) -> list[str]:
    return str(value).split()


@cache
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
    add(_split(names["schools"]), Word("school"))
    for kind in ("institution", "place", "fund", "event", "enterprise"):
        for group, listed in names[kind].items():
            these = _split(listed)
            add(these, Word("ending", f"{kind}.{group}"))
            if group == "park":
                add([f"{text}区" for text in these if text.endswith("园")], Word("ending", f"{kind}.{group}"))
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
    add(_split(inside["inner"]), Word("word"))
    add(_split(inside["plain"]), Word("stop", "noun"))
    add(_split(names["guards_inside"]), Word("guard"))
    add(_split(names["not_ending"]), Word("stop", "noun"))
    add(_split(names["guards"]), Word("stop", "noun"))
    return found


@cache
def endings() -> dict[str, str]:
    """Endings of names and their groups."""
    return {text: word.group for text, word in _general().items() if word.kind == "ending"}


class Vocabulary:
    """All known words; over those that hold everywhere, the short names of the counties and towns of one region.

    Short names of two characters of counties elsewhere are left out: too many are common words (朝阳, 平安, 合作).
    """

    def __init__(self, own: Iterable[tuple[str, Word]]) -> None:
        listed = dict(_everywhere())
        for text, word in own:
            listed.setdefault(text, word)
        self._listed = listed
        self._automaton = _automaton((text, word) for text, word in listed.items() if len(text) > 1)

    def longest(self, text: str) -> list[Hit[Word]]:
        """Non-overlapping words of ``text`` in order.

        Listed words are served first, then common words, then listed words of one character; of each the
        leftmost first and the longest of those that begin together.
        """
        found: list[Hit[Word]] = []
        at = 0
        for start, end, word in self._matches(text):
            if start > at:
                self._fill(text, at, start, found)
            found.append(Hit(start, end, word))
            at = end
        if at < len(text):
            self._fill(text, at, len(text), found)
        return found

    def _matches(self, text: str) -> Iterator[tuple[int, int, Word]]:
        """Listed words; a region that a verb before it and a word behind it share (确定+西海岸) is none."""
        at = 0
        while at < len(text):
            again = len(text)
            for last, (length, word) in self._automaton.iter_long(text, at):
                start = last + 1 - length
                if length == 2 and word.kind == "region" and start and self._straddles(text, start):
                    again = start + 1
                    break
                yield start, last + 1, word
            at = again

    def _straddles(self, text: str, start: int) -> bool:
        verb = _common().get(text[start - 1 : start + 1])
        if verb is None or verb.kind != "stop":
            return False
        return any(text[start + 1 : start + length] in self._listed for length in range(3, 12))

    def _fill(self, text: str, start: int, end: int, found: list[Hit[Word]]) -> None:
        """Common words between two listed ones, and listed characters between those."""
        at = start
        if end - start > 1:
            for last, (length, word) in _commons().iter_long(text, start, end):
                begins = last + 1 - length
                self._single(text, at, begins, found)
                found.append(Hit(begins, last + 1, word))
                at = last + 1
        self._single(text, at, end, found)

    def _single(self, text: str, start: int, end: int, found: list[Hit[Word]]) -> None:
        for at in range(start, end):
            word = self._listed.get(text[at])
            if word is not None:
                found.append(Hit(at, at + 1, word))


def _automaton(entries: Iterable[tuple[str, Word]]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for text, word in entries:
        automaton.add_word(text, (len(text), word))
    automaton.make_automaton()
    return automaton


@cache
def _common() -> dict[str, Word]:
    """Common words that no other list holds."""
    lists = lexicon.load("common_words")
    known = _general()
    found = {text: Word("word") for text in _split(lists["nouns"]) if text not in known}
    return found | {text: Word("stop", "common") for text in _split(lists["others"]) if text not in known}


@cache
def _commons() -> ahocorasick.Automaton:
    return _automaton(_common().items())


def _rare(name: str) -> bool:
    """Whether a county's short name means nothing else."""
    return len(name) > 1 and name not in _general() and name not in _common()


@cache
def _everywhere() -> dict[str, Word]:
    found = dict(_general())
    for region in regions.all_regions():
        if region.level == "zone":
            for name in (region.name, region.short, *region.also):
                found[name] = Word("zone")
        elif region.level == "county":
            found.setdefault(region.name, Word("region", region.level))
            if len(region.short) > 2 and _rare(region.short):
                found.setdefault(region.short, Word("region", region.level))
        else:
            for name in (region.name, region.short):
                if len(name) > 1:
                    found.setdefault(name, Word("region", region.level))
    return found


@lru_cache(maxsize=16)
def vocabulary(region_code: str | None) -> Vocabulary:
    """The words known for a document of the region, None for one of no known region."""
    return Vocabulary((name, Word("region", level)) for name, level in _own_names(region_code))


def _own_names(region_code: str | None) -> Iterator[tuple[str, str]]:
    own = regions.region(region_code) if region_code else None
    if own is None or own.level not in ("province", "prefecture", "county"):
        return
    if own.level == "province":
        for county in regions.all_regions():
            if county.level == "county" and county.code[:2] == own.code[:2]:
                # 浦东新区 is called 浦东.
                yield from (
                    (name, "county") for name in (county.short, county.name.removesuffix("新区")) if _rare(name)
                )
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
