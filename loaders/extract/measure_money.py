"""Payments: what a sentence pays for, as one code of the contract's table (measures.md, section 2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from loaders import lexicon
from loaders.extract.measure_context import Segment, pattern
from loaders.extract.measure_mode import names_lower_tier
from loaders.facts import Amount, Mode
from loaders.money import Money
from loaders.segments import Span, list_items

DEFAULT = "investment-subsidy"
_ELSEWHERE = re.compile(r"(?:申报|申请|争取|推荐|协助|帮助|获得|获取|指导)")
_SUPPORTS = re.compile("(?:支持|资助|给予)(?!方向|范围|领域|对象|目录|力度)")
_GIVES = re.compile("给予|予以")
_TEXTS = re.compile(r"政策|办法|标准$|机制|制度|申报|评审|使用|管理")
_NATIONAL = re.compile(
    r"(?:国家|中央|央行|人民银行)(?:财政|预算|资金|专项|给予|补助|奖励|奖补|补贴)(?!标准|资金额|金额|额度|范围)"
)
_HANDED_ON = re.compile(r"^(?:鼓励|支持|引导|允许|推动)")


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment: the instrument it belongs to, the words that show it, and what is printed of its size."""

    code: str
    mode: Mode
    span: Span
    chunk: tuple[int, int]
    """First and last segment it covers, by index in its sentence."""
    amounts: tuple[Amount, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class _Row:
    code: str
    any: re.Pattern[str]
    without: re.Pattern[str] | None


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(lexicon.any_of(words))


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(row["code"], _any_of(row["any"]), _any_of(row["without"]) if "without" in row else None)
        for row in lexicon.load("money_objects")["rows"]
    )


def _words(name: str) -> re.Pattern[str]:
    return lexicon.pattern("money_objects", name)


@cache
def _hints() -> re.Pattern[str]:
    """Words one of which every sentence with a payment holds."""
    words = lexicon.load("money_objects")
    return _any_of([*words["pay_nouns"], *words["relief"], *words["programmes"]])


def code_of(words: str) -> tuple[str, str] | None:
    """The first line of the table that fits what ``words`` say is paid for, and the word that fits."""
    for row in _rows():
        if (match := row.any.search(words)) and not (row.without and row.without.search(words)):
            return row.code, match[0]
    return None


def pays(words: str, *, has_sum: bool) -> bool:
    """Whether a segment commits money: a verb of giving with a noun of support, a support with its sum, or a relief."""
    if _words("relief").search(words):
        return True
    noun = _words("pay_nouns").search(words)
    if noun is None:
        return _programme(words) or (has_sum and _GIVES.search(words) is not None)
    if has_sum:
        return True
    verb = _words("pay_verbs").search(words)
    if verb is None or _words("not_money").search(words, max(0, noun.start() - 4)):
        return False
    return verb.start() < noun.start() or noun.end() == len(words) or _GIVES.search(words) is not None


def _programme(words: str) -> bool:
    named = _words("programmes").search(words)
    return named is not None and _SUPPORTS.search(words, named.end()) is not None


def names(list_name: str, words: str) -> bool:
    """Whether a word of one list of ``money_objects.yaml`` stands in ``words``."""
    return _words(list_name).search(words) is not None


def find_payments(
    text: str, sentence: Span, segments: Sequence[Segment], sums: Sequence[Money], background: str, recalls: bool
) -> tuple[list[Payment], list[Money]]:
    """The payments of one sentence, and paid sums that belong to none (最高不超过… of a payment before).

    ``sums`` are those of the sentence; ``background`` (heading) names the object where the sentence does not.
    """
    paid = [money for money in sums if money.is_paid and money.type != "fund-size"]
    if not paid and not _hints().search(text, *sentence):
        return [], []
    if pattern("clawback").search(text, *sentence) and not any(money.type in ("amount", "rate") for money in paid):
        return [], []
    payments: list[Payment] = []
    pending: list[Money] = []
    reached = 0
    for index, segment in enumerate(segments):
        words = text[segment.span.start : segment.span.end]
        own = [money for money in paid if segment.span.start <= money.start < segment.span.end]
        if pattern("clawback").search(words) or pattern("payout").search(words):
            continue
        listed = [] if own else _listed(text, segment)
        if listed:
            payments.extend(
                _payment(text, sentence, segments, (index, index), span, code, word, ()) for span, code, word in listed
            )
            reached = index + 1
        elif not pays(words, has_sum=bool(own)) or (not own and _barred(segment, words, recalls=recalls)):
            pending.extend(own)
        elif payments and _continues(text, segments, reached, index, words):
            payments[-1] = _extended(payments[-1], segment, index, [*pending, *own], words)
            pending, reached = [], index + 1
        else:
            payments.append(_built(text, sentence, segments, (reached, index), [*pending, *own], background))
            pending, reached = [], index + 1
    if pending and payments:
        last = next(at for at, one in enumerate(segments) if one.span.end >= pending[-1].end)
        payments[-1] = _extended(
            payments[-1], segments[last], max(last, payments[-1].chunk[1]), pending, text[slice(*segments[last].span)]
        )
        pending = []
    return payments, pending


