"""Names whose tail is printed once for several: 中山、珠海高新区 names two zones, “甲”、“乙”基金 two funds."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.facts import MentionType
from loaders.names.cores import Core
from loaders.names.found import Found


def tail_rule(type_: MentionType) -> str:
    """The rule of names whose tail was restored."""
    return "place.zone:tail" if type_ == "place" else f"{type_}.tail"


def restore(core: Core, type_: MentionType) -> Iterator[Found]:
    """The names that share the tail of ``core``, where it begins with a region or a quotation."""
    tokens = core.tokens
    head = tokens.all[core.first]
    if head.kind == "quote":
        yield from _quoted(core, type_)
        return
    if (
        head.kind not in ("region", "brand")
        or type_ not in ("place", "institution")
        or core.last - core.first > (6 if _zoned(core) else 2)
    ):
        return
    if head.kind == "brand" and (type_ != "place" or not _zones(core)):
        return
    tail = tokens.text[head.end : core.end]
    at = core.first - 1
    while (
        at > 0 and tokens.word(tokens.all[at]) in ("、", "和", "与") and tokens.all[at - 1].kind in ("region", "brand")
    ):
        other = tokens.all[at - 1]
        listed = at > 1 and tokens.word(tokens.all[at - 2]) == "、"
        if other.kind == "brand" and (not listed or other.end - other.start > 3):
            return
        if other.group == "province" and head.group != "province":
            return
        if other.group == "county" and tokens.word(other)[-1] in "区县" and tokens.word(head)[-1] not in "区县":
            # 甲区、乙开发区 are a district and a zone.
            return
        yield Found(other.start, core.end, type_, tokens.word(other) + tail, tail_rule(type_), shared=True)
        at -= 2


def _zoned(core: Core) -> bool:
    """Whether the tail is a whole zone's (湖州、衢州绿色金融改革创新试验区)."""
    return core.tokens.all[core.last].group in ("place.zone", "place.area")


def _zones(core: Core) -> bool:
    """Whether only an ending of zones stands behind the head (昌吉、石河子高新区)."""
    return core.last == core.first + 1 and core.tokens.all[core.last].group == "place.zone"


def _quoted(core: Core, type_: MentionType) -> Iterator[Found]:
    tokens = core.tokens
    closed = tokens.closing(core.first)
    if closed is None:
        return
    tail = tokens.text[tokens.all[closed].end : core.end]
    at = core.first - 1
    if at >= 0 and tokens.word(tokens.all[at]) in ("、", "和", "与"):
        at -= 1
    while at >= 0 and tokens.all[at].kind == "unquote":
        opened = tokens.opening(at)
        if opened is None:
            return
        start = tokens.all[opened].start
        yield Found(
            start, core.end, type_, tokens.text[start : tokens.all[at].end] + tail, tail_rule(type_), shared=True
        )
        at = opened - 1
        if at >= 0 and tokens.word(tokens.all[at]) in ("、", "和", "与"):
            at -= 1
