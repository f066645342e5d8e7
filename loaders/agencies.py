"""Names of public bodies: which words are one, and the level that a list prints once (省科技厅、财政厅).

Nothing here looks at a document; names come as printed and leave as printed, with an elided level
restored where the rule of the list makes it plain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders import lexicon, regions

_OPEN, _CLOSE = "(（", ")）"
_LONGEST = 40
_NATIONAL = ("国家", "人民银行", "中国人民银行", "人行", "海关总署")
_TAIL_BRACKET = re.compile(r"[(（][^()（）]{1,12}[)）]$")


@cache
def words(name: str) -> tuple[str, ...]:
    """A list of ``agencies.yaml``, longest first."""
    return tuple(lexicon.longest_first(lexicon.load("agencies")[name]))


def _any(name: str) -> re.Pattern[str]:
    return lexicon.pattern("agencies", name)


@dataclass(frozen=True, slots=True)
class Printed:
    """A body as printed: its range, and its full name when a level was restored."""

    name: str
    start: int
    end: int


def level(name: str) -> str | None:
    """The level word a name begins with (省 of 省科技厅); None for 市场监管局, 各市, 湖北证监局."""
    if name.startswith(words("not_levels")):
        return None
    return next((word for word in words("levels") if name.startswith(word) and len(name) > len(word)), None)


def is_agency(name: str) -> bool:
    """Whether a name has the form of a public body or of a class of them."""
    core = _TAIL_BRACKET.sub("", name)
    if not 2 <= len(core) <= _LONGEST or re.search(r"[。；;：:！？!?“”0-9A-Za-z]", core):
        return False
    if core.endswith(words("endings")):
        return True
    if core.endswith(words("area_endings")):
        return core.startswith(words("class_heads")) or _is_full_region(core)
    return False


def _is_full_region(name: str) -> bool:
    """恩施州 and 天河区, but not the short 广州."""
    found = regions.by_name(name)
    return found is not None and found.name == name and found.short != name


def is_plain(name: str) -> bool:
    """Whether a name alone is surely a government body: a level, a class or a known function with its ending."""
    core = _TAIL_BRACKET.sub("", name)
    if not is_agency(core):
        return False
    return (
        level(core) is not None
        or core.startswith((*words("class_heads"), *_NATIONAL))
        or _function(core)
        or regions.leading(core) is not None
    )


@cache
def _function_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any('functions').pattern})(?:{_any('function_endings').pattern})")


def _function(core: str) -> bool:
    return _function_pattern().fullmatch(core) is not None


def is_refused(name: str) -> bool:
    """各有关部门, 各地, 我市: too wide to hold a duty."""
    return name in words("refused") or re.fullmatch(r"[省市区县]?直?属?各?(?:有关|相关)(?:部门|单位)", name) is not None


def _takes_level(name: str) -> bool:
    """Whether a name without a level may have lost it to the list it stands in."""
    core = _TAIL_BRACKET.sub("", name)
    if core.startswith(words("own_beginnings")) or core.endswith(words("own_endings")):
        return False
    if _function(core):
        return True
    return regions.leading(core) is None


def restore(items: list[Printed]) -> list[Printed]:
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
        elif current is None or not _takes_level(item.name):
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
            found.extend([*held, piece])
            held = []
    return [*found, *held]


@cache
def _class_pattern() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """各市 and 各区县, which a later name may close; 州人民政府, which closes them."""
    heads, tails = _any("class_heads").pattern, _any("class_tails").pattern
    tiers = lexicon.any_of({*words("class_tiers"), *words("area_endings")})
    bracket = r"(?:[(（][^()（）]{1,12}[)）])?"
    return (
        re.compile(rf"(?:{heads})?(?:{tiers}){bracket}"),
        re.compile(rf"(?:{tiers}){bracket}(?:{tails}).*"),
    )


def _is_fragment(name: str) -> bool:
    """A name that may wait for the end of its list: 各市, 县, 广州, 武汉市."""
    return not is_agency(name) or _class_pattern()[0].fullmatch(name) is not None or _is_full_region(name)


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
    if text[start:end].endswith("等") and end - start > 2:
        end -= 1
    return Printed(text[start:end], start, end)