def _barred(segment: Segment, words: str, *, recalls: bool) -> bool:
    """Support without a sum that is applied for elsewhere, earned, a condition, or a policy text."""
    if segment.role in ("condition", "result", "silent") or (segment.role == "past" and not recalls):
        return True
    return bool(_ELSEWHERE.search(words) or (_TEXTS.search(words) and not _GIVES.search(words)))


def _continues(text: str, segments: Sequence[Segment], reached: int, index: int, words: str) -> bool:
    """Whether a paying segment only adds to the payment before: it names no recipient and no object of its own."""
    if words.startswith(("由", "从", "所需", "单个", "同一", "最高", "总额", "累计", "每年最高", "不超过")):
        return True
    return index == reached and not words.startswith(("对", "按", "凡")) and code_of(words) is None


def _extended(payment: Payment, segment: Segment, index: int, own: Sequence[Money], words: str) -> Payment:
    start, end = min(payment.span.start, segment.span.start), max(segment.span.end, payment.span.end)
    chunk = (min(payment.chunk[0], index), max(payment.chunk[1], index))
    return replace(payment, span=Span(start, end), chunk=chunk, amounts=_merge(payment.amounts, own, words))


def _merge(amounts: Sequence[Amount], own: Sequence[Money], words: str) -> tuple[Amount, ...]:
    found = list(amounts)
    seen = {(amount.type, amount.value) for amount in found}
    for money in own:
        for amount in money.amounts():
            if amount.type == "amount" and (amount.per or "").startswith("每年") and "安排" in words:
                amount = replace(amount, type="budget")
            if (amount.type, amount.value) not in seen:
                seen.add((amount.type, amount.value))
                found.append(amount)
    return tuple(found)


def _built(
    text: str,
    sentence: Span,
    segments: Sequence[Segment],
    reach: tuple[int, int],
    own: Sequence[Money],
    background: str,
) -> Payment:
    first, last = reach[1], reach[1]
    while first > reach[0] and _belongs(text, segments[first - 1]):
        first -= 1
    start, end = segments[first].span.start, segments[last].span.end
    words = text[start:end]
    wider = text[segments[reach[0]].span.start : end]
    relief = _words("relief").search(text, segments[last].span.start, end)
    # What is forgone names its object behind the word (免收土地价款), whatever the recipient does.
    found = (code_of(text[relief.end() : end]) if relief else None) or code_of(words)
    if found is None and not _words("unsaid").search(words):
        found = code_of(wider) or code_of(background)
    code, word = found or (DEFAULT, "资金")
    return _payment(text, sentence, segments, (first, last), Span(start, end), code, word, _merge((), own, words))


def _belongs(text: str, segment: Segment) -> bool:
    """Whether the segment before a payment names its recipient, condition or base."""
    words = text[segment.span.start : segment.span.end]
    if segment.role == "condition" or re.match(r"对|凡|按|根据|经|符合|每|首次|新|获|给予|从|自", words):
        return True
    return not segment.verbs or words.endswith("的")


def _listed(text: str, segment: Segment) -> list[tuple[Span, str, str]]:
    """通过技术改造奖补、租金补贴等方式: each named support is a payment by itself."""
    items = [
        item
        for item in list_items(text, *segment.span)
        if re.search(r"(?:奖补|补贴|补助|奖励|资助|贴息)(?:资金)?(?:等.*)?$", text[item.start : item.end])
    ]
    if len(items) < 2:
        return []
    found = []
    for item in items:
        match = code_of(text[item.start : item.end])
        code, word = match or (DEFAULT, "资金")
        found.append((item, code, word))
    return found


def _payment(
    text: str,
    sentence: Span,
    segments: Sequence[Segment],
    chunk: tuple[int, int],
    span: Span,
    code: str,
    word: str,
    amounts: tuple[Amount, ...],
) -> Payment:
    lead = text[sentence.start : segments[chunk[1]].span.end]
    mode: Mode = "funds"
    if _NATIONAL.search(text, segments[chunk[0]].span.start, span.end):
        mode = "facilitates"
    elif (
        _HANDED_ON.match(lead)
        and names_lower_tier(text, sentence.start, min(sentence.start + 14, span.end))
        and not _words("payers").search(text, *span)
    ):
        mode = "encourages"
    return Payment(code, mode, span, chunk, amounts, f"money:{word}")
