"""What a number of a goal counts, in the document's own words, as short as they allow."""

from __future__ import annotations

import re
from functools import cache

from loaders import lexicon
from loaders.facts import Op
from loaders.numbers import Quantity
from loaders.segments import Span, comma_segments, split

_UNITS = lexicon.load("units")
_NOUN_FOLLOWS = frozenset((*_UNITS["counters"], *_UNITS["areas_and_lengths"], "吨")) - {"倍", "番", "成"}
_QUOTED = re.compile(r"“[^”]*(?:、|番|倍)[^”]*”$")
# 比重由2.3%提高到3%: what it is now is not what is counted.
_FROM = re.compile(r"(?:由|从)(?:目前的?|现在的?|20[0-9]{2}年的?)?[0-9][0-9.]*[^，。；、]{0,4}$")
_REACHED = re.compile(r"(?:力争|争取|实现)?(?:翻[一两二三]番|[0-9][0-9.]*(?:多|余)?[^，。；、]{1,4})$")
_SIZE = re.compile(r"(?:万亿|亿|万)?元$")


def metric_of(text: str, sentence: Span, segment: Span, quantity: Quantity, inside: list[Quantity], same: str) -> str:
    """The metric of one number of a comma segment.

    The noun behind a counter (10个产业园), else the words before the number; for 分别 the item of the
    list in the same place; for a bare list of dates and sums what the segment (``same``) or the one
    before it named; empty when nothing is named.
    """
    if named := _named_in_turn(text, segment, quantity, inside):
        return named
    if _goes_on(text, quantity, inside) and same:
        return same
    item = item_of(text, segment, quantity)
    if quantity.base in _NOUN_FOLLOWS and (behind := _behind(text, item, segment, quantity)):
        return behind
    said = stripped(text[item.start : quantity.outer_start])
    return (said if said != "年" else "") or same or _said_before(text, sentence, segment)


def shared_op(text: str, segment: Span, quantity: Quantity, inside: list[Quantity]) -> Op:
    """The bound of a number; in 分别提高到55％、70％以上 the word behind the last holds for all."""
    run = in_turn(text, segment, inside)
    return run[-1].op if quantity in run and quantity.op == "=" else quantity.op


def in_turn(text: str, segment: Span, inside: list[Quantity]) -> list[Quantity]:
    """The numbers behind 分别 that follow each other with nothing but 、 or 和 between; empty without 分别."""
    marker = text.find("分别", *segment)
    if marker < 0:
        return []
    run: list[Quantity] = []
    for quantity in inside:
        if quantity.start < marker:
            continue
        if run and not re.fullmatch(r"[、和及与]", text[run[-1].outer_end : quantity.outer_start]):
            break
        run.append(quantity)
    return run


def _named_in_turn(text: str, segment: Span, quantity: Quantity, inside: list[Quantity]) -> str:
    run = in_turn(text, segment, inside)
    if quantity not in run or len(run) < 2:
        return ""
    names = re.split(r"[、和及与]", stripped(text[segment.start : text.find("分别", *segment)]))
    if len(names) != len(run):
        return ""
    name, last = names[run.index(quantity)], names[-1]
    tail = last[last.find("的") :] if "的" in last else ""
    return name if tail and name.endswith(tail) else name + tail


def _goes_on(text: str, quantity: Quantity, inside: list[Quantity]) -> bool:
    """年均增长12%和10%: nothing but 和 stands between the number and the one before it."""
    at = inside.index(quantity)
    return at > 0 and re.fullmatch(r"[和及与]", text[inside[at - 1].outer_end : quantity.outer_start]) is not None


def item_of(text: str, segment: Span, quantity: Quantity) -> Span:
    """The part of a 、 list that belongs to the number: items without one lead on to the next that has."""
    start, end = segment.start, segment.end
    for item in split(text, segment.start, segment.end, "、"):
        if item.start <= quantity.start < item.end:
            end = max(item.end, quantity.outer_end)
            break
        if re.search(r"[0-9０-９]", text[item.start : item.end]):
            start = item.end + 1
    return Span(start, end)


def _behind(text: str, item: Span, segment: Span, quantity: Quantity) -> str:
    words = re.sub(r"^(?:左右|以上|的)+", "", text[quantity.outer_end : item.end])
    words = re.split(r"[（(]", words)[0]
    words = re.split(r"[和及与](?=[0-9０-９])|以及(?=[0-9０-９])", words)[0].strip("，。；、 ")
    if len(words) < 2:
        return ""
    if _SIZE.search(words):
        shared = re.search(r"的[^，。；、的]{2,12}$", text[item.end : segment.end])
        words += shared[0] if shared else ""
    return ("新增" if text[: quantity.outer_start].endswith("新增") else "") + words


def _said_before(text: str, sentence: Span, segment: Span) -> str:
    """The nearest comma segment before this one that names something: 产业规模…，力争2024年达到280亿元."""
    for earlier in reversed(comma_segments(text, sentence.start, segment.start)):
        if words := stripped(_REACHED.sub("", _QUOTED.sub("", text[earlier.start : earlier.end]))):
            return words
    return ""


@cache
def _ends(name: str) -> str:
    return lexicon.any_of(lexicon.load("targets")[name])


def stripped(words: str) -> str:
    """The words of a metric without date, verbs of aiming and what binds the number."""
    text = re.sub(r"^.*20[0-9]{2}年(?:底前|底|末|前)?[，,]?", "", words.strip(" ，,、—"))
    text = re.sub(rf"^(?:{_ends('metric_openings')})+", "", text)
    text = re.sub(rf"(?:{_ends('metric_endings')})+$", "", text).strip(" ，,、：:")
    return _FROM.sub("", text)
