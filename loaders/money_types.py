"""What a sum of money or a rate is, told by the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from loaders import lexicon
from loaders.numbers import Quantity

MoneyType = Literal["cap", "amount", "rate", "budget", "fund-size", "threshold", "share", "figure"]

# 由1000元提高到1500元: the first sum is what held before.
_OLD = re.compile(r"(?:提高|提升|增加|上调|下调|降低|调整)(?:到|至|为)")


# 补助30万元（其中省级20万元，市级10万元）: who bears how much of a sum that is printed already.
_PART = re.compile(
    "元[^，。；（(]{0,8}[（(]其中[：:]?(?:中央|国家|省|市|区|县|镇)(?:级|财政|本级)*(?:补助|承担|安排|奖励|出资|负担)?$"
)
# 奖励10万元（第一年5万元，第二年3万元）: instalments of a sum that is printed already.
_INSTALMENT = re.compile(
    "元[^，。；（(]{0,10}[（(](?:其中[：:]?)?(?:按)?(?:第[一1]年|首年|当年|第[一1]期|首期)[^（()）]*$"
)
# 按应奖励额的30%、40%给予; 分三个阶段按补助总额的30%: when how much of it is paid out.
_PAID_OUT = re.compile(
    "应(?:奖励|补助|补贴|奖补|兑现|享受|发放|拨付)[^，。；]{0,4}(?:额|金|款|资金)的(?:[0-9.]+[%％][、和及])*$"
)
_STAGES = re.compile("阶段|分[一二两三四五]?[期批次年]|第[一二三四]年|首年|次年")
_OF_SUPPORT = re.compile(
    "(?<!上级)(?<!省级)(?<!国家)(?<!市级)(?:奖励|补助|补贴|奖补|资助|扶持)(?:资金|金)?(?:总额|金额|额度|额|资金|金)的(?:[0-9.]+[%％][、和及])*$"
)
# 由最高300万元提高至500万元: the ceiling that is raised stays one.
_CAP_RAISED = re.compile(r"(?:最高|不超过|上限)[^，。；、0-9]{0,4}[0-9.]+[万亿]?元(?:提高|增加|上调|调整)(?:到|至|为)$")
# 返还比例提高到50%: the rate of the support, not a figure that rises.
_RATE_RAISED = re.compile(
    r"(?:补贴|补助|奖励|返还|贴息|补偿|资助|扣除)(?:资金)?(?:比例|标准|额度)?(?:统一)?(?:由[^，。；]{0,12})?(?:提高|提升|上调|调整|增加)(?:到|至|为)$"
)
# 按70%收取: what is still due.
_STILL_DUE = re.compile(r"的?(?:税率|比例|标准|价格)?(?:计算)?(?:收取|计收|缴纳|交纳|征收|计征)")
# 专项资金每年不低于2亿元: the pot is the government's, without a word of paying.
_YEARLY_POT = re.compile(
    r"财政(?:每年|年度|预算|统筹|累计|专门|拟|共|[^，,给奖补]{0,8}年[^，,给奖补]{0,6}){0,3}安排(?:不低于|不少于)?$|(?:资金|经费|预算)(?:中|内)(?:每年|统筹|专门)?安排(?:不低于|不少于)?$|(?:专项资金|专项经费|发展资金|引导资金)(?:规模|总额)?(?:每年|年度|逐年)(?:规模|总额|预算)?(?:不低于|不少于|达到?|为)?$"
)


_FOUNDED = re.compile("(?:设立|组建|发起|筹建|建立)[^，。；：、]{0,6}规模[^，。；：、0-9]{0,6}$")
# 超过500万元的项目给予补贴: what is given, or how it is reckoned, begins here; before it stands who gets it.
_GIVEN = re.compile("给予|给与|予以|给付|享受|按照?|可(?!再生)|每|优先|一次性给|进行")
# 每新增1亿元产值奖励10万元: what the award is reckoned on.
_FOR_EACH = re.compile("每(?:新增|增加|增长|满|完成|实现|达到?|超过?)(?:(?!奖|补|给|资助)[^，。；：、0-9]){0,8}$")
# 设立规模1亿元的引导资金, 设立专项资金5000万元: a pot of the government's own, and pools for risks that reach a size.
_POT = "(?:专项|引导|发展|扶持)(?:扶持|奖励|补助)?资金"
_POOL = "(?:资金池|铺底资金|准备金|风险补偿金|周转资金|应急资金)"
_POT_BEHIND = re.compile(f"的?(?:(?!基金|企业|项目|单位)[^，。；：、0-9]){{0,16}}(?:{_POT}|{_POOL})")
_POT_FOUNDED = re.compile("设立(?:(?!的|给予|对|奖励)[^，。；：、0-9]){0,12}$")
# 安排2000万元，用于…: the pot, whatever is given out of it.
_ARRANGED = re.compile("[^，。；：、给奖补]{0,10}安排(?:不低于|不少于)?")
_FOR_USE = re.compile("(?:左右|以上)?[，,]?(?:专项|专门|重点|主要)?(?:用于|支持|扶持|对)")
_POT_NAMED = re.compile(
    f"设立(?:(?!给予|对)[^，。；：、0-9]){{0,20}}{_POT}(?:总?规模|总额)?(?:不低于|不少于|达到?|为|共)?$"
)
_POOL_SIZED = re.compile(f"{_POOL}(?:(?:总?规模|总额)$|(?:总?规模|总额)?(?:扩大|增加|提高)?(?:达到?|到|至|为)$)")
# 一等奖10万元: the prize itself is the sum.
_PRIZE = re.compile("(?:[一二三特]等|优秀|优胜|组织)奖$")
# 发放贷款1000亿元: money that is lent or raised.
_LENT = re.compile(
    "(?:发放|投放|新增|实现|提供|获得|引导|撬动)[^，。；：、0-9]{0,8}(?:贷款|信贷|授信|融资)(?:总?额|规模)?$"
)
# 提供最高20万元的创业担保贷款: lent as well; 100万元贷款贴息 is paid.
_LENDING = re.compile("(?:发放|投放|提供|给予|予以|获得|办理|申请|新增)[^，。；：、0-9补奖]{0,16}$")
_IS_LENT = re.compile(
    "(?:以上|以内|以下)?的?[^，。；：、0-9给补奖贴费]{0,8}(?:贷款|信贷|授信|增信|担保)(?![^，。；、]{0,8}(?:贴|息|费|补|奖|损失|代偿))"
)
# 对单笔贷款不超过1000万元的企业: a number inside the recipient.
_OF_RECIPIENT = re.compile("(?:以上|以下|以内|及以上|（含）|\\(含\\))?的")
_ADDRESSED = re.compile("(?:^|[，,；;：:）)])(?:同时|并|另外)?(?:对于?|凡|针对)(?!应|口|接|标)")


@dataclass(frozen=True, slots=True)
class Place:
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


def _pattern(name: str) -> re.Pattern[str]:
    return lexicon.pattern("money", name)


def _last(name: str, text: str) -> int:
    """Where the last word of the list ends in ``text``; -1 when there is none."""
    return max((match.end() for match in _pattern(name).finditer(text)), default=-1)


def about_money(place: Place) -> bool:
    """Whether a bare 500万 is money: a word of payment or a sum in 元 stands near it."""
    near = place.left + place.right
    return bool(_pattern("pay").search(near) or "元" in near or _pattern("figures").search(near))


def sum_type(place: Place) -> MoneyType:
    """What a sum in yuan is."""
    left, right = place.left, place.right
    if _OLD.match(right):
        return "figure"
    if _is_of_recipient(place) or _FOR_EACH.search(left):
        return "threshold"
    if _LENT.search(left) or (_LENDING.search(left + _bound_words(place)) and _IS_LENT.match(right)):
        return "figure"
    paid, figure = _last("pay", left), _last("figures", left)
    capped = _is_capped(place)
    if _PART.search(left) or _INSTALMENT.search(place.earlier + left):
        return "share"
    if _CAP_RAISED.search(left):
        return "cap"
    # 按研发费用20%、最高300万元: the bound of a rate, whatever the rate is taken of.
    if _bound_words(place) and re.search(r"[%％](?:、|且|并且)$", left):
        return "cap"
    if _YEARLY_POT.search(left) or _is_pot(place):
        return "budget"
    if _is_fund(place):
        return "fund-size"
    if capped == "strong":
        return "budget" if _is_budget(place) else "cap"
    if place.quantity.outer_end > place.quantity.end and paid < 0 and not capped:
        return "threshold"
    if place.quantity.op == ">=" and paid < 0 and not _follows_pay_noun(right) and not _is_budget(place):
        return "threshold"
    if figure > paid and not _follows_pay_noun(right):
        return "budget" if _is_budget(place) else "threshold"
    if _is_budget(place):
        return "budget"
    if capped:
        return "cap"
    if paid >= 0 or _follows_pay_noun(right) or _pattern("pay").search(right):
        return "amount"
    if paid_per(place)[0] and not re.search(
        r"(?:达到?|实现|(?<!标准)为|产出|强度|降至|降到|低于|高于|提高到|提升至)$", left
    ):
        return "amount"
    if (_pattern("pay").search(place.earlier) and tier(left) is not None) or _PRIZE.search(left):
        return "amount"
    return "figure"


def _is_pot(place: Place) -> bool:
    """A budget line that is set up with its size, or a pool of the government's that is to reach one."""
    left = place.left + _bound_words(place)
    if _POT_NAMED.search(left) or _POOL_SIZED.search(place.left):
        return True
    if _ARRANGED.fullmatch(left) and _FOR_USE.match(place.right + place.later):
        return True
    return bool(_POT_FOUNDED.search(place.left) and _POT_BEHIND.match(place.right))


