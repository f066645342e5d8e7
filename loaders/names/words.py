"""The words that names are made of and bounded by, from lexicon/names.yaml and lexicon/name_words.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from loaders import lexicon, regions
from loaders.lexicon import Hit, Matcher


class Word(NamedTuple):
    """What the vocabulary says of a word."""

    kind: str
    """stop, guard, and, ending, zone, region, nation, macro, initial, owner, modifier, field, function or word (a
    common noun of which the lists of names know nothing)."""
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
    common = lexicon.load("common_words")
    add(_split(common["nouns"]), Word("word"))
    add(_split(common["others"]), Word("stop", "common"))
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
        known: dict[str, Word] = {}
        for text, word in own:
            known.setdefault(text, word)
        self._own = Matcher(sorted(known.items()))

    def longest(self, text: str) -> list[Hit[Word]]:
        """Non-overlapping words of ``text`` in order.

        Listed words are served first, then common words, then listed words of one character; of each the
        leftmost first and the longest of those that begin together.
        """
        hits = {(hit.start, -hit.end): hit for hit in _everywhere().all(text)}
        for hit in self._own.all(text):
            known = hits.get((hit.start, -hit.end))
            if known is None or _is_common(known.value):
                hits[hit.start, -hit.end] = hit
        ranks: tuple[list[Hit[Word]], ...] = ([], [], [])
        for (start, _), hit in sorted(hits.items()):
            ranks[2 if hit.end - start == 1 else _is_common(hit.value)].append(hit)
        verbs = {hit.start: hit.end for hit in ranks[1] if hit.value.kind == "stop"}
        taken = bytearray(len(text))
        chosen: list[Hit[Word]] = []
        for rank in ranks:
            for hit in rank:
                if taken.find(1, hit.start, hit.end) >= 0 or _straddles(hit, verbs, hits):
                    continue
                taken[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
                chosen.append(hit)
        return sorted(chosen)


def _is_common(word: Word) -> bool:
    return word.kind == "word" or word.group == "common"


def _straddles(hit: Hit[Word], verbs: dict[int, int], hits: dict[tuple[int, int], Hit[Word]]) -> bool:
    """Whether a region of two characters is the end of a verb and the beginning of another word (确定+西海岸)."""
    if hit.value.kind != "region" or hit.end - hit.start != 2 or verbs.get(hit.start - 1) != hit.start + 1:
        return False
    return any((hit.start + 1, -end) in hits for end in range(hit.end + 1, hit.end + 12))


def _yields(text: str) -> bool:
    """Whether a region's own name may take the place of what the vocabulary says of ``text`` elsewhere."""
    known = _general().get(text)
    return known is None or _is_common(known)


def _rare(name: str) -> bool:
    """Whether a county's short name means nothing else."""
    return len(name) > 1 and name not in _general()


@cache
def _everywhere() -> Matcher[Word]:
    found = dict(_general())
    for region in regions.all_regions():
        if region.level == "zone":
            for name in (region.name, region.short, *region.also):
                found[name] = Word("zone")
        elif region.level == "county":
            if _yields(region.name):
                found[region.name] = Word("region", region.level)
            if len(region.short) > 2 and _rare(region.short):
                found.setdefault(region.short, Word("region", region.level))
        else:
            for name in (region.name, region.short):
                if len(name) > 1 and _yields(name):
                    found[name] = Word("region", region.level)
    return Matcher(sorted(found.items()))


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
