"""Where a measure may stand: sections, and comma segments by the part they play (measures.md, section 1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from loaders import lexicon
from loaders.document import Clause, Document
from loaders.extract.measure_mode import Verb, act_start, addresses
from loaders.segments import Span, comma_segments

Section = Literal["measures", "goals", "procedure", "nothing"]
Role = Literal["act", "result", "past", "condition", "silent"]

_HEADING_LENGTH = 34
_SECTION_LENGTH = 20
_GOAL_HEADING = re.compile(r"\S{0,4}(?:目标|总体要求|总体思路)(?:[。:：\s]|$)")
_LIST_MARKS = "、和与及或以"
_REPLY = re.compile(r"答复|复函|提案|议案")
_PLACE_END = re.compile("领域|环节|过程中|基础上|前提下|范围内|区域内|行业|区内|期间")
_SCOPE = re.compile("适用本(?:条例|办法|规定|细则|意见|措施|政策|方案)")
_MEANS = re.compile("[是系]指|指的是")
_TOLD = re.compile("提案指出|你们提出|您提出|收悉|建议提出")
_NEWS = re.compile(
    "(?:目前,?)?该(?:院|校|公司|企业|研究院|基地|中心|平台|项目)|[^,，。]{2,20}(?:研究院|公司|大学|学院)(?:已|是|拥有|与)"
)
_OWN_ISSUE = re.compile(
    "(?:制定|制订|提出|出台|特制定|编制)(?:本|以下|如下)(?:条例|办法|规定|细则|意见|措施|若干|政策|方案|实施|计划|行动|通知|规划)"
)
_WHOLE = re.compile("(?:生态|体系|链条?|格局)$")
_DESCRIBED = re.compile(
    "[^,，]{0,40}等(?:各项工作|各类服务|方面工作|工作$|[^,，、]{0,6}服务体系|[^,，、]{0,4}"
    "(?:领域|行业|服务业|业态|环节|产业(?![园基链集化])|工作机制|要素(?:的|流动|集聚|配置|向)|"
    "(?:方面的?)?(?:突出|实际)?(?:问题|困难|需求|诉求)|因素|信息|优势|资源|职责|权益|方面便利|活动中|过程中))"
)
"""What a list ends in when its items only describe: topics, fields, factors, ways."""
_DESCRIBED_WAYS = re.compile("[^,，]{0,40}等[^,，、]{0,4}(?:方式|形式|途径|手段)")
_WAYS = frozenset(
    {
        "industry-fund", "land", "listing-and-mergers", "competitive-commissioning", "case-by-case",
        "public-investment",
    }
)  # fmt: skip
"""Instruments that are themselves ways of doing something (采取先租后让等方式供地)."""
_PROCEDURE = re.compile(
    "[^,，;；]{0,24}?(?:报批|审批|审核|办理|备案|申报|认定|评审|报备|审查|核准)"
    "(?:流程|手续|程序|时限|时间|环节|事项|材料)"
)
"""What a list ends in whose procedure alone is changed (简化展会、赛事等活动报批流程)."""
_PROCEDURAL = frozenset({"government-service", "regulation", "further-policy", "talent-services", "tax-relief", "land"})
_SYSTEM = re.compile("[^,，、;；的]{0,6}(?:系统|信息平台|指挥平台)")
"""A system for supervision is built, not supervision ordered (安全监管与指挥系统)."""
_RECENT = re.compile(
    "(?:近年来|近年|近几年来?|目前|截至[^,，。]{2,12}|截止[^,，。]{2,12}|去年以来|随着[^,，。]{4,60})(?=[,，])"
)
"""Opens a sentence that tells what was done."""
_HENCE = re.compile("下一步|将(?!.{0,6}[作列纳])|要(?![素求点件])|拟|今后|继续")
_SERVED = re.compile(
    "创造[^,，]{0,6}(?:条件|环境)|营造[^,，]{0,8}(?:环境|氛围)|(?:奠定|打下)[^,，]{0,6}基础|提供[^,，]{0,6}(?:支撑|保障)$"
)
"""What is made for the things behind 为, which are no acts (为人才引进创造良好条件)."""
_TREATED = re.compile("进行|加以|组织|整治|评价|评估|考核|监管|管理")
_REACHED = re.compile("(?:逐步|努力|最终|加快)?(?:形成|实现)(?!.{0,12}(?:机制|制度|办法))")
_COUNT = r"\d+(?:[-—~～至]\d+)?余?[个家条座处批项所]?(?:以上|左右)?"
"""How many there are to be, printed behind the thing (打造示范园8—10个)."""
_USED = ("通过", "利用", "发挥", "借助", "运用")
_DIRECTED = re.compile(r"给予|予以|实施|实行|开展|提供|开辟|加大|加强|采取|推行|落实|引进|引入")


@dataclass(frozen=True, slots=True)
class Segment:
    """A comma segment with its verbs and the part it plays in its sentence."""

    span: Span
    verbs: tuple[Verb, ...]
    role: Role
    open_from: int
    """Before this offset stand means, scope or addressees of 对: nothing there is what the act is about."""
    strict: bool
    """What stands before ``open_from`` is place or aim (在…领域, 以…为目标): no activity counts there either."""
    addressed: bool
    """An earlier segment of the sentence, or this one, supports somebody to do what follows."""


@cache
def _headings() -> dict[str, re.Pattern[str]]:
    return {name: _any_of(words) for name, words in lexicon.load("contexts")["sections"].items()}


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(lexicon.any_of(words))


def pattern(name: str) -> re.Pattern[str]:
    """One list of ``contexts.yaml`` as a pattern."""
    return lexicon.pattern("contexts", name)


def _basis() -> re.Pattern[str]:
    return lexicon.pattern("verbs", "basis")


def is_reply(title: str | None, doc_type: str | None) -> bool:
    """Whether the document answers a proposal or motion."""
    return bool(_REPLY.search(doc_type or "") or _REPLY.search(title or ""))


def is_heading(document: Document, clause: Clause) -> bool:
    """Whether the title stands over a text of its own and is not its first sentence."""
    body = document.text[clause.title_end : clause.own_end].strip(" \n。.：:")
    return bool(body) and len(clause.title) <= _HEADING_LENGTH and not re.search("[,，;；]", clause.title)


def section(document: Document, clause: Clause) -> Section:
    """What may stand in a clause, by its own heading and those above it, the nearest first."""
    for at, one in enumerate([clause, *document.ancestors(clause)]):
        title = one.title
        if _GOAL_HEADING.match(title):
            return "goals"
        if len(title) > _HEADING_LENGTH:
            continue
        found = {name: bool(regex.search(title)) for name, regex in _headings().items()}
        if found["goals"] and len(title) <= _SECTION_LENGTH:
            return "goals"
        if found["ideology"]:
            return "nothing"
        if found["situation"]:
            return "nothing"
        if found["procedure"] and len(title) <= _SECTION_LENGTH and (at == 0 or len(title) <= 12):
            return "procedure"
    return "measures"


def segments(text: str, sentence: Span, verbs: Sequence[Verb]) -> list[Segment]:
    """The comma segments of a sentence; ``verbs`` are those of the sentence, by start."""
    found: list[Segment] = []
    addressed = False
    spans = comma_segments(text, *sentence)
    # …的活动，适用本条例: the whole sentence says what the text is about; behind 是指 all is definition.
    defined = _SCOPE.search(text, *sentence) is not None
    news = _RECENT.match(text, *sentence) is not None
    for number, span in enumerate(spans):
        own = tuple(verb for verb in verbs if span.start <= verb.start < span.end)
        addressed = addressed or addresses(text, *span, own)
        role, open_from = _role(text, span, own, first=number == 0, last=number == len(spans) - 1)
        if text[span.end - 1] == "的" and number < len(spans) - 1:
            role, open_from = "condition", span.end
        defined = defined or _MEANS.search(text, *span) is not None
        if defined:
            role, open_from = "silent", span.end
        if news and role == "act" and not _HENCE.search(text, *span):
            role = "past"
        news = news and role != "act"
        found.append(Segment(span, own, role, open_from, _is_strict(text, span), addressed))
    return found


def _role(text: str, span: Span, verbs: Sequence[Verb], *, first: bool, last: bool) -> tuple[Role, int]:
    begin = span.start
    content = text[span.start : span.end]
    if pattern("definition").search(content) or pattern("own_text").match(content):
        return "silent", span.end
    if pattern("past").match(content):
        return "past", begin
    if (not first and pattern("result").match(content)) or _REACHED.match(content):
        return "result", span.end
    if pattern("condition_starts").match(content) and re.search(
        "的$|的(?:企业|单位|项目|机构|人才|个人|团队|平台)$", content
    ):
        return "condition", span.end
    if content.startswith("对"):
        directed = list(_DIRECTED.finditer(text, span.start + 1, span.end))
        if not directed and not last and not _TREATED.search(content):
            return "condition", span.end
        return "act", directed[-1].start() if directed else begin
    at = act_start(text, *span)
    if content[0] == "为" and (served := _SERVED.search(text, *span)):
        return "act", served.start()
    if content[0] in "从在" and "方面" in content:
        return "act", begin
    if content[0] == "在" and (place := list(_PLACE_END.finditer(text, *span))):
        return "act", place[-1].end()
    if _basis().match(text, at, span.end):
        if _ends_in_ground(content):
            return "silent", span.end
        following = next((verb for verb in verbs if verb.start > at + 2 and _takes_object(text, verb, span.end)), None)
        return ("act", following.start) if following else ("silent", span.end)
    return "act", begin


def _ends_in_ground(content: str) -> bool:
    return content.endswith(tuple(lexicon.load("contexts")["ground_ends"]))


def _is_strict(text: str, span: Span) -> bool:
    """Whether a segment opens with place, aim or basis; 通过, 利用, 发挥 may name an instrument that is used."""
    at = act_start(text, *span)
    return _basis().match(text, at, span.end) is not None and not text.startswith(_USED, at)


def _takes_object(text: str, verb: Verb, end: int) -> bool:
    """Whether a verb behind a word of means begins the act (依托…组建…) and does not end its noun (围绕人才引进)."""
    return verb.word not in ("利用", "发挥") and verb.end < end - 1 and text[verb.end] not in _LIST_MARKS


def is_told(text: str, sentence: Span) -> bool:
    """Whether a sentence of a letter repeats the proposal or tells news of an institute or firm."""
    return _TOLD.search(text, *sentence) is not None or _NEWS.match(text, *sentence) is not None


def is_own_issue(text: str, sentence: Span) -> bool:
    """Whether a sentence announces the document itself with its purposes and grounds (为了…, 制定本条例)."""
    return _OWN_ISSUE.search(text, *sentence) is not None


def is_described(text: str, start: int, end: int, span: Span, code: str = "") -> bool:
    """Whether a thing only describes a whole: “研发+转化+应用”生态链, …等服务体系, …等各项工作."""
    if "+" in (text[start - 1 : start], text[end : end + 1]):
        closing = text.find("”", end, span.end)
        return closing >= 0 and _WHOLE.search(text, closing, span.end) is not None
    if code not in _PROCEDURAL and _PROCEDURE.match(text, end, span.end):
        return True
    if code == "regulation" and _SYSTEM.match(text, end, span.end):
        return True
    if code not in _WAYS and _DESCRIBED_WAYS.match(text, end, span.end):
        return True
    return _DESCRIBED.match(text, end, span.end) is not None


def is_head(text: str, start: int, end: int, verbs: Sequence[Verb], *, code: str, addressing: bool) -> bool:
    """Whether a thing that ends at ``start`` heads its noun phrase: only tails or list marks follow up to ``end``.

    支持园区、孵化器建设公共平台: both are addressees, for a verb with an object of its own follows the list.
    """
    rest = _strip_tails(text, start, end, code)
    if rest == end or text[rest] in "(（":
        return True
    if text[rest] not in _LIST_MARKS:
        return False
    if not addressing:
        return True
    following = [verb for verb in verbs if verb.start > rest and text[verb.start - 1] not in _LIST_MARKS]
    return all(_strip_tails(text, verb.start, end, code) == end for verb in following)


@cache
def _tail(code: str) -> re.Pattern[str]:
    extra = lexicon.load("contexts")["tails_of"].get(code, [])
    return re.compile(f"(?:{_COUNT}|{_any_of([*lexicon.load('contexts')['tails'], *extra]).pattern}|[”’）)」』])*")


def _strip_tails(text: str, start: int, end: int, code: str) -> int:
    match = _tail(code).match(text, start, end)
    return match.end() if match else start
