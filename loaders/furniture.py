"""Which lines of a page belong to the page and not to the document on it.

Judged by whole lines and by three general ideas: words of web pages (lexicon ``furniture``), short
lines before the document's title, and what follows the last sentence without being a part that
official documents end with (signature, date, annex list, notes in brackets). A line with a
sentence in it is never dropped, unless it is nothing but a notice of the site.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from loaders import lexicon
from loaders.numbering import MARKER

_SHORT = 60
_OVER = 3
_TITLE_LINES = 3
_BULLETS = "·•●◆■—"
_WORDS = re.compile(r"\w+")
HEADING = re.compile(rf"{MARKER.pattern}|——|[·•●◆■]")
"""How a line begins that starts something new, whatever stands before it."""
DOCUMENT_NUMBER = re.compile(r"[〔\[［(（【](?:19|20)[0-9]{2}[〕\]］)）】]\s*(?:第\s*)?[0-9]{1,5}\s*号")
DATE = re.compile(
    r"[(（]?(?:(?:19|20)[0-9]{2}|[二一][〇○零OoＯ0一二三四五六七八九]{3})年[0-9一二三四五六七八九十]{1,3}月(?:[0-9一二三四五六七八九十]{1,3}日)?[)）]?"
)
_TITLE_END = re.compile(
    r"(?:通知|意见|方案|措施|办法|规定|条例|计划|规划|纲要|的函|答复|复函|细则|决定|政策|批复|公告|通告|指引|指南|要点|规则|十条|条|清单)》?"
    r"(?:的?通知)?(?:[(（][^()（）]{1,30}[)）])*(?:发布|印发|全文)?$"
)
_BODY_NAME = re.compile(
    r".{0,40}(?:政府|办公室|办公厅|委员会|[^当其多少大全内外]部|厅|[^结布格当时大]局|管委会|领导小组|指挥部|人民银行|税务局|分行|党委|省委|市委|区委|县委|联席会议|"
    r"常委会|常务委员会|法院|检察院|国务院)(?:[(（].{1,20}[)）])?"
)
_SIGNATURE = re.compile(rf"{_BODY_NAME.pattern}(?:文件|{DATE.pattern}(?:印发)?)?")
_ANNEX = re.compile(r"附[件表录图](?:[0-9一二三四五六七八九十]{0,2}(?:[:：.、]|$)|[0-9一二三四五六七八九十]{1,2})")
_CLOSING = re.compile(
    r"[(（]?(?:特此|专此|此复|联系人|联系单位|联系电话|联系方式|公开方式|抄送|主送|信息公开|公开属性|此件|本文|签发人|印发日期|承办|(?:主动|依申请|不予)公开)"
)
_TABLE = re.compile(r"(?:成文日期|生成日期|发文日期|发文机关|发文机构|发布机构|制发机关|发文字号|文号)[：:]")
"""Rows of the table that government sites print over a document and that say something of the document itself."""
_META = re.compile(
    r"(?:文号|发文字号|发文机关|发文单位|发文机构|发布机构|制定机关|成文日期|印发日期|签发日期)[】\]]?\s*[:：]"
)
_DUTY = re.compile(r"牵头|责任[单部主]|负责|配合|职责|分工")
_PAGE_NUMBER = re.compile(
    r"(?:[-—–－·.~]\s*)?(?:第\s*)?[0-9]{1,4}\s*(?:页)?(?:\s*[/／]\s*[0-9]{1,4}|\s*共\s*[0-9]{1,4}\s*页)?(?:\s*[-—–－·.~])?"
)


class _Words(NamedTuple):
    lines: frozenset[str]
    label: re.Pattern[str]
    part: re.Pattern[str]
    spam: re.Pattern[str]


@cache
def _words() -> _Words:
    entries = lexicon.load("furniture")

    def either(words: Sequence[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

    return _Words(
        frozenset(part for word in entries["lines"] for part in _WORDS.findall(word.lower())),
        re.compile(rf"[【\[（(]?(?:{either(entries['labels'])})[】\]]?\s*(?:[:：|]|$)", re.I),
        re.compile(either(entries["parts"]), re.I),
        re.compile(either(entries["spam"]), re.I),
    )


def is_page_number(line: str) -> bool:
    """A line that holds nothing but a page number: ``79``, ``- 3 -``, ``第 3 页 共 9 页``."""
    return len(line) <= 16 and _PAGE_NUMBER.fullmatch(line) is not None


def is_interruption(line: str) -> bool:
    """A line that interrupts the document wherever it stands: a page number, a button, a notice of the site."""
    if not line or len(line) > _SHORT:
        return False
    return is_page_number(line) or (_words().part.search(line) is not None and "。" not in line[:-1])


def is_furniture(line: str) -> bool:
    """A line that is no document's outside its sentences: also a label or a single word of web pages."""
    if not line or len(line) > _SHORT:
        return False
    words = _words()
    if _META.search(line):
        return False
    told = [word for word in _WORDS.findall(line.lower()) if word not in words.lines]
    return not told or is_interruption(line) or words.label.match(line) is not None


