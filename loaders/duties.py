"""Duties given to bodies in brackets and after labels: （省科技厅牵头，财政厅等按职责分工负责）, 责任单位：….

The role is what is printed: a lead only where 牵头 or 主办 stands, or where the document states its
own convention (列第一位的为牵头单位).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from loaders import lexicon
from loaders.agencies.forms import is_agency, is_full_region, is_plain, is_refused, level, words
from loaders.agencies.lists import Printed, restore_levels, split_run
from loaders.facts import Role
from loaders.lexicon import any_of
from loaders.segments import Span

Convention = Literal["none", "first", "comma"]

_PAIRS = dict(zip("(（〔【[［﹝﹙〖〈", (")）", ")）", "〕", "】", "]", "］", "﹞", "﹚", "〗", "〉"), strict=True))
_CLOSERS = "".join(_PAIRS.values())
_HEADING = r"(?:^|(?<=\n))(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百0-9]{1,4}[章条])"
_MARKS = re.compile("[" + re.escape("".join([*_PAIRS, *_PAIRS.values()])) + "]|" + _HEADING)
_LED = re.compile(r"[（(\[［〈【〔](?:主?牵头|主办)(?:单位|部门)?[)）\]］〉】〕]")
_LINE_END = re.compile("[\n。]")
_LONGEST_BRACKET = 600
_LONGEST_NAME = 40
_FIRST = re.compile(
    r"(?:列|排)(?:在|名)?(?:首位|第一位|第一|最前)(?:的|者)?[^。；\n]{0,12}?(?:为|是|系)[^。；\n]{0,6}?(?:牵头|主办)(?:单位|部门)"
)
_COMMA = re.compile(
    r"(?:逗号|分号)(?:之前|前面|以前|前)(?:的|者)?[^。；\n]{0,12}?(?:为|是|系)[^。；\n]{0,6}?(?:牵头|主办)(?:单位|部门)"
)


@dataclass(frozen=True, slots=True)
class Duty:
    """A body and its role; ``start:end`` is the printed name, which may lack the level in ``agency``."""

    agency: str
    role: Role
    start: int
    end: int
    rule: str
    """The family of language that gave it."""


@dataclass(frozen=True, slots=True)
class DutyRun:
    """A bracket or labelled line that gives duties: its whole range, brackets included."""

    start: int
    end: int
    duties: tuple[Duty, ...]
    is_bracket: bool


@cache
def _words(name: str) -> str:
    return lexicon.any_of(lexicon.load("duties")[name])


@cache
def _label() -> re.Pattern[str]:
    """牵头单位：, 市级责任部门：, 【配合单位】: a word for a duty, with or without a word for bodies, and its mark."""
    bodies = _words("label_bodies")
    lead = rf"(?:{_words('lead_labels')})(?:[一-鿿]{{0,4}}?(?:{bodies}))?"
    other = rf"(?:{_words('other_labels')})[一-鿿]{{0,4}}?(?:{bodies})|{_words('bare_labels')}"
    named = "|".join((f"(?P<none>{_words('other_than_bodies')})", f"(?P<lead>{lead})", f"(?P<other>{other})"))
    # 责任单位为省科技厅: without a mark a word for bodies must close the label and a body follow at once.
    body = rf"(?=由?(?:{any_of(words('levels'))}|各)[一-鿿])"
    bare = rf"(?<={bodies})(?:为|是|包括|有|[ —-]{{1,2}})?{body}"
    mark = r"(?:\s*[】\]］〕]?\s*(?:为|是)?[:：]|[】\]］〕](?![、，,；;）)]))\s*"
    return re.compile(rf"(?:{named})(?:[(（][^()（）\n]{{1,12}}[)）])?(?:{mark}|{bare})")


@cache
def _verb() -> re.Pattern[str]:
    # 专班牵头单位 is a body; 为牵头单位 says who leads.
    verbs = rf"(?P<lead>{_words('lead_verbs')})|(?P<other>{_words('other_verbs')})"
    counted = r"(?:\d+|[一二三四五六七八九十]+)?(?:个)?(?:有关|相关|职能)?(?:单位|部门|地区)?"
    return re.compile(rf"(?:等)?{counted}(?:{verbs})")


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{_words('leading_words')})(?!务)")


_NAMES_A_BODY = re.compile(
    r"(?:牵头|主办|责任|参与|配合)(?:单位|部门)(?!负责|牵头|$)|(?:牵头|主办|责任|参与|配合|成员)(?:单位|部门)"
)
_HANDED = re.compile(r"[^、，]{0,8}?(?<![理缘事])由")
_PARTNERS = re.compile(r"会同|联合(?!会)|协同")
_WITHIN = ("（）", "()", "“”", "[]", "［］", "〈〉", "【】", "〔〕")
_LAST = re.compile(r"[、和及]")
_AS = re.compile(r"(?:作?为|是|系)$")
_NOTE = re.compile(
    r"(?:以下|下同|其中|排在?|列|不再|均需|各项(?!目)|上述|注[:：]|包括)|.{0,12}(?:首位|第一|前面|之前).{0,12}(?:牵头|主办)"
)


def convention(text: str) -> Convention:
    """What the document itself says of the order in its brackets."""
    if _COMMA.search(text):
        return "comma"
    return "first" if _FIRST.search(text) else "none"


def duty_runs(text: str, start: int = 0, end: int | None = None) -> list[DutyRun]:
    """All brackets and labelled lines in ``text[start:end]`` that give duties, by offset."""
    stop = len(text) if end is None else end
    rule = convention(text[start:stop])
    found: list[DutyRun] = []
    for span in _brackets(text, start, stop):
        duties = _of_bracket(text, span, rule)
        if duties:
            found.append(DutyRun(span.start, span.end, tuple(duties), True))
    brackets = list(found)
    opened = [run.start for run in brackets]
    for span in _labelled_lines(text, start, stop):
        before = bisect_right(opened, span.start) - 1
        if before >= 0 and span.start < brackets[before].end:
            continue
        duties = _of_labels(text, span.start, span.end, rule)
        if duties:
            found.append(DutyRun(span.start, span.end, tuple(duties), False))
    return sorted(found, key=lambda run: run.start)


def _brackets(text: str, start: int, stop: int) -> Iterator[Span]:
    """Outermost brackets, each with its marks; one that never closes is passed over."""
    closings = _closings(text, start, stop)
    reached = start
    for at, end in sorted(closings.items()):
        if at < reached or end - at > _LONGEST_BRACKET:
            continue
        if _label().search(text, at, end) or "、" in text[at:end] or end - at > 4:
            yield Span(at, end)
        reached = end


def _closings(text: str, start: int, stop: int) -> dict[int, int]:
    """Where the bracket that opens at an offset ends; a mark that closes another kind is passed over."""
    found: dict[int, int] = {}
    stack: list[tuple[int, str]] = []
    for match in _MARKS.finditer(text, start, stop):
        if match[0] in _PAIRS:
            stack.append((match.start(), _PAIRS[match[0]]))
        elif match[0][-1] in "、章条":
            # A bracket that a heading stands in was never closed.
            stack.clear()
        elif stack and match[0] in stack[-1][1]:
            found[stack.pop()[0]] = match.end()
    return found


def _labelled_lines(text: str, start: int, stop: int) -> Iterator[Span]:
    """From a label that opens a line or a sentence to the end of its line or sentence."""
    at = start
    while (match := _label().search(text, at, stop)) is not None:
        before = text[max(start, match.start() - 1) : match.start()]
        opens = match.start() == start or before in "\n。；;　 【[(（" or _starts_list(text, match)
        ending = _LINE_END.search(text, match.end(), stop)
        end = ending.start() if ending else stop
        if "\n" in match[0]:
            end = _lines_of_names(text, end, stop)
        if opens and end - match.start() <= _LONGEST_BRACKET:
            yield Span(match.start(), end)
        at = max(match.end(), end if opens else match.end())


def _starts_list(text: str, label: re.Match[str]) -> bool:
    """Whether a label inside a line that lost its breaks (…体系责任单位：省科技厅) is followed by a body."""
    return (
        label[0].rstrip()[-1:] in "：:"
        and re.match(r"[一-鿿]{2,20}?(?=[、，,；;。\n]|$)", text[label.end() : label.end() + 24]) is not None
        and (is_plain(re.split(r"[、，,；;。\n]", text[label.end() : label.end() + 24])[0]))
    )


def _lines_of_names(text: str, end: int, stop: int) -> int:
    """Where the lines end that hold nothing but one body each below a label that is a line of its own."""
    while end < stop and text[end] == "\n":
        below = text.find("\n", end + 1, stop)
        below = stop if below < 0 else below
        if not is_agency(text[end + 1 : below].strip()) or below - end > _LONGEST_NAME:
            break
        end = below
    return end


def _of_bracket(text: str, span: Span, rule: Convention) -> list[Duty]:
    start, end = span.start + 1, span.end - 1
    if any(label["lead"] or label["other"] for label in _label().finditer(text, start, end)):
        return _of_labels(text, start, end, rule)
    return _of_segments(text, span, start, end, rule)


def _of_labels(text: str, start: int, end: int, rule: Convention) -> list[Duty]:
    """Labels with their bodies; a stated order (列逗号之前的为牵头单位) holds where no label says 牵头."""
    labels = list(_label().finditer(text, start, end))
    ordered = rule != "none" and not any(label["lead"] for label in labels)
    parts: list[tuple[Printed, Role, str]] = []
    for index, label in enumerate(labels):
        if label["none"]:
            continue
        stop = labels[index + 1].start() if index + 1 < len(labels) else end
        while stop > label.end() and text[stop - 1] in "【[［〔（( ":
            stop -= 1
        segments = [span for span in _segments(text, label.end(), stop) if not _NOTE.match(text, *span)]
        for number, segment in enumerate(segments):
            run, _, _ = _run(text, segment, always=False)
            for item in split_run(text, *run):
                name = _LED.sub("", item.name)
                if not _is_name(name):
                    continue
                led = name != item.name or _LED.match(text, item.end) is not None
                named = Printed(name, item.start, item.start + len(_LED.sub("", text[item.start : item.end])))
                first = (
                    not parts and not name.startswith("各") if rule == "first" else number == 0 and len(segments) > 1
                )
                if label["lead"]:
                    parts.append((named, "lead", "label-lead"))
                elif led or (ordered and first):
                    parts.append((named, "lead", "label-order"))
                else:
                    parts.append((named, "responsible", "label-other"))
    return _duties(parts)


def _is_name(name: str) -> bool:
    """In a labelled list even a name of unknown form counts, if it is neither a sentence nor a person's name."""
    return is_agency(name) or bool(
        re.fullmatch(r"[一-鿿（）()“”]{4,40}", name) and not re.search(r"[了将可]|应(?!急)|的(?!单位|部门|企业)", name)
    )


