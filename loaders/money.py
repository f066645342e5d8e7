"""Sums of money and rates of support in Chinese official prose, and what each of them is.

A sum is a payment (``amount``), its ceiling (``cap``), a ``rate`` of a base, a yearly ``budget``, the
size of a fund, or something that is not paid at all: a ``threshold`` the recipient must reach, a
``share`` of a burden, a bare ``figure``. The last three are never amounts of a measure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal, cast, get_args

from loaders import lexicon
from loaders.facts import Amount, AmountType
from loaders.numbers import Quantity, find_quantities
from loaders.numerals import Value, times
from loaders.segments import Span, comma_segments, sentences

MoneyType = Literal["cap", "amount", "rate", "budget", "fund-size", "threshold", "share", "figure"]

_PERCENT = {"%": 0.01, "％": 0.01, "‰": 0.001, "个百分点": 0.01, "百分点": 0.01}
_JOINTS = re.compile(r"\s*(?:[、,，]|和|或|及|以及)\s*(?P<label>[^，。；：、和或及]{0,12}?)\s*")

# 由1000元提高到1500元: the first sum is what held before.
_OLD = re.compile(r"(?:提高|提升|增加|上调|下调|降低|调整)(?:到|至|为)")


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


@dataclass(frozen=True, slots=True)
class _Place:
    """A quantity with its surroundings: comma segment and sentence."""

    quantity: Quantity
    left: str
    """From the start of its comma segment to the number's bound."""
    right: str
    """From the end of the number to the end of its comma segment."""
    earlier: str
    """The sentence before the comma segment."""
    later: str
    """The sentence behind the comma segment."""


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
        if not quantity.base and not _about_money(place):
            continue
        money = _rate(place) if quantity.base in _PERCENT else _sum(place)
        found.append(_inherit(text, found[-1], money, quantity) if found else money)
    return _paired(text, sentence, found)


def _is_money(quantity: Quantity) -> bool:
    return quantity.base == "元" or (not quantity.base and bool(quantity.unit))


def _about_money(place: _Place) -> bool:
    """Whether a bare 500万 is money: a word of payment or a sum in 元 stands near it."""
    near = place.left + place.right
    return bool(_pattern("pay").search(near) or "元" in near or _pattern("figures").search(near))


def _place(text: str, sentence: Span, segments: list[Span], quantity: Quantity) -> _Place:
    segment = next((s for s in segments if s.start <= quantity.start < s.end), sentence)
    return _Place(
        quantity,
        text[segment.start : quantity.outer_start],
        text[quantity.end : segment.end],
        text[sentence.start : segment.start],
        text[segment.end : sentence.end],
    )


def _pattern(name: str) -> re.Pattern[str]:
    return lexicon.pattern("money", name)


def _last(name: str, text: str) -> int:
    """Where the last word of the list ends in ``text``; -1 when there is none."""
    return max((match.end() for match in _pattern(name).finditer(text)), default=-1)


def _sum(place: _Place) -> Money:
    quantity = place.quantity
    per, of_unit = _per(place)
    kind = _sum_type(place)
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
        condition=_tier(place.left),
    )


def _sum_type(place: _Place) -> MoneyType:
    left, right = place.left, place.right
    if _OLD.match(right):
        return "figure"
    paid, figure = _last("pay", left), _last("figures", left)
    capped = _is_capped(place)
    if _is_fund(place):
        return "fund-size"
    if capped == "strong":
        return "budget" if _is_budget(place) else "cap"
    if place.quantity.outer_end > place.quantity.end and paid < 0 and not capped:
        return "threshold"
    if figure > paid and not _follows_pay_noun(right):
        return "budget" if _is_budget(place) else "threshold"
    if _is_budget(place):
        return "budget"
    if capped:
        return "cap"
    if paid >= 0 or _follows_pay_noun(right) or _pattern("pay").search(right):
        return "amount"
    if _per(place)[0] and not re.search(r"(?:达到?|实现|为|产出|强度)$", left):
        return "amount"
    if _pattern("pay").search(place.earlier) and _tier(left) is not None:
        return "amount"
    return "figure"


def _follows_pay_noun(right: str) -> bool:
    """200万元的奖励, 30万元一次性配套建设支持: the sum's own noun comes right behind it."""
    match = re.match(r"(?:人民币|标准)?的?(?P<words>[^，。；：、]{0,12})", right)
    return bool(match and _pattern("paid_as").search(match["words"]) and not re.match(r"(?:以上|以下)", right))


def _is_capped(place: _Place) -> Literal["strong", "weak", ""]:
    """最高…500万元, 不超过500万元, 500万元以内: no other number may stand between the word and the sum."""
    near = re.split(r"[0-9０-９]", place.left)[-1] + _bound_words(place)
    if _pattern("strong_caps").search(near) or re.match(r"封顶|为?上限", place.right):
        return "strong"
    if _pattern("weak_caps").search(near[-14:]) or re.match(r"以内|之内|为限", place.right):
        return "weak"
    return ""


def _bound_words(place: _Place) -> str:
    """The comparator in front of the number, which ``left`` leaves out."""
    return {"<=": "不超过"}.get(place.quantity.op, "") if _bound_before(place) else ""


def _bound_before(place: _Place) -> bool:
    return place.quantity.outer_start < place.quantity.start


def _is_budget(place: _Place) -> bool:
    verb = _last("budget_verbs", place.left)
    if verb < 0:
        return False
    between = place.left[verb:]
    if re.search(r"补助|奖励|补贴|奖补", between):
        return False
    return bool(_pattern("budget_nouns").search(between) or _pattern("budget_nouns").search(place.right[:14]))


