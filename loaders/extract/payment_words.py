"""Whether the words of a comma segment pay, and who pays (measures.md, sections 2 and 4)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from loaders import lexicon
from loaders.extract.measure_context import Segment, pattern
from loaders.extract.measure_mode import names_lower_tier
from loaders.facts import Mode
from loaders.segments import Span

_HELPED = re.compile("^(?:积极|大力|主动|优先)?(?:争取|推荐|协助|帮助|指导|辅导)")
_SAYS_OWN = re.compile("给予|予以|给与|发放|安排|减免|免收|免缴|设立")
_MEANS = re.compile(
    "(?:通过|采取|采用|运用|利用|以)[^,，。；]{0,20}(?:补贴|补助|奖励|奖补|资助|贴息|以奖代补|先建后补)[^,，。；]{0,8}"
    "(?:方式|措施|形式|手段|办法)"
)
_PRAISE = re.compile("表彰(?:、|和|与|并|或)(?:给予)?奖励")
_ELSEWHERE = re.compile("申报|申请(?!资助|补助|补贴|人)|争取|推荐|协助|帮助|获得|获取|指导")
_POLICY_BASIS = re.compile("按照?[^,，]{0,4}政策(?:规定)?")
_SUPPORTS = re.compile("(?:支持|资助|给予)(?!方向|范围|领域|对象|目录|力度)")
_GIVES = re.compile("给予|予以|给与")
_PAID_OUT = re.compile("后(?:兑现|兑付|再拨付)|首期|余款|剩余部分")
# Land revenue or price that the government gives up, without a word of giving.
_OWN_REVENUE = re.compile(
    "(?:留成部分|出让收入|出让收益|出让金收入)[^,，。；]{0,20}(?:安排|返还|用于)|最低价(?:标准)?的?[0-9０-９]+[%％]"
)
# 全面实施购置补贴政策: the policy is the payment; 落实 may be another's policy.
_RUNS = re.compile("(?:全面|继续|深入|认真)?(?:实施|执行|兑现|推行)[^,，。国中]{0,16}(?:补贴|补助|奖励|奖补|贴息)政策$")
_STILL_DUE = re.compile("减按|最低价(?:标准)?的?[0-9０-９]+[%％]")
_TAX_RATE = re.compile("加计|抵减应纳|抵免应纳")
_CENTRAL_BANK = re.compile("再贷款|再贴现|激励资金|(?:央行|人民银行)[^,，。公]{0,10}(?:提供|给予|安排)")
_OFFERS = re.compile("给予|予以|给与|安排|(?:支持|扶持)$")
_SO_FAR = re.compile("目前[^,，]*的[^的,，]{0,12}(?:给予|发放)")
_TEXTS = re.compile("政策|办法|标准$|机制|制度|申报|评审|使用|管理|程序|手续")
_TEXT_VERB = re.compile(
    "(?:优化|完善|提高|加强|强化|落实|实施)[^,，]{0,16}(?:政策|办法|机制|制度|管理|程序|手续|流程|监管)"
)
_BUDGETED = re.compile("(?:经费|资金|投入|费用)[^,，]{0,12}(?:列入|纳入)[^,，]{0,12}预算")
_LEAD_IN = re.compile("以下|如下|下列")
_STACKED = re.compile("同一|不同|同级|已享受|可叠加|叠加")
_FIRMS_OWN = re.compile("所支付|税前|所得[^,，]{0,8}扣除|扣除项|不承担经费|信贷投入")
_NATIONAL = re.compile(
    "(?:国家|中央|央行|人民银行)(?:财政|预算|资金|专项|给予|补助|奖励|奖补|补贴)(?!标准|资金额|金额|额度|范围)"
)
_HANDED_ON = re.compile("^(?:鼓励|支持|引导|允许|推动)")
_WISHED = re.compile("(?:鼓励|引导|探索)(?:采取|采用|通过|探索|实行|建立)")
_TIER = "(?:国家|省|市|区|县|上级|中央|两)"
_SHARED = re.compile(
    # A rate of what a higher tier pays, or a sum on top of it.
    f"按照?[^,，。；]{{0,12}}{_TIER}级?(?:财政)?[^,，。；]{{0,10}}(?:资助|补助|奖励|奖补|扶持|支持)(?:资金|金额|额度|标准)?的?"
    "[^,，。；]{0,8}?(?:[0-9０-９.]+[%％]|[0-9]+[:：∶][0-9]+|等额|同等)"
    f"|在{_TIER}级?(?:财政)?[^,，。；]{{0,10}}(?:资助|补助|奖励|奖补|扶持|支持|补贴|政策)[^,，。；]{{0,6}}基础上"
    # The tiers divide a burden.
    "|(?:省市|市县|市区|县区|省、市|市、县|市、区|区、镇|两级|各级)[^,，。；]{0,8}(?:按|各)[^,，。；]{0,8}(?:承担|分担|负担)"
    "|(?:镇街|镇\\(街\\)|镇（街）|乡镇|县区|区县|各县|各区|市县|属地)[^,，。；]{0,20}(?:也要安排|配套安排|给予配套|予以配套|配套补助|配套资金|安排一定)"
    # Money of this government for what lower tiers do.
    "|(?:省|市)(?:级)?财政[^。；]{0,30}(?:支持|补助|奖励|奖补)(?:各)?(?:地方|市县|县区|区县|各地|地市|镇街)"
)


def _words(name: str) -> re.Pattern[str]:
    return lexicon.pattern("money_objects", name)


@cache
def hints() -> re.Pattern[str]:
    """Words one of which every sentence with a payment holds."""
    words = lexicon.load("money_objects")
    return re.compile(
        lexicon.any_of(
            [
                *words["pay_nouns"],
                *words["relief"],
                *words["programmes"],
                *words["bare"],
                "支持",
                "最低价",
                "出让收入",
                "出让收益",
                "留成",
                "加计",
                "抵减",
            ]
        )
    )


def pays(words: str, *, has_sum: bool) -> bool:
    """Whether a segment commits money: a verb of giving with a noun of support, a support with its sum, or a relief.

    A lead-in (给予奖励如下) pays through its items, 企业所支付的补贴 is the firm's own.
    """
    if not has_sum and (_LEAD_IN.search(words) or _STACKED.match(words) or is_firms_own(words)):
        return False
    if _words("relief").search(words) or _BUDGETED.search(words):
        return True
    noun = _words("pay_nouns").search(words)
    if _MEANS.search(words) or _OWN_REVENUE.search(words) or (has_sum and _TAX_RATE.search(words)):
        return True
    if noun is None:
        return _programme(words) or (has_sum and _OFFERS.search(words) is not None)
    if has_sum:
        return True
    verb = _words("pay_verbs").search(words)
    if _PRAISE.search(words):
        return True
    if verb is None or _words("not_money").search(words, max(0, noun.start() - 4)):
        return False
    if _RUNS.match(words):
        return True
    if _TEXT_VERB.search(words) and not _GIVES.search(words):
        return False
    return verb.start() < noun.start() or noun.end() == len(words) or _GIVES.search(words) is not None


def is_firms_own(words: str) -> bool:
    """Whether a segment names what a firm pays or deducts (企业所支付的住房补贴)."""
    return _FIRMS_OWN.search(words) is not None


def is_bare(words: str) -> bool:
    """Support without a noun of money (予以支持): it counts only where it goes to a result or a cost."""
    said = _words("bare").search(words) or (_GIVES.search(words) and words.endswith("支持"))
    if not said or _words("not_money").search(words):
        return False
    return _TEXTS.search(_POLICY_BASIS.sub("", words)) is None


def _programme(words: str) -> bool:
    named = _words("programmes").search(words)
    return named is not None and _SUPPORTS.search(words, named.end()) is not None


def is_barred(segment: Segment, words: str, *, recalls: bool) -> bool:
    """Support without a sum that is applied for elsewhere, earned, a condition, or a policy text."""
    if _MEANS.match(words) or _RUNS.match(words):
        return False
    if segment.role == "silent" and not (_SAYS_OWN.search(words) and not pattern("own_text").search(words)):
        return True
    if segment.role == "past" and _SO_FAR.match(words):
        return False
    if segment.role in ("condition", "result") or (segment.role == "past" and not recalls):
        return True
    if _GIVES.search(words):
        return _HELPED.match(words) is not None
    return _ELSEWHERE.search(words) is not None or _TEXTS.search(words) is not None


def is_payout(words: str) -> bool:
    """Whether a segment only says how a support is paid out (分期, 投产后兑现)."""
    return pattern("payout").search(words) is not None or _PAID_OUT.search(words) is not None


def is_still_due(words: str) -> bool:
    """Whether the sums of a segment are what is still to be paid (减按15%的税率征收): the relief is what counts."""
    return _STILL_DUE.search(words) is not None


def payer_mode(text: str, sentence: Span, segments: Sequence[Segment], chunk: tuple[int, int], code: str) -> Mode:
    """``funds``, unless the nation pays or forgoes (helped through) or lower tiers are only told to (encouraged)."""
    span = Span(segments[chunk[0]].span.start, segments[chunk[1]].span.end)
    if code == "credit" and _CENTRAL_BANK.search(text, sentence.start, span.end):
        return "facilitates"
    if _NATIONAL.search(text, *span) or (code == "tax-relief" and _words("national").search(text, *span)):
        return "facilitates"
    if _WISHED.match(text, segments[chunk[1]].span.start, span.end):
        return "encourages"
    if (
        _HANDED_ON.match(text[sentence.start : span.end])
        and names_lower_tier(text, sentence.start, min(sentence.start + 14, span.end))
        and not _words("payers").search(text, *span)
    ):
        return "encourages"
    return "funds"


def shares_cost(text: str, span: Span) -> Span | None:
    """Where tiers of government share a payment or one tops up another."""
    found = _SHARED.search(text, *span)
    return Span(*found.span()) if found else None