def _segments(text: str, start: int, end: int) -> list[Span]:
    spans: list[Span] = []
    depth, begin = 0, start
    for at in range(start, end):
        if text[at] in _PAIRS:
            depth += 1
        elif text[at] in _CLOSERS:
            depth = max(0, depth - 1)
        elif text[at] in "，,；;。\n…" and depth == 0:
            spans.append(Span(begin, at))
            begin = at + 1
    spans.append(Span(begin, end))
    return [span for span in spans if text[span.start : span.end].strip()]


def _runs(text: str, segment: Span, *, always: bool) -> Iterator[tuple[Span, Role | None]]:
    """The bodies of one comma segment with the role its verb gives; A牵头会同B负责 holds two runs."""
    run, role, rest = _run(text, segment, always=always)
    yield run, role
    if rest < segment.end and _PARTNERS.match(text, rest, segment.end):
        yield from _runs(text, Span(rest, segment.end), always=always)


def _run(text: str, segment: Span, *, always: bool) -> tuple[Span, Role | None, int]:
    """The bodies of one comma segment, without what is said of them, the role its verb gives and where that ends."""
    start = segment.start
    if (handed := _HANDED.match(text, start, segment.end)) is not None:
        start = handed.end()
    while (lead := _leading().match(text, start, segment.end)) is not None:
        start = lead.end()
    # 推进 is a verb in A、B推进 and part of the name in 推进组: the first verb behind a complete name counts, else
    # the first of all.
    verbs = [verb for verb in _verb().finditer(text, start, segment.end) if _is_verb(text, start, verb, segment.end)]
    ends = [(verb, _names_end(text, start, verb)) for verb in verbs]
    behind = [(verb, end) for verb, end in ends if is_agency(_LAST.split(text[start:end])[-1])]
    for verb, end in (*behind, *ends):
        if end > start or always:
            # The partners of a lead follow its verb; 会同 itself is such a verb.
            at = verb.start("lead") if verb["lead"] else verb.start("other")
            rest = at if _PARTNERS.match(text, at, segment.end) else verb.end()
            return Span(start, end), "lead" if verb["lead"] else "responsible", rest
    return Span(start, segment.end), None, segment.end


