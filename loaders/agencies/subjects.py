"""Bodies named one after another in running text: 市、区人民政府, 科技、财政等部门, 临港管委会.

A scanner from one offset on: what it finds are names by their form, what the sentence says of them is
for the caller. Names that only their form tells (政务部门, 浦东新区) are marked weak.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from typing import NamedTuple

from loaders import regions
from loaders.agencies.forms import is_agency, is_refused, level, words
from loaders.agencies.lists import Printed
from loaders.lexicon import any_of

_NO_NAME = (
    "会同|会商|负责|加强|建立|支持|鼓励|推动|推进|促进|落实|按照|根据|依托|通过|牵头|组织(?!部)|配合|统筹|开展|制定|设立|指导|引导|"
    "提供给|所在|成立|协调(?!小组)|围绕|加快|完善|对(?!外)|应(?!急)|在|向|以|经(?!济|信|发|贸|开|科)|依法|作为|要|须|可"
)
_HAN = rf"(?:(?!{_NO_NAME})[^\W0-9A-Za-z_的了和与及由将须并被把从未不需等])"
# Inside the long name of a joint organ verbs of policy may stand (支持…领导小组), those of setting one up may not.
_INSIDE = r"(?:(?!成立|建立|组建|设立|牵头|会同|负责|纳入|作为|完善|健全|由|报|经|[局厅委](?!员|会|党))[一-鿿])"
_JOINT = re.compile(r"以及|[、和与及]")
_MARK = re.compile("[、和与及]")
_OWN = re.compile("本[省市区县]")
_BRACKET = re.compile(r"[(（][^()（）\n]{1,60}[)）]")
_THEIRS = re.compile(r"(?:及其|和)(?:有关|相关|所属|工作)?(?:职能)?(?:部门|机构|单位)")
_OTHERS = re.compile(
    r"等?(?:\d+个|[一二三四五六七八九十]+个)?(?:(?:省|市|区|县|州|盟|自治区|自治州)[级直]?(?:属|单位和)?)?"
    r"(?:各?有关|各?相关|职能)?(?:部门|单位)?(?:[和及、与](?:有关|相关)?(?:专家|部门|单位|机构|企业)(?![的库委]))*"
)
_WIDE = re.compile(r"(?:市|区|县|省|本级)?(?:各?有关|各?相关|各)(?:部门|单位|方面|企业|地区)?")
_ODD = re.compile(
    rf"(?:{_HAN}|与|和){{2,18}}?(?=[、等，]|[和及与](?:省|市|区|县|各|有关|相关)|要|应(?!急)|须|负责|按|会同|牵头|参加|参与|配合|组成|共同|为成员|制定|研究|印发|建立|开展|组织|对|联合|进行|推动|加强|提出|审核|评审|做好|落实|审查|实施|承担|编制|$)"
)
_STRANGER = re.compile(r"[一-鿿]{2,14}?(?=应当|应积极|要|须|负责|按照|在各自)")


_WHOLE = ("局", "厅", "委", "办", "委员会", "办公室")
"""Endings of names that take no shared 部门."""
_AFTER_COMMISSION = "员托派任办"
"""Behind 科委, 教委 …: characters that make 委 the beginning of another word or name."""


class Subjects(NamedTuple):
    """The bodies of a list, where it ends, and whether only weak forms stand in it."""

    names: tuple[Printed, ...]
    end: int
    weak: bool


@cache
def _heads() -> str:
    """What a name may begin with: a level, a region (to be checked), a class of places."""
    levels, zones = any_of((*words("levels"), *words("head_levels"))), any_of(words("zone_heads"))
    return (
        rf"(?:本(?=市|省|区|县))?(?:{any_of(words('seats'))})?"
        rf"(?:(?:相关|各|有关)?(?:{levels}|{zones})|(?P<place>{{place}})|[一二三四五六七八九十]+市)"
        # 省人民政府科学技术行政部门: statutes name the department of a government.
        rf"(?:(?:地方)?(?:各级)?人民政府(?=(?:{any_of(words('functions'))})[、和与及等行主管部的厅局委监]))?"
    )


def _place() -> str:
    return r"[一-鿿]{2,8}?(?:自治区|新区|片区|省|市|自治州|州|区|县|旗)"


def _head(group: str) -> str:
    return _heads().replace("{place}", _place()).replace("<place>", f"<{group}>")


@cache
def _shared() -> re.Pattern[str]:
    """市农业农村、科技等部门: functions that share the word behind them, and the head before them."""
    functions = any_of(words("functions"))
    ends = r"(?=[、和与及等\d\s]|行政|主管|管理|职能|有关|相关|部门|机关|各|[一二三四五六七八九十]+个)"
    return re.compile(
        rf"(?P<head>{_head('place1')}(?:[、和与及]{_head('place2')})?)?"
        # Items are atomic: a run that no shared word closes fails at once, however long it is.
        rf"(?P<names>(?:{functions})(?:[、和与及](?>(?:{functions}){ends}|{_HAN}{{2,9}}?{ends}))*+)"
        r"(?P<etc>等)?\s?(?:(?:\d+|[一二三四五六七八九十]+)\s?个)?(?:职能|有关|相关|各)*"
        r"(?P<tail>(?:行政主管|行政管理|行政|主管|管理)?(?:部门|机关))"
    )


@cache
def _tails() -> str:
    """What may follow a head: 人民政府, 科技部门, 财政局."""
    functions, endings = any_of(words("functions")), any_of(words("function_endings"))
    kinds = r"(?:行政)?(?:综合)?(?:管理|主管|监管|执法)?"
    return rf"(?:人民政府|政府(?!性|引|主|投|采|购)|(?:{functions}){kinds}(?:机关|{endings})(?![署分队长]))"


@cache
def _several() -> re.Pattern[str]:
    """市、区人民政府; 市和浦东新区卫生健康部门."""
    return re.compile(
        rf"(?P<first>{_head('place1')})(?P<more>(?:[、和与及]{_head('place2')}){{1,3}})(?P<tail>{_tails()})"
    )


@cache
def _single() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Forms of one body, each with whether it is a weak one."""
    levels = any_of(words("levels"))
    heads, tiers, tails = (any_of(words(f"class_{part}")) for part in ("heads", "tiers", "tails"))
    organs, functions = any_of(words("joint_organs")), any_of(words("functions"))
    place = _place()
    strong = (
        rf"(?:{heads})(?:{tiers})(?:[、和及](?:{tiers}))*(?:{tails})",
        rf"(?:{heads})(?:{tiers})(?:[、和及](?:县级市|[市州县区旗](?![一-鿿]*(?:局|厅|委|部门))))*",
        rf"(?:{any_of(words('bare_classes'))})",
        rf"(?:国家级|省级|市级|区级|县级)?(?:{any_of(words('seats'))})(?:设区的|地级以上)?(?:[省市州县区旗镇乡]级?)*(?:人民政府|政府|管委会)",
        rf"(?:{any_of(words('bare_organs'))})",
        # 市区两级政府, 省、市两级财政
        rf"(?:{levels})、?(?:{levels})(?:、?(?:{levels}))?[两三]级(?:人民政府|政府|财政)",
        rf"(?:{_head('place')})?{_tails()}",
        rf"(?:相关|各|有关)(?:{functions})(?:行政)?(?:管理|主管|监管|执法)?(?:部门|机关)",
        rf"(?:{levels})委(?:{any_of(words('party_organs'))}|[一-鿿]{{1,4}}?(?:办|部|委)(?![公理事门分署]))",
        rf"(?:(?:{levels})级?|(?P<place>{place}))财政(?!资金|补贴|奖|支|预算|投入|安排的|扶持|出资)",
        rf"(?:{levels})(?:{any_of(words('short_commissions'))})(?![{_AFTER_COMMISSION}])",
        rf"(?:{levels})(?:政府办公室|政府办|委办公室|委)(?![一-鿿]{{0,4}}(?:局|厅|部门))",
        rf"(?:{levels}|全[省市区县]|(?P<place>{place}))(?:{_INSIDE}|“[^”]{{1,12}}”){{0,24}}?(?:{organs})",
        rf"(?:相关|各|有关)?(?:(?:国家|省|市|自治区)级?(?:以上)?)?(?:{any_of(words('zone_heads'))})(?:{any_of(words('zone_bodies'))})",
        rf"(?:{_HAN}|[(（][一-鿿]{{2,6}}[)）]){{2,24}}?(?:管委会|管理委员会)",
        r"(?:中国)?人民银行[一-鿿]{2,10}?[分支]行|人行[一-鿿]{2,8}?[分支]行",
        r"国家金融监督管理总局[一-鿿]{2,8}?(?:监管)?[分支]?局",
        r"[一-鿿]{2,6}?(?:银保监|证监|金融监管|外汇管理|税务)(?:分)?局",
        rf"(?:{_HAN}){{2,4}}海关",
        rf"(?P<level>{levels}){_HAN}{{2,10}}?(?:厅|局|委员会|办公室|总社|部门|管理机构)",
        rf"(?:{levels})(?:供销社|供销联社|总工会|工商联|贸促会|妇联|科协|残联|团委)",
    )
    weak = (
        rf"(?P<place>{place})(?=要|应当|须|负责|牵头|会同)",
        rf"{_HAN}{{2,12}}?(?:部门|机关|管理机构)",
    )
    return tuple((re.compile(form), False) for form in strong) + tuple((re.compile(form), True) for form in weak)


