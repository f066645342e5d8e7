"""Names of public bodies: how they end, and their full form when the name of the region is elided."""

from __future__ import annotations

import re
from functools import cache

from loaders import lexicon, regions
from loaders.regions import Region

_ELIDED = re.compile(r"^(自治区|自治州|省|市|州|区|县|旗)(?=.{2})(?!中区)")
_OWN_NAME = re.compile(r"大学|学院|师范|理工|科技大学|银行|商会")
_PARTY = re.compile(r"^(中共|中国共产党)")


@cache
def body_pattern() -> str:
    """A pattern, without groups of its own, for the endings of names of public bodies."""
    return f"(?:{lexicon.pattern('policy', 'bodies').pattern})"


def is_body(name: str) -> bool:
    """Whether ``name`` can be the name of one public body: long enough, ends like one, without punctuation."""
    return re.fullmatch(rf"[\u4e00-\u9fff（）()]{{2,38}}{body_pattern()}", name) is not None


def split_bodies(text: str) -> list[str]:
    """Joint issuers printed one after another: at blanks, 、, and where a new name begins with its region."""
    parts = [part for part in re.split(r"[\s、,，]+", text) if part]
    found: list[str] = []
    for part in parts:
        begin = 0
        for match in re.finditer(body_pattern(), part):
            rest = part[match.end() :]
            if len(part[begin : match.end()]) >= 4 and (_PARTY.match(rest) or _starts_again(rest, part[begin:])):
                found.append(part[begin : match.end()])
                begin = match.end()
        found.append(part[begin:])
    return found


def _starts_again(rest: str, first: str) -> bool:
    """Whether ``rest`` begins with the same region's full name as ``first``: a second body of one place."""
    one, other = regions.leading(_PARTY.sub("", first)), regions.leading(rest)
    return one is not None and other is not None and one[1] >= 3 and other[1] >= 3 and one[0] == other[0]


def region_of(name: str) -> Region | None:
    """The region a body's printed name begins with: 广州市天河区科技局 → 天河区; None where it is elided.

    A short name counts down to prefectures (湖北证监局), and not where it begins a name of its own (中山大学).
    """
    core = _PARTY.sub("", name)
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
    found = _ELIDED.match(_PARTY.sub("", name))
    return found[1] if found else None


def restore(name: str, within: Region | None) -> str | None:
    """The full name of a body: 省人民政府办公厅 within 湖北 → 湖北省人民政府办公厅.

    A name that prints its region is given back; None where no region of the elided level is known.
    """
    level = elided_level(name)
    if level is None:
        return name if region_of(name) is not None or _ELIDED.match(name) is None else None
    if within is None:
        return None
    party = _PARTY.match(name)
    rest = name[party.end() if party else 0 :][len(level) :]
    for step in (within, *regions.ancestors(within)):
        if step.name.endswith(level) and step.level != "country":
            return (party[0] if party else "") + step.name + rest
    return None
