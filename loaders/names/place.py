"""Parks, zones, bases and towns by their endings; bare places in set phrases are in ``carriers``."""

from __future__ import annotations

from loaders.names.cores import Core
from loaders.names.quoted import layout
from loaders.names.words import words

_CUT = ("institution.weak", "institution.laboratory", "place.park", "place.area")
"""A name that begins with these endings is the rest of a longer one."""


def accept(core: Core, group: str) -> str | None:
    """The rule by which the candidate is a named carrier of industry, None for a generic noun (智慧园区, 省级高新区).

    A zone (开发区) needs a region or a brand, a park or an area (示范区) a region and substance or a brand in front;
    a quotation will do for any.
    """
    if core.first == core.last:
        return None
    if core.ranked() or core.tokens.all[core.first].group.startswith(_CUT) or (core.awarded() and group != "zone"):
        return None
    region = core.has("region", "zone")
    if core.quoted and layout(core.text.strip("“”")):
        return None
    if core.quotation_inside() and not (region or core.has("brand", "macro", "latin")):
        return "place.slogan" if not core.slogan() else None
    if core.quoted and (core.quotation_inside() or region or core.has("brand", "macro", "nation")):
        return "place.quoted"
    if group == "valley":
        if core.ending == "岛" and not core.has("field", "function"):
            # An island is a carrier by what it is for (某某生物岛).
            return None
        if core.text.startswith("中国") and len(core.body) == 2:
            return "place.zone:valley"
        short = len(core.body) <= 2 and not core.has("function", "modifier")
        return "place.zone:valley" if region or (short and core.has("field", "brand")) else None
    if core.ending in words("parts_of_zones") and _part_of_zone(core):
        return "place.park:of-zone"
    if group == "city":
        general = any(
            token.kind in ("function", "modifier") and core.tokens.word(token) != "国际" for token in core.body
        )
        return "place.park" if region and core.has("field") and not general else None
    if group == "zone":
        if region or (core.begins_with("brand") and len(core.body) <= 4):
            return "place.zone"
        if core.has("macro") and (core.has("latin", "field", "brand") or core.ending_substance()):
            return "place.zone"
        if core.ending in words("harbours") and core.begins_with("field") and len(core.body) <= 2:
            return "place.zone"
        return "place.zone" if core.begins_with("nation") and core.text.startswith("中国") and core.fields() else None
    if region and (core.substance() or core.ending_substance()):
        return "place.park"
    if core.has("macro") and (core.fields() or core.ending_substance() or (group == "area" and core.substance() >= 2)):
        return "place.park"
    if core.text.startswith("中国") and len(core.body) == 1 and core.ending.endswith("谷"):
        return "place.zone:valley"
    if core.text.startswith("国家") and core.ending.endswith("基地") and _one_of_nation(core):
        return "place.park:national"
    told = core.fields() or core.ending_substance() or core.ending in ("产业园", "工业园")
    if core.ending in words("bases") and core.fields() < 2:
        return None
    return "place.park" if core.begins_with("brand") and told and len(core.body) <= 5 else None


def _one_of_nation(core: Core) -> bool:
    """Whether the base of the nation is told apart by a field, and is no status that is sought or given (示范基地)."""
    if core.ending.endswith("示范基地") or core.several() or core.awarded():
        return False
    return core.has("latin") or (
        bool(core.fields()) and core.substance() + core.ending_substance() >= 4 and not core.sought()
    )


def _part_of_zone(core: Core) -> bool:
    """Whether it is a zone's part in one district (中关村海淀园): a zone, then a region or a brand."""
    body = core.body
    zoned = body[0].kind == "zone" or any(token.group == "place.zone" for token in body[:-1])
    return zoned and len(body) > 1 and body[-1].kind in ("region", "zone", "brand")
