"""Universities, research institutes, laboratories, centres, platforms, associations."""

from __future__ import annotations

from loaders.names.cores import Core
from loaders.names.words import words

_CUT = ("institution.weak", "institution.laboratory", "place.park")
"""A name that begins with these endings is the rest of a longer one."""


def accept(core: Core, group: str) -> str | None:
    """The rule by which the candidate is a named institution, None for a generic noun (重点实验室, 公共服务平台).

    Strong endings (大学, 研究院, 协会) need one anchor: a region, a brand, another organisation, a quotation, or
    the nation with a word of substance. Laboratories also need substance beside a region (湖北省重点实验室 is generic).
    Weak endings (中心, 平台, 联盟) need an anchor that is not a brand alone, and substance.
    """
    if core.first == core.last or core.tokens.all[core.first].group.startswith(_CUT) or _role_of_city(core):
        return None
    if core.text in words("programmes") or core.ranked() or (core.awarded() and group != "strong"):
        return None
    region = core.has("region", "zone", "school") or core.has_organisation()
    if group == "strong":
        return _strong(core, region)
    if group == "laboratory":
        if core.ending == "实验室" and _called_by_place(core):
            return "institution.laboratory"
        if region and core.ending in words("facilities") and core.bounded():
            return "institution.laboratory"
        if (region or core.quoted or core.opens_with_brand()) and core.substance() >= 2:
            return "institution.laboratory"
        return "institution.national" if core.has("nation") and core.fields() else None
    if core.ending in words("own_endings") and _own_platform(core):
        return "institution.own"
    if core.body[-1].kind == "ending" and core.body[-1].group.startswith("institution"):
        # 协会平台, 大学中心: the body named before is the name.
        return None
    if core.quotation_inside() and core.has("brand", "nation", "latin"):
        return "institution.quoted"
    if core.quotation_inside() and _open_platform(core):
        return "institution.quoted"
    if region and core.substance() + core.ending_substance() >= 3:
        return "institution.anchored"
    if core.begins_with("brand") and core.fields() and core.substance() + core.ending_substance() >= 6:
        return "institution.brand"
    if core.has("macro") and (core.has("nation") or core.fields()) and core.ending.endswith("中心"):
        # 长三角国家技术创新中心, 长三角大数据中心
        return "institution.national"
    return "institution.national" if core.has("nation") and (core.fields() or core.has("brand")) else None


def _called_by_place(core: Core) -> bool:
    """Whether a laboratory bears the bare name of a city, a river or a hill (广州, 湘江, 深圳湾), no rank (广东省)."""
    body, called = core.body, core.text.removesuffix(core.ending)
    kinds = [token.kind for token in body]
    if kinds in (["macro"], ["region", "nation"]):
        # 湘江实验室, 合肥国家实验室
        return True
    placed = body[0].kind in ("region", "zone") and all(token.kind in ("region", "zone", "char") for token in body)
    return placed and len(called) < 6 and called[-1] not in "省市区县镇园城"


def _own_platform(core: Core) -> bool:
    """Whether it is the one platform or exchange of the province's or city's own (市大数据平台): a field, no other tier
    beside it (省、市公共信用信息平台), no number behind it."""
    body = core.body
    if body[0].kind != "initial" or any(token.kind in ("initial", "ending") for token in body[1:]):
        return False
    before = core.tokens.all[core.first - 1] if core.first else None
    if before is not None and (before.kind in ("initial", "and") or core.tokens.word(before) in ("各", "、")):
        return False
    return bool(core.fields()) and core.after()[:1] not in words("counted") and not core.several()


def _strong(core: Core, region: bool) -> str | None:
    if core.ending in words("short_universities"):
        # 科大 also begins the names of firms.
        return "institution.university" if (region or core.has("brand", "char")) and core.bounded() else None
    if core.ending.endswith("大学"):
        compass = core.text[:2] in words("university_heads") and core.body[0].end - core.body[0].start == 1
        if region or core.has("brand", "macro") or core.fields() >= 2 or core.substance() >= 4 or compass:
            return "institution.university"
        return "institution.university" if core.has("nation") and core.substance() >= 2 else None
    if core.has("modifier") and not core.substance():
        return None
    if region or core.has("brand", "macro") or (core.quoted and core.quotation_inside()):
        return "institution.named"
    if core.has("nation") and core.substance() >= 2:
        return "institution.national"
    # 省农科院, 市半导体行业协会: the province's or city's own.
    own = core.begins_with("initial") and (core.fields() or core.ending.endswith("科院"))
    return "institution.own" if own else None


def _role_of_city(core: Core) -> bool:
    """Whether it is what a city wants to be (某市国际航运中心), no body."""
    if not core.ending.endswith("中心"):
        return False
    at = core.first
    while at < core.last and core.tokens.all[at].kind in ("region", "macro", "nation", "initial"):
        at += 1
    return core.tokens.text[core.tokens.all[at].start : core.end] in words("city_roles")


def _open_platform(core: Core) -> bool:
    """A platform called by what its quotation says that it does: 企业“走出去”综合服务平台."""
    return core.ending.endswith("平台") and core.tokens.all[core.first].kind != "quote"
