"""Numbers with their units in Chinese official prose: values, ranges, comparators, exact offsets.

``find_quantities`` finds every number that carries a unit (``parse_number`` of numerals.py reads one
numeral). Years, dates, ordinals, clause and document numbers, model names and telephone numbers carry
no unit of the lexicon, or stand in a form refused here, and are never quantities.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, replace
from functools import cache

from loaders import comparators, lexicon
from loaders.facts import Op
from loaders.numerals import SCALES, Value, parse_number, times

_DIGIT = "0-9０-９"
_ARABIC = rf"(?:[{_DIGIT}]{{1,3}}(?:[,，][{_DIGIT}]{{3}})+(?![{_DIGIT}])|[{_DIGIT}]+)(?:[.．][{_DIGIT}]+)?"
_CHINESE = r"[〇零一二两三四五六七八九十百千廿]+(?:点[〇零一二三四五六七八九]+)?"
_LONG = r"[一二两三四五六七八九十百千]+[万亿][零一二两三四五六七八九十百千]+(?:万(?:[零一二三四五六七八九十百千]+)?)?"
_NUMERAL = re.compile(rf"{_ARABIC}(?:[千百](?=[万亿]|\D))?|{_LONG}|{_CHINESE}|半(?=年|个月|天|小时)")
_BARE_SCALE = re.compile(r"万亿|(?<=[超过破逾达近上])[万亿]")
_SHARE = re.compile(r"(百|千|万)分之")
_START = re.compile("|".join(f"(?:{pattern.pattern})" for pattern in (_NUMERAL, _BARE_SCALE, _SHARE)))
_SHARE_UNITS = {"百": "%", "千": "‰", "万": "‱"}
_DASH = re.compile(r"\s?(?:[-‐-―－~～〜─]{1,2}|至|到)\s?")
_LONGEST_LIST = 20
"""Numbers that may share one unit; a longer run is a table or damage."""
_LIST_MARK = re.compile(r"、|和|或|及")
_PAIR = re.compile(r"([一二两三四五六七八九])([二三四五六七八九])([十百千]?)")
_GRAND_NAME = re.compile(r"计划|工程|行动")
_NAME_MARKS = {"《": "》", "“": "”", "「": "」", "『": "』"}
_NAME_LENGTH = 16
_DURATIONS = frozenset(lexicon.load("units")["durations"])


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, or a range of two, with its unit.

    ``start:end`` covers number and unit as printed (``500亿元``, ``百分之十五``, ``5至10年``);
    ``outer_start:outer_end`` also covers the comparator (``不超过500亿元``, ``20%以上``).
    In ``50、80、100万元`` the first two spans hold the number alone and borrow the unit.
    """

    value: Value
    unit: str
    """As printed, scale included: ``亿元``, ``万平方米``, ``%``; ``百分之`` is given as ``%``."""
    op: Op
    start: int
    end: int
    outer_start: int
    outer_end: int
    numeral: str
    """The first numeral as printed, without scale: ``15``, ``二十三``; empty in 过亿元."""
    base: str
    """The unit without scale: ``元``, ``平方米``; empty where only a scale is printed (3000万)."""

    @property
    def scale(self) -> int:
        """What the scale in the unit multiplies by: 10**8 for ``亿元``."""
        return SCALES[self.unit[: len(self.unit) - len(self.base)]]

    @property
    def normalised(self) -> Value:
        """The value in ``base`` units: 1.2万亿元 gives 1200000000000."""
        if isinstance(self.value, tuple):
            return times(self.value[0], self.scale), times(self.value[1], self.scale)
        return times(self.value, self.scale)

    @property
    def is_duration(self) -> bool:
        """Whether the unit is one of time (年, 个月, 工作日)."""
        return self.base in _DURATIONS


@dataclass(frozen=True, slots=True)
class _Token:
    """One numeral with what is glued to it; ``unit`` may be empty."""

    value: Value
    numeral: str
    scale: str
    unit: str
    more: bool
    start: int
    end: int


