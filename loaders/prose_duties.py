"""Duties given in running prose: 由市财政予以保障, 市科技局牵头，…, 各镇街要….

Conservative: a named body or a class of bodies, at the start of its comma segment or behind 由, and
right behind it a word that gives it something to do. Permissions (可), approvals (批准, 审定), what is
over (已, 了) and bodies too wide to hold a duty (各有关部门) give none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from loaders import lexicon, regions
from loaders.agencies.forms import is_refused, level, words
from loaders.agencies.lists import Printed
from loaders.duties import Duty
from loaders.facts import Role
from loaders.lexicon import any_of
from loaders.segments import Ranges, Span, comma_segments, sentences

# 领导小组办公室设在市工信局: the seat of an office is told to run it.
_SEAT = re.compile(r"(?:办公室|专班|秘书处)[^，。；]{0,6}?设在")
_PLACE = r"[一-鿿]{2,6}?(?:自治区|省|市|自治州|州|区|县|旗)"


@cache
def _body() -> re.Pattern[str]:
    """One named body or class of bodies."""
    levels = any_of(words("levels"))
    functions, endings = any_of(words("functions")), any_of(words("function_endings"))
    heads, tiers, tails = (any_of(words(f"class_{part}")) for part in ("heads", "tiers", "tails"))
    organs = any_of(words("joint_organs"))
    return re.compile(
        rf"(?:{heads})(?:{tiers})(?:{tails})?"
        rf"|(?:{any_of(words('bare_classes'))})"
        rf"|(?:{levels}|各级|[省市区县]级|[一二三四五六七八九十]+市)?(?:委|人民政府|政府)?(?:{functions})"
        rf"(?:行政)?(?:主管部门|{endings})"
        rf"|(?:{levels})委(?:{any_of(words('party_organs'))})"
        rf"|(?:{levels})(?:级)?财政(?!资金|补贴|奖|支)"
        rf"|(?:{levels})(?:人民政府|政府办公室|政府办|政府|委办公室|委)(?![一-鿿]{{0,4}}(?:局|厅|部门))"
        rf"|(?P<place1>{_PLACE})(?:(?:人民政府|政府)|(?:{functions})(?:{endings}))"
        rf"|(?:{levels}|全[省市区县]|(?P<place2>{_PLACE}))[一-鿿]{{2,16}}?(?:{organs})"
        rf"|(?:{any_of(words('bare_organs'))})"
        rf"|[一-鿿]{{2,10}}?(?:管委会|管理委员会)"
        rf"|(?:中国)?人民银行[一-鿿]{{2,10}}?[分支]行|人行[一-鿿]{{2,8}}?[分支]行"
        rf"|(?P<place3>{_PLACE})(?=要|应当|须|负责|牵头|会同)"
        rf"|(?P<place4>[一-鿿]{{2,4}})(?:银保监|证监|金融监管|税务)(?:分)?局"
        rf"|(?P<level>{levels})[一-鿿]{{2,10}}?(?:厅|局|委员会|办公室|总社)"
        rf"|(?:{levels})(?:供销社|供销联社|总工会|工商联|贸促会|妇联|科协|残联|团委)"
    )


@cache
def _short_list() -> re.Pattern[str]:
    """工信、科技、人社等7个职能部门: functions that share the word 部门."""
    functions = any_of(words("functions"))
    counted = r"(?:\d+|[一二三四五六七八九十]+)\s?个"
    return re.compile(
        rf"(?P<names>(?:{functions})(?:[、和](?:{functions}))+)等?\s?(?:{counted})?(?:职能|有关|相关|主管)?部门"
    )


@cache
def _verbs() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(any_of(found)) for name, found in lexicon.load("duties").items()}


def prose_duties(text: str, start: int, end: int, skip: Sequence[Span]) -> list[Duty]:
    """Duties of ``text[start:end]`` in order; ``skip`` are the ranges of duty brackets."""
    found: list[Duty] = []
    brackets = Ranges(skip)
    for sentence in sentences(text, start, end):
        for segment in comma_segments(text, *sentence):
            if segment.start in brackets:
                continue
            found.extend(_of_segment(text, sentence, segment))
    return found


def _of_segment(text: str, sentence: Span, segment: Span) -> list[Duty]:
    seated = _SEAT.search(text, segment.start, segment.end)
    if seated is not None:
        run, _ = _bodies(text, seated.end(), segment.end)
        return [Duty(item.name, "responsible", item.start, item.end) for item in run if not is_refused(item.name)]
    opening = _opening(text, segment)
    by = text.startswith("由", opening)
    behind = re.compile(r"(?<![自理事来缘])由").finditer(text, opening + 1, segment.end)
    begins = [opening + 1 if by else opening, *(match.end() for match in behind)]
    for begin in begins:
        behind_you = text[begin - 1 : begin] == "由"
        run, stop = _bodies(text, begin, segment.end)
        if not run:
            continue
        opens = begin == opening and _opens(text, sentence, segment)
        role = _role(text, stop, segment, opens=opens, behind_you=behind_you)
        if role is None and stop == segment.end and begin == opening:
            role = _said_behind_comma(text, stop, sentence.end)
        if role is None:
            continue
        partners = _partners(text, stop, segment.end)
        return [
            Duty(item.name, item_role, item.start, item.end)
            for item, item_role in [*((item, role) for item in run), *((item, "responsible") for item in partners)]
            if not is_refused(item.name)
        ]
    return []


def _opens(text: str, sentence: Span, segment: Span) -> bool:
    """Whether only circumstances (在…指导下，按照…，2023年，) stand before the segment in its sentence."""
    before = comma_segments(text, sentence.start, segment.start)
    return all(re.match(r"在|按|按照|根据|围绕|为|以|自|从|每年|\d{4}年", text[s.start : s.end]) for s in before)


def _said_behind_comma(text: str, at: int, stop: int) -> Role | None:
    """各镇街、住建等部门，要…: the list fills its segment and the next one opens with what is to be done."""
    return "responsible" if re.compile(r"[，,]\s*(?:要|应当?|须|负责|按职责)").match(text, at, stop) else None


def _opening(text: str, segment: Span) -> int:
    """Where the words of a segment begin behind an opening number or 一是."""
    match = re.compile(r"(?:[一二三四五六七八九十]+(?:是|要)|[(（]?[0-9一二三四五六七八九十]{1,3}[)）.、．])\s*").match(
        text, segment.start, segment.end
    )
    return match.end() if match else segment.start


def _bodies(text: str, begin: int, stop: int) -> tuple[list[Printed], int]:
    """The bodies listed from ``begin`` on and where their list ends."""
    if short := _short_list().match(text, begin, stop):
        names, at = [], short.start("names")
        for name in re.split(r"[、和]", short["names"]):
            names.append(Printed(name + "部门", at, at + len(name)))
            at += len(name) + 1
        return names, short.end()
    found: list[Printed] = []
    at = begin
    while (match := _body().match(text, at, stop)) is not None:
        place = match["place1"] or match["place2"] or match["place3"] or match["place4"]
        if (place and regions.by_name(place) is None) or (match["level"] and level(match[0]) is None):
            break
        found.append(Printed(match[0], match.start(), match.end()))
        joint = re.compile(r"[、和及与]|以及").match(text, match.end(), stop)
        if joint is None:
            return found, _past_etc(text, match.end(), stop)
        at = joint.end()
    if not found:
        return [], begin
    tail = re.compile(r"(?P<name>[一-鿿]{2,4}?)等?(?:部门|单位)").match(text, at, stop)
    if tail is None:
        end = _past_etc(text, at, stop)
        return (found, end) if end > at else ([], begin)
    if tail["name"] in words("functions"):
        found.append(Printed(tail["name"] + "部门", tail.start(), tail.end("name")))
    return found, tail.end()


def _past_etc(text: str, at: int, stop: int) -> int:
    match = re.compile(r"等?(?:\d+个|[一二三四五六七八九十]+个)?(?:有关|相关|职能)?(?:部门|单位)?").match(
        text, at, stop
    )
    return match.end() if match else at


def _role(text: str, at: int, segment: Span, *, opens: bool, behind_you: bool) -> Role | None:
    """The role that the word at ``at`` gives; None when it gives no duty."""
    verbs = _verbs()
    rest = text[at : segment.end]
    if verbs["refused_behind"].match(rest) or verbs["over"].search(rest[:10]):
        return None
    if re.match(r"[^，]{0,14}可(?!靠|持续|行|能)", rest) and not rest.startswith("要"):
        return None
    if re.match(r"(?:要|应当|应|须)?(?:负责|分别|共同|联合)?牵头(?!的|人|单位|部门)", rest):
        return "lead"
    groups = ["prose_anywhere", *(["prose_sentence"] if opens else []), *(["prose_behind_you"] if behind_you else [])]
    return "responsible" if any(verbs[name].match(rest) for name in groups) else None


def _partners(text: str, at: int, stop: int) -> list[Printed]:
    """会同B, 联合B: the bodies that act with the first ones."""
    match = re.compile(r"(?:会同|联合)").match(text, at, stop)
    if match is None:
        return []
    return _bodies(text, match.end(), stop)[0]
