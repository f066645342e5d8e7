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
_SAYS_OWN = re.compile("给予|予以|给与|发放|安排|减免|免收|免缴|设立|提取|计提|最低价标准的?[0-9０-９]")
_MEANS = re.compile(
    "(?:通过|采取|采用|运用|利用|以)[^,，。；]{0,20}(?:补贴|补助|奖励|奖补|资助|贴息|以奖代补|先建后补)[^,，。；]{0,8}"
    "(?:方式|措施|形式|手段|办法)"
)
# A policy of rewards is money, whatever is done to it.
_REWARDING = re.compile(
    "(?:优化|完善|拓展|加大|健全|用好|实施)[^,，国中]{0,16}(?:奖励|补贴|补助|资助|奖补|贴息)(?:政策|机制)$"
)
_PRAISE = re.compile("表彰(?:、|和|与|并|或)(?:给予)?奖励")
_ELSEWHERE = re.compile("申报|申请(?!资助|补助|补贴|人)|争取|推荐|协助|帮助|获得|获取|指导|作为[^,，]{0,30}依据")
_POLICY_BASIS = re.compile("按照?[^,，]{0,16}政策(?:规定|标准)?")
_SUPPORTS = re.compile("(?:支持|资助|给予)(?!方向|范围|领域|对象|目录|力度)")
_GIVES = re.compile("给予|予以|给与")
_PAID_OUT = re.compile(
    "后(?:兑现|兑付|再拨付)|首期|余款|剩余部分|按应(?:奖励|补助|补贴|奖补|兑现|享受)[^,，。；]{0,4}(?:额|金|款)的"
)
# 按地方贡献的50%分三年给予奖励, 分三年给予100万元: the support itself; 按补助总额的40%、60%分两年给予 is not.
_GIVEN_IN_PARTS = re.compile(
    "(?<![奖助贴补金总])[额献成入用出本价](?:部分)?的[0-9０-９][^,，拨兑]{0,20}分[^,，拨兑]{0,3}年[^,，拨兑]{0,4}(?:给予|予以|奖励|补助)|"
    "分[^,，首拨兑期]{0,3}年[^,，首拨兑期]{0,4}(?:给予|予以|奖励|补助)[^,，首拨兑%％]{0,12}[0-9０-９][0-9０-９.]*[万亿]?元|"
    "(?<!首期)(?:给予|奖励|补助)[^,，首拨兑%％]{0,8}[0-9０-９][0-9０-９.]*[万亿]?元[^,，首拨兑]{0,8}分[^,，拨兑]{0,3}(?:年|期)"
)
# Land revenue or price that the government gives up, without a word of giving.
_OWN_REVENUE = re.compile(
    "(?:留成部分|出让收入|出让收益|出让金收入)[^,，。；]{0,20}(?:安排|返还|用于)|最低价(?:标准)?的?[0-9０-９]+[%％]"
)
# 全面实施购置补贴政策: the policy is the payment; 落实 may be another's policy.
_RUNS = re.compile("(?:全面|继续|深入|认真)?(?:实施|执行|兑现|推行)[^,，。国中]{0,16}(?:补贴|补助|奖励|奖补|贴息)政策$")
# Who has a support already: 享受津贴的专家, 股权奖励收入.
_RECEIVED = re.compile(
    "(?:享受|获得|领取|取得)[^,，。]{0,14}(?:补贴|补助|奖励|资助|津贴|扶持)(?:资金|政策)?(?:的(?!标准)|收入|专家|后)"
)
_SUPPORTING = re.compile("支持|鼓励|扶持|引导|推动|给予|予以|培育|促进|加大|发展")
_STILL_DUE = re.compile("减按|最低价(?:标准)?的?[0-9０-９]+[%％]")
_TAX_RATE = re.compile("加计|抵减应纳|抵免应纳|(?:下调|降低|下浮)[^,，]{0,12}费率")
_CENTRAL_BANK = re.compile("再贷款|再贴现|激励资金|(?:央行|人民银行)[^,，。公]{0,10}(?:提供|给予|安排)")
_OFFERS = re.compile("给予|予以|给与|安排|(?:支持|扶持)$")
_SO_FAR = re.compile("目前[^,，]*的[^的,，]{0,12}(?:给予|发放)")
_TEXTS = re.compile("政策|办法|标准$|机制|制度|申报|评审|使用|管理|程序|手续(?!费)")
_TEXT_VERB = re.compile(
    "(?:优化|完善|提高|加强|强化|落实|实施)[^,，]{0,16}(?:政策|办法|机制|制度|管理|程序|手续|流程|监管)"
)
# The government's own budget, without a noun of support.
_BUDGETED = re.compile(
    "财政[^,，]{0,8}(?:统筹|安排|筹措)[^,，]{0,6}资金|加大[^,，]{0,4}财政[^,，]{0,16}(?:支持|扶持|投入|保障)力度|"
    "(?:以奖代补|先建后补)[^,，]{0,10}(?:支持|扶持|鼓励|给予)|财政[^,，]{0,6}资金[^,，]{0,6}(?:投向|用于)|"
    "(?:经费|资金|投入|费用)[^,，]{0,12}(?:列入|纳入)[^,，]{0,12}预算|"
    "(?:经费|资金|费用|保费|利息|支出)[^,，]{0,4}由[^,，]{0,8}财政[^,，]{0,8}(?:承担|负担|保障|解决|安排|列支|支付)|"
    "返还[^,，]{0,16}失业保险费|财政[^,，给奖补]{0,10}安排[^,，]{0,4}[0-9０-９.]+[万亿]?元|"
    "(?:政府|财政)[^,，。；]{0,20}共同出资(?![^,，。；]{0,12}(?:基金|公司|平台))"
)
# 已发放补贴3000万元: achieved, unless a letter recalls it.
_DONE = re.compile(
    "(?:目前)?(?:(?:已经?|共|累计已)(?:累计|共)?(?:为[^,，。；]{1,16}?)?|为[^,，。；]{1,16}?(?:已|共计?))(?:发放|兑现|拨付|投入|支付)"
)
_LEAD_IN = re.compile("以下|如下|下列")
_LEADS_ON = re.compile("(?:如下|(?:以下|下列)[^,，。；]{0,8})[：:]?$")
# 鼓励高校基金会加强对…的资助: money of foundations and society.
_OTHERS = re.compile(
    "(?:积极|大力)?(?:鼓励|引导|动员|支持|倡导)[^,，。；对]{0,12}(?:基金会|社会力量|社会资本|慈善组织|社会捐赠)"
)
# What an addressee is to set aside or to add out of its own purse (鼓励企业、高校…,设立专项经费).
_OWN_PURSE = re.compile(
    "(?:落实|设立|列支|设置|筹措)[^,，。；给予]{0,10}(?:经费|资金)|(?:加大|加强|增加)[^,，。；给予]{0,16}(?:资助|捐赠)"
)
_STACKED = re.compile("同一|不同|同级|已享受|可叠加|叠加")
_FIRMS_OWN = re.compile("所支付|税前|所得[^,，]{0,8}扣除|扣除项|不承担经费|信贷投入")
_NATIONAL = re.compile(
    "(?:国家|中央|央行|人民银行)(?:财政|预算|资金|专项|给予|补助|奖励|奖补|补贴)(?!标准|资金额|金额|额度|范围)"
)
_NATIONS_POT = re.compile("(?:申报|争取|申请)(?:中央|国家)[^,，。；]{0,16}(?:资金|专项|补助|奖励)")
_HANDED_ON = re.compile("(?:鼓励|支持|引导|允许|推动)")
_WISHED = re.compile(
    "(?:鼓励|引导|探索)(?:采取|采用|通过|探索|实行|建立)"
    # An addressee is to give: 鼓励业主为承租企业减免租金.
    "|(?:鼓励|引导|倡导)[^,，。；为对给向]{2,20}[为对给向][^,，。；]{2,24}(?:给予|予以|减免|免收|免除|提供|发放)"
)
_TIER = "(?:国家|省|市|区|县|上级|中央|两)"
_SHARED = re.compile(
    # A rate of what a higher tier pays, or a sum on top of it.
    f"按照?[^,，。；]{{0,12}}{_TIER}级?(?:财政)?[^,，。；]{{0,10}}(?:资助|补助|奖励|奖补|扶持|支持)(?:资金|金额|额度|标准)?的?"
    "[^,，。；]{0,8}?(?:[0-9０-９.]+[%％]|[0-9]+[:：∶][0-9]+|等额|同等)"
    f"|在{_TIER}级?(?:财政)?[^,，。；]{{0,10}}(?:资助|补助|奖励|奖补|扶持|支持|补贴|政策)[^,，。；]{{0,6}}基础上"
    # The tiers divide a burden.
    "|(?:省市|市县|市区|县区|省、市|市、县|市、区|区、镇|两级|各级)[^,，。；]{0,8}(?:按|各)[^,，。；]{0,8}(?:承担|分担|负担)"
    "|(?:镇街|镇\\(街\\)|镇（街）|乡镇|县区|区县|各县|各区|市县|属地)[^,，。；]{0,20}(?:也要安排|配套安排|给予配套|予以配套|配套补助|配套资金|安排一定)"
    "|由(?:省|市|县|区|镇)(?:级|财政)[^,，。；()（）]{0,4}(?:和|与|、|及)[^,，。；()（）]{0,12}"
    "(?:各|共同|按[^,，。；()（）]{0,8}比例)[^,，。；()（）]{0,4}(?:承担|分担|负担)[0-9０-９.]*[%％]?"
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
                "财政承担",
                "财政负担",
                "财政予以",
                "财政保障",
                "财政解决",
                "财政列支",
                "最低价",
                "出让收入",
                "出让收益",
                "留成",
                "加计",
                "抵减",
                "费率",
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
    if has_sum and _words("pools").search(words):
        return True
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
    if _REWARDING.search(words):
        return True
    if _TEXT_VERB.search(words) and not _GIVES.search(words):
        return False
    return verb.start() < noun.start() or noun.end() == len(words) or _GIVES.search(words) is not None


def is_mere_manner(words: str, after: str) -> bool:
    """Whether means of support (采取先租后补的方式) are named without anybody that they support."""
    means = _MEANS.match(words)
    return means is not None and not (_SUPPORTING.search(words, means.end()) or _SUPPORTING.search(after))


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
    if _MEANS.match(words) or _RUNS.match(words) or _REWARDING.search(words):
        return False
    if segment.role == "silent" and not (_SAYS_OWN.search(words) and not pattern("own_text").search(words)):
        return True
    if _RECEIVED.search(words):
        return True
    if segment.role == "past" and _SO_FAR.match(words):
        return False
    if segment.role in ("condition", "result") or (segment.role == "past" and not recalls):
        return True
    if _GIVES.search(words):
        return _HELPED.match(words) is not None
    if segment.addressed and _OWN_PURSE.search(words) and not re.search("财政|[省市区县]级|专项资金支持", words):
        return True
    return _ELSEWHERE.search(words) is not None or _TEXTS.search(words) is not None


def is_done(words: str) -> bool:
    """Whether a segment tells what was paid (已累计发放补贴3000万元)."""
    return _DONE.match(words) is not None


def is_others(sentence: str, words: str) -> bool:
    """Whether a segment without a sum asks foundations or society for their money; ``sentence`` is the whole one."""
    return _OTHERS.match(sentence) is not None and not (_GIVES.search(words) or "财政" in words)


def leads_on(sentence: str) -> bool:
    """Whether a sentence only opens a list (给予奖励，具体如下：), whose items pay."""
    return _LEADS_ON.search(sentence) is not None


def is_payout(words: str) -> bool:
    """Whether a segment only says how a support is paid out (分期, 投产后兑现)."""
    if _PAID_OUT.search(words):
        return True
    return pattern("payout").search(words) is not None and _GIVEN_IN_PARTS.search(words) is None


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
    if _NATIONS_POT.search(text, sentence.start, span.end):
        return "facilitates"
    if _WISHED.match(text, segments[chunk[1]].span.start, span.end):
        return "encourages"
    handed_on = any(
        _HANDED_ON.match(text, start, span.end) and names_lower_tier(text, start, min(start + 14, span.end))
        for start in (sentence.start, segments[chunk[1]].span.start)
    )
    return "encourages" if handed_on and not _words("payers").search(text, *span) else "funds"


def shares_cost(text: str, span: Span) -> Span | None:
    """Where tiers of government share a payment or one tops up another."""
    found = _SHARED.search(text, *span)
    return Span(*found.span()) if found else None
