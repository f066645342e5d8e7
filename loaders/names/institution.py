"""Universities, research institutes, laboratories, centres, platforms, associations."""

from __future__ import annotations

from loaders.names.cores import Core


def accept(core: Core, group: str) -> str | None:
    """The rule by which the candidate is a named institution, None for a generic noun (重点实验室, 公共服务平台).

    Strong endings (大学, 研究院, 协会) need one anchor: a region, a brand, another organisation, a quotation, or
    the nation with a word of substance. Laboratories also need substance beside a region (湖北省重点实验室 is generic).
    Weak endings (中心, 平台, 联盟) need an anchor that is not a brand alone, and substance.
    """
    if core.first == core.last:
        return None
    region = core.has("region", "zone") or core.has_organisation()
    if group == "strong":
        return _strong(core, region)
    if group == "laboratory":
        if (region or core.quoted or core.begins_with("brand")) and core.substance() >= 2:
            return "institution.laboratory"
        return "institution.national" if core.has("nation") and core.fields() else None
    if core.body[-1].kind == "ending" and core.body[-1].group.startswith("institution"):
        # 协会平台, 大学中心: the body named before is the name.
        return None
    if core.quotation_inside() and core.has("brand", "nation", "latin"):
        return "institution.quoted"
    if region and core.substance() + core.ending_substance() >= 3:
        return "institution.anchored"
    return "institution.national" if core.has("nation") and (core.fields() or core.has("brand")) else None


def _strong(core: Core, region: bool) -> str | None:
    if core.ending.endswith("大学"):
        if region or core.has("brand", "macro") or core.fields() >= 2 or core.substance() >= 4:
            return "institution.university"
        return "institution.university" if core.has("nation") and core.substance() >= 2 else None
    if core.has("modifier") and not core.substance():
        return None
    if region or core.has("brand") or (core.quoted and core.quotation_inside()):
        return "institution.named"
    if core.has("nation") and core.substance() >= 2:
        return "institution.national"
    # 省农科院, 市半导体行业协会: the province's or city's own.
    own = core.begins_with("initial") and (core.fields() or core.ending.endswith("科院"))
    return "institution.own" if own else None
