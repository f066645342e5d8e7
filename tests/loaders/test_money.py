"""Sums and rates of official prose and what they are."""

import pytest

from loaders.money import Money, find_money


def _typed(text: str) -> list[tuple[str, object]]:
    return [(money.type, money.value) for money in find_money(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("按照服务情况,给予最高500万元补贴。", [("cap", 5000000)]),
        ("对项目投入的10%予以补助,单个项目不超过1000万元。", [("rate", 0.1), ("cap", 10000000)]),
        ("按不超过研发投资30%的比例，给予最高3000万元资金。", [("rate", 0.3), ("cap", 30000000)]),
        ("单个企业累计补助不超过200万元。", [("cap", 2000000)]),
        ("奖励额度在100万元以内。", [("cap", 1000000)]),
        ("同一企业每年贴息上限为100万元。", [("cap", 1000000)]),
        ("补助50万元封顶。", [("cap", 500000)]),
        ("一次性给予5万元的就业补贴。", [("amount", 50000)]),
        ("一次性奖励50、80、100万元。", [("amount", 500000), ("amount", 800000), ("amount", 1000000)]),
        ("给予20万元-50万元奖励。", [("amount", (200000, 500000))]),
        ("按余额增量的2‰提供激励资金。", [("rate", 0.002)]),
        ("按发生额的百分之五给予补助。", [("rate", 0.05)]),
        ("给予2.5个百分点的贴息。", [("rate", 0.025)]),
        ("按照进项税额加计5%抵减应纳税额。", [("rate", 0.05)]),
        ("每年安排最高100万元经费予以支持。", [("budget", 1000000)]),
        ("每年安排发展资金超过6亿元。", [("budget", 600000000)]),
        ("设立总规模100亿元的产业引导基金。", [("fund-size", 10000000000)]),
        ("设立产业引导基金，总规模100亿元。", [("fund-size", 10000000000)]),
        ("给予最高500万补贴。", [("cap", 5000000)]),
        ("予以1%的贷款贴息补助。", [("rate", 0.01)]),
        ("市财政每年安排不少于3000万元。", [("budget", 30000000)]),
    ],
)
def test_what_is_paid_has_its_type(text: str, expected: list[tuple[str, object]]) -> None:
    assert _typed(text) == expected
    assert all(money.is_paid for money in find_money(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("年营业收入首次突破50亿元的企业。", "threshold"),
        ("总投资10亿元以上的项目。", "threshold"),
        ("对增长超过10%部分。", "figure"),
        ("减按15%的税率征收企业所得税。", "figure"),
        ("年销售收入不超过2000万元的企业。", "threshold"),
        ("奖励资金由省级和企业所在地各承担50%。", "share"),
        ("工业增加值年均增长15%以上。", "figure"),
        ("研发投入强度超过5%的企业。", "figure"),
        ("补贴由每月1000元提高到较高水平。", "figure"),
    ],
)
def test_what_is_not_paid_gives_no_amount(text: str, kind: str) -> None:
    (money,) = find_money(text)
    assert money.type == kind
    assert money.amounts() == ()


def test_numbers_of_things_are_no_money() -> None:
    assert find_money("新增3万家企业，培育100家以上，覆盖人口3000万。") == []


def test_foreign_money_is_left_out() -> None:
    assert find_money("给予最高100万美元补贴。") == []


@pytest.mark.parametrize(
    ("text", "value", "per"),
    [
        ("领取每人每月1500元住房补贴。", 1500, "每人每月"),
        ("按照300元/平方米给予装修补贴。", 300, "/平方米"),
        ("给予1000元/人·月补贴。", 1000, "/人·月"),
        ("每人最高补助2000元。", 2000, "每人"),
        ("补贴标准不超过每平方米30元。", 30, "每平方米"),
    ],
)
def test_a_sum_for_a_unit_of_measure_is_an_amount_and_keeps_the_unit(text: str, value: int, per: str) -> None:
    (money,) = find_money(text)
    assert (money.type, money.value, money.per) == ("amount", value, per)


def test_tiers_keep_their_labels() -> None:
    found = find_money("按照A档200万元、B档100万元、C档50万元、D档20万元标准发放补贴。")
    assert [(money.type, money.value, money.condition) for money in found] == [
        ("amount", 2000000, "A档"),
        ("amount", 1000000, "B档"),
        ("amount", 500000, "C档"),
        ("amount", 200000, "D档"),
    ]


def test_awards_in_turn_are_paired_with_their_thresholds() -> None:
    text = "对收入首次突破50亿元、100亿元的企业,分别一次性奖励200万元、500万元(由省级和所在地各承担50%)。"
    found = find_money(text)
    assert [(money.type, money.value, money.condition) for money in found] == [
        ("threshold", 5000000000, None),
        ("threshold", 10000000000, None),
        ("amount", 2000000, "突破50亿元"),
        ("amount", 5000000, "100亿元"),
        ("share", 0.5, None),
    ]


def test_a_rate_keeps_its_base_and_a_cap_its_words() -> None:
    text = "省级按产品购置单价或研发费用的15%,对研制方给予补助,最高奖补1000万元。"
    rate, cap = find_money(text)
    assert (rate.type, rate.value, rate.basis) == ("rate", 0.15, "产品购置单价或研发费用")
    assert (cap.type, cap.value, text[cap.start : cap.end]) == ("cap", 10000000, "1000万元")
    assert text[cap.outer_start : cap.outer_end] == "最高奖补1000万元"


def test_a_range_gives_both_ends_as_amounts() -> None:
    money: Money = find_money("给予20万元-50万元奖励。")[0]
    assert [amount.value for amount in money.amounts()] == [200000, 500000]


