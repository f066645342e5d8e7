"""Payments: what a sentence pays for, as one code of the contract's table (measures.md, section 2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders import lexicon
from loaders.extract.measure_context import Segment, pattern
from loaders.extract.payment_apart import told_apart
from loaders.extract.payment_code import Paid, paid_for
from loaders.extract.payment_lead import inherited, is_labelled
from loaders.extract.payment_roles import of_phrase, roles_of
from loaders.extract.payment_words import (
    hints,
    is_bare,
    is_barred,
    is_done,
    is_firms_own,
    is_mere_manner,
    is_others,
    is_payout,
    is_still_due,
    leads_on,
    payer_mode,
    pays,
    shares_cost,
)
from loaders.facts import Amount, Mode
from loaders.money import Money
from loaders.segments import Span, list_items

DEFAULT = Paid("investment-subsidy", "unsaid", "资金")
_UNSAID = f"money:{DEFAULT.role}:{DEFAULT.word}"
_POT = re.compile("(?:安排|设立|统筹|整合|列支|筹措)[^,，。；]{0,24}(?:资金|经费)$")
_SUPPORT_ITEM = re.compile("(?:奖补|补贴|补助|奖励|资助|贴息)(?:资金)?(?:等.*)?$")
_ADDS = ("由", "从", "所需", "单个", "同一", "最高", "总额", "累计", "每年最高", "不超过", "每家最高", "年度最高")
_OPENS = re.compile("对|凡|按|根据|经|符合|每|首次|新|获|给予|从|自|在")
# 科研经费拨付至承担单位近4亿元: paid, not how it is paid out (资金首次拨付50万元).
_PAYS_IN = re.compile(
    "(?:财政|(?:经费|资金)(?:(?![预先首次期年月])[^,，。；]){0,6})拨付[^,，]{0,24}?[0-9０-９][^,，%％]{0,12}元"
)
_ONLY_CAPS = re.compile(
    "(?:单个|单家|单户|每家|每个|每户|每项|同一|最高|总额|累计|年度|全年|奖励总额|补助总额|以上)[^对按给]*$"
)
# 按照规定分阶段给予…: for what, the sentence before says.
_ELLIPTIC = re.compile(
    "(?:按照?(?:有关|相关|国家)?规定|根据[^,，]{2,8}|并|择优)?[,，]?可?(?:分阶段|一次性|择优)?(?:给予|予以|安排)(?!对)"
)
# ；省级示范社奖励10万元: a label in a list of awards, not who pays (省级财政给予…).
_LEVELLED = re.compile(
    "(?:国家|省|市|县|区)级(?!财政|按|再|各|给予|配套)[^,，。；对]{0,8}?[,，]?(?:奖励|补助|给予|奖补|资助)"
)
_ADDRESSED = re.compile("[（(]?(?:对|凡|符合)")
_RECIPIENT = re.compile("^对|企业|单位|机构|项目|个人|团队|平台|基地|园区")
_BARE_FOR = {
    "noun": ("investment-subsidy", "rd-grant"),
    "base": ("investment-subsidy", "rd-grant", "supply-chain-matching"),
    "result": ("milestone-award", "rd-grant", "supply-chain-matching"),
    "head": ("milestone-award",),
    "all": ("first-of-kind",),
}
"""What a bare 予以支持 must be given for, by the role that tells it."""


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
    role: str = "unsaid"
    """What told the code: a role of ``payment_roles.Roles``, or unsaid, before (the payment before it), heading,
    said (the sentence before it), lead (the lead-in of a list) or tiers (that share the cost)."""


def names(list_name: str, words: str) -> bool:
    """Whether a word of one list of ``money_objects.yaml`` stands in ``words``."""
    return lexicon.pattern("money_objects", list_name).search(words) is not None


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence that may pay, with what stands above it."""

    text: str
    span: Span
    parts: Sequence[Segment]
    sums: Sequence[Money]
    background: str
    """Heading of its clause."""
    said: str
    """What stands before it and says for what it pays, mostly empty."""

    def words(self, index: int) -> str:
        return self.text[slice(*self.parts[index].span)]


