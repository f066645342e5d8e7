"""What part a thing plays inside its phrase: place, party, addressee, means or modifier (measures.md, section 1).

``measure_context`` reads whole comma segments; this module reads the words right before and behind one cue.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders import lexicon
from loaders.extract.measure_context import Segment, is_head
from loaders.extract.measure_cues import Cue
from loaders.extract.measure_mode import Verb, act_start, subject_end

_PLACE = re.compile(
    "(?:(?<![面方转趋导倾])向|(?<![存现内])在(?![建线研校职])|(?<![参])给(?!予)|下放到|"
    "入驻|进驻|落户|进入|迁入|(?<![针应面绝相])对(?![接口外标]))(?P<rest>[^,，、;；]*)$"
)
"""A preposition or verb of motion before a thing: it is where the act goes, not what it does."""
_PARTY = re.compile("(?:(?<!参)与|(?<![共协合])同|(?<!亲)和)[^,，;；]*$")
_DEALINGS = re.compile("合作|对接|联系|沟通|交流|联动|协作|共建|联合|衔接|联手|签订|签约")
_TREATED = re.compile("进行|加以|实施|实行|开展|予以|给予")
_INNER_BASIS = re.compile("依托|结合|围绕|针对|按照|根据|瞄准|聚焦|紧扣")
_AIMED = re.compile(
    "以(?P<aim>[^,，;；以]{2,60})为(?:导向|核心|目标|主|基础|依据|原则|引领|牵引|支撑|重点|载体|抓手|契机|特色|前提|保障|手段|补充)"
)
_FOR_WHOM = re.compile("(?<![成作化设列认])为[^,，、;；]*$")
_SERVED = re.compile("提供|创造|营造|争取|解决|做好|开辟")
_ROLE = re.compile("(?:充分|更好|积极)?发挥")
_ROLE_END = re.compile("[^,，;；]{0,24}(?:作用|优势|效应|功能)")
_USE = re.compile("用于")
"""What money is for is told by its payment."""
_ASPECT = re.compile("(?<![存现内])在(?![建线研校职])[^,，;；]*$|^从[^,，;；]*$")
_ASPECT_END = re.compile("[^,，;；]{0,40}?(?:方面(?!提供)|领域|环节)")
_TALENT = re.compile("[^,，、;；]{0,16}(?:人才|企业家|团队|专家|经理人)")
_PARK_TAIL = re.compile("网络|管理(?!运营)|队伍|服务(?!平台)|政策|企业|作用|统一|产业(?!园)|内")
_NAME_VERBS = frozenset({"发展", "研究", "应用", "创新", "开发", "推广", "融合", "集聚", "利用"})
"""Verbs that also stand inside names and noun phrases (信息安全发展研究中心)."""
_SERVICE_END = re.compile("[^,，;；]{0,40}等[^,，、;；]{0,6}服务")
_OWN_SERVICES = frozenset({"government-service", "talent-services", "going-global"})
_NEAR_HEADS = frozenset({"enterprise-cultivation", "industrial-parks"})
_MODIFIER_TAIL = re.compile(
    "(?:支撑|创新)?能力(?:强|突出|的)|需求|收益|现金|周期|成效|经验|案例|(?:发展)?情况|进程|过程|机遇|形势|趋势|难度|实际需|要求的|人员|从业|领域"
)
_TRANSFER_TAIL = re.compile("支撑|所得|状况|基金|现金|政策|制造基地|奖励|收益|成功率|效率")
_MAXIM = re.compile("[^,，;；]{0,24}的(?:[^,，、;；的]{0,4})(?:原则|格局|理念|方针|氛围)$")
"""Maxims and states that a list of acts describes (…、协同发展的原则)."""
_WHOLE_TAIL = re.compile("(?:特色)?(?:园区|示范区|核心区|先行区|集聚区|试验区|高地|走廊|产业园|度假区|街区|格局|氛围|理念)")
_DESCRIBING = frozenset({"collaborative-rd", "demonstration", "industrial-upgrading", "key-technology", "regional-cooperation"})
"""Acts that describe a place when they stand before it (协同创新园区, 应用示范区)."""
_FIRM_LIKE = frozenset(
    {
        "enterprise-cultivation", "research-institutions", "industrial-parks", "coordination",
        "supply-chain-matching", "investment-attraction",
    }
)  # fmt: skip
"""Instruments whose things are also parties that policies speak to or speak of."""


def phrase_objection(text: str, parts: Sequence[Segment], index: int, cue: Cue) -> str:
    """The part that a cue plays in its phrase if that part is no act, by a short name; empty if it may be one."""
    part = parts[index]
    if cue.start < subject_end(text, *part.span):
        return "subject"
    if cue.code != "industry-fund" and _USE.search(text, part.span.start, cue.start):
        return "use"
    if _is_aspect(text, part, cue):
        return "aspect"
    if cue.code not in _OWN_SERVICES and _is_service(text, part, cue):
        return "service"
    if cue.code == "investment-attraction" and _TALENT.match(text, cue.until, part.span.end):
        return "talent"
    if cue.code == "industrial-parks" and _PARK_TAIL.match(text, cue.until, part.span.end):
        return "modifier"
    if cue.code in _NEAR_HEADS and cue.kind == "near" and not _heads(text, part, cue):
        return "not-head"
    if cue.kind in ("act", "near") and _is_modifier(text, part, cue):
        return "modifier"
    if _in_inner_means(text, part, cue):
        return "means"
    if cue.code != "industry-fund" and _is_role(text, part, cue):
        return "role"
    if (cue.kind == "thing" or (cue.kind == "loose" and cue.code in _FIRM_LIKE)) and _is_place(text, part, cue):
        return "place"
    if cue.kind in ("thing", "loose") and cue.code in _FIRM_LIKE:
        if _is_party(text, part, cue):
            return "party"
        if _is_addressee(text, parts, index, cue):
            return "addressee"
    return ""


def _heads(text: str, part: Segment, cue: Cue) -> bool:
    return is_head(text, cue.until, part.span.end, part.verbs, code=cue.code, addressing=False)


def _is_service(text: str, part: Segment, cue: Cue) -> bool:
    """提供培训、融资、检测等服务: a list that only says what services there are."""
    offered = max(text.rfind(verb, part.span.start, cue.start) for verb in ("提供", "开展"))
    return offered >= 0 and _SERVICE_END.match(text, cue.until, part.span.end) is not None


def _is_aspect(text: str, part: Segment, cue: Cue) -> bool:
    """在人才引进、技术攻关等方面开展合作: the aspects of an act are its place."""
    if cue.kind == "near" and _ASPECT.search(text, cue.reach, cue.until):
        return _ASPECT_END.match(text, cue.until, part.span.end) is not None
    found = _ASPECT.search(text, part.span.start, cue.reach)
    if found is None or cue.code == "investment-subsidy":
        return False
    if any(found.start() <= verb.start and verb.end <= cue.reach and _has_object(text, verb, part) for verb in part.verbs):
        return False
    return _ASPECT_END.match(text, cue.until, part.span.end) is not None


def _verb_between(part: Segment, start: int, end: int) -> bool:
    return any(start <= verb.start and verb.end <= end and verb.word not in _NAME_VERBS for verb in part.verbs)


def _is_modifier(text: str, part: Segment, cue: Cue) -> bool:
    end = part.span.end
    if _MODIFIER_TAIL.match(text, cue.until, end):
        return True
    if cue.code == "technology-transfer" and _TRANSFER_TAIL.match(text, cue.until, end):
        return True
    if _MAXIM.match(text, cue.until, end):
        return True
    return cue.code in _DESCRIBING and _WHOLE_TAIL.match(text, cue.until, end) is not None


def _in_inner_means(text: str, part: Segment, cue: Cue) -> bool:
    """鼓励企业依托园区建设平台: what stands between 依托 and the next verb is what the act rests on."""
    if cue.kind == "near":
        return False
    opening = act_start(text, *part.span)
    if any(aim.start("aim") <= cue.start < aim.end("aim") for aim in _AIMED.finditer(text, *part.span)):
        return True
    found = [m for m in _INNER_BASIS.finditer(text, opening, cue.reach)]
    if not found or found[-1].start() == opening:
        return False
    return not any(found[-1].end() < verb.start and verb.start <= cue.start and _has_object(text, verb, part) for verb in part.verbs)


def _has_object(text: str, verb: Verb, part: Segment) -> bool:
    return verb.end < part.span.end and text[verb.end] not in "、和与及的"


def _is_role(text: str, part: Segment, cue: Cue) -> bool:
    roles = list(_ROLE.finditer(text, part.span.start, cue.start))
    if not roles or _verb_between(part, roles[-1].end(), cue.reach):
        return False
    return _ROLE_END.match(text, cue.until, part.span.end) is not None


def _is_place(text: str, part: Segment, cue: Cue) -> bool:
    if found := _FOR_WHOM.search(text, part.span.start, cue.start):
        return not _verb_between(part, found.start(), cue.start) and bool(_SERVED.search(text, cue.end, part.span.end))
    found = _PLACE.search(text, part.span.start, cue.start)
    if found is None or _verb_between(part, found.start("rest"), cue.start):
        return False
    return found[0][0] != "对" or _TREATED.search(text, cue.end, part.span.end) is None


def _is_party(text: str, part: Segment, cue: Cue) -> bool:
    found = _PARTY.search(text, part.span.start, cue.start)
    if found is None or _verb_between(part, found.start(), cue.start):
        return False
    dealings = _DEALINGS.search(text, cue.end, part.span.end)
    return dealings is not None and found[0][0] in "与同"


def _is_addressee(text: str, parts: Sequence[Segment], index: int, cue: Cue) -> bool:
    """鼓励高校、科技企业,通过…开展…: a list of addressees alone in its segment."""
    part = parts[index]
    if not part.verbs or part.verbs[0].word not in lexicon.load("verbs")["addressing"] or index == len(parts) - 1:
        return False
    if any(verb.start >= part.verbs[0].end and _has_object(text, verb, part) for verb in part.verbs[1:]):
        return False
    following = parts[index + 1]
    told = following.verbs or lexicon.pattern("verbs", "basis").match(text, *following.span)
    return bool(told) and following.role in ("act", "silent")
