"""Parks, zones, bases and towns by their endings; bare places in set phrases are in ``carriers``."""

from __future__ import annotations

from loaders.names.cores import Core


def accept(core: Core, group: str) -> str | None:
    """The rule by which the candidate is a named carrier of industry, None for a generic noun (智慧园区, 省级高新区).

    A zone (开发区) needs a region or a brand, a park or an area (示范区) a region and substance or a brand in front;
    a quotation will do for any.
    """
    if core.first == core.last:
        return None
    region = core.has("region", "zone")
    if group == "town":
        return "place.town" if len(core.body) == 1 and core.has("brand") and core.length() <= 5 else None
    if core.quoted:
        return "place.quoted"
    if group == "valley":
        short = len(core.body) <= 2 and not core.has("function", "modifier")
        return "place.valley" if region or (short and core.has("field", "brand")) else None
    if group == "zone":
        return "place.zone" if region or (core.begins_with("brand") and len(core.body) <= 4) else None
    if region and (core.substance() or core.ending_substance()):
        return "place.park"
    return "place.park" if core.begins_with("brand") and len(core.body) <= 5 else None