def find_payments(
    text: str,
    sentence: Span,
    segments: Sequence[Segment],
    sums: Sequence[Money],
    background: str,
    recalls: bool,
    before: str = "",
    lead: str = "",
    said: str = "",
) -> tuple[list[Payment], list[Money]]:
    """The payments of one sentence, and paid sums that belong to none (最高不超过… of a payment before).

    ``sums`` are those of the sentence; ``background`` (heading) names the object where the sentence does not,
    ``before`` is the code of the payment before it in its clause: a further stage of an award goes on with it.
    ``lead`` is the lead-in that pays above the list whose item the sentence is, ``said`` what stands in its clause
    between the payment before and it.
    """
    listed_on = bool(lead) or (bool(before) and text[max(0, sentence.start - 1) : sentence.start] in ("；", ";"))
    if any(money.type == "figure" for money in sums):
        sums = inherited(text, segments, sums, listed=listed_on)
    pools = names("pools", text[slice(*sentence)])
    paid = [money for money in sums if money.is_paid and (pools or money.type != "fund-size")]
    if not paid and not hints().search(text, *sentence):
        return [], []
    if not paid and leads_on(text[slice(*sentence)]):
        return [], []
    if pattern("clawback").search(text, *sentence) and not any(money.type in ("amount", "rate") for money in paid):
        return [], []
    here = _Sentence(text, sentence, segments, paid, background, _object_before(text[slice(*sentence)], said))
    payments: list[Payment] = []
    pending: list[Money] = []
    reached = 0
    for index, segment in enumerate(segments):
        words = here.words(index)
        own = [money for money in paid if segment.span.start <= money.start < segment.span.end]
        if is_still_due(words):
            own = []
        if _tells_only(words, achieved=bool(own) and not recalls):
            continue
        listed = [] if own or is_firms_own(words) else _listed(text, segment)
        if listed:
            payments.extend(_payment(here, (index, index), span, found, ()) for span, found in listed)
            reached = index + 1
            continue
        after = here.words(index + 1) if index + 1 < len(segments) else ""
        paying = pays(words, has_sum=bool(own)) and not is_mere_manner(words, after)
        by_lead = not paying and bool(own) and listed_on and is_labelled(words)
        # 补贴标准：一类每人2000元，二类每人1500元
        listed_on = listed_on or (
            text[segment.span.end : segment.span.end + 1] in ("：", ":") and names("pay_nouns", words)
        )
        barred = not own and (is_barred(segment, words, recalls=recalls) or is_others(text[slice(*sentence)], words))
        if not (paying or by_lead) or barred:
            bare = is_bare(words) and not is_barred(segment, words, recalls=recalls)
            built = _bare(here, (reached, index), [*pending, *own]) if bare else None
            if built:
                payments.append(built)
                pending, reached = [], index + 1
            else:
                pending.extend(own)
        elif not payments and own and _ONLY_CAPS.match(words) and before:
            pending.extend(own)
        elif payments and _continues(here, reached, index):
            payments[-1] = _extended(here, payments[-1], index, [*pending, *own])
            pending, reached = [], index + 1
        else:
            told_before = payments[-1].code if payments else before
            built = _built(here, (reached, index), [*pending, *own], told_before, lead if by_lead else "")
            if payments and _is_pot(here, payments[-1], own):
                # 每年安排1000万元,给予门票补贴: one pot and what it is for.
                payments[-1] = replace(
                    _extended(here, payments[-1], index, [*pending, *own]), code=built.code, rule=built.rule
                )
            elif payments and own and _is_reckoned(payments[-1], words):
                opened = payments[-1]
                span, chunk = Span(opened.span.start, built.span.end), (opened.chunk[0], built.chunk[1])
                payments[-1] = replace(built, span=span, chunk=chunk)
            else:
                payments.extend(_apart(here, built, [*pending, *own]))
            pending, reached = [], index + 1
    if pending and payments:
        last = next(at for at, one in enumerate(segments) if one.span.end >= pending[-1].end)
        payments[-1] = _extended(here, payments[-1], max(last, payments[-1].chunk[1]), pending)
        pending = []
    payments.extend(_sharing(here, payments))
    return payments, pending


