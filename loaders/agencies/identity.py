"""Who a printed public body is: its region and the full name of its department, as a pure function of both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from loaders import lexicon, regions
from loaders.agencies import departments
from loaders.agencies.forms import level
from loaders.agencies.full_names import PARTY
from loaders.regions import Region

_LEVEL_WORDS = ("特别行政区", "自治区", "自治州", "自治县", "地区", "省", "市", "区", "县", "州", "盟", "旗")
_COUNTRY_HEADS = ("国家", "国务院", "中央", "中共中央", "全国")
_SECOND_PLATE = re.compile(r"(?<=[厅局委办会室部])（[^（）]{2,16}[厅局委办会室]）$")
_NO_MINISTRY = ("社会工作",)
_CLASS_MARKS = ("（", "、", "/")
"""Behind the word of a level they make it a class: 县（市、区）人民政府."""


@dataclass(frozen=True, slots=True)
class AgencyIdentity:
    """A public body across documents."""

    region: Region | None
    name: str
    """With region and full department: 湖北省经济和信息化厅."""
    short: str
    """The same with the word of its level only: 省经济和信息化厅."""
    printed: str
    """As printed, with the region: 湖北省经信厅."""
    form: str
    """As printed, with the word of its level only: 省经信厅."""
    functions: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """Code of its region, empty where that is not known."""
        return self.region.code if self.region else ""


@lru_cache(maxsize=8192)
def identify(printed: str, home: Region | None) -> AgencyIdentity:
    """The body that a document of region ``home`` prints as ``printed`` (brackets full width).

    The region is the one printed, else the one the word of level means in ``home`` (省 in 武汉 → 湖北省), else for a
    known department ``home`` itself, or the tier that such a department has (厅: the province, 部: the nation). Party
    organs, classes (各市、州人民政府) and unknown names keep their words.
    """
    core = _SECOND_PLATE.sub("", PARTY.sub("", printed))
    found = _national(core, home)
    if found is None:
        found = _printed_level(core, home) or _printed_region(core) or _elided(core, home)
    return found or _as_is(home, core)


def _as_is(region: Region | None, name: str, functions: tuple[str, ...] | None = None) -> AgencyIdentity:
    of = departments.functions_of(name) if functions is None else functions
    return AgencyIdentity(region, name, name, name, name, of)


def _of(region: Region, rest: str) -> AgencyIdentity:
    """A body of ``region`` with the words ``rest`` behind the region's name."""
    own = next((word for word in _LEVEL_WORDS if region.name.endswith(word)), "")
    if region.code == regions.COUNTRY:
        return _of_the_nation("", rest)
    full = departments.canonical(rest)
    return AgencyIdentity(
        region, region.name + full, own + full, region.name + rest, own + rest, departments.functions_of(full)
    )


def _of_the_nation(head: str, rest: str) -> AgencyIdentity:
    nation = regions.region(regions.COUNTRY)
    full = departments.canonical(rest)
    ministry = full.endswith("部") and full != rest + "部"
    lead = head or ("" if ministry else "国家")
    return AgencyIdentity(nation, lead + full, lead + full, head + rest, head + rest, departments.functions_of(full))


@cache
def _heads() -> dict[str, tuple[str, bool, tuple[str, ...]]]:
    """Each printed head of a national body → full head, whether its branches are named by full regions, functions."""
    rows = {
        name: (row["names"][0], bool(row.get("full_regions")), tuple(row["of"]))
        for row in departments.words()["heads"]
        for name in row["names"]
    }
    return {name: rows[name] for name in lexicon.longest_first(rows)}


def _national(core: str, home: Region | None) -> AgencyIdentity | None:
    for head, (full, by_full_region, functions) in _heads().items():
        if not core.startswith(head):
            continue
        rest = core[len(head) :]
        if not rest:
            nation = regions.region(regions.COUNTRY)
            return AgencyIdentity(nation, full, full, core, core, functions)
        lead = regions.leading(rest)
        region = regions.division_of(lead[0]) if lead is not None else home
        if lead is not None and "tax" in functions:
            return _printed_region(rest)
        place = rest[: lead[1]] if lead is not None else ""
        if region is not None and lead is not None:
            place = region.name if by_full_region else region.short
        tail = rest[lead[1] :] if lead is not None else rest
        name = full + place + tail
        for national, ending, usual in departments.words()["branches"]:
            if national == full and tail == ending:
                name = place + usual
        return AgencyIdentity(region, name, name, core, core, functions)
    if core.startswith(_COUNTRY_HEADS):
        head = next(word for word in ("国务院", "国家", "") if core.startswith(word))
        rest = core[len(head) :]
        if head and departments.is_known(rest):
            return _of_the_nation(head, rest)
        return _as_is(regions.region(regions.COUNTRY), core)
    return None


def _printed_level(core: str, home: Region | None) -> AgencyIdentity | None:
    word = level(core)
    if word is None:
        return None
    region = regions.of_level(word, home) if home is not None else None
    rest = core.removeprefix(word)
    if rest.startswith(_CLASS_MARKS):
        return None
    if region is None:
        full = departments.canonical(rest)
        return AgencyIdentity(home, word + full, word + full, core, core, departments.functions_of(full))
    return _of(region, rest)


def _usual_branches() -> tuple[str, ...]:
    return tuple(usual for _, _, usual in departments.words()["branches"])


def _printed_region(core: str) -> AgencyIdentity | None:
    found = regions.leading(core)
    if found is None or found[1] >= len(core):
        return None
    region, length = found
    rest = core[length:]
    if region.level in ("zone", "town"):
        return _as_is(region, core, departments.functions_of(rest) or departments.functions_of(core))
    if core[:length].endswith(region.name):
        return _of(region, rest)
    if rest in _usual_branches():
        name = region.short + rest
        return AgencyIdentity(region, name, name, core, core, departments.functions_of(rest))
    if region.level in ("country", "province", "prefecture") and departments.is_known(rest):
        return _of(region, rest)
    return _as_is(region, core)


def _elided(core: str, home: Region | None) -> AgencyIdentity | None:
    """A body printed without region and level; None where it is no known department or its tier is not plain."""
    if core in _usual_branches():
        above = regions.province_of(home) if home is not None else None
        return _printed_region(above.short + core) if above is not None else None
    found = departments.parse(core)
    if found is None:
        return None
    single = found.units[0].full if len(found.units) == 1 else ""
    if found.ending == "部":
        return None if single in _NO_MINISTRY else _of_the_nation("", core)
    if found.ending in ("总局", "总署"):
        return _of_the_nation("国家", core)
    if home is None:
        return None
    home = regions.division_of(home)
    if found.ending == "厅":
        above = regions.province_of(home)
        return _of(above, core) if above is not None and not above.name.endswith("市") else None
    if home.level == "province" and not home.name.endswith("市") and found.ending == "局":
        return _of(home, core) if single in departments.words()["provincial_bureaus"] else None
    return _of(home, core)
