"""The numbers that Word prints before paragraphs of lists and headings; the file holds only the rules for them.

ECMA-376 part 1, 17.9: a paragraph names a list (``numId``) and a level; the list's abstract
definition says for each level where to start, how to write a number and what stands around it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    """The level (from 1) whose numbers make this one begin anew; None for every one above."""
    legal: bool = False
    """Whether numbers of the levels above are written in digits."""
    style: str | None = None


@dataclass(slots=True)
class _List:
    """An abstract definition with its running numbers."""

    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)
    link: str | None = None


@dataclass(frozen=True, slots=True)
class _Style:
    base: str | None
    number: str | None
    level: int


class Numbers:
    """The lists of a document, counted as its paragraphs come."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._abstract: dict[str, _List] = {}
        self._lists: dict[str, tuple[str, dict[int, int], dict[int, Level]]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._styles: dict[str, _Style] = {}
        self.default_style: str | None = None
        if styles is not None:
            self._read_styles(styles)
        if numbering is not None:
            self._read_lists(numbering)

    def before(self, style: str | None, number: str | None, level: int | None) -> str:
        """What is printed before the next paragraph; empty for one without a number, or with one of unknown form.

        ``number`` and ``level`` are the paragraph's own ``numId`` and ``ilvl``, None where its style decides.
        """
        name = style or self.default_style
        if number is None:
            number, of_style = self._of_style(name)
            level = self._level_of_style(number, name, of_style) if level is None else level
        definition = self._definition(number)
        if number is None or number == "0" or definition is None:
            return ""
        at = min(level or 0, _LEVELS - 1)
        _, starts, overrides = self._lists[number]
        levels = {**definition.levels, **overrides}
        self._count(definition, levels, number, at, starts)
        return _printed(levels, definition.counts, at)

    def _count(self, definition: _List, levels: dict[int, Level], number: str, at: int, starts: dict[int, int]) -> None:
        counts = definition.counts
        if at in starts and (number, at) not in self._begun:
            self._begun.add((number, at))
            counts[at] = starts[at]
        else:
            counts[at] = counts[at] + 1 if at in counts else levels.get(at, Level()).start
        for above in range(at):
            counts.setdefault(above, levels.get(above, Level()).start)
        for below in range(at + 1, _LEVELS):
            restart = levels.get(below, Level()).restart
            if restart is None or (restart > 0 and at < restart):
                counts.pop(below, None)

    def _definition(self, number: str | None) -> _List | None:
        if number is None or number not in self._lists:
            return None
        found = self._abstract.get(self._lists[number][0])
        if found is not None and found.link is not None and not found.levels:
            linked, _ = self._of_style(found.link)
            return self._abstract.get(self._lists[linked][0]) if linked in self._lists else None
        return found

    def _of_style(self, name: str | None) -> tuple[str | None, int]:
        for _ in range(20):
            style = self._styles.get(name) if name is not None else None
            if style is None:
                return None, 0
            if style.number is not None:
                return style.number, style.level
            name = style.base
        return None, 0

    def _level_of_style(self, number: str | None, name: str | None, level: int) -> int:
        definition = self._definition(number)
        if definition is None:
            return level
        return next((at for at, one in definition.levels.items() if one.style is not None and one.style == name), level)

    def _read_styles(self, styles: Element) -> None:
        for one in styles.iter(f"{W}style"):
            name, base = one.get(f"{W}styleId"), one.find(f"{W}basedOn")
            if name is None:
                continue
            numbered = one.find(f"{W}pPr/{W}numPr")
            number = None if numbered is None else _value(numbered, "numId")
            level = None if numbered is None else _value(numbered, "ilvl")
            self._styles[name] = _Style(None if base is None else base.get(f"{W}val"), number, _integer(level, 0))
            if one.get(f"{W}default") in ("1", "true", "on") and one.get(f"{W}type") == "paragraph":
                self.default_style = name

    def _read_lists(self, numbering: Element) -> None:
        for one in numbering.iter(f"{W}abstractNum"):
            self._abstract[one.get(f"{W}abstractNumId") or ""] = _List(
                {_integer(level.get(f"{W}ilvl"), 0): _level(level) for level in one.findall(f"{W}lvl")},
                link=_value(one, "numStyleLink"),
            )
        for one in numbering.iter(f"{W}num"):
            starts: dict[int, int] = {}
            levels: dict[int, Level] = {}
            for override in one.findall(f"{W}lvlOverride"):
                at = _integer(override.get(f"{W}ilvl"), 0)
                start, level = _value(override, "startOverride"), override.find(f"{W}lvl")
                if start is not None:
                    starts[at] = _integer(start, 1)
                if level is not None:
                    levels[at] = _level(level)
            self._lists[one.get(f"{W}numId") or ""] = (_value(one, "abstractNumId") or "", starts, levels)


def _value(element: Element, name: str) -> str | None:
    found = element.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val")


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,6}", text) else otherwise


