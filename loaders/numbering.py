"""Printed numbers of clauses: their styles by GB/T 9704 and their values."""

from __future__ import annotations

import re
from typing import NamedTuple

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100}
CN = "一二三四五六七八九十百零〇"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

# From the outermost in; ``rank`` orders styles that the document itself has not yet nested.
_STYLES = (
    ("part", rf"第 ?(?P<part>[{CN}0-9](?:[{CN}0-9 ]{{0,6}}[{CN}0-9])?) ?编"),
    ("chapter", rf"第 ?(?P<chapter>[{CN}0-9](?:[{CN}0-9 ]{{0,6}}[{CN}0-9])?) ?章"),
    ("section", rf"第 ?(?P<section>[{CN}0-9](?:[{CN}0-9 ]{{0,6}}[{CN}0-9])?) ?节"),
    ("article", rf"第 ?(?P<article>[{CN}0-9](?:[{CN}0-9 ]{{0,6}}[{CN}0-9])?) ?条"),
    ("han", rf"(?P<han>[{CN}]{{1,5}})[、.．﹒]"),
    ("bracketed-han", rf"[(（〔](?P<bracketed_han>[{CN}]{{1,5}})[)）〕]"),
    ("decimal", r"(?P<decimal>[0-9]{1,2}(?:\.[0-9]{1,2}){1,3})(?![0-9.%％‰/A-Za-z亿万千百元个倍年米吨家项])"),
    ("point", r"(?P<point>[0-9]{1,3})\.(?![0-9])"),
    ("wide-point", r"(?P<wide_point>[0-9]{1,3})[．﹒](?![0-9])"),
    ("comma", r"(?P<comma>[0-9]{1,3})、(?![0-9])"),
    ("bracketed", r"[(（](?P<bracketed>[0-9]{1,3})[)）]"),
    ("half-bracketed", r"(?P<half_bracketed>[0-9]{1,3})[)）]"),
    ("circled", rf"(?P<circled>[{CIRCLED}])"),
)
RANK = {name: rank for rank, (name, _) in enumerate(_STYLES)}
MARKER = re.compile("|".join(pattern for _, pattern in _STYLES))
OUTERMOST = ("part", "chapter", "section", "article", "han")
"""Styles that always open a line of their own."""
SURE = (*OUTERMOST, "bracketed-han")
"""Styles that number hardly anything but clauses."""
_NAMES = {name.replace("-", "_"): name for name, _ in _STYLES}
# 一、二级供应商, 三、四线城市: a list of numbers, not a heading.
_ENUMERATED = re.compile(rf"[{CN}]{{1,3}}(?:级|类|线|期|批|产|次|号|者|代|档)")
_CITING = re.compile(rf"(?:第|见|款|第[{CN}0-9]{{1,5}}[条项])$")
_CITED = re.compile(r"(?:规定|所(?!在|有|需|属)|的|之|第|、|和|至|或|中(?=[，。；、的规有]))")
_KIN = ("point", "wide-point", "comma")


class Marker(NamedTuple):
    """A printed number: half-open range, style, value."""

    start: int
    end: int
    style: str
    parts: tuple[int, ...]
    """The value; for a decimal number (2.1.3) the values from the outermost in."""

    @property
    def value(self) -> int:
        return self.parts[-1]

    @property
    def rank(self) -> int:
        return RANK[self.style]


def family(style: str) -> str:
    """The style, or one name for those that differ only by the mark behind an Arabic numeral (1. 1． 1﹒ 1、)."""
    return "arabic" if style in _KIN else style


def cites(before: str) -> bool:
    """Whether what stands before a number makes it part of a citation: 第三条（一）, 见（二）."""
    return _CITING.search(before) is not None


def value(printed: str) -> int:
    """The value of Chinese, Arabic or circled numerals; 0 where they make no number."""
    printed = printed.replace(" ", "")
    if printed.isascii():
        return int(printed)
    if printed in CIRCLED:
        return CIRCLED.index(printed) + 1
    total, digit = 0, 0
    for char in printed:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        elif char in _DIGITS:
            digit = _DIGITS[char]
        else:
            return 0
    return total + digit


def marker(text: str, at: int, end: int) -> Marker | None:
    """The clause number printed at ``at``, if one is; ``end`` bounds the line."""
    match = MARKER.match(text, at, end)
    if match is None or match.lastgroup is None:
        return None
    style = _NAMES[match.lastgroup]
    printed = match[match.lastgroup]
    parts = tuple(value(part) for part in (printed.split(".") if style == "decimal" else [printed]))
    if 0 in parts or (style == "han" and _ENUMERATED.match(text, match.end(), end)):
        return None
    if style in ("part", "chapter", "section", "article") and _CITED.match(text, match.end(), end):
        return None
    return Marker(match.start(), match.end(), style, parts)
