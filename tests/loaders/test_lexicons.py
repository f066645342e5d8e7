"""The lexicons: general words, each once, and none that stands in two lists that exclude each other."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from loaders import lexicon, regions

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(file.stem for file in (ROOT / "loaders" / "lexicon").glob("*.yaml"))
_FEWEST = 3
"""Blank-separated words that make a list of a string."""


def _lists(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, list[str]]]:
    """Every list of words of a lexicon's content with its place."""
    if isinstance(value, dict):
        for name, below in value.items():
            yield from _lists(below, (*path, str(name)))
    elif isinstance(value, list):
        if all(isinstance(one, str) for one in value):
            yield ".".join(path), value
        else:
            for number, below in enumerate(value):
                yield from _lists(below, (*path, str(number)))
    elif isinstance(value, str) and len(value.split()) > _FEWEST:
        yield ".".join(path), value.split()


def test_no_list_holds_a_word_twice() -> None:
    lists = {(name, place): Counter(words) for name in FILES for place, words in _lists(lexicon.load(name))}
    assert len(lists) > 200
    assert {place: more for place, words in lists.items() if (more := [one for one, n in words.items() if n > 1])} == {}


def test_a_word_of_names_has_one_part_to_play() -> None:
    """The search of names gives every word one kind: a second list with it would never be looked at."""
    names, inside = lexicon.load("names"), lexicon.load("name_words")
    kinds = ["coordinators", "stop_verbs", "stop_nouns", "stop_chars", "guards_inside", "not_ending", "guards"]
    parts = ["region_initials", "nation", "macro", "parts", "owner", "field", "function", "modifier", "more_fields"]
    types = ("institution", "place", "fund", "event", "enterprise")
    endings = {f"{kind}.{group}": words for kind in types for group, words in names[kind].items()}
    lists = (
        endings | {kind: names[kind] for kind in kinds} | {part: inside[part] for part in (*parts, "inner", "plain")}
    )
    held: dict[str, list[str]] = {}
    for place, words in lists.items():
        for word in words.split():
            held.setdefault(word, []).append(place)
    assert {word: places for word, places in held.items() if len(places) > 1} == {}


def test_no_lexicon_names_a_thing_of_the_plans() -> None:
    """Names of the annotated plans' firms, institutes and zones: what is found there must be found by its language."""
    words = {name: (ROOT / f"loaders/lexicon/{name}.yaml").read_text(encoding="utf-8") for name in FILES}
    del words["common_words"]  # a dictionary's
    named = {
        fact["name"]
        for file in sorted((ROOT / "tests" / "gold").glob("*.jsonl"))
        for fact in map(json.loads, file.read_text(encoding="utf-8").splitlines())
        if fact["kind"] == "mention" and fact["type"] in ("enterprise", "institution", "place", "fund", "event")
    }
    named = {one for one in named if not regions.candidates(one) or regions.candidates(one)[0].level == "zone"}
    assert len(named) > 80
    assert {(name, one) for name, text in words.items() for one in named if one in text} == set()