def _level(element: Element) -> Level:
    restart = _value(element, "lvlRestart")
    legal = element.find(f"{W}isLgl")
    return Level(
        start=_integer(_value(element, "start"), 0),
        form=_value(element, "numFmt") or "decimal",
        text=_value(element, "lvlText") or "",
        restart=None if restart is None else _integer(restart, 0),
        legal=legal is not None and legal.get(f"{W}val") not in ("0", "false", "off"),
        style=_value(element, "pStyle"),
    )


def _printed(levels: dict[int, Level], counts: dict[int, int], at: int) -> str:
    level = levels.get(at, Level(form="none"))
    if level.form in ("none", "bullet"):
        return ""
    unknown = False

    def number(match: re.Match[str]) -> str:
        nonlocal unknown
        place = int(match[1]) - 1
        form = levels.get(place, Level()).form
        written = write(counts.get(place, 0), "decimal" if level.legal and place < at else form)
        unknown = unknown or written is None
        return written or ""

    text = _PLACE.sub(number, level.text)
    return "" if unknown else text


def write(number: int, form: str) -> str | None:
    """A number in one of Word's formats; None where the format is not known or does not reach so far."""
    return _FORMS[form](number) if form in _FORMS else None


def _counting(number: int) -> str | None:
    """一, 十一, 二十, 一百〇五."""
    if not 0 < number < 10_000:
        return None
    written, zero = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            written += ("〇" if zero and written else "") + _DIGITS[digit] + unit
        zero = digit == 0
    return written.removeprefix("一") if 10 <= number < 20 else written


def _row(first: str, count: int) -> Callable[[int], str | None]:
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= count else None


def _listed(signs: str) -> Callable[[int], str | None]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else None


def _letters(first: str) -> Callable[[int], str | None]:
    return lambda number: chr(ord(first) + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number < 520 else None


def _roman(number: int) -> str | None:
    if not 0 < number < 4000:
        return None
    written = ""
    for size, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        written += sign * (number // size)
        number %= size
    return written


def _small_roman(number: int) -> str | None:
    written = _roman(number)
    return None if written is None else written.lower()


_FORMS: dict[str, Callable[[int], str | None]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "japaneseCounting": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "taiwaneseDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "japaneseDigitalTenThousand": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "ideographTraditional": _listed("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _listed("子丑寅卯辰巳午未申酉戌亥"),
    "decimalEnclosedCircle": _row("①", 20),
    "decimalEnclosedCircleChinese": _row("①", 20),
    "decimalEnclosedParen": _row("⑴", 20),
    "decimalEnclosedFullstop": _row("⒈", 20),
    "ideographEnclosedCircle": _row("㊀", 10),
    "lowerLetter": _letters("a"),
    "upperLetter": _letters("A"),
    "lowerRoman": _small_roman,
    "upperRoman": _roman,
}
