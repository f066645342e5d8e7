"""The years a document is for, as it prints them: in its title, its last provisions, its aims."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from loaders import lexicon
from loaders.document import Document
from loaders.segments import comma_segments, sentences
from loaders.titles import Title

_YEAR = r"((?:19|20)[0-9]{2})"
_DASH = r"\s*年?\s*(?:[-‐-―－~～─]{1,2}|至|到)\s*"
_RANGE = re.compile(rf"{_YEAR}{_DASH}{_YEAR}\s*年?")
_TITLE_YEAR = re.compile(rf"[（(]{_YEAR}\s*年(?:度)?[)）]")
_TERM = r"(?:有效期|有效期限|实施期限|执行期限|执行期|实施期|施行期限|政策期限)"
_TERM_RANGE = re.compile(rf"{_TERM}[限为是自从：: ]{{0,3}}{_YEAR}年[^。；\n]{{0,8}}?(?:至|到|—|-){_YEAR}年")
_UNTIL = re.compile(rf"(?:{_TERM}|有效|执行|实施|施行)(?:截?止?)(?:至|到|于){_YEAR}年")
_FROM = re.compile(rf"(?:自|从){_YEAR}年[^。；，,\n]{{0,12}}?(?:起)?(?:施行|实施|执行|生效|试行)")
_FROM_TO = re.compile(rf"(?:自|从){_YEAR}年[0-9]{{1,2}}月[0-9]{{1,2}}日[^。；\n]{{0,12}}?(?:至|到){_YEAR}年")
_HORIZON = re.compile(
    rf"(?:力争|争取|确保|预期|预计|计划)?(?:到|至|用[^，,]{{1,8}}时间[，,]到){_YEAR}年(?:底|末|年底)?(?![0-9月])"
)
_EFFORT = re.compile(r"(?:经过|通过|力争用|用)[^，,。]{1,14}(?:努力|时间|发展|建设|攻坚|奋斗)[，,]")
_HEADING = re.compile(r"(?:——|--|[-—·•])?[^，,。：:]{0,14}[：:。]")


class Year(NamedTuple):
    """A year and the half-open range that shows it."""

    year: int
    start: int
    end: int


class Period(NamedTuple):
    """First and last year, None where not printed."""

    start: Year | None
    end: Year | None


def find_period(document: Document, title: Title | None) -> Period:
    """What the title's brackets say, else the provisions on validity, else the horizon of the aims as a whole."""
    if title is not None and (found := _in_title(document.text, title)) is not None:
        return found
    start, end = _in_provisions(document)
    return Period(start, end or _horizon(document))


def _in_title(text: str, title: Title) -> Period | None:
    for match in _RANGE.finditer(text, title.start, title.end):
        return Period(
            Year(int(match[1]), match.start(), match.end()),
            Year(int(match[2]), match.start(), match.end()),
        )
    for match in _TITLE_YEAR.finditer(text, title.start, title.end):
        year = Year(int(match[1]), match.start(), match.end())
        return Period(year, year)
    return None


def _in_provisions(document: Document) -> tuple[Year | None, Year | None]:
    """Validity and effect of this document: sentences that name it or name nothing, never one that cites another."""
    text, stop = document.text, document.end
    start: Year | None = None
    end: Year | None = None
    for match in re.finditer(r"有效|施行|实施|执行|生效|期限", text[:stop]):
        span = _sentence_around(text, match.start(), stop)
        if not _about_itself(text[span[0] : match.start()]):
            continue
        for pattern in (_TERM_RANGE, _FROM_TO):
            if (found := pattern.search(text, *span)) is not None:
                start = start or Year(int(found[1]), found.start(), found.end())
                end = end or Year(int(found[2]), found.start(), found.end())
        if (found := _FROM.search(text, *span)) is not None:
            start = start or Year(int(found[1]), found.start(), found.end())
        if (found := _UNTIL.search(text, *span)) is not None:
            end = end or Year(int(found[1]), found.start(), found.end())
    return start, end


def _sentence_around(text: str, at: int, stop: int) -> tuple[int, int]:
    low = max(text.rfind(mark, 0, at) for mark in "。；\n") + 1
    ends = [where for mark in "。；\n" if (where := text.find(mark, at, stop)) >= 0]
    return low, min(ends, default=stop)


@cache
def _self() -> re.Pattern[str]:
    words = lexicon.load("policy")
    kinds = lexicon.any_of({*words["types"], "文件"})
    return re.compile(rf"(?:{'|'.join(words['self'])})[^，,。《》]{{0,12}}?(?:{kinds})")


def _about_itself(before: str) -> bool:
    """Whether the words of a sentence before its verb of effect speak of the document itself."""
    if "》" in before or "废止" in before:
        return False
    bare = re.sub(r"^第[一二三四五六七八九十百0-9]+条|^[(（]?[一二三四五六七八九十0-9]+[)）、.．]", "", before.strip())
    return _self().search(bare) is not None or re.match(r"$|[自从于]|有效期|执行期|实施期", bare) is not None


def _horizon(document: Document) -> Year | None:
    """The one year that sentences of the aims open with (到2025年，…); None where they open with several."""
    text = document.text
    found: list[Year] = []
    for low, high in _aims(document):
        for span in sentences(text, low, high):
            heading = _HEADING.match(text, span.start, span.end)
            begins = {span.start, heading.end() if heading is not None else span.start}
            effort = _EFFORT.match(text, max(begins), span.end)
            begins.add(effort.end() if effort is not None else span.start)
            matches = [match for begin in sorted(begins) if (match := _HORIZON.match(text, begin, span.end))]
            found.extend(Year(int(match[1]), match.start(), match.end()) for match in matches[:1])
    found = found or _inner_horizons(text, _aims(document))
    years = {year.year for year in found}
    return found[0] if len(years) == 1 else None


def _inner_horizons(text: str, aims: list[tuple[int, int]]) -> list[Year]:
    """Years that open a later comma segment of an aim without a number of its own: …，力争到2020年建成…体系."""
    found: list[Year] = []
    for low, high in aims:
        for sentence in sentences(text, low, high):
            for segment in comma_segments(text, *sentence):
                match = _HORIZON.match(text, *segment)
                if match is not None and not re.search(r"[0-9]", text[match.end() : segment.end]):
                    found.append(Year(int(match[1]), match.start(), match.end()))
    return found


def _aims(document: Document) -> list[tuple[int, int]]:
    """Ranges that state aims: clauses headed so with all below them, and the text before the first clause."""
    words = lexicon.load("policy")["aims"]
    first = document.clauses[0].start if document.clauses else document.end
    ranges = [(document.body_start, first)] if document.body_start < first else []
    for clause in document.clauses:
        inside = any(low <= clause.start < high for low, high in ranges)
        if not inside and any(word in clause.title[:20] for word in words):
            ranges.append((clause.title_start, clause.end))
    return ranges