@cache
def _tail() -> re.Pattern[str]:
    """Scale, 余/多 and unit behind a numeral."""
    units = lexicon.load("units")
    names = {name for group, found in units.items() if group != "not_before" for name in found}
    parts = []
    for name in lexicon.longest_first(names):
        bad = "".join(units["not_before"].get(name, ()))
        latin = re.fullmatch(r"[A-Za-z]+", name)
        parts.append(re.escape(name) + (f"(?![{bad}])" if bad else "") + ("(?![A-Za-z])" if latin else ""))
    excess = f"[{lexicon.load('comparators')['excess']}]?"
    return re.compile(
        rf"(?P<m1>{excess})(?P<scale>(?:万亿|亿|万)?)(?P<m2>{excess})\s?(?P<unit>(?:{'|'.join(parts)})?)(?P<m3>{excess})"
    )


def find_quantities(text: str, start: int = 0, end: int | None = None) -> list[Quantity]:
    """Every number with a unit in ``text[start:end]``, by offset.

    Left out: what stands inside 《…》 or in a short quoted name (“人才23条”), ordinals (第三), vague
    numbers (几十, 数百), parts of names (百人计划) and numbers glued to Latin letters (A100).
    余 and 多 (20多个) bind as ``>=``: the number printed is the least there is.
    """
    stop = len(text) if end is None else end
    names = _name_ranges(text, start, stop)
    found: list[Quantity] = []
    at = start
    while (match := _START.search(text, at, stop)) is not None:
        begin = match.start()
        while names and names[0][1] <= begin:
            names.popleft()
        if names and names[0][0] <= begin:
            at = names[0][1]
            continue
        read = _read(text, begin, start, stop)
        found.extend(read)
        at = max(item.end for item in read) if read else _behind(text, begin, stop)
    return found


def _behind(text: str, begin: int, stop: int) -> int:
    """Where to look on after a refused numeral: behind it alone, so that 2025年50家 yields 50家."""
    match = _SHARE.match(text, begin, stop) or _NUMERAL.match(text, begin, stop)
    return max(match.end() if match else 0, begin + 1)


def _name_ranges(text: str, start: int, stop: int) -> deque[tuple[int, int]]:
    """Ranges of names in marks, by offset."""
    ranges: list[tuple[int, int]] = []
    for opening, closing in _NAME_MARKS.items():
        at = text.find(opening, start, stop)
        while at >= 0 and (close := text.find(closing, at, stop)) >= 0:
            if opening == "《" or close - at <= _NAME_LENGTH:
                ranges.append((at, close))
            at = text.find(opening, close, stop)
    return deque(sorted(ranges))


def _token(text: str, at: int, stop: int) -> _Token | None:
    if share := _SHARE.match(text, at, stop):
        part = _NUMERAL.match(text, share.end(), stop)
        shared = parse_number(part[0]) if part else None
        if part is None or shared is None:
            return None
        return _Token(shared, part[0], "", _SHARE_UNITS[share[1]], False, at, part.end())
    numeral = _NUMERAL.match(text, at, stop)
    behind = numeral.end() if numeral else at
    tail = _tail().match(text, behind, stop)
    if tail is None:
        return None
    printed = numeral[0] if numeral else ""
    value = _value(printed) if numeral else 1
    if value is None:
        return None
    more = bool(tail["m1"] or tail["m2"] or tail["m3"])
    return _Token(value, printed, tail["scale"], tail["unit"], more, at, tail.end() if tail["unit"] else tail.end("m2"))


def _value(printed: str) -> Value | None:
    if pair := _PAIR.fullmatch(printed):
        low, high = parse_number(pair[1] + pair[3]), parse_number(pair[2] + pair[3])
        return (low, high) if low is not None and high is not None and low < high else None
    return parse_number(printed)


def _read(text: str, begin: int, start: int, stop: int) -> list[Quantity]:
    first = _token(text, begin, stop)
    if first is None or _refused_before(text, first, start):
        return []
    if ranged := _range(text, first, stop):
        return [_bound(text, ranged, start, stop)] if _accepted(text, ranged, stop) else []
    if first.unit or first.scale:
        return [_bound(text, first, start, stop)] if _accepted(text, first, stop) else []
    return _borrowing(text, first, start, stop)


