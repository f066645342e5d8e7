"""Special funds whose tail is printed once for several: 某省甲发展专项、乙创新等专项资金."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.names.found import Found
from loaders.names.tokens import Token, Tokens
from loaders.names.words import words

_LIST = re.compile(
    "(?P<list>[^，,。；;：:、（）()“”《》\n]{4,40}(?:、[^，,。；;：:、（）()“”《》\n]{4,24}){1,8})等(?P<tail>专项资金)"
)
_ITEM = re.compile("[^、]+")
_OWN_TAIL = re.compile("(?:专项|资金|基金)$")
_PURPOSE = re.compile("发展|创新|建设|转型|升级|提升|振兴|技术改造|产业化|一体化")


def find(tokens: Tokens) -> Iterator[Found]:
    """The funds of lists whose first item says whose they are; each is told by a purpose (数字经济发展)."""
    if "等专项资金" not in tokens.text or not tokens.all:
        return
    for hit in _LIST.finditer(tokens.text, tokens.all[0].start):
        spans = [item.span() for item in _ITEM.finditer(tokens.text, *hit.span("list"))]
        begins = _owner(tokens, *spans[0])
        if begins is None:
            continue
        spans[0] = (begins, spans[0][1])
        for start, end in spans:
            printed = tokens.text[start:end]
            if not _PURPOSE.search(printed) or not _covered(tokens, start, end):
                continue
            if _OWN_TAIL.search(printed):
                yield Found(start, end, "fund", printed, "fund.tail")
            else:
                yield Found(start, hit.end(), "fund", printed + hit["tail"], "fund.tail", shared=True)


def _owner(tokens: Tokens, start: int, end: int) -> int | None:
    """Where the first item begins: at the region or tier whose money it is, behind the verb that governs the list."""
    for token in _within(tokens, start, end):
        if token.kind in ("region", "zone", "owner", "initial"):
            return token.start
        if token.group not in ("verb", "noun", "common") and tokens.word(token) not in words("leading_verbs"):
            return None
    return None


def _within(tokens: Tokens, start: int, end: int) -> list[Token]:
    return tokens.all[tokens.index(start) : tokens.index(end)]


def _covered(tokens: Tokens, start: int, end: int) -> bool:
    """Whether the run is text of its own, not part of what is skipped (duty brackets)."""
    return all(token.kind != "mark" for token in _within(tokens, start, end))
