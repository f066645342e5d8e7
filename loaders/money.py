"""Sums of money and rates of support in Chinese official prose, and what each of them is.

A sum is a payment (``amount``), its ceiling (``cap``), a ``rate`` of a base, a yearly ``budget``, the
size of a fund, or something that is not paid at all: a ``threshold`` the recipient must reach, a
``share`` of a burden, a bare ``figure``. The last three are never amounts of a measure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import cast, get_args

from loaders import lexicon
from loaders.facts import Amount, AmountType
from loaders.money_types import MoneyType, Place, about_money, paid_per, rate_basis, rate_type, sum_type, tier
from loaders.numbers import Quantity, find_quantities
from loaders.numerals import Value, times
from loaders.segments import Span, comma_segments, sentences

_PERCENT = {"%": 0.01, "％": 0.01, "‰": 0.001, "个百分点": 0.01, "百分点": 0.01}
# 50万-100万（不含）美元: the unit stands behind a range or an aside.
_FOREIGN = re.compile(
    r"(?:[-—~～至到][0-9.]+[万亿])?(?:[（(][^（）()]{1,6}[）)])?(?:以上|以下)?(?:美元|欧元|港元|港币|日元|英镑|澳元)"
)
_OTHER_TIER = re.compile(r"[，,、和]?(?:中央|国家|省|市|区|县|镇)(?:级|财政|本级)*(?:补助|承担|安排|奖励|出资|负担)?")
_STAGE = re.compile(r"[，,；;](?P<label>[\u4e00-\u9fff]{2,10})")
_JOINTS = re.compile(r"\s*(?:[、,，]|和|或|及|以及)\s*(?P<label>[^，。；：、和或及]{0,12}?)\s*")


@dataclass(frozen=True, slots=True)
class Money:
    """One sum (in yuan) or rate (a fraction) with the words that type it.

    ``start:end`` covers the number and its unit, ``outer_start:outer_end`` the bound as well
    (``最高500万元``). ``per`` (每人每月, 元/平方米's 平方米), ``basis`` (what the rate is taken of) and
    ``condition`` (A档, the threshold a 分别 list pairs it with) are verbatim or None.
    """

    type: MoneyType
    value: Value
    start: int
    end: int
    outer_start: int
    outer_end: int
    per: str | None = None
    basis: str | None = None
    condition: str | None = None

    @property
    def is_paid(self) -> bool:
        """Whether it may stand among the amounts of a measure."""
        return self.type in get_args(AmountType)

    def amounts(self) -> tuple[Amount, ...]:
        """As the contract writes it: a range gives both its ends; nothing for what is not paid."""
        if not self.is_paid:
            return ()
        values = self.value if isinstance(self.value, tuple) else (self.value,)
        kind = cast(AmountType, self.type)
        return tuple(
            Amount(type=kind, value=value, per=self.per, basis=self.basis, condition=self.condition) for value in values
        )


def find_money(text: str, start: int = 0, end: int | None = None) -> list[Money]:
    """Every sum in yuan and every percentage in ``text[start:end]``, by offset. Foreign money is left out."""
    stop = len(text) if end is None else end
    found: list[Money] = []
    for sentence in sentences(text, start, stop):
        found.extend(_of_sentence(text, sentence))
    return found


def _of_sentence(text: str, sentence: Span) -> list[Money]:
    quantities = [q for q in find_quantities(text, *sentence) if _is_money(q) or q.base in _PERCENT]
    if not quantities:
        return []
    segments = comma_segments(text, *sentence)
    found: list[Money] = []
    for quantity in quantities:
        place = _place(text, sentence, segments, quantity)
        if not quantity.base and (_FOREIGN.match(place.right) or not about_money(place)):
            continue
        money = _rate(place) if quantity.base in _PERCENT else _sum(place)
        found.append(_inherit(text, found[-1], money, quantity) if found else money)
    return _paired(text, sentence, found)


def _is_money(quantity: Quantity) -> bool:
    return quantity.base == "元" or (not quantity.base and bool(quantity.unit))


def _place(text: str, sentence: Span, segments: list[Span], quantity: Quantity) -> Place:
    segment = next((s for s in segments if s.start <= quantity.start < s.end), sentence)
    return Place(
        quantity,
        text[segment.start : quantity.outer_start],
        text[quantity.end : segment.end],
        text[sentence.start : segment.start],
        text[segment.end : sentence.end],
    )


def _sum(place: Place) -> Money:
    quantity = place.quantity
    per, of_unit = paid_per(place)
    kind = sum_type(place)
    if kind == "cap" and of_unit:
        kind = "amount"
    return Money(
        kind,
        quantity.normalised,
        quantity.start,
        quantity.end,
        quantity.outer_start,
        quantity.outer_end,
        per=per,
        condition=tier(place.left),
    )


def _rate(place: Place) -> Money:
    quantity = place.quantity
    factor = _PERCENT[quantity.base]
    value: Value = (
        (times(quantity.value[0], factor), times(quantity.value[1], factor))
        if isinstance(quantity.value, tuple)
        else times(quantity.value, factor)
    )
    kind = rate_type(place)
    return Money(
        kind,
        value,
        quantity.start,
        quantity.end,
        quantity.outer_start,
        quantity.outer_end,
        basis=rate_basis(place.left) if kind == "rate" else None,
    )


def _inherit(text: str, previous: Money, money: Money, quantity: Quantity) -> Money:
    """In a list (最高50万元、100万元和200万元) a later sum is what the first one is."""
    if _goes_on(text, previous, money):
        return replace(money, type="amount")
    if previous.type == "share" and _OTHER_TIER.fullmatch(text, previous.outer_end, money.outer_start):
        return replace(money, type="share")
    joint = _JOINTS.fullmatch(text, previous.outer_end, money.outer_start)
    same_kind = (quantity.base in _PERCENT) == (previous.type in {"rate", "share"})
    if joint is None or not same_kind or _bound_start(money) or "，" in joint[0] or "," in joint[0]:
        return money
    label = joint["label"]
    if label and money.condition is None and lexicon.pattern("money", "pay").search(label):
        return money
    return replace(money, type=previous.type, per=money.per or previous.per, basis=previous.basis)


def _goes_on(text: str, previous: Money, money: Money) -> bool:
    """完成股改的奖励50万元，辅导备案100万元，成功上市500万元: stages of one award, each with its sum."""
    if previous.type != "amount" or money.type != "figure" or money.per or money.end > money.outer_end:
        return False
    stage = _STAGE.fullmatch(text, previous.outer_end, money.outer_start)
    ends = money.end == len(text) or text[money.end] in "，,；;。、\n"
    return bool(
        stage
        and ends
        and money.outer_end == money.end
        and not lexicon.pattern("money", "figures").search(stage["label"])
    )


def _bound_start(money: Money) -> bool:
    return money.outer_start < money.start


def _paired(text: str, sentence: Span, found: list[Money]) -> list[Money]:
    """突破50亿元、100亿元的，分别奖励200万元、500万元: each award gets its threshold as condition."""
    marker = text.find("分别", *sentence)
    if marker < 0:
        return found
    before = [money for money in found if money.end <= marker and money.type == "threshold"]
    after = [money for money in found if money.start > marker and money.type in {"amount", "cap"}]
    rated = any(money.type == "rate" and money.start > marker for money in found)
    if not before or rated or len(before) != len(after) or any(money.condition for money in after):
        return found
    conditions = {
        award.start: text[limit.outer_start : limit.outer_end] for limit, award in zip(before, after, strict=True)
    }
    return [replace(m, condition=conditions[m.start]) if m.start in conditions else m for m in found]
