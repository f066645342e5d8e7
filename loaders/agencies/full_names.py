"""The name of a public body written out: with its region (省科技厅 of 湖北 is 湖北省科技厅) and its department."""

from __future__ import annotations

import re

from loaders import lexicon, regions
from loaders.agencies.forms import level
from loaders.regions import Region

PARTY = re.compile(r"^(中共|中国共产党)")
_OWN_NAME = re.compile(r"大学|学院|师范|理工|科技大学|银行|商会")


def region_of(name: str) -> Region | None:
    """The region a body's printed name begins with: 广州市天河区科技局 → 天河区; None where it is elided.

    A short name counts down to prefectures (湖北证监局), and not where it begins a name of its own (中山大学).
    """
    core = PARTY.sub("", name)
    found = regions.leading(core)
    if found is None:
        return None
    region, length = found
    if not core[:length].endswith(region.name) and (
        region.level not in ("province", "prefecture", "zone") or _OWN_NAME.match(core, length)
    ):
        return None
    return regions.division_of(region)


def elided_level(name: str) -> str | None:
    """The word for its level that a name with an elided region begins with: 省人民政府办公厅 → 省."""
    if region_of(name) is not None:
        return None
    return level(PARTY.sub("", name))


def with_region(name: str, within: Region | None) -> str | None:
    """The name of a body with its region: 省人民政府办公厅 within 湖北 → 湖北省人民政府办公厅.

    A name that prints its region or no level is given back; None where no region of the elided level is known.
    """
    elided = elided_level(name)
    if elided is None:
        return name
    region = regions.of_level(elided, within) if within is not None else None
    if region is None:
        return None
    party = PARTY.match(name)
    head = party[0] if party else ""
    return head + region.name + name[len(head) + len(elided) :]


def full_name(printed: str, region: Region | None) -> str:
    """The name of a public body with its region and department: 省发改委 in 湖北 → 湖北省发展和改革委员会.

    The region is restored where it is elided and known, the department's words and ending are
    written out where usage shortens them; any other name comes back as printed.
    """
    full = with_region(printed, region) or printed
    words = lexicon.load("identities")
    for row in words["departments"]:
        for form in lexicon.longest_first(row):
            for endings in words["department_endings"]:
                for ending in endings:
                    head = full[: -len(form + ending)]
                    if full.endswith(form + ending) and head and re.search(r"[省市区县州旗]$", head):
                        return f"{head}{row[0]}{endings[0]}"
    return full
