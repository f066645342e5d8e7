"""Bare places in the set phrases that give them a role: 以A、B为重点建设集聚区, 向A、B等城市延伸, 把A打造成…"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from loaders import lexicon
from loaders.names.found import Found
from loaders.names.tokens import Token, Tokens

_SEPARATORS = "、和与及-－—，,"
_BREAK = re.compile(r"[。；;：:！？!?\n《》]")


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


def find(tokens: Tokens, refused: frozenset[str]) -> Iterator[Found]:
    """Places that a set phrase gives a role; ``refused``: names of the issuer's region and what lies above it."""
    text = tokens.text
    known = _known(tokens)
    for start, end in _sentences(tokens):
        sentence = text[start:end]
        for phrase in _phrases():
            for hit in phrase.pattern.finditer(sentence):
                left, right = start + hit.start("list"), start + hit.end("list")
                yield from _items(tokens, left, right, phrase, known, refused)


def _sentences(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Stretches without sentence marks and without what the tokens skip (duty brackets)."""
    start: int | None = None
    for token in tokens.all:
        breaks = token.kind == "mark" and (token.end - token.start > 1 or _BREAK.match(tokens.word(token)))
        if breaks:
            if start is not None:
                yield start, token.start
            start = None
        elif start is None:
            start = token.start
    if start is not None:
        yield start, tokens.all[-1].end


def _known(tokens: Tokens) -> dict[int, Token]:
    """Regions and zones of the text by where they begin."""
    return {token.start: token for token in tokens.all if token.kind in ("region", "zone", "macro")}


def _items(
    tokens: Tokens, left: int, right: int, phrase: Phrase, known: dict[int, Token], refused: frozenset[str]
) -> Iterator[Found]:
    text = tokens.text
    for piece in re.finditer(f"[^{re.escape(_SEPARATORS)}]+", text[left:right]):
        start, end = left + piece.start(), left + piece.end()
        lead = re.match(r"(?:[在以向把将]|推动|支持|鼓励|推进|建设)?", text[start:end])
        start += lead.end() if lead else 0
        name = text[start:end]
        end -= (
            len(name)
            - len(
                re.sub(
                    r"等?(?:[一二三四五六七八九十两\d]+(?:个|市|地|区|县|镇))?(?:.{0,3}?(?:地|市|城市|区域|地区|地市|镇街|片区|镇))?$",
                    "",
                    name,
                )
            )
            if "等" in name
            else 0
        )
        name = text[start:end]
        if not 2 <= len(name) <= 12 or name in refused:
            continue
        if _is_place(tokens, start, end, known) or (phrase.any and _plausible(tokens, start, end)):
            yield Found(start, end, "place", name, f"place.{phrase.name}")


def _covering(tokens: Tokens, start: int, end: int) -> list[Token]:
    return [token for token in tokens.all[max(0, tokens.index(start) - 1) : tokens.index(end)] if token.end > start]


def _is_place(tokens: Tokens, start: int, end: int, known: dict[int, Token]) -> bool:
    """A region below the province, or a zone, alone or after its region (武汉光谷)."""
    inside = _covering(tokens, start, end)
    if not inside or inside[0].start != start or inside[-1].end != end:
        return False
    kinds = [token.kind for token in inside]
    return (kinds in (["region"], ["region", "region"]) and inside[-1].group != "province") or (
        kinds[-1] == "zone" and all(kind == "region" for kind in kinds[:-1])
    )


def _plausible(tokens: Tokens, start: int, end: int) -> bool:
    """A short item that holds no verb, no macro-region and no word of industry."""
    inside = _covering(tokens, start, end)
    return (
        end - start <= 6
        and all(
            token.kind in ("region", "zone", "brand", "char", "initial", "guard", "field") and token.group != "province"
            for token in inside
        )
        and not all(token.kind == "field" and token.end - token.start == end - start for token in inside)
    )