def subjects(text: str, begin: int, stop: int) -> Subjects:
    """The bodies listed from ``begin`` on; none where the text there names no body."""
    found: list[Printed] = []
    at, weak = begin, True
    while True:
        read = _item(text, at, stop) or (_odd(text, at, stop) if found else None)
        if read is None:
            break
        names, end, is_weak = read
        found.extend(names)
        weak = weak and is_weak
        at = _behind(text, end, stop)
        joint = _JOINT.match(text, at, stop)
        if joint is None:
            return Subjects(tuple(found), _past(text, at, stop), weak)
        at = joint.end()
    if not found:
        return Subjects((), begin, True)
    wide = _WIDE.match(text, at, stop) or _STRANGER.match(text, at, stop)
    if wide is None or wide.end() == at:
        return Subjects((), begin, True)
    return Subjects(tuple(found), _past(text, wide.end(), stop), weak)


def _odd(text: str, at: int, stop: int) -> tuple[list[Printed], int, bool] | None:
    """A body of unknown form inside a list of known ones: 省农担公司."""
    match = _ODD.match(text, at, stop)
    if match is None or not is_agency(match[0]) or is_refused(match[0]) or match[0].endswith(words("no_authority")):
        return None
    return [Printed(match[0], at, match.end())], match.end(), False


