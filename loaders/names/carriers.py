"""Bare places in the set phrases that give them a role: 以A、B为重点建设集聚区, 向A、B等城市延伸, 把A打造成…"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from loaders import lexicon
from loaders.names.found import Found
from loaders.names.tokens import Token, Tokens
from loaders.names.words import words

_ITEM = re.compile("[^、和与及－—，,-]+")
_LEAD = re.compile("(?:[在以向把将]|推动|支持|鼓励|推进|建设)?")
_TAIL = re.compile("等.*$")
_BREAK = re.compile(r"[。；;：:！？!?\n《》]")
_REGIONS = re.compile("等(?:地|市|城市|县|区|镇)")
_TOWN = re.compile(".{2,4}(?:镇|街道)")


RULE = "place.phrase-"
"""What the rules of this module begin with."""


class Phrase(NamedTuple):
    """A set phrase: a pattern over one sentence with the list in group ``list``."""

    name: str
    pattern: re.Pattern[str]
    any: bool
    """Whether the phrase says by itself that the items are places (…为重点建设集聚区); else they must be known."""


@cache
def _phrases() -> tuple[Phrase, ...]:
    return tuple(
        Phrase(entry["name"], re.compile(entry["pattern"]), bool(entry.get("any")))
        for entry in lexicon.load("carriers")["phrases"]
    )


def find(tokens: Tokens, refused: frozenset[str], near: frozenset[str]) -> Iterator[Found]:
    """Places that a set phrase gives a role.

    ``refused``: names of the issuer's region and of what lies above it; ``near``: short names of the counties of
    its province, which count as known.
    """
    for start, end in _sentences(tokens):
        for phrase in _phrases():
            for hit in phrase.pattern.finditer(tokens.text[start:end]):
                known = False
                unknown: list[Found] = []
                for item in _ITEM.finditer(tokens.text, start + hit.start("list"), start + hit.end("list")):
                    left, right = _trimmed(item[0], item.start())
                    name = tokens.text[left:right]
                    if not 2 <= len(name) <= 12 or name in refused:
                        continue
                    found = Found(left, right, "place", name, f"{RULE}{phrase.name}")
                    if _is_place(tokens, left, right, near) or (phrase.any and _plausible(tokens, left, right)):
                        known = True
                        yield found
                    elif _unheard(tokens, left, right):
                        unknown.append(found)
                if known and _REGIONS.search(tokens.text, start + hit.end("list"), start + hit.end()):
                    # Beside known places, and where the list says that it names places, an unknown word is one.
                    yield from unknown


def _sentences(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Stretches without sentence marks and without what the tokens skip (duty brackets)."""
    start: int | None = None
    for token in tokens.all:
        if token.kind == "mark" and (token.end - token.start > 1 or _BREAK.match(tokens.word(token))):
            if start is not None:
                yield start, token.start
            start = None
        elif start is None:
            start = token.start
    if start is not None:
        yield start, tokens.all[-1].end


def _trimmed(item: str, start: int) -> tuple[int, int]:
    """The range of an item without a preposition before and 等地, 等城市 after it."""
    lead = _LEAD.match(item)
    begin = lead.end() if lead else 0
    tail = _TAIL.search(item, begin)
    return start + begin, start + (tail.start() if tail else len(item))


def _unheard(tokens: Tokens, start: int, end: int) -> bool:
    inside = _covering(tokens, start, end)
    return 2 <= end - start <= 4 and bool(inside) and all(token.kind in ("brand", "char") for token in inside)


def _covering(tokens: Tokens, start: int, end: int) -> list[Token]:
    return [token for token in tokens.all[max(0, tokens.index(start) - 1) : tokens.index(end)] if token.end > start]


def _is_place(tokens: Tokens, start: int, end: int, near: frozenset[str]) -> bool:
    """A region below the province, a town, or a zone, alone or after its region (武汉光谷)."""
    name = tokens.text[start:end]
    inside = _covering(tokens, start, end)
    if not inside or inside[0].start != start or inside[-1].end != end:
        return name in near
    kinds = [token.kind for token in inside]
    if len(inside) == 2 and tokens.word(inside[0]) in words("position", "name_words"):
        # 东部新城
        return inside[1].group == "place.zone"
    if name in near or (kinds[0] in ("brand", "region", "word") and _TOWN.fullmatch(name)):
        return True
    if kinds in (["region"], ["region", "region"]):
        return inside[-1].group != "province"
    return kinds[-1] == "zone" and all(kind == "region" for kind in kinds[:-1])


def _plausible(tokens: Tokens, start: int, end: int) -> bool:
    """A short item that holds no verb, no macro-region, and is not a field of industry."""
    inside = _covering(tokens, start, end)
    named = ("region", "zone", "brand", "char", "initial", "guard", "field")
    return (
        end - start <= 6
        and all(token.kind in named and token.group != "province" for token in inside)
        and not (len(inside) == 1 and inside[0].kind == "field")
    )