def is_official_data(line: str) -> bool:
    """A row of the table that government sites print over a document: its number, issuer or date."""
    return len(line) <= 2 * _SHORT and (_TABLE.search(line) is not None or _META.search(line) is not None)


def kept(lines: Sequence[str]) -> list[bool]:
    """For each line (folded, trimmed, not empty) whether it belongs to the document.

    Between its first and its last sentence or numbered heading only interruptions go; before and
    after them whatever is furniture or no part of a document. If nothing would stay, all stays.
    """
    said = [index for index, line in enumerate(lines) if _says_something(line)]
    first, last = (said[0], said[-1]) if said else (len(lines), len(lines))
    keep = [
        not (is_interruption(line) if first <= index <= last else is_furniture(line))
        for index, line in enumerate(lines)
    ]
    for index in (*_before(lines, keep, first), *_after(lines, last)):
        keep[index] = False
    return keep if any(keep) else [True] * len(lines)


def _says_something(line: str) -> bool:
    """A sentence of the document, or a numbered heading."""
    if is_furniture(line):
        return False
    if "。" in line or "；" in line or (HEADING.match(line) and line[0] not in _BULLETS):
        return True
    if len(line) < 2 * _SHORT and _words().spam.search(line):
        return False
    return _DUTY.search(line) is not None or (len(line) > 25 and ("，" in line or "," in line))


def is_title(line: str) -> bool:
    """A line that ends as titles of official documents do."""
    return 8 <= len(line) <= 120 and "。" not in line and _TITLE_END.search(line[-60:]) is not None


def is_part(line: str) -> bool:
    """A short line of the kinds official documents have outside their sentences."""
    return (
        DOCUMENT_NUMBER.search(line) is not None
        or DATE.fullmatch(line) is not None
        or is_title(line)
        or _ANNEX.match(line) is not None
        or _CLOSING.match(line) is not None
        or _META.search(line) is not None
        or (line.endswith((":", "：")) and len(line) <= _SHORT)
        or (_stands_alone(line) and _DUTY.search(line) is None)
    )


def _stands_alone(line: str) -> bool:
    """A body's name, with a date or without, or a remark in brackets."""
    return _SIGNATURE.fullmatch(line) is not None or (
        line[0] in "(（" and line[-1] in ")）" and HEADING.match(line) is None
    )


def _before(lines: Sequence[str], keep: Sequence[bool], body: int) -> list[int]:
    """Lines before the title that are no part of a document; between two prints of one title all such lines."""
    head = [index for index in range(body) if keep[index]]
    dropped = [index for index in head if _words().spam.search(lines[index])]
    titles = [index for index in head if index not in dropped and is_title(lines[index])]
    if not titles:
        return dropped
    begin = _title_begin(lines, head, titles[0])
    dropped += [index for index in head if index < begin and not is_part(lines[index])]
    again = [index for index in titles[1:] if lines[index] == lines[titles[0]]]
    if again:
        dropped += [index for index in head if titles[0] < index < again[-1] and not is_part(lines[index])]
    return dropped


def _title_begin(lines: Sequence[str], head: Sequence[int], title: int) -> int:
    """A title may be broken into lines: back to the one with 关于, 印发 or an open 《."""
    before = [index for index in head if title - _TITLE_LINES <= index < title]
    for index in before:
        line = lines[index]
        if "关于" in line or "印发" in line or line.count("《") > line.count("》"):
            return index
    return title


def _after(lines: Sequence[str], body: int) -> list[int]:
    """Lines after the last sentence that no official document ends with; all is kept once an annex begins.

    After several such lines in a row the document is over.
    """
    dropped: list[int] = []
    row = 0
    for index in range(body + 1, len(lines)):
        if row < _OVER and _ANNEX.match(lines[index]):
            break
        if row >= _OVER or not is_part(lines[index]) or _words().spam.search(lines[index]):
            dropped.append(index)
            row += 1
        else:
            row = 0
    return dropped
