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

_SHORT = 60
_STRIP = re.compile(r"[\s\[\]【】〔〕()（）<>《》»«>|｜·•\-—_=+*#:：,，.。、→←↑↓▲▼◆◇■□●○★☆]+")
_NUMERAL = "一二三四五六七八九十百"
HEADING = re.compile(
    rf"(?:第[{_NUMERAL}〇零0-9]{{1,6}}[编章节条]|[{_NUMERAL}]{{1,4}}[、.．]|[(（][{_NUMERAL}]{{1,4}}[)）]|"
    r"[0-9]{1,3}(?:[.．、](?![0-9])|[)）])|[(（][0-9]{1,3}[)）]|[①-⑳]|——|[·•●◆■])"
)
"""How a line begins that starts something new, whatever stands before it."""
DOCUMENT_NUMBER = re.compile(r"[〔\[［(（【](?:19|20)[0-9]{2}[〕\]］)）】]\s*(?:第\s*)?[0-9]{1,5}\s*号")
DATE = re.compile(
    r"[(（]?(?:(?:19|20)[0-9]{2}|[二一][〇○零OoＯ0一二三四五六七八九]{3})年[0-9一二三四五六七八九十]{1,3}月(?:[0-9一二三四五六七八九十]{1,3}日)?[)）]?"
)
_TITLE_END = re.compile(
    r"(?:通知|意见|方案|措施|办法|规定|条例|计划|规划|纲要|的函|答复|复函|细则|决定|政策|批复|公告|通告|指引|指南|要点|规则|十条|条|清单)》?"
    r"(?:的?通知)?(?:[(（][^()（）]{1,30}[)）])*(?:发布|印发|全文)?"
)
_BODY_NAME = re.compile(
    r".{0,40}(?:政府|办公室|办公厅|委员会|[^当其多少大全内外]部|厅|[^结布格当时大]局|管委会|领导小组|指挥部|人民银行|税务局|分行|党委|省委|市委|区委|县委|联席会议|"
    r"常委会|常务委员会|法院|检察院|国务院)(?:[(（].{1,20}[)）])?"
)
_ANNEX = re.compile(r"附[件表录图](?:[0-9一二三四五六七八九十]{0,2}(?:[:：.、]|$)|[0-9一二三四五六七八九十]{1,2})")
_CLOSING = re.compile(
    r"[(（]?(?:联系人|联系单位|联系电话|联系方式|公开方式|抄送|主送|信息公开|公开属性|此件|本文|签发人|印发日期|承办|(?:主动|依申请|不予)公开)"
)
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
        frozenset(_STRIP.sub("", word).lower() for word in entries["lines"]),
        re.compile(rf"[【\[（(]?(?:{either(entries['labels'])})[】\]]?\s*(?:[:：|]|$)", re.I),
        re.compile(either(entries["parts"]), re.I),
        re.compile(either(entries["spam"]), re.I),
    )


def is_page_number(line: str) -> bool:
    """A line that holds nothing but a page number: ``79``, ``- 3 -``, ``第 3 页 共 9 页``."""
    return len(line) <= 16 and _PAGE_NUMBER.fullmatch(line) is not None


def is_furniture(line: str) -> bool:
    """A line that says nothing but a word of web pages, whatever stands around it."""
    if len(line) > _SHORT or not line:
        return False
    if is_page_number(line):
        return True
    words = _words()
    bare = _STRIP.sub("", line).lower()
    if not bare or bare in words.lines:
        return not line.startswith(("——", "--")) or not bare
    if words.label.match(line):
        return True
    return words.part.search(line) is not None and "。" not in line[:-1] and not HEADING.match(line)


def kept(lines: Sequence[str]) -> list[bool]:
    """For each line (folded, trimmed, not empty) whether it belongs to the document."""
    keep = [not is_furniture(line) for line in lines]
    said = [index for index, line in enumerate(lines) if keep[index] and _says_something(line)]
    if not said:
        return keep if any(keep) else [True] * len(lines)
    for index in _before(lines, keep, said[0]):
        keep[index] = False
    for index in _after(lines, said[-1]):
        keep[index] = False
    return keep


def _says_something(line: str) -> bool:
    """A sentence of the document, or a numbered heading."""
    if HEADING.match(line):
        return True
    if _words().spam.search(line) and len(line) < 2 * _SHORT:
        return False
    return ("。" in line and len(line) > 10) or len(line) > _SHORT


def is_title(line: str) -> bool:
    """A line that ends as titles of official documents do."""
    return (
        6 <= len(line) <= 120
        and "。" not in line
        and _TITLE_END.search(line[-40:]) is not None
        and bool(re.search(rf"{_TITLE_END.pattern}$", line[-60:]))
    )


def is_part(line: str) -> bool:
    """A short line of the kinds official documents have outside their sentences."""
    return (
        DOCUMENT_NUMBER.search(line) is not None
        or DATE.fullmatch(line) is not None
        or is_title(line)
        or _BODY_NAME.fullmatch(line) is not None
        or _ANNEX.match(line) is not None
        or _CLOSING.match(line) is not None
        or (line.endswith((":", "：")) and len(line) <= _SHORT)
        or (line[0] in "(（" and line[-1] in ")）" and not HEADING.match(line))
    )


def _before(lines: Sequence[str], keep: Sequence[bool], body: int) -> list[int]:
    """Lines before the title that are no part of a document; between two prints of one title all lines."""
    head = [index for index in range(body) if keep[index]]
    titles = [index for index in head if is_title(lines[index])]
    if not titles:
        return [index for index in head if _words().spam.search(lines[index])]
    dropped = [index for index in head if index < titles[0] and not is_part(lines[index])]
    again = [index for index in titles[1:] if lines[index] == lines[titles[0]]]
    if again:
        dropped += [index for index in head if titles[0] < index < again[-1] and not is_part(lines[index])]
    return dropped + [index for index in head if index > titles[0] and _words().spam.search(lines[index])]


def _after(lines: Sequence[str], body: int) -> list[int]:
    """Lines after the last sentence that no official document ends with; all is kept after an annex begins."""
    dropped = []
    for index in range(body + 1, len(lines)):
        if _ANNEX.match(lines[index]):
            break
        if not is_part(lines[index]) or _words().spam.search(lines[index]):
            dropped.append(index)
    return dropped
