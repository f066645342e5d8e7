"""Lexicons: YAML files of general vocabulary beside this module, and the matcher over them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

import ahocorasick

from loaders import yamltext

_HERE = Path(__file__).parent
T = TypeVar("T")


@cache
def load(name: str) -> Any:
    """The content of ``<name>.yaml`` in this folder; read once, treat as read-only."""
    return yamltext.parse((_HERE / f"{name}.yaml").read_text(encoding="utf-8"))


def longest_first(words: Iterable[str]) -> list[str]:
    """``words`` in the order in which to try them, so that 委员会 is found before 委."""
    return sorted(words, key=lambda word: (-len(word), word))


def any_of(words: Iterable[str]) -> str:
    """A pattern, to be put in a group, that fits any of ``words``, the longest that fits."""
    return "|".join(map(re.escape, longest_first(words)))


@cache
def pattern(name: str, words: str) -> re.Pattern[str]:
    """Any word of the list ``words`` of ``<name>.yaml``."""
    return re.compile(any_of(load(name)[words]))


class Hit(NamedTuple, Generic[T]):
    """A word found: half-open range and what the lexicon says of it."""

    start: int
    end: int
    value: T


class Matcher(Generic[T]):
    """All words of a lexicon found in one pass (Aho-Corasick)."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._automaton = ahocorasick.Automaton()
        values: dict[str, list[T]] = {}
        for word, value in entries:
            values.setdefault(word, []).append(value)
        for word, found in values.items():
            self._automaton.add_word(word, (len(word), tuple(found)))
        self._empty = not values
        if not self._empty:
            self._automaton.make_automaton()

    def all(self, text: str) -> Iterator[Hit[T]]:
        """Every occurrence of every word, overlapping ones too, by end offset."""
        if self._empty:
            return
        for last, (length, found) in self._automaton.iter(text):
            for value in found:
                yield Hit(last + 1 - length, last + 1, value)

    def longest(self, text: str) -> list[Hit[T]]:
        """Non-overlapping occurrences, leftmost first and the longest of those that begin together."""
        if self._empty:
            return []
        # no two words share start and length, so the values are never compared
        words = sorted((last + 1 - length, -last, found) for last, (length, found) in self._automaton.iter(text))
        chosen: list[Hit[T]] = []
        reach = 0
        for start, last, found in words:
            if start >= reach:
                reach = 1 - last
                chosen.extend(Hit(start, reach, value) for value in found)
        return chosen