def _behind(text: str, end: int, stop: int) -> int:
    """Past a remark in brackets (以下简称…) and 及其有关部门."""
    for pattern in (_BRACKET, _THEIRS):
        match = pattern.match(text, end, stop)
        end = match.end() if match else end
    return end


def _past(text: str, at: int, stop: int) -> int:
    match = _OTHERS.match(text, at, stop)
    return match.end() if match else at


def _item(text: str, at: int, stop: int) -> tuple[list[Printed], int, bool] | None:
    shared = _shared().match(text, at, stop)
    if shared is not None and (names := _of_shared(text, shared)):
        return names, shared.end(), False
    several = _several().match(text, at, stop)
    if several is not None and (names := _of_several(text, several)):
        return names, several.end(), False
    best: tuple[int, bool] | None = None
    for form, is_weak in _single():
        match = form.match(text, at, stop)
        if match is None or (best is not None and match.end() <= best[0]) or (is_weak and best is not None):
            continue
        groups = match.groupdict()
        place = groups.get("place")
        if (place and not _is_place(place)) or (groups.get("level") and level(match[0]) is None):
            continue
        best = match.end(), is_weak
    if best is None:
        return None
    end, is_weak = best
    # 本市 before a body says no more than 市.
    start = at + 1 if _OWN.match(text, at, end) else at
    return [Printed(text[start:end], start, end)], end, is_weak


