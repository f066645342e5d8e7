"""The name of a public body with its region: 省科技厅 of 湖北 is 湖北省科技厅. ``identity`` adds the department."""

from __future__ import annotations

import re

from loaders import regions
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