def _is_fund(place: _Place) -> bool:
    behind = re.match(r"[^，。；：、（(]{0,15}", place.right)
    if behind and re.search(r"(?<!\w)?基金(?!会)", behind[0]) and not _pattern("pay").search(place.left[-6:]):
        return True
    sized = re.search(r"(?:规模|募集|认缴|总额)[^，。；：、]{0,10}$", place.left + _bound_words(place))
    return bool(sized and "基金" in place.earlier[-40:] + place.left)


def _per(place: _Place) -> tuple[str | None, bool]:
    """The unit a sum is paid for, verbatim, and whether it is a unit of measure."""
    units, others = _pattern("per_units").pattern, _pattern("per_others").pattern
    every = rf"每(?:一|1)?(?:{units}|{others})(?:每(?:{units}|{others}))*"
    if match := re.match(rf"(?:/|每)(?:{units}|{others})(?:[·•/]?每?(?:{units}|{others}))*", place.right):
        return match[0], bool(_pattern("per_units").search(match[0]))
    found = list(re.finditer(every, re.split(r"[0-9０-９]\D{0,2}元", place.left)[-1]))
    if not found:
        return None, False
    printed = found[-1][0]
    return printed, bool(re.search(rf"每(?:一|1)?(?:{units})", printed))


def _tier(left: str) -> str | None:
    """A档, 一等, 甲类 right before the sum."""
    tiers = _pattern("tiers").pattern
    match = re.search(rf"(?:[A-Za-z一二三四五甲乙丙特]|第[一二三四五])(?:{tiers})(?=[^，。；、]{{0,4}}$)", left)
    return match[0] if match else None


def _rate(place: _Place) -> Money:
    quantity = place.quantity
    factor = _PERCENT[quantity.base]
    value: Value = (
        (times(quantity.value[0], factor), times(quantity.value[1], factor))
        if isinstance(quantity.value, tuple)
        else times(quantity.value, factor)
    )
    kind: MoneyType = "figure" if _OLD.match(place.right) else _rate_type(place)
    return Money(
        kind,
        value,
        quantity.start,
        quantity.end,
        quantity.outer_start,
        quantity.outer_end,
        basis=_basis(place.left) if kind == "rate" else None,
    )


def _rate_type(place: _Place) -> MoneyType:
    left, right = place.left, place.right
    shares = _pattern("shares").pattern
    if re.search(rf"(?:{shares})(?:比例)?(?:为|各)?$", left):
        return "share"
    near = left + right + place.later.split("，")[0]
    paying = _pattern("pay").search(left + right) or _pattern("relief").search(left + right)
    behind = re.match(
        r"的?(?:比例|标准|额度)?(?:，|,)?(?:给予|予以|给与|进行|补|奖|贴|资助|返还|支持|计算|计发|拨付)", right
    )
    if behind or re.search(r"加计$|减按$|按照?$", left):
        return "rate"
    if re.search(rf"(?:{_pattern('ratios').pattern})(?:到|至|为|了)?$", left) and not re.search(
        rf"(?:{_pattern('pay').pattern})[^，。；]{{0,4}}$", left
    ):
        return "figure"
    if re.match(r"(?:以上|以下|及以上)?的(?!标准|比例|额度|补|奖|贴)", right) and not re.search(r"按|给予", left):
        return "figure"
    if paying or (_basis(left) and (_pattern("pay").search(near + place.later))):
        return "rate"
    return "figure"


def _basis(left: str) -> str | None:
    """按产品购置单价或研发费用的|15%: what the rate is taken of."""
    patterns = (r"(?:按照|按|以)(?:不超过|不高于|最高)?([^，。；：]{2,40}?)的?$", r"对([^，。；：]{2,40}?)的$")
    match = next((found for pattern in patterns if (found := re.search(pattern, left))), None)
    if match is None:
        return None
    basis = re.split(r"加计|给予|予以|实行", match[1])[0]
    return basis if len(basis) > 1 else None


def _inherit(text: str, previous: Money, money: Money, quantity: Quantity) -> Money:
    """In a list (最高50万元、100万元和200万元) a later sum is what the first one is."""
    joint = _JOINTS.fullmatch(text, previous.outer_end, money.outer_start)
    same_kind = (quantity.base in _PERCENT) == (previous.type in {"rate", "share"})
    if joint is None or not same_kind or _bound_start(money) or "，" in joint[0] or "," in joint[0]:
        return money
    label = joint["label"]
    if label and money.condition is None and _pattern("pay").search(label):
        return money
    return replace(money, type=previous.type, per=money.per or previous.per, basis=previous.basis)


def _bound_start(money: Money) -> bool:
    return money.outer_start < money.start


def _paired(text: str, sentence: Span, found: list[Money]) -> list[Money]:
    """突破50亿元、100亿元的，分别奖励200万元、500万元: each award gets its threshold as condition."""
    marker = text.find("分别", *sentence)
    if marker < 0:
        return found
    before = [money for money in found if money.end <= marker and money.type == "threshold"]
    after = [money for money in found if money.start > marker and money.type in {"amount", "cap"}]
    if not before or len(before) != len(after) or any(money.condition for money in after):
        return found
    conditions = {
        award.start: text[limit.outer_start : limit.outer_end] for limit, award in zip(before, after, strict=True)
    }
    return [replace(m, condition=conditions[m.start]) if m.start in conditions else m for m in found]
