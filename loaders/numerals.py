"""One printed numeral and its value: 3000万, 二十三, 百亿, 百分之十五."""

from __future__ import annotations

import re
from functools import lru_cache

import cn2an

Number = int | float
Value = Number | tuple[Number, Number]

SCALES = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_LONGEST = 40
"""No number that is meant as one has more characters."""
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")


def times(value: Number, factor: Number) -> Number:
    """The product without the dust of binary fractions; an int where it is whole."""
    product = round(value * factor, 9)
    return int(product) if float(product).is_integer() else product


@lru_cache(maxsize=4096)
def parse_number(printed: str) -> Number | None:
    """The value of one printed numeral, scales included; None where it names none (几十, 数百, 若干).

    Own code covers what cn2an refuses: a leading unit (百亿 is 100 亿), 半, thousands separators,
    full width, 余 and 多 (十余 is at least ten: 10), 百分之十五 (0.15).
    """
    if len(printed) > _LONGEST:
        return None
    text = printed.strip().translate(_FULL_WIDTH).replace(",", "")
    text = re.sub(r"(?<=[0-9〇零一二两三四五六七八九十百千万亿])[余多](?=[万亿]*$)", "", text)
    if text == "半":
        return 0.5
    if share := re.fullmatch(r"([百千万])分之(.+)", text):
        part = parse_number(share[2])
        return None if part is None else times(part, {"百": 0.01, "千": 0.001, "万": 0.0001}[share[1]])
    if arabic := re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)([千百]?)(万亿|亿|万)?(%?)", text):
        number: Number = float(arabic[1]) if "." in arabic[1] else int(arabic[1])
        factor = {"千": 1000, "百": 100, "": 1}[arabic[2]] * SCALES[arabic[3] or ""]
        return times(number, factor * 0.01 if arabic[4] else factor)
    return _parse_chinese(text)


def _parse_chinese(text: str) -> Number | None:
    if not re.fullmatch(r"[〇零一二两三四五六七八九十百千万亿廿点]+", text):
        return None
    mantissa = re.sub(r"(万亿|亿|万)$", "", text)
    scale = SCALES[text[len(mantissa) :]]
    if re.search(r"[万亿]", mantissa):
        mantissa, scale = text, 1
    if not mantissa:
        return scale
    if mantissa[0] in "百千":
        mantissa = "一" + mantissa
    try:
        return times(cn2an.cn2an(mantissa.replace("廿", "二十"), "smart"), scale)
    except (ValueError, KeyError):
        # cn2an looks units up that some malformed numerals (一十千) do not have.
        return None
