"""Duties given to bodies in brackets and after labels: （省科技厅牵头，财政厅等按职责分工负责）, 责任单位：….

The role is what is printed: a lead only where 牵头 or 主办 stands, or where the document states its
own convention (列第一位的为牵头单位).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from loaders import lexicon
from loaders.agencies.forms import is_agency, is_plain, is_refused, level
from loaders.agencies.lists import Printed, restore_levels, split_run
from loaders.facts import Role
from loaders.segments import Span

Convention = Literal["none", "first", "comma"]

_PAIRS = {"(": ")）", "（": "）)", "〔": "〕", "【": "】", "[": "]", "［": "］"}
_MARKS = re.compile("[" + re.escape("".join([*_PAIRS, *_PAIRS.values()])) + "]")
_LED = re.compile("[（(](?:牵头|主办)(?:单位|部门)?[)）]")
_LINE_END = re.compile("[\n。]")
_LONGEST_BRACKET = 600
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
    groups = (("none", "other_than_bodies"), ("lead", "lead_labels"), ("other", "other_labels"))
    return re.compile("(?:" + "|".join(f"(?P<{group}>{_words(name)})" for group, name in groups) + r")\s*[:：]\s*")


@cache
def _verb() -> re.Pattern[str]:
    verbs = rf"(?P<lead>{_words('lead_verbs')})|(?P<other>{_words('other_verbs')})"
    return re.compile(rf"(?:等)?(?:\d+|[一二三四五六七八九十]+)?(?:个)?(?:单位|部门)?(?:{verbs})")


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
        duties = _of_labels(text, span.start, span.end)
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
        elif stack and match[0] in stack[-1][1]:
            found[stack.pop()[0]] = match.end()
    return found


def _labelled_lines(text: str, start: int, stop: int) -> Iterator[Span]:
    """From a label that opens a line or a sentence to the end of its line or sentence."""
    at = start
    while (match := _label().search(text, at, stop)) is not None:
        before = text[max(start, match.start() - 1) : match.start()]
        opens = match.start() == start or before in "\n。；;　 【[(（"
        ending = _LINE_END.search(text, match.end(), stop)
        end = ending.start() if ending else stop
        if opens and end - match.start() <= _LONGEST_BRACKET:
            yield Span(match.start(), end)
        at = max(match.end(), end if opens else match.end())


def _of_bracket(text: str, span: Span, rule: Convention) -> list[Duty]:
    start, end = span.start + 1, span.end - 1
    if _label().search(text, start, end):
        return _of_labels(text, start, end)
    return _of_segments(text, span, start, end, rule)


def _of_labels(text: str, start: int, end: int) -> list[Duty]:
    labels = list(_label().finditer(text, start, end))
    parts: list[tuple[Printed, Role]] = []
    for index, label in enumerate(labels):
        if label["none"]:
            continue
        stop = labels[index + 1].start() if index + 1 < len(labels) else end
        role: Role = "lead" if label["lead"] else "responsible"
        for segment in _segments(text, label.end(), stop):
            run, _ = _run(text, segment, always=False)
            for item in split_run(text, run.start, run.end):
                name = _LED.sub("", item.name)
                if _is_name(name):
                    led = name != item.name or _LED.match(text, item.end) is not None
                    named = Printed(name, item.start, item.start + len(_LED.sub("", text[item.start : item.end])))
                    parts.append((named, "lead" if led else role))
    return _duties(parts)


def _is_name(name: str) -> bool:
    """In a labelled list even a name of unknown form counts, if it is neither a sentence nor a person's name."""
    return is_agency(name) or bool(re.fullmatch(r"[一-鿿（）()]{4,20}", name) and not re.search(r"[的了将应可]", name))


def _segments(text: str, start: int, end: int) -> list[Span]:
    spans: list[Span] = []
    depth, begin = 0, start
    for at in range(start, end):
        if text[at] in _PAIRS:
            depth += 1
        elif text[at] in ")）〕】]］":
            depth = max(0, depth - 1)
        elif text[at] in "，,；;。\n" and depth == 0:
            spans.append(Span(begin, at))
            begin = at + 1
    spans.append(Span(begin, end))
    return [span for span in spans if text[span.start : span.end].strip()]


def _run(text: str, segment: Span, *, always: bool) -> tuple[Span, Role | None]:
    """The bodies of one comma segment, without what is said of them, and the role its verb gives."""
    start = segment.start
    while (lead := re.compile(rf"\s*(?:{_words('leading_words')})(?!务)").match(text, start, segment.end)) is not None:
        start = lead.end()
    for verb in _verb().finditer(text, start, segment.end):
        before = text[start : verb.start()]
        # A局（牵头）、B局: what stands in a bracket of one name does not end the list.
        if any(before.count(opening) > before.count(closing) for opening, closing in ("（）", "()")):
            continue
        if verb.start() > start or always:
            return Span(start, verb.start()), "lead" if verb["lead"] else "responsible"
    return Span(start, segment.end), None


def _of_segments(text: str, span: Span, start: int, end: int, rule: Convention) -> list[Duty]:
    """A bracket without labels: （A牵头，B、C按职责分工负责）, （A、B负责）, or the names alone."""
    parts: list[tuple[Printed, Role]] = []
    said = False
    strangers = 0
    for number, segment in enumerate(_segments(text, start, end)):
        run, role = _run(text, segment, always=True)
        said = said or role is not None
        for item in split_run(text, run.start, run.end):
            if not is_agency(item.name) and not (level(item.name) and _is_name(item.name)):
                strangers += 1
                continue
            first = not parts if rule == "first" else rule == "comma" and number == 0
            lead = role == "lead" or (first and role is None) or (first and role == "responsible")
            parts.append((item, "lead" if lead else "responsible"))
    if not parts or strangers > len(parts) / 2 or not any(is_plain(item.name) for item, _ in parts):
        return []
    if not said and (strangers or not _closes_sentence(text, span) or not is_plain(parts[0][0].name)):
        return []
    return _duties(parts)


def _closes_sentence(text: str, span: Span) -> bool:
    """A bracket of bare names gives a duty only behind a full sentence or at the end of a line."""
    before = text[: span.start].rstrip(" 　\n")[-1:]
    after = text[span.end : span.end + 2].strip(" 　")[:1]
    return before in "。；;！" or after in {"", "\n"}


def _duties(parts: list[tuple[Printed, Role]]) -> list[Duty]:
    names = restore_levels([item for item, _ in parts])
    return [
        Duty(name.name, role, name.start, name.end)
        for name, (_, role) in zip(names, parts, strict=True)
        if not is_refused(name.name)
    ]