def _names_end(text: str, start: int, verb: re.Match[str]) -> int:
    """Where the names before a verb end: 成员单位 is one, in 财政厅等有关单位 the words behind 等 are none."""
    at = verb.start("lead") if verb["lead"] else verb.start("other")
    whole = text[verb.start() : at] in ("单位", "部门") and not is_agency(_LAST.split(text[start : verb.start()])[-1])
    return at if whole else verb.start()


def _is_verb(text: str, start: int, verb: re.Match[str], stop: int) -> bool:
    """Whether a word of duty says something of the bodies before it, and is no part of their names."""
    before = text[start : verb.start()]
    # A局（牵头）、B局: what stands in a bracket of one name does not end the list.
    if any(before.count(pair[0]) > before.count(pair[1]) for pair in _WITHIN):
        return False
    at = verb.start("lead") if verb["lead"] else verb.start("other")
    told = _AS.search(before) is not None or verb[0].endswith(("为牵头", "为责任"))
    return told or _NAMES_A_BODY.match(text, at, stop) is None


def _of_segments(text: str, span: Span, start: int, end: int, rule: Convention) -> list[Duty]:
    """A bracket without labels: （A牵头，B、C按职责分工负责）, （A、B负责）, or the names alone.

    What a verb of duty closes is a list of bodies, whatever their form, if most of them have a known one.
    """
    parts: list[tuple[Printed, Role, str]] = []
    said = False
    strangers = 0
    number = 0
    for segment in _segments(text, start, end):
        if _NOTE.match(text, segment.start, segment.end) or _label().match(text, segment.start, segment.end):
            continue
        for item, role in ((i, r) for run, r in _runs(text, segment, always=True) for i in split_run(text, *run)):
            said = said or role is not None
            name = item.name
            led = _LED.search(name)
            if led is not None:
                name = _LED.sub("", name)
                item, role, said = Printed(name, item.start, item.start + len(name)), "lead", True
            if is_refused(name):
                continue
            if (
                not is_agency(name)
                and not is_full_region(name)
                and not ((role is not None or level(name)) and _is_name(name))
            ):
                strangers += 1
                continue
            # A class of bodies (各省级人民政府) can be told to act, but is never the one listed first.
            first = not parts and not name.startswith("各") if rule == "first" else rule == "comma" and number == 0
            by_order = first and role != "lead"
            family = "bracket-lead" if role == "lead" else "bracket-duty" if role else "bracket-list"
            lead = role == "lead" or by_order
            parts.append((item, "lead" if lead else "responsible", "bracket-order" if by_order else family))
        number += 1
    known = sum(is_agency(item.name) or is_full_region(item.name) for item, _, _ in parts)
    if not parts or strangers + len(parts) - known > (len(parts) + strangers) / 2:
        return []
    names = [item.name for item, _, _ in parts]
    closes = _closes_sentence(text, span, names)
    if not any(map(is_plain, names)) and not (said and known == len(parts) and closes):
        return []
    if not said and (strangers or not closes or not is_plain(names[0])):
        return []
    return _duties(parts)


def _closes_sentence(text: str, span: Span, names: Sequence[str]) -> bool:
    """A bracket of bare names gives a duty behind a full sentence, at the end of a line, or right before the mark.

    Right before the mark it must hold several bodies, or one that no word for bodies announces:
    主管部门（市科技局）。 gives none.
    """
    before = text[max(0, span.start - 8) : span.start].rstrip(" 　\n")[-1:]
    after = text[span.end : span.end + 2].strip(" 　")[:1]
    if before in "。；;！" or after in {"", "\n"}:
        return True
    return (
        after in "。；;"
        and 2 * sum(map(is_plain, names)) > len(names)
        and (len(names) > 1 or before not in "门位关构组")
    )


def _duties(parts: list[tuple[Printed, Role, str]]) -> list[Duty]:
    names = restore_levels([item for item, _, _ in parts])
    return [
        Duty(name.name, role, name.start, name.end, rule)
        for name, (_, role, rule) in zip(names, parts, strict=True)
        if not is_refused(name.name)
    ]