def _follows_pay_noun(right: str) -> bool:
    """200万元的奖励, 30万元一次性配套建设支持: the sum's own noun comes right behind it."""
    match = re.match(r"(?:人民币|标准)?的?(?P<words>[^，。；：、]{0,12})", right)
    words = re.split(_GIVEN, match["words"])[0] if match else ""
    words = re.split(lexicon.pattern("targets", "things"), words)[0] if right.startswith("的") else words
    return bool(match and _pattern("paid_as").search(words) and not re.match(r"(?:以上|以下)", right))


def _is_of_recipient(place: Place) -> bool:
    """对…X万元的企业, 项目…: the sum says who is meant, as long as nothing is given before it."""
    said = place.earlier + place.left
    addressed = list(_ADDRESSED.finditer(said))
    behind = _OF_RECIPIENT.match(place.right)
    if not addressed or behind is None or re.search("给予|给与|予以|发放", said[addressed[-1].end() :]):
        return False
    thing = lexicon.pattern("targets", "things").search(place.right, behind.end(), behind.end() + 12)
    return thing is not None and _GIVEN.search(place.right, behind.end(), thing.start()) is None


def _is_capped(place: Place) -> Literal["strong", "weak", ""]:
    """最高…500万元, 不超过500万元, 500万元以内: no other number may stand between the word and the sum."""
    near = re.split(r"[0-9０-９]", place.left)[-1] + _bound_words(place)
    if _pattern("strong_caps").search(near) or re.match(r"封顶|为?上限", place.right):
        return "strong"
    if _pattern("weak_caps").search(near[-14:]) or re.match(r"以内|之内|为限", place.right):
        return "weak"
    return ""


