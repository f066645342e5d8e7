"""Governing verbs and the mode they give a measure (measures.md, section 4)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from loaders import lexicon
from loaders.facts import Mode
from loaders.lexicon import Matcher

MODES: tuple[Mode, ...] = ("funds", "provides", "facilitates", "encourages")
"""Strongest first."""

_HELPING = frozenset({"支持", "鼓励", "引导", "帮助", "协助", "推动", "组织", "倡导", "激励"})
_OBJECT = 4
"""Characters that a verb needs behind it to have an object of its own."""
_MAXIMS = ("政府引导", "规划引导", "政策引导", "市场引导")
"""Nouns of maxims that hold such a verb (政府引导、企业主体)."""
_ON_WHAT = re.compile("依托|围绕|结合|针对|聚焦|瞄准|紧贴|联合|采取|(?<!参)与")
"""What an addressee is to rest its act on, or with whom to do it."""
_DEGREE_END = re.compile(r"力度|支持|扶持")


class Verb(NamedTuple):
    """A verb of ``verbs.yaml`` in the text."""

    start: int
    end: int
    mode: Mode
    word: str


@cache
def _matcher() -> Matcher[Mode | None]:
    words = lexicon.load("verbs")
    entries: list[tuple[str, Mode | None]] = [(word, None) for word in words["not_verbs"]]
    seen = set(words["not_verbs"])
    for mode in MODES:
        for word in words.get(mode, ()):
            if word not in seen:
                seen.add(word)
                entries.append((word, mode))
    return Matcher(entries)


def _pattern(name: str) -> re.Pattern[str]:
    return lexicon.pattern("verbs", name)


@cache
def skip_pattern() -> re.Pattern[str]:
    """A run of words that are passed over before the governing verb."""
    return re.compile(f"(?:{_pattern('skip').pattern})*")


_SUBJECT = re.compile(
    "[^,，;；。]{0,120}?(?:应当|必须|可以|(?:政府|部门|单位|委员会|管委会|[委厅]|(?<![布格全结大])局|(?<![举主承创协开合])办)(?:要|应|须|将|负责|可)(?![求素用对点]))"
)
"""The subject of a duty, up to the word that binds it (市人民政府应当…)."""


def subject_end(text: str, start: int, end: int) -> int:
    """Where the subject of a duty ends; ``start`` if the segment names none."""
    subject = _SUBJECT.match(text, start, end)
    return subject.end() if subject else start


def act_start(text: str, start: int, end: int) -> int:
    """Where the act of a segment begins: behind the subject of a duty and the words that are passed over."""
    begin = subject_end(text, start, end)
    opening = skip_pattern().match(text, begin, end)
    return opening.end() if opening else begin


def find_verbs(text: str) -> list[Verb]:
    """The verbs in ``text``, leftmost and longest first, without those inside nouns."""
    return [
        Verb(hit.start, hit.end, hit.value, text[hit.start : hit.end])
        for hit in _matcher().longest(text)
        if hit.value is not None
    ]


def addresses(text: str, start: int, end: int, verbs: Sequence[Verb]) -> bool:
    """Whether a segment begins by supporting somebody to do something (支持企业开展…): it governs what follows."""
    begin = act_start(text, start, end)
    first = next((verb for verb in verbs if verb.start >= start), None)
    if first is None or first.word not in lexicon.load("verbs")["addressing"] or first.start > begin + 12:
        return False
    if text.startswith(_MAXIMS, max(start, first.start - 2)):
        return False
    following = next((verb for verb in verbs if first.end <= verb.start and verb.word not in _HELPING), None)
    if following is None:
        # 鼓励企业围绕…, 开展Y: the act follows in the next segment.
        rest = (first.end, end)
        return _ON_WHAT.search(text, *rest) is not None or _pattern("addressee").search(text, *rest) is not None
    if following.end >= end:
        return following.word == "牵头" and _pattern("addressee").search(text, first.end, following.start) is not None
    if _pattern("addressee").search(text, first.end, following.start):
        return True
    return following.start - first.end >= 2 and end - following.end >= _OBJECT and text[following.end] not in "的、和"


def degree_mode(text: str, verb: Verb, end: int, verbs: Sequence[Verb]) -> Mode | None:
    """加大引进力度: the word before 力度 decides. None where ``verb`` is no word of degree or nothing follows."""
    if verb.word not in lexicon.load("verbs")["degree"]:
        return None
    tail = _DEGREE_END.search(text, verb.end, end)
    if tail is None:
        return None
    if tail.start() == verb.end and tail[0] == "力度":
        # 加大力度引进: the verb behind decides.
        return next((other.mode for other in verbs if other.start >= tail.end()), None)
    inner = [other for other in verbs if verb.end <= other.start < tail.end()]
    return inner[-1].mode if inner else None


def financiers(text: str, start: int, end: int) -> bool:
    """Whether banks, insurers, guarantors or private funds are named in the range."""
    return _pattern("financiers").search(text, start, end) is not None


def names_other_party(text: str, start: int, end: int) -> bool:
    """Whether the nation or a higher tier is named in the range."""
    return _pattern("other_party").search(text, start, end) is not None


def names_lower_tier(text: str, start: int, end: int) -> bool:
    """Whether lower tiers of government are named in the range."""
    return _pattern("lower_tiers").search(text, start, end) is not None


def stronger(first: Mode, second: Mode) -> Mode:
    """The stronger of two modes."""
    return first if MODES.index(first) <= MODES.index(second) else second
