"""Firms named bare in set phrases: 与甲、乙合作, 由丙投资建设, 以丁、戊为龙头."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, cast

from loaders import lexicon
from loaders.facts import EnterpriseRole
from loaders.names.found import Found
from loaders.names.tokens import Tokens
from loaders.names.words import words

_ITEM = re.compile("[^、和与及]+")


class _Phrase(NamedTuple):
    role: EnterpriseRole
    pattern: re.Pattern[str]
    least: int
    """Firms that the list must hold: one unknown word alone proves little."""


@cache
def _phrases() -> tuple[_Phrase, ...]:
    return tuple(
        _Phrase(cast(EnterpriseRole, entry["role"]), re.compile(entry["pattern"]), int(entry.get("least", 1)))
        for entry in lexicon.load("firms")["phrases"]
    )


def find(tokens: Tokens) -> Iterator[Found]:
    """Firms that a set phrase gives a part, each where it is printed."""
    for phrase in _phrases():
        for hit in phrase.pattern.finditer(tokens.text):
            items = [
                span
                for item in _ITEM.finditer(tokens.text, hit.start("list"), hit.end("list"))
                if (span := _firm(tokens, item.start(), item.end()))
            ]
            if len(items) >= phrase.least or any(_sure(tokens, *span) for span in items):
                for start, end in items:
                    yield Found(start, end, "enterprise", tokens.text[start:end], "enterprise.phrase", phrase.role)


def _firm(tokens: Tokens, start: int, end: int) -> tuple[int, int] | None:
    """The item if it is an unknown word, with at most one word such as 科技 after it."""
    first = tokens.index(start)
    if first == len(tokens.all) or tokens.all[first].start != start:
        return None
    part = [token for token in tokens.all[first : first + 3] if token.end <= end]
    if not part or part[-1].end != end:
        return None
    if [token.kind for token in part] == ["region", "brand"]:
        # Unknown words that begin as a region does.
        return (start, end) if end - start == 4 else None
    if part[0].kind not in ("brand", "latin", "nation"):
        return None
    if part[0].kind == "nation":
        # 中国某某, the short name of a firm of the state
        return (start, end) if tokens.word(part[0]) == "中国" and end - start == 4 else None
    if len(part) == 1:
        return (start, end) if 3 <= end - start <= 6 else None
    tailed = len(part) == 2 and tokens.word(part[1]) in words("firm_tail", "name_words")
    return (start, end) if tailed else None


def _sure(tokens: Tokens, start: int, end: int) -> bool:
    last = tokens.all[tokens.index(end) - 1]
    return last.start > start and tokens.word(last) in words("sure_tail", "name_words")
