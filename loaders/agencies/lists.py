"""Bodies of a printed list: taken apart, and each with the level that the list prints once (省科技厅、财政厅)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders import lexicon, regions
from loaders.agencies.forms import is_agency, is_full_region, level, takes_level, words

_OPEN, _CLOSE = "(（", ")）"
_AND_OTHERS = re.compile(r"(?<=\S\S)等[各有关相直属级部门单位和及与]*$")
"""等, 等部门, 等有关部门和单位 behind the last body that is named."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A body as printed: its range, and its full name when a level was restored."""

    name: str
    start: int
    end: int


def restore_levels(items: list[Printed]) -> list[Printed]:
    """The bodies of one list in order, each with the level the list printed before it.

    The level holds until another is printed, across commas and past names of their own
    (省财政厅、广东银保监局、地方金融监管局 → 省地方金融监管局). Behind 市委组织部 a party organ takes 市委.
    """
    current, party = None, False
    found: list[Printed] = []
    for item in items:
        own = level(item.name)
        if own is not None:
            current, party = own, item.name.startswith(own + "委")
            found.append(item)
        elif current is None or not takes_level(item.name):
            found.append(item)
        else:
            above = current + "委" if party and item.name in words("party_organs") else current
            found.append(Printed(above + item.name, item.start, item.end))
    return found


def split_run(text: str, start: int, end: int) -> list[Printed]:
    """The bodies of a printed run ``A、B和C等``: split at 、 and at 和 及 与 behind a complete name.

    各市、州人民政府 stays one name; 广州、深圳等市人民政府 gives one for each city.
    """
    found: list[Printed] = []
    held: list[Printed] = []
    for piece in _pieces(text, start, end):
        if not piece.name:
            continue
        if held and (joined := _join(text, held, piece)):
            found.extend(joined)
            held = []
        elif _is_fragment(piece.name):
            held.append(piece)
        else:
            found.extend([*_merged(text, held), piece])
            held = []
    return [*found, *_merged(text, held)]


def _merged(text: str, held: list[Printed]) -> list[Printed]:
    """各区、县级市: tiers without a head of their own belong to the class before them."""
    found: list[Printed] = []
    for piece in held:
        if found and piece.name in words("class_tiers") and found[-1].name.startswith(words("class_heads")):
            found[-1] = Printed(text[found[-1].start : piece.end], found[-1].start, piece.end)
        else:
            found.append(piece)
    return found


@cache
def _class_pattern() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """各市 and 各区县, which a later name may close; 州人民政府, which closes them."""
    heads, tails = lexicon.any_of(words("class_heads")), lexicon.any_of(words("class_tails"))
    tiers = lexicon.any_of({*words("class_tiers"), *words("area_endings")})
    bracket = r"(?:[(（][^()（）]{1,12}[)）])?"
    return (
        re.compile(rf"(?:{heads})?(?:{tiers}){bracket}"),
        re.compile(rf"(?:{tiers}){bracket}(?:{tails}).*"),
    )


def _is_fragment(name: str) -> bool:
    """A name that may wait for the end of its list: 各市, 县, 广州, 武汉市."""
    return not is_agency(name) or _class_pattern()[0].fullmatch(name) is not None or is_full_region(name)


def _join(text: str, held: list[Printed], last: Printed) -> list[Printed]:
    """Fragments closed by ``last``; empty when it does not close them.

    各市、州人民政府 is one body; 广州、深圳等市人民政府 and 市、区财政局 are two each.
    """
    opening, closing = _class_pattern()
    if closing.fullmatch(last.name):
        fragments = all(opening.fullmatch(piece.name) for piece in held)
        return [Printed(text[held[0].start : last.end], held[0].start, last.end)] if fragments else []
    own = level(last.name)
    if own is not None and all(piece.name in words("levels") for piece in held):
        return [*(Printed(piece.name + last.name[len(own) :], piece.start, piece.end) for piece in held), last]
    shared = re.fullmatch(r"(?P<place>\w+?)等?(?P<kind>(?:省|市|州|县|区)?)(?P<tail>人民政府|政府)", last.name)
    if shared is None:
        return []
    kind = "" if all(piece.name.endswith(shared["kind"]) for piece in held) else shared["kind"]
    place = shared["place"] + ("" if kind else shared["kind"])
    spans = [*held, Printed(place, last.start, last.start + len(place))]
    if not all(regions.candidates(span.name) for span in spans):
        return []
    return [Printed(span.name + kind + shared["tail"], span.start, span.end) for span in spans]


def _pieces(text: str, start: int, end: int) -> list[Printed]:
    pieces: list[Printed] = []
    depth, begin = 0, start
    for at in range(start, end + 1):
        char = text[at] if at < end else "、"
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        split = at == end or (depth == 0 and char == "、")
        if not split and depth == 0 and char == "等" and text[at + 1 : at + 2] in ("和", "及", "与") and at + 2 < end:
            # 全国总工会等和各省级人民政府: the list goes on behind 等.
            pieces.append(_trim(text, begin, at))
            begin = at + 2
        if not split and depth == 0 and char in "和及与" and _complete(text[begin:at], text[at + 1 : end]):
            split = True
        if split:
            pieces.append(_trim(text, begin, at))
            begin = at + 1
    return pieces


def _complete(left: str, right: str) -> bool:
    """Whether 和 stands between two bodies and not inside one (工业和信息化厅)."""
    following = re.split(r"[、，,；;]", right)[0]
    return is_agency(left.strip()) and len(left.strip()) > 2 and (is_agency(following) or following.endswith("等"))


def _trim(text: str, start: int, end: int) -> Printed:
    while start < end and text[start] in " \t\n　":
        start += 1
    while end > start and text[end - 1] in " \t\n　":
        end -= 1
    others = _AND_OTHERS.search(text, start, end)
    if others is not None:
        end = others.start()
    return Printed(text[start:end], start, end)