def _is_place(name: str) -> bool:
    found = regions.by_name(name)
    return found is not None and found.name == name


def _heads_of(text: str, start: int, end: int) -> list[Printed] | None:
    """The heads of a printed run ``市和浦东新区``; None where one is neither a level nor a region."""
    heads: list[Printed] = []
    at = start
    for part in re.findall(r"[、和与及]|(?:[^、和与及（(]|[（(][^()（）]*[）)])+", text[start:end]):
        if part not in "、和与及":
            name = part.removeprefix("本")
            bare = re.sub(rf"^(?:{any_of(words('seats'))})?(?:相关|各(?!级)|有关)?", "", name)
            bare = re.sub(r"(?:地方)?(?:各级)?人民政府$", "", bare)
            known = {*words("levels"), *words("head_levels"), *words("zone_heads")}
            if bare not in known and not _is_place(bare) and not re.fullmatch(r"[一二三四五六七八九十]+市", bare):
                return None
            heads.append(Printed(name, at + len(part) - len(name), at + len(part)))
        at += len(part)
    return heads


def _of_shared(text: str, match: re.Match[str]) -> list[Printed]:
    if not match["etc"] and not re.search(r"[、和与及]", match["names"]):
        return []
    heads = _heads_of(text, *match.span("head")) if match["head"] else [Printed("", match.start(), match.start())]
    if heads is None:
        return []
    named: list[Printed] = []
    at = match.start("names")
    for part in re.split(r"([、和与及])", match["names"]):
        if part and part not in "、和与及":
            named.append(Printed(part, at, at + len(part)))
        at += len(part)
    # 经济和信息化 is one function, not two.
    pieces = named if not _holds_joint(match["names"]) else _by_function(text, *match.span("names"))
    # 市场监管、金融办等部门: a name that is whole already takes no 部门.
    return [
        Printed(head.name + piece.name + ("" if piece.name.endswith(_WHOLE) else match["tail"]), piece.start, piece.end)
        for piece, head in product(pieces, heads)
    ]


def _holds_joint(names: str) -> bool:
    return re.search(r"[和与及]", names) is not None


def _by_function(text: str, start: int, end: int) -> list[Printed]:
    """Functions of a run with 和 in it, the longest known one first at each place."""
    known = re.compile(any_of(words("functions")))
    found: list[Printed] = []
    at = start
    while at < end:
        match = known.match(text, at, end)
        piece_end = match.end() if match and (match.end() == end or text[match.end()] in "、和与及") else None
        if piece_end is None:
            joint = _MARK.search(text, at, end)
            piece_end = joint.start() if joint else end
        if piece_end > at:
            found.append(Printed(text[at:piece_end], at, piece_end))
        at = piece_end + 1
    return found


def _of_several(text: str, match: re.Match[str]) -> list[Printed]:
    heads = _heads_of(text, match.start("first"), match.end("more"))
    if heads is None:
        return []
    if heads[0].name.startswith(words("class_heads")) and not any(_is_place(head.name) for head in heads):
        return [Printed(match[0], match.start(), match.end())]
    names = [Printed(head.name + match["tail"], head.start, head.end) for head in heads[:-1]]
    last = heads[-1]
    names.append(Printed(last.name + match["tail"], last.start, match.end()))
    return [name for name in names if not is_refused(name.name)]