def _bound_words(place: Place) -> str:
    """The comparator in front of the number, which ``left`` leaves out."""
    return {"<=": "不超过"}.get(place.quantity.op, "") if _bound_before(place) else ""


def _bound_before(place: Place) -> bool:
    return place.quantity.outer_start < place.quantity.start


def _is_budget(place: Place) -> bool:
    verb = _last("budget_verbs", place.left)
    if verb < 0:
        return False
    between = place.left[verb:]
    if re.search(r"补助|奖励|补贴|奖补", between):
        return False
    return bool(_pattern("budget_nouns").search(between) or _pattern("budget_nouns").search(place.right[:14]))


def _is_fund(place: Place) -> bool:
    behind = re.match(r"[^，。；：、（(]{0,22}", place.right)
    if behind and re.search(r"(?<!\w)?基金(?!会)", behind[0]) and not _pattern("pay").search(place.left[-6:]):
        return True
    sized = re.search(r"(?:规模|募集|认缴|总额)[^，。；：、]{0,10}$", place.left + _bound_words(place))
    if sized and "基金" in place.earlier[-40:] + place.left:
        return True
    # 设立总规模不低于100亿元、首期20亿元的母基金
    return bool(_FOUNDED.search(place.left) and "基金" in place.right)


def paid_per(place: Place) -> tuple[str | None, bool]:
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