def _tells_only(words: str, *, achieved: bool) -> bool:
    """Whether a segment only says how money is paid out or taken back, or (``achieved``) what was paid before."""
    if achieved and is_done(words):
        return True
    return pattern("clawback").search(words) is not None or (is_payout(words) and not _PAYS_IN.search(words))


def _is_reckoned(payment: Payment, words: str) -> bool:
    """Whether a segment with a sum says how the award before it is reckoned: 对旅行社进行奖励,每满一万人奖励一万元."""
    return payment.rule == _UNSAID and not payment.amounts and words.startswith(("每", "按"))


def _object_before(sentence: str, said: str) -> str:
    """What says for what a sentence pays that does not say so itself.

    The parts before its semicolon where they list recipients (对A；B；…的，给予…), the sentence before 按照规定给予….
    """
    if said.endswith(("；", ";")):
        listed = re.split("[。！？\n]", said)[-1].strip()
        return listed if _ADDRESSED.match(listed) else ""
    return re.split("[。！？\n]", said.rstrip("。\n "))[-1] if _ELLIPTIC.match(sentence) else ""


def _apart(here: _Sentence, payment: Payment, own: Sequence[Money]) -> list[Payment]:
    """A payment as one for each instrument that its 分别 list tells apart."""
    told = told_apart(here.text[slice(*payment.span)], payment.span.start, own)
    if not told:
        return [payment]
    codes = dict.fromkeys(paid.code for paid, _ in told)
    found = []
    for code in codes:
        paid = next(one for one, _ in told if one.code == code)
        sums = [money for one, money in told if one.code == code]
        found.append(_payment(here, payment.chunk, payment.span, paid, _merge((), sums, "")))
    return found


def _sharing(here: _Sentence, payments: Sequence[Payment]) -> list[Payment]:
    """``cost-sharing`` beside the payments of a sentence in which tiers share; the sums stay on the money's code."""
    shared = shares_cost(here.text, here.span)
    if shared is None or any(one.code == "cost-sharing" or one.mode != "funds" for one in payments):
        return []
    chunk = payments[0].chunk if payments else (0, len(here.parts) - 1)
    return [Payment("cost-sharing", "funds", shared, chunk, (), "money:tiers:分担", "tiers")]


def _is_pot(here: _Sentence, payment: Payment, own: Sequence[Money]) -> bool:
    """Whether a payment only sets money aside (设立专项资金), so that the one behind it says what for."""
    if payment.role != "unsaid":
        return False
    return (bool(payment.amounts) and not own) or _POT.search(here.text[slice(*payment.span)]) is not None


def _continues(here: _Sentence, reached: int, index: int) -> bool:
    """Whether a paying segment only adds to the payment before: it names no recipient and no object of its own."""
    words = here.words(index)
    if words.startswith(_ADDS):
        return True
    if index != reached or words.startswith(("对", "按", "凡")):
        return False
    return paid_for(replace(roles_of(here.text, here.parts, (index, index, index), here.sums), purpose="")) is None


def _extended(here: _Sentence, payment: Payment, index: int, own: Sequence[Money]) -> Payment:
    part = here.parts[index].span
    start, end = min(payment.span.start, part.start), max(part.end, payment.span.end)
    chunk = (min(payment.chunk[0], index), max(payment.chunk[1], index))
    amounts = _merge(payment.amounts, own, here.words(index))
    return replace(payment, span=Span(start, end), chunk=chunk, amounts=amounts)


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


def _opened(here: _Sentence, reach: tuple[int, int]) -> int:
    """The first segment that speaks of the payment: its recipient, condition or base."""
    first = reach[1]
    while first > reach[0] and _belongs(here.text, here.parts[first - 1]):
        first -= 1
    return first