def test_foreign_money_behind_a_range_or_an_aside_is_left_out() -> None:
    text = "按投资额50万-100万（不含）美元奖励10万元，100万-200万（不含）美元奖励20万元。"
    assert _typed(text) == [("amount", 100000), ("amount", 200000)]


@pytest.mark.parametrize(
    "text",
    [
        "对投资超过500万元的项目给予补贴。",
        "对企业投入超过500万元的项目按省级资助额1:1配套。",
        "对总投资1亿元的项目给予贴息支持。",
        "对年研发投入不低于300万元的企业优先给予资助。",
        "对单笔贷款不超过1000万元的企业给予贴息。",
        "对获得国家资助2000万元的项目给予支持。",
        "对租用厂房、年租金超过50万元的企业给予租金补贴。",
    ],
)
def test_a_sum_that_says_who_is_meant_is_not_paid(text: str) -> None:
    assert [money.type for money in find_money(text)] == ["threshold"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对符合条件的企业给予200万元的项目资助。", ["amount"]),
        ("对每个项目给予500万元的补助。", ["amount"]),
        ("提供不低于300万元启动资金。", ["amount"]),
        ("对营业收入超过5000万元的企业按增量的5%给予奖励，最高200万元。", ["threshold", "rate", "cap"]),
        ("每新增1亿元产值奖励10万元。", ["threshold", "amount"]),
        ("力争全年发放贷款1000亿元，发放消费券5000万元。", ["figure", "amount"]),
        ("设立总规模不低于100亿元、首期20亿元的母基金。", ["fund-size", "fund-size"]),
    ],
)
def test_a_sum_that_is_given_stays_paid(text: str, expected: list[str]) -> None:
    assert [money.type for money in find_money(text)] == expected


@pytest.mark.parametrize(
    ("sentence", "rate"),
    [
        ("阶段性下调单位缴费费率20%。", 0.2),
        ("形成无形资产的，按照无形资产成本的200%在税前摊销。", 2.0),
    ],
)
def test_a_relief_is_a_rate_and_what_is_still_due_is_none(sentence: str, rate: float) -> None:
    assert _typed(sentence) == [("rate", rate)]
    assert _typed("减按1%征收增值税。") == [("figure", 0.01)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("设立规模不低于1亿元的重点产业发展引导资金。", [("budget", 100000000)]),
        ("设立中小企业发展专项资金5000万元。", [("budget", 50000000)]),
        ("设立3000万元的风险补偿资金池。", [("budget", 30000000)]),
        ("使风险补偿铺底资金达到1千万以上。", [("budget", 10000000)]),
        ("从工业发展专项资金中安排3000万元，用于数字化改造。", [("budget", 30000000)]),
        ("安排2000万元对合作社建设给予奖补。", [("budget", 20000000)]),
        ("省财政统筹安排5亿元，支持园区建设。", [("budget", 500000000)]),
        ("对新设立的研究院给予100万元专项资金支持。", [("amount", 1000000)]),
    ],
)
def test_a_pot_of_the_government_is_a_budget(text: str, expected: list[tuple[str, object]]) -> None:
    assert _typed(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "引导银行机构提供不低于50亿元的信贷支持。",
        "为创业者提供最高20万元创业担保贷款。",
        "给予企业最高300万元授信额度。",
    ],
)
def test_what_is_lent_is_not_paid_and_interest_is(text: str) -> None:
    (money,) = find_money(text)
    assert money.amounts() == ()
    assert _typed("给予100万元贷款贴息。") == [("amount", 1000000)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每满一万人奖励一万元。", [("amount", 10000)]),
        ("一等奖10万元、二等奖5万元。", [("amount", 100000), ("amount", 50000)]),
        ("最高不超过项目总投资的30%且不超过200万元给予补助。", [("rate", 0.3), ("cap", 2000000)]),
        ("补助标准由最高300万元提高至500万元。", [("figure", 3000000), ("cap", 5000000)]),
        ("返还比例提高到50%。", [("rate", 0.5)]),
        ("减免50%的水电费。", [("rate", 0.5)]),
        ("租金按70%收取。", [("figure", 0.7)]),
        ("补助30万元（其中省级20万元，市级10万元）。", [("amount", 300000), ("share", 200000), ("share", 100000)]),
        (
            "给予企业10万元奖励（第一年奖励6万元，第二年奖励4万元）。",
            [("amount", 100000), ("share", 60000), ("share", 40000)],
        ),
        ("分三个阶段，分别按应奖励额的30%和70%对企业进行奖励。", [("share", 0.3), ("share", 0.7)]),
        ("分两年按补助总额的60%、40%拨付。", [("share", 0.6), ("share", 0.4)]),
        ("按上级奖励额的50%给予配套奖励。", [("rate", 0.5)]),
        ("给予10万元奖励，第二年再奖励5万元。", [("amount", 100000), ("amount", 50000)]),
    ],
)
def test_neighbouring_words_tell_what_a_sum_is(text: str, expected: list[tuple[str, object]]) -> None:
    assert _typed(text) == expected


def test_a_cap_behind_rates_in_turn_has_no_threshold_for_its_condition() -> None:
    found = find_money("对营业额10万元以上的会议，分别按营业额的15%、10%给予奖励，单个项目最高不超过30万元。")
    assert [(money.type, money.condition) for money in found] == [
        ("threshold", None),
        ("rate", None),
        ("rate", None),
        ("cap", None),
    ]


@pytest.mark.parametrize(
    ("text", "per"), [("每块奖励1万元。", "每块"), ("每间奖励2000元。", "每间"), ("给予5元/人/夜的奖励。", "/人/夜")]
)
def test_things_and_nights_are_units_too(text: str, per: str) -> None:
    assert [money.per for money in find_money(text)] == [per]