def tier(left: str) -> str | None:
    """The tier right before the sum: A档, 一等, 甲类."""
    tiers = _pattern("tiers").pattern
    match = re.search(rf"(?:[A-Za-z一二三四五甲乙丙特]|第[一二三四五])(?:{tiers})(?=[^，。；、]{{0,4}}$)", left)
    return match[0] if match else None


def rate_type(place: Place) -> MoneyType:
    """What a percentage is: the rate of a support, a share of a burden, or a bare figure."""
    if _OLD.match(place.right):
        return "figure"
    left, right = place.left, place.right
    # What is still due is no relief.
    if left.endswith("减按") or (_STILL_DUE.match(right) and not re.search("减征|加计|抵", left)):
        return "figure"
    if _RATE_RAISED.search(left) or re.search(r"(?:减免|减征|减收)(?:不低于|不少于)?$", left):
        return "rate"
    if _PAID_OUT.search(left) or (_OF_SUPPORT.search(left) and _STAGES.search(place.earlier + left)):
        return "share"
    shares = _pattern("shares").pattern
    if re.search(rf"(?:{shares})(?:比例)?(?:为|各)?$", left):
        return "share"
    near = left + right + re.split("[，,]", place.later.lstrip("，,"))[0]
    paying = _pattern("pay").search(left + right) or _pattern("relief").search(left + right)
    behind = re.match(
        r"的?(?:比例|标准|额度)?(?:，|,)?(?:给予|予以|给与|进行|补|奖|贴|资助|返还|支持|计算|计发|拨付)", right
    )
    # 下调缴费费率20%, 成本的200%在税前摊销: the relief itself, not what is still due.
    relieved = re.search(r"(?:下调|下浮)[^，。；]{0,10}费率?$", left) or re.match(r"在?税前(?:摊销|扣除|加计)", right)
    if behind or relieved or re.search(r"加计$|按照?$", left):
        return "rate"
    if re.search(rf"(?:{_pattern('ratios').pattern})(?:到|至|为|了)?$", left) and not re.search(
        rf"(?:{_pattern('pay').pattern})[^，。；]{{0,4}}$", left
    ):
        return "figure"
    if re.match(r"(?:以上|以下|及以上)?的(?!标准|比例|额度|补|奖|贴)", right) and not re.search(
        r"按|给予|予以|给与|享受", left
    ):
        return "figure"
    # 对增长超过10%部分奖励50%: a threshold.
    if re.match(r"(?:以上|以内|以下)?的?部分", right) and re.search(r"[^不](?:超过|超出|高于|达到?)?$", left):
        return "figure"
    if paying or (rate_basis(left) and (_pattern("pay").search(near + place.later))):
        return "rate"
    return "figure"


def rate_basis(left: str) -> str | None:
    """What the rate is taken of: 产品购置单价或研发费用 of 按产品购置单价或研发费用的15%."""
    patterns = (r"(?:按照|按|以)(?:不超过|不高于|最高)?([^，。；：]{2,40}?)的?$", r"对([^，。；：]{2,40}?)的$")
    match = next((found for pattern in patterns if (found := re.search(pattern, left))), None)
    if match is None:
        return None
    basis = re.split(r"加计|给予|予以|实行", match[1])[0]
    return basis if len(basis) > 1 else None