def _told(here: _Sentence, reach: tuple[int, int], first: int) -> Paid | None:
    """What the words of a payment, and then those before it in its sentence, say it is for."""
    roles = roles_of(here.text, here.parts, (reach[0], first, reach[1]), here.sums)
    if found := paid_for(roles):
        return found
    return paid_for(roles_of(here.text, here.parts, (reach[0], reach[0], reach[1]), here.sums))


def _built(here: _Sentence, reach: tuple[int, int], own: Sequence[Money], before: str, lead: str) -> Payment:
    first = _opened(here, reach)
    span = Span(here.parts[first].span.start, here.parts[reach[1]].span.end)
    words = here.text[slice(*span)]
    found = _by_lead(here, reach, first, lead) if lead else _told(here, reach, first)
    if here.said and reach[0] == 0 and (found is None or _is_vague(found)):
        above = paid_for(of_phrase(here.said))
        if above and (found is None or above.code == "rd-grant"):
            found = replace(above, role="said")
    if before and own and (found is None or _is_stage(here, span, found, inside=reach[0] > 0)):
        found = Paid(before, "before", found.word if found else "")
    if found is None and not names("unsaid", words) and (above := paid_for(of_phrase(here.background))):
        found = replace(above, role="heading")
    return _payment(here, (first, reach[1]), span, found or DEFAULT, _merge((), own, words))


def _is_vague(found: Paid) -> bool:
    """Whether a payment is reckoned on an outlay without saying on what: 总投入的30%."""
    return found.role == "base" and found.word == "投入"


def _by_lead(here: _Sentence, reach: tuple[int, int], first: int, lead: str) -> Paid | None:
    """An item under a lead-in: the lead-in names the support, the item who gets it or for what."""
    above = of_phrase(lead)
    roles = roles_of(here.text, here.parts, (first, first, reach[1]), here.sums)
    told = paid_for(replace(roles, noun=roles.noun or above.noun)) or paid_for(above)
    return replace(told, role="lead") if told else None


def _is_stage(here: _Sentence, span: Span, found: Paid, *, inside: bool) -> bool:
    """Whether a sum hangs on a further stage (；达到2亿元的,奖励800万元；省级10万元) without naming a recipient.

    ``inside`` tells that a payment stands before it in its sentence; else a semicolon must.
    """
    words = here.text[slice(*span)]
    if not inside and here.text[max(0, here.span.start - 1) : here.span.start] not in ("；", ";"):
        return False
    if _LEVELLED.match(words):
        return True
    return (
        found.code == "milestone-award"
        and found.role == "result"
        and found.word in lexicon.load("money_roles")["stages"]
        and _RECIPIENT.search(words) is None
    )


def _bare(here: _Sentence, reach: tuple[int, int], own: Sequence[Money]) -> Payment | None:
    first = _opened(here, reach)
    found = _told(here, reach, first)
    if found is None or found.code not in _BARE_FOR.get(found.role, ()):
        return None
    span = Span(here.parts[first].span.start, here.parts[reach[1]].span.end)
    return _payment(here, (first, reach[1]), span, found, _merge((), own, here.text[slice(*span)]))


def _belongs(text: str, segment: Segment) -> bool:
    """Whether the segment before a payment names its recipient, condition or base."""
    words = text[segment.span.start : segment.span.end]
    if segment.role == "condition" or _OPENS.match(words):
        return True
    return not segment.verbs or words.endswith("的")


def _listed(text: str, segment: Segment) -> list[tuple[Span, Paid]]:
    """通过技术改造奖补、租金补贴等方式: each named support is a payment by itself."""
    items = [item for item in list_items(text, *segment.span) if _SUPPORT_ITEM.search(text[item.start : item.end])]
    if len(items) < 2:
        return []
    return [(item, paid_for(of_phrase(text[item.start : item.end])) or DEFAULT) for item in items]


def _payment(here: _Sentence, chunk: tuple[int, int], span: Span, paid: Paid, amounts: tuple[Amount, ...]) -> Payment:
    return Payment(
        paid.code,
        payer_mode(here.text, here.span, here.parts, chunk, paid.code),
        span,
        chunk,
        amounts,
        f"money:{paid.role}:{paid.word}",
        paid.role,
    )