def _range(text: str, first: _Token, stop: int) -> _Token | None:
    """20%-30%, 5至10年, 5000万元—1亿元: two numbers, the second with a unit."""
    dash = _DASH.match(text, first.end, stop)
    second = _token(text, dash.end(), stop) if dash else None
    if second is None or isinstance(first.value, tuple) or isinstance(second.value, tuple):
        return None
    if not (second.unit or second.scale) or (first.unit and first.unit != second.unit) or not second.numeral:
        return None
    low = first.value
    if first.scale and first.scale != second.scale:
        low = times(low * SCALES[first.scale], 1 / SCALES[second.scale])
    elif first.unit and not first.scale and second.scale:
        low = times(low, 1 / SCALES[second.scale])
    return replace(second, value=(low, second.value), numeral=first.numeral, start=first.start)


def _borrowing(text: str, first: _Token, start: int, stop: int) -> list[Quantity]:
    """50、80、100万元: the unit of the last number holds for those before it in the list."""
    tokens = [first]
    while not (tokens[-1].unit or tokens[-1].scale):
        mark = _LIST_MARK.match(text, tokens[-1].end, stop)
        following = _token(text, mark.end(), stop) if mark and _NUMERAL.match(text, mark.end(), stop) else None
        if following is None or len(tokens) == _LONGEST_LIST:
            return []
        tokens.append(following)
    last = tokens[-1]
    if not _accepted(text, last, stop) or _opens_line(text, first.start):
        return []
    items = [_bound(text, replace(token, scale=last.scale, unit=last.unit), start, stop) for token in tokens[:-1]]
    return [*items, _bound(text, last, start, stop)]


def _opens_line(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in "\n。；;　 "


def _refused_before(text: str, token: _Token, start: int) -> bool:
    """Ordinals, vague numbers, words that end in 一, numbers glued to Latin letters or to a sum (20+8)."""
    before = text[max(start, token.start - 2) : token.start]
    last = before[-1:]
    if last == "第" or (last in {"几", "数"} and token.numeral[:1] not in "0123456789"):
        return True
    if token.numeral.startswith("一") and last in set("统唯单同之专合归"):
        return True
    if re.search(r"[A-Za-z0-9.]$", before):
        return True
    return bool(re.search(r"[A-Za-z0-9][-_/+]$", before))


def _accepted(text: str, token: _Token, stop: int) -> bool:
    rest = text[token.end : min(stop, token.end + 2)]
    if token.unit == "年" and not token.scale and _is_year(token):
        return False
    if token.unit == "日" and not rest.startswith(("内", "以内", "之内")):
        return False
    if not token.unit and rest[:1] in {"级", "户"}:
        return False
    chinese = not re.match(rf"[{_DIGIT}]", token.numeral)
    if token.numeral.strip("零〇") == "":
        return not token.numeral and bool(token.scale)
    if token.numeral == "一" and token.unit in {"批", "类", "种", "对", "门"}:
        return False
    return not (chinese and token.unit and token.numeral[:1] in set("十百千万") and _GRAND_NAME.match(rest))


def _is_year(token: _Token) -> bool:
    values = token.value if isinstance(token.value, tuple) else (token.value,)
    return any(1900 <= value <= 2100 for value in values)


def _bound(text: str, token: _Token, start: int, stop: int) -> Quantity:
    """The quantity with the comparator around it."""
    said = comparators.around(text, (token.start, token.end), start, stop)
    op = said.op or (">=" if token.more else "=")
    if said.op is None and token.unit in _DURATIONS and text.startswith("内", token.end):
        op = "<="
    return Quantity(
        value=token.value,
        unit=token.scale + token.unit,
        op=op,
        start=token.start,
        end=token.end,
        outer_start=said.start,
        outer_end=said.end,
        numeral=token.numeral,
        base=token.unit,
    )
