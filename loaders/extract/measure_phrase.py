"""What part a thing plays inside its phrase: place, party, addressee, means or modifier (measures.md, section 1).

``measure_context`` reads whole comma segments; this module reads the words right before and behind one cue.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders import lexicon
from loaders.extract.measure_context import Segment, is_head, pattern
from loaders.extract.measure_cues import Cue
from loaders.extract.measure_mode import Verb, act_start, subject_end

_WINDOW = 100
"""How far around a cue its phrase is read, in characters: keeps the time linear on any text."""
_PLACE = re.compile(
    "(?:(?<![面方转趋导倾])向|(?<![存现内])在(?![建线研校职])|(?<![参])给(?!予)|下放到|[应运适]用于|投向|"
    "入驻|进驻|落户|进入|迁入|(?<![针应面绝相])对(?![接口外标]))"
)
"""A preposition or verb of motion before a thing: it is where the act goes, not what it does."""
_PARTY = re.compile("(?<!参)与|(?<![共协合])同")
_INNER_BASIS = re.compile("依托|结合|围绕|针对|按照|根据|瞄准|聚焦|紧扣")
_AIMED = re.compile(
    "以(?P<aim>[^,，;；以]{2,60})为(?:导向|核心|目标|主|基础|依据|原则|引领|牵引|支撑|重点|载体|抓手|契机|特色|前提|保障|手段|补充)"
)
_FOR_WHOM = re.compile("(?<![成作化设列认])为")
_ROLE_END = re.compile("[^,，;；]{0,24}(?:作用|优势|效应|功能)")
_NEGATED = re.compile("(?:不(?:再|得|予)?|免于|免予)(?:将|纳入|作为|计入|参加|列入|开展|进行|实施|参与|收取)")
"""What is not to be done (不纳入考核)."""
_USE = re.compile(
    "(?:[^,，;；]{0,24}(?:资金|经费|收入|财力|基金|收益|费用))?(?:将|可|应当|应|须|全部|重点|主要|优先|专项|统筹|专款|安排)*用于"
)
"""What money is for is told by its payment."""
_ALL_IN_ONE = re.compile("集[^,，;；]{2,60}?(?:于|为)一体")
"""What a place or platform unites (集检测、培训、展示于一体)."""
_DRAWN_UP = re.compile("(?:制定|制订|出台|编制|起草)(?!.*[,，])")
_TOPICS = re.compile("[^,，;；]{0,40}等(?:方面|领域|环节)的?[^,，、;；]{0,4}(?:政策|措施|办法|规划|方案|意见|细则)")
_AT_HOME = frozenset({"brand-and-exhibitions", "research-institutions"})
_ABROAD = re.compile("(?:赴|在|到)(?:境外|海外|国外)")
_ASPECT = re.compile("(?<![存现内])在(?![建线研校职])|从")
_ASPECT_END = re.compile("[^,，;；]{0,40}?(?:方面(?!提供)|领域|环节)")
_TALENT = re.compile("[^,，、;；]{0,16}(?:人才|企业家|团队|专家|经理人)")
_SERVICE_END = re.compile("[^,，;；]{0,40}等[^,，、;；]{0,6}服务")
_OWN_SERVICES = frozenset({"government-service", "talent-services", "going-global"})
_GENERIC = re.compile(
    "(?:开展|关键|核心|共性|前沿|重大|新|新型|高新|先进|一批|若干|产业|行业|企业|科技|科学|工艺|技术|产品|装备|设备|材料|攻关|研发|研究|开发|突破|研制|研究开发|"
    "创新|自主|联合|协同|合作|集成|和|与|及|、|的|“|”|卡脖子|瓶颈|难题|短板|应用基础|基础|颠覆性|原创性|引领性)*"
)
_DUTIES = frozenset({"coordination", "regulation", "government-service", "monitoring", "testing-services"})
_NEAR_HEADS = frozenset({"enterprise-cultivation", "industrial-parks"})
_CHAIN_TAIL = re.compile("[强补延建固]?链?(?:[强补延建固]链){0,3}(?:重大|关键|重点)?(?:项目|企业)")
"""Projects and firms that a chain is to gain (引进强链补链项目)."""
_MAXIM = re.compile("[^,，;；]{0,24}的(?:[^,，、;；的]{0,4})(?:原则|格局|理念|方针|氛围)$")
"""Maxims and states that a list of acts describes (…、协同发展的原则)."""
_DESCRIBING = frozenset(
    {"collaborative-rd", "demonstration", "industrial-upgrading", "key-technology", "regional-cooperation"}
)
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
    if _NEGATED.search(text, _since(text, part, cue.reach, ",，;；"), cue.reach):
        return "negated"
    if cue.code in _DUTIES and pattern("ordinary_duties").search(text, part.span.start, cue.start):
        return "duty"
    if cue.code != "industry-fund" and _USE.match(text, part.span.start, cue.start):
        return "use"
    if _is_aspect(text, part, cue):
        return "aspect"
    if _is_within(text, part, cue, _ALL_IN_ONE):
        return "modifier"
    if cue.code != "further-policy" and _is_topic(text, part, cue):
        return "topic"
    if cue.code in _AT_HOME and _ABROAD.search(text, _since(text, part, cue.reach, ",，;；"), cue.start):
        return "abroad"
    if cue.code not in _OWN_SERVICES and _is_service(text, part, cue):
        return "service"
    if cue.code == "investment-attraction" and _TALENT.match(text, cue.until, part.span.end):
        return "talent"
    if cue.code == "key-technology" and _is_unnamed(text, part, cue):
        return "unnamed"
    if _is_modifier(text, part, cue):
        return "modifier"
    if cue.code in _NEAR_HEADS and cue.kind in ("act", "near") and not _heads(text, part, cue):
        return "not-head"
    if _in_inner_means(text, part, cue):
        return "means"
    if cue.code != "industry-fund" and _is_role(text, part, cue):
        return "role"
    named = cue.kind in ("thing", "loose") and cue.code in _FIRM_LIKE
    if (cue.kind == "thing" or named) and _is_place(text, part, cue):
        return "place"
    if named and _is_party(text, part, cue):
        return "party"
    if named and _is_addressee(text, parts, index):
        return "addressee"
    return ""


def _is_within(text: str, part: Segment, cue: Cue, frame: re.Pattern[str]) -> bool:
    low, high = max(part.span.start, cue.start - _WINDOW), min(part.span.end, cue.end + _WINDOW)
    return any(match.start() < cue.start and cue.end <= match.end() for match in frame.finditer(text, low, high))


def _is_topic(text: str, part: Segment, cue: Cue) -> bool:
    """Whether a cue is one of several topics of a policy text to come (制定人才引进、企业上市等方面的政策)."""
    return (
        _DRAWN_UP.search(text, _since(text, part, cue.reach + 1, ",，;；"), cue.start) is not None
        and _TOPICS.match(text, cue.until, part.span.end) is not None
    )


def _since(text: str, part: Segment, end: int, marks: str) -> int:
    """Where the words before ``end`` begin: behind the last of ``marks`` in the segment, and not too far back."""
    low = max(part.span.start, end - _WINDOW)
    return max(low, *(text.rfind(mark, low, end) + 1 for mark in marks))


def _verb_between(part: Segment, start: int, end: int) -> bool:
    return any(
        start <= verb.start and verb.end <= end and verb.word not in lexicon.load("contexts")["name_verbs"]
        for verb in part.verbs
    )


def _object_between(text: str, part: Segment, start: int, end: int) -> bool:
    """Whether a verb that takes an object begins in the range: the act then lies behind what came before it."""
    return any(start <= verb.start and verb.end <= end and _has_object(text, verb, part) for verb in part.verbs)


def _has_object(text: str, verb: Verb, part: Segment) -> bool:
    return verb.end < part.span.end and text[verb.end] not in "、和与及的"


def _heads(text: str, part: Segment, cue: Cue) -> bool:
    return is_head(text, cue.until, part.span.end, part.verbs, code=cue.code, addressing=False)


def _is_service(text: str, part: Segment, cue: Cue) -> bool:
    """提供培训、融资、检测等服务: a list that only says what services there are."""
    offered = text.rfind("提供", part.span.start, cue.start)
    return offered >= 0 and _SERVICE_END.match(text, cue.until, part.span.end) is not None


def _is_aspect(text: str, part: Segment, cue: Cue) -> bool:
    """在人才引进、技术攻关等方面开展合作: the aspects of an act are its place."""
    if cue.code == "investment-subsidy" or not _ASPECT_END.match(text, cue.until, part.span.end):
        return False
    if cue.kind == "near" and _ASPECT.search(text, cue.reach, cue.until):
        return True
    found = _ASPECT.search(text, _since(text, part, cue.reach, ",，;；"), cue.reach)
    if found is None or (found[0] == "从" and found.start() != part.span.start):
        return False
    return not _object_between(text, part, found.start(), cue.reach)


def _is_modifier(text: str, part: Segment, cue: Cue) -> bool:
    """Whether the words behind a cue show that it only describes what they name."""
    end = part.span.end
    if cue.code == "industrial-parks" and pattern("park_tails").match(text, cue.until, end):
        return True
    if cue.kind not in ("act", "near"):
        return False
    if pattern("modifier_tails").match(text, cue.until, end) or _MAXIM.match(text, cue.until, end):
        return True
    if cue.code == "key-technology" and pattern("developer_tails").match(text, cue.until, end):
        return True
    if cue.code == "supply-chain-matching" and _CHAIN_TAIL.match(text, cue.until, end):
        return True
    if cue.code == "technology-transfer" and pattern("transfer_tails").match(text, cue.until, end):
        return True
    return cue.code in _DESCRIBING and pattern("whole_tails").match(text, cue.until, end) is not None


def _in_inner_means(text: str, part: Segment, cue: Cue) -> bool:
    """鼓励企业依托园区建设平台: what stands between 依托 and the next verb is what the act rests on."""
    if cue.kind == "near":
        return False
    low = max(part.span.start, cue.start - _WINDOW)
    aims = _AIMED.finditer(text, low, min(part.span.end, cue.end + _WINDOW))
    if any(aim.start("aim") <= cue.start < aim.end("aim") for aim in aims):
        return True
    opening = act_start(text, *part.span)
    found = list(_INNER_BASIS.finditer(text, max(opening, cue.reach - _WINDOW), cue.reach))
    if not found or found[-1].start() == opening:
        return False
    return not any(found[-1].end() < verb.start <= cue.start and _has_object(text, verb, part) for verb in part.verbs)


def _is_unnamed(text: str, part: Segment, cue: Cue) -> bool:
    """Whether nothing says which technology is meant (开展技术研发, 推进关键技术攻关)."""
    low = max((verb.end for verb in part.verbs if verb.end <= cue.reach), default=part.span.start)
    low = max(low, cue.reach - _WINDOW)
    if _GENERIC.fullmatch(text, low, cue.reach) is None:
        return False
    return _GENERIC.fullmatch(text[cue.reach : cue.until]) is not None


def _is_role(text: str, part: Segment, cue: Cue) -> bool:
    played = text.rfind("发挥", max(part.span.start, cue.start - _WINDOW), cue.start)
    if played < 0 or _verb_between(part, played + 2, cue.reach):
        return False
    return _ROLE_END.match(text, cue.until, part.span.end) is not None


def _is_place(text: str, part: Segment, cue: Cue) -> bool:
    low = _since(text, part, cue.start, ",，、;；")
    if found := _FOR_WHOM.search(text, low, cue.start):
        return not _verb_between(part, found.start(), cue.start) and bool(
            pattern("served").search(text, cue.end, part.span.end)
        )
    found = _PLACE.search(text, low, cue.start)
    if found is None or _verb_between(part, found.end(), cue.start):
        return False
    if found[0] != "对":
        return True
    acted = text[cue.end : cue.end + 1] == "的" and pattern("acted_on").match(text, cue.end + 1, part.span.end)
    return not acted and pattern("treated").search(text, cue.end, part.span.end) is None


def _is_party(text: str, part: Segment, cue: Cue) -> bool:
    found = _PARTY.search(text, _since(text, part, cue.start, ",，;；"), cue.start)
    if found is None or _verb_between(part, found.start(), cue.start):
        return False
    return pattern("dealings").search(text, cue.end, part.span.end) is not None


def _is_addressee(text: str, parts: Sequence[Segment], index: int) -> bool:
    """鼓励高校、科技企业,通过…开展…: a list of addressees alone in its segment."""
    part = parts[index]
    if not part.verbs or part.verbs[0].word not in lexicon.load("verbs")["addressing"] or index == len(parts) - 1:
        return False
    if _object_between(text, part, part.verbs[0].end, part.span.end):
        return False
    following = parts[index + 1]
    told = following.verbs or lexicon.pattern("verbs", "basis").match(text, *following.span)
    return bool(told) and following.role in ("act", "silent")
