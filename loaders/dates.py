"""Dates as official documents print them, in Arabic or Chinese numerals."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

_DIGITS = {char: str(value) for value, chars in enumerate(["〇零○ＯO", *"一二三四五六七八九"]) for char in chars}
_ARABIC = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*年\s*([01]?[0-9])\s*月\s*([0-3]?[0-9])\s*日")
_CHINESE = re.compile(
    r"([一二]\s*[〇零○ＯO九]\s*[〇零○ＯO一二三四五六七八九]\s*[〇零○ＯO一二三四五六七八九])\s*年\s*"
    r"(十[一二]?|[一二三四五六七八九])\s*月\s*([一二]?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])\s*日"
)
_NUMERIC = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})([-/.])([01]?[0-9])\2([0-3]?[0-9])(?![0-9:：]|\s*[0-2]?[0-9][:：])"
)


class PrintedDate(NamedTuple):
    """A date and the half-open range it is printed in."""

    start: int
    end: int
    iso: str


def find_dates(text: str, start: int = 0, end: int | None = None, *, numeric: bool = False) -> list[PrintedDate]:
    """Whole dates of ``text[start:end]`` in order: 2024年7月22日, 二〇二四年七月二十二日; with ``numeric`` 2024-07-22.

    Impossible dates (2月30日) are left out.
    """
    stop = len(text) if end is None else end
    found = []
    for match in _ARABIC.finditer(text, start, stop):
        found.append((match.start(), match.end(), int(match[1]), int(match[2]), int(match[3])))
    for match in _CHINESE.finditer(text, start, stop):
        year = int("".join(_DIGITS[char] for char in match[1] if not char.isspace()))
        found.append((match.start(), match.end(), year, _small(match[2]), _small(match[3])))
    for match in _NUMERIC.finditer(text, start, stop) if numeric else ():
        found.append((match.start(), match.end(), int(match[1]), int(match[3]), int(match[4])))
    return [PrintedDate(low, high, iso) for low, high, *parts in sorted(found) if (iso := _iso(*parts)) is not None]


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _small(numeral: str) -> int:
    """A Chinese numeral below 100: 九, 十, 十二, 二十, 三十一."""
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return int(_DIGITS[numeral])
    return 10 * int(_DIGITS[tens] if tens else "1") + int(_DIGITS[ones] if ones else "0")
