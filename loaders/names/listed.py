"""Names told by the noun that closes their list: 在A、“B”、C等重点区域, 利用D、E等计算平台, 举办“F”“G”等活动."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from loaders import lexicon
from loaders.facts import MentionType
from loaders.names.found import Found
from loaders.names.tokens import Token, Tokens
from loaders.names.words import words

_GENERAL = ("modifier", "field", "function", "word", "number", "nation", "guard", "owner", "initial", "region")
_CLASS_REACH = 6
"""Tokens between 等 and the noun that says what the list is of."""
_REACH = 160
"""Characters of a list."""
_ACTIVITY = re.compile("(?:系列|主题|专题|品牌|招聘|对接){0,2}(?:活动|赛事)")
_TYPES: tuple[MentionType, ...] = ("place", "institution", "event", "fund")


@cache
def _classes() -> dict[str, MentionType]:
    lists = lexicon.load("names")["classes"]
    return {word: type_ for type_ in _TYPES for word in str(lists[type_]).split()}


@cache
def _shape(type_: str) -> re.Pattern[str]:
    return re.compile(str(lexicon.load("names")["shapes"][type_]))


def find(tokens: Tokens, known: Iterable[Found]) -> Iterator[Found]:
    """Items of lists closed by 等 and a noun that says of what they are; ``known``: names found otherwise."""
    closers = words("closers")
    ranges = {(found.start, found.end): found.type for found in known}
    for index, token in enumerate(tokens.all):
        if token.kind == "unquote" and _activity(tokens, index):
            opened = tokens.opening(index)
            found = _item(tokens, opened, index, "event", supported=False) if opened is not None else None
            if found:
                yield found
        if tokens.word(token) not in closers or token.kind != "stop":
            continue
        type_ = _class_after(tokens, index)
        if type_ is None:
            continue
        items = list(_items(tokens, index))
        if not items:
            continue
        named = any(
            ranges.get((tokens.all[first].start, tokens.all[last].end)) == type_ or _strong(tokens, first, last, type_)
            for first, last in items
        )
        for first, last in items:
            told = named or (type_ != "event" and len(items) > 2) or (type_ == "place" and _located(tokens, items))
            found = _item(tokens, first, last, type_, supported=told)
            if found:
                yield found


def _class_after(tokens: Tokens, index: int) -> MentionType | None:
    """The type that the noun phrase after the 等 at ``index`` names, if nothing but general words stand before it."""
    for at in range(index + 1, min(len(tokens.all), index + 1 + _CLASS_REACH)):
        token = tokens.all[at]
        word = tokens.word(token)
        following = tokens.all[at + 1] if at + 1 < len(tokens.all) else None
        type_ = _classes().get(word)
        if type_ and not (following and _goes_on(following)):
            return type_
        if token.kind == "ending":
            kind = token.group.split(".")[0]
            return _TYPES[_TYPES.index(kind)] if kind in _TYPES else None
        if token.kind not in _GENERAL and not type_ and word not in words("several"):
            return None
    return None


def _activity(tokens: Tokens, index: int) -> bool:
    """Whether a quotation is followed by 活动, 系列活动 or 赛事."""
    return _ACTIVITY.match(tokens.text, tokens.all[index].end) is not None


def _goes_on(token: Token) -> bool:
    """Whether the noun phrase goes on with ``token`` (等重点区域产业园, 等区域公用品牌)."""
    return token.kind in ("ending", "field", "function", "modifier", "word", "brand")


def _items(tokens: Tokens, index: int) -> Iterator[tuple[int, int]]:
    """First and last token of each item before the 等 at ``index``, the last item first; quotations stay whole."""
    last = at = index - 1
    reach = tokens.all[index].start - _REACH
    quoted = False
    while at >= -1:
        token = tokens.all[at] if at >= 0 else None
        ends = token is None or token.start < reach or (not quoted and _bounds(token))
        if token is not None and token.kind in ("unquote", "quote"):
            quoted = token.kind == "unquote" and tokens.opening(at) is not None
            if token.kind == "quote" and at and tokens.all[at - 1].kind == "unquote":
                # “甲”“乙” are two items without a mark between them.
                yield at, last
                last = at = at - 1
                continue
        if not ends:
            at -= 1
            continue
        if last > at:
            yield at + 1, last
        if token is None or (tokens.word(token) not in ("、", "和", "及", "与")):
            return
        last = at = at - 1


def _bounds(token: Token) -> bool:
    return token.kind in ("mark", "and") or (token.kind == "stop" and token.group in ("verb", "particle", "common"))


def _item(tokens: Tokens, first: int, last: int, type_: MentionType, *, supported: bool) -> Found | None:
    first = _begins(tokens, first, last)
    part = tokens.all[first : last + 1]
    start, end = part[0].start, part[-1].end
    if part[0].kind == "quote" and part[-1].kind == "unquote" and tokens.closing(first) == last:
        start, end = part[0].end, part[-1].start
        if not 2 <= end - start <= 20 or not _proper(tokens, first + 1, last, type_):
            return None
        return Found(start, end, type_, tokens.text[start:end], _rule(type_))
    text = tokens.text[start:end]
    if type_ == "event" and supported and 3 <= len(text) <= 20 and len(part) > 1:
        told = part[-1].group.startswith("event") or (len(text) <= 6 and part[-1].kind in ("region", "nation"))
        return Found(start, end, type_, text, _rule("event")) if told else None
    if not supported or not 2 <= len(text) <= 20 or not _shape(type_).search(text):
        return None
    kinds = {token.kind for token in part}
    national = type_ == "place" and part[0].kind == "nation" and part[-1].group.startswith("place")
    regional = national or (type_ != "institution" and bool(kinds & {"region", "macro"}))
    if len(part) == 1 and part[0].group in ("province", ""):
        regional = False
    own = part[0].kind == "initial" and len(text) >= 6 and "field" in kinds
    if (
        not kinds & {"brand", "zone", "latin", "quote", "char", "school"}
        and not regional
        and not own
        and not _abbreviated(text)
    ):
        return None
    if any(token.group.startswith("enterprise") for token in part):
        return None
    return Found(start, end, type_, text, _rule(type_))


def _located(tokens: Tokens, items: list[tuple[int, int]]) -> bool:
    """Whether a word that takes a place governs the list: 在甲、乙等区域, 依托甲、乙等片区."""
    first = min(item[0] for item in items)
    return len(items) == 2 and first > 0 and tokens.word(tokens.all[first - 1]) in ("在", "以", "依托", "围绕", "聚焦")


def _rule(type_: MentionType) -> str:
    # A place of a list is told as one of a set phrase is: by what is said of it, not by its name.
    return "place.phrase:listed" if type_ == "place" else f"{type_}.listed"


def _strong(tokens: Tokens, first: int, last: int, type_: str) -> bool:
    """Whether the item is a name by itself: an unknown or Latin word with an ending of the type."""
    first = _begins(tokens, first, last)
    named = any(token.kind in ("brand", "latin") for token in tokens.all[first:last])
    return named and tokens.all[last].group.startswith(type_)


def _abbreviated(text: str) -> bool:
    """Whether it is a university by its short name of two characters."""
    return len(text) == 2 and text[-1] == "大"


def _begins(tokens: Tokens, first: int, last: int) -> int:
    """The first token of the item without what leads in to it: 现有甲园, 产业园区指甲新区."""
    if tokens.all[first].kind == "open" and (closed := tokens.closing(first)) and closed < last:
        first = closed + 1
    for at in range(first, last):
        token = tokens.all[at]
        if token.kind == "char" and tokens.all[at + 1].kind in ("region", "zone"):
            # 园区指甲新区
            first = at + 1
        elif token.kind in ("stop", "modifier", "owner", "guard") and at == first < last - 1:
            first = at + 1
    return first


def _proper(tokens: Tokens, first: int, last: int, type_: str) -> bool:
    """Whether a quotation is a name, not a slogan (“专精特新”) or a way of doing something (“云签约”)."""
    inside = tokens.all[first:last]
    anchors = ("region", "zone", "macro") if type_ == "event" else ("region", "zone", "macro", "latin", "brand")
    if any(token.kind in anchors for token in inside):
        return True
    return bool(_shape(f"quoted-{type_}").search(tokens.text[inside[0].start : inside[-1].end])) if inside else False
