"""All candidates of a text by the endings of names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import cast

from loaders.facts import MentionType
from loaders.names import enterprise, institution, occasions, place
from loaders.names.cores import Core, core
from loaders.names.elisions import restore
from loaders.names.found import Found
from loaders.names.tokens import Tokens
from loaders.names.words import words

_INSTITUTE = re.compile("(?:中科院|中国科学院)[^，。、；：的和与及在有为（(“]{2,12}?所(?![在有属谓])")
_SCHOLARLY = re.compile("高校|院校|大学|学院|院所|研究[院所]|校地|校企|科研|研发")
_DOCUMENT = re.compile("(?:建设|管理|发展|运行|实施|工作){0,2}(?:方案|办法|细则|条例|规定|行动计划|指南)")
OFFICE = "office"
"""The rule of finds that are offices of a place (…新区管理委员会): they cover the names inside and are no mention."""
Accept = Callable[[Core, str], str | None]


@cache
def _accept() -> dict[str, Accept]:
    return {
        "enterprise": enterprise.accept,
        "institution": institution.accept,
        "place": place.accept,
        "fund": occasions.accept_fund,
        "event": occasions.accept_event,
    }


def by_ending(tokens: Tokens) -> Iterator[Found]:
    """Names that end in a known ending and stand the test of their type; elided tails restored."""
    for index, token in enumerate(tokens.all):
        if token.kind != "ending":
            continue
        type_, group = token.group.split(".")
        if not _ends(tokens, index):
            if type_ == "place":
                office = core(tokens, index)
                yield Found(office.start, tokens.all[index + 1].end, "place", office.text, OFFICE)
            continue
        candidate = core(
            tokens, index, splits=type_ if type_ in ("fund", "event") else "", verbs_inside=type_ == "enterprise"
        )
        rule = _accept()[type_](candidate, group)
        if rule is None or (type_ in ("institution", "fund") and _DOCUMENT.match(tokens.text, candidate.end)):
            # Part of the name of a document without its marks.
            continue
        if _abbreviates(tokens, candidate.first):
            continue
        kind = cast(MentionType, type_)
        yield Found(candidate.start, candidate.end, kind, candidate.text, rule)
        yield from restore(candidate, kind)


def _abbreviates(tokens: Tokens, first: int) -> bool:
    """Whether a bracket right after another name holds this one: its short form, not a name of its own."""
    return first >= 2 and tokens.all[first - 1].kind == "open" and tokens.all[first - 2].kind == "ending"


def academies(tokens: Tokens) -> Iterator[Found]:
    """The national academies where they stand alone (与中国科学院合作), not before one of their institutes."""
    for hit in _INSTITUTE.finditer(tokens.text):
        index = tokens.index(hit.start())
        if index < len(tokens.all) and tokens.all[index].start == hit.start():
            yield Found(hit.start(), hit.end(), "institution", hit[0], "institution.named")
    for index, token in enumerate(tokens.all):
        if token.kind == "nation" and tokens.word(token) in words("academies"):
            alone = index + 1 == len(tokens.all) or tokens.all[index + 1].kind in ("mark", "stop", "and", "function")
            if alone:
                yield Found(token.start, token.end, "institution", tokens.word(token), "institution.university")


def schools(tokens: Tokens) -> Iterator[Found]:
    """Universities by their short names standing alone, where the words round them speak of schools or research."""
    for index, token in enumerate(tokens.all):
        if token.kind != "school" or not (_alone(tokens, index - 1) and _alone(tokens, index + 1)):
            continue
        if _SCHOLARLY.search(tokens.text, max(0, token.start - 40), token.end + 40):
            yield Found(token.start, token.end, "institution", tokens.word(token), "institution.university")


def _alone(tokens: Tokens, index: int) -> bool:
    return not 0 <= index < len(tokens.all) or tokens.all[index].kind in ("mark", "stop", "and", "open", "close")


def zones(tokens: Tokens) -> Iterator[Found]:
    """Zones of the gazetteer, with the region or nation before them (武汉光谷)."""
    for index, token in enumerate(tokens.all):
        if token.kind == "zone" and not _ends(tokens, index):
            yield Found(token.start, tokens.all[index + 1].end, "place", tokens.word(token), OFFICE)
        elif token.kind == "zone" and not _metaphor(tokens, index):
            first = index
            while (
                first
                and (tokens.all[first - 1].kind in ("region", "macro", "nation") or _frees_trade(tokens, first - 1))
                and tokens.all[first - 1].end == tokens.all[first].start
            ):
                first -= 1
            start = tokens.all[first].start
            yield Found(start, token.end, "place", tokens.text[start : token.end], "place.gazetteer")


def _frees_trade(tokens: Tokens, index: int) -> bool:
    """Whether the token is a free trade zone, of which the zone behind it is a part (上海自贸试验区临港新片区)."""
    return tokens.word(tokens.all[index]) in words("free_trade")


def _metaphor(tokens: Tokens, index: int) -> bool:
    """Whether a field right before a zone makes it the zone of that field, no place (农业硅谷)."""
    left = tokens.all[index - 1] if index else None
    return left is not None and left.kind == "field" and left.end == tokens.all[index].start


def _ends(tokens: Tokens, index: int) -> bool:
    """Whether what follows is no office of government: a zone's 管委会 is an agency, no place."""
    return index + 1 == len(tokens.all) or tokens.word(tokens.all[index + 1]) not in words("offices")
