"""Words that name the things of the instruments, found in a stretch of text: the cues of measures."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from loaders import lexicon
from loaders.lexicon import Hit, Matcher

Kind = Literal["act", "thing", "loose", "weak", "near", "with", "mask"]


class Entry(NamedTuple):
    """What ``instruments.yaml`` says of one word."""

    code: str
    kind: Kind
    rule: int = 0
    """Which of the instrument's ``near`` rules."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A thing of an instrument named in the text. ``start:end`` covers the word, ``reach`` where its verb begins."""

    start: int
    end: int
    reach: int
    """``start``, or where the word begins that must stand near it (制定…办法: the 制定)."""
    until: int
    """``end``, or where that other word ends."""
    code: str
    kind: Kind
    word: str


class Nearness(NamedTuple):
    """How near its partner a word must stand, and whether the partner must come first (引进…企业)."""

    gap: int
    first: bool


@cache
def _compiled() -> tuple[Matcher[Entry], dict[tuple[str, int], Nearness]]:
    """The matcher over all words and the gap of each ``near`` rule."""
    entries: list[tuple[str, Entry]] = []
    gaps: dict[tuple[str, int], Nearness] = {}
    for code, groups in lexicon.load("instruments").items():
        if code == "mask":
            entries.extend((word, Entry("", "mask")) for word in groups)
            continue
        for kind in ("act", "thing", "loose", "weak"):
            entries.extend((word, Entry(code, kind)) for word in groups.get(kind, ()))
        for number, rule in enumerate(groups.get("near", ())):
            gaps[code, number] = Nearness(rule["gap"], rule.get("first", False))
            entries.extend((word, Entry(code, "near", number)) for word in rule["words"])
            entries.extend((word, Entry(code, "with", number)) for word in rule["with"])
    return Matcher(entries), gaps


def find_words(text: str) -> list[Hit[Entry]]:
    """Every word of the instruments' lexicon in ``text``, overlapping ones too, by start."""
    matcher, _ = _compiled()
    return sorted(matcher.all(text), key=lambda hit: (hit.start, hit.end, hit.value))


def resolve(text: str, hits: Sequence[Hit[Entry]]) -> list[Cue]:
    """The cues among the words of one comma segment: the longest match wins across instruments.

    A word near its partner swallows what ends with it (引进…龙头企业 names no class of firms).
    """
    masks = _Cover([hit for hit in hits if hit.value.kind == "mask"])
    open_hits = [hit for hit in hits if hit.value.kind != "mask" and not any(masks.over(hit))]
    words = [hit for hit in open_hits if hit.value.kind in ("act", "thing", "loose", "weak")]
    cover = _Cover(words)
    paired = list(_paired(text, [hit for hit in open_hits if hit.value.kind != "with" or not _taken(hit, cover)]))
    ending: defaultdict[int, list[Cue]] = defaultdict(list)
    for near in paired:
        ending[near.end].append(near)
    cues = [
        Cue(hit.start, hit.end, hit.start, hit.end, hit.value.code, hit.value.kind, text[hit.start : hit.end])
        for hit in words
        if not any(cover.over(hit)) and not any(_swallows(near, hit) for near in ending.get(hit.end, ()))
    ]
    return sorted([*cues, *paired], key=lambda cue: (cue.start, cue.end, cue.code, cue.kind))


class _Cover:
    """Words by start, asked for those that hold another one inside them."""

    def __init__(self, words: Sequence[Hit[Entry]]) -> None:
        self._words = words
        self._starts = [word.start for word in words]
        self._longest = max((word.end - word.start for word in words), default=0)

    def over(self, hit: Hit[Entry]) -> Iterator[Hit[Entry]]:
        """The longer words that ``hit`` stands in."""
        low = bisect_left(self._starts, hit.end - self._longest)
        high = bisect_right(self._starts, hit.start)
        return (word for word in self._words[low:high] if _inside(hit, word))


def _inside(hit: Hit[Entry], other: Hit[Entry]) -> bool:
    return other.start <= hit.start and hit.end <= other.end and other.end - other.start > hit.end - hit.start


def _taken(partner: Hit[Entry], words: _Cover) -> bool:
    """Whether a partner is part of another instrument's word (the 引进 of 人才引进 brings in no firm)."""
    return any(word.value.code != partner.value.code for word in words.over(partner))


def _swallows(near: Cue, hit: Hit[Entry]) -> bool:
    return (
        near.reach < hit.start
        and hit.end == near.end
        and near.code != hit.value.code
        and hit.value.kind in ("thing", "loose")
    )


def _paired(text: str, hits: Iterable[Hit[Entry]]) -> Iterable[Cue]:
    _, gaps = _compiled()
    partners: defaultdict[tuple[str, int], list[Hit[Entry]]] = defaultdict(list)
    near: list[Hit[Entry]] = []
    for hit in hits:
        if hit.value.kind == "with":
            partners[hit.value.code, hit.value.rule].append(hit)
        elif hit.value.kind == "near":
            near.append(hit)
    for hit in near:
        rule = (hit.value.code, hit.value.rule)
        near_by = [
            (gap, other)
            for other in partners.get(rule, ())
            if 0 <= (gap := _gap(hit, other)) <= gaps[rule].gap and not (gaps[rule].first and other.start > hit.start)
        ]
        if near_by:
            other = min(near_by)[1]
            start, until = min(hit.start, other.start), max(hit.end, other.end)
            word = text[other.start : other.end] + "+" + text[hit.start : hit.end]
            yield Cue(hit.start, hit.end, start, until, hit.value.code, "near", word)


def _gap(hit: Hit[Entry], other: Hit[Entry]) -> int:
    return hit.start - other.end if other.end <= hit.start else other.start - hit.end
