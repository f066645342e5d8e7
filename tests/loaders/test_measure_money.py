"""Payments: found first, one code each by what is paid for, with the sums printed."""

import pytest

from loaders.clean import clean
from loaders.extract import measure
from loaders.extract.context import Context
from loaders.extract.measure_verifier import rules_alone
from loaders.facts import Measure
from loaders.outline import outline


def _read(body: str) -> list[Measure]:
    document = outline(clean(f"关于促进产业发展的若干措施\n一、主要举措\n(一)综合施策。{body}\n(二)其他事项。略。\n"))
    return [fact for fact in measure.extract(document, Context(), rules_alone()) if fact.clause == "1/1"]


def _amounts(fact: Measure) -> list[tuple[str, float]]:
    return [(amount.type, amount.value) for amount in fact.amounts]


@pytest.mark.parametrize(
    ("sentence", "code", "amounts"),
    [
        ("对企业购买首台(套)保险的,按保费的80%给予补贴。", "first-of-kind", [("rate", 0.8)]),
        ("购买新能源汽车的消费者,每辆给予5000元补贴。", "consumer-subsidy", [("amount", 5000)]),
        ("对年度研发投入增长的企业,按新增部分的5%给予奖励。", "rd-grant", [("rate", 0.05)]),
        ("给予企业研发费用后补助。", "rd-grant", []),
        ("对引进的领军人才,一次性给予100万元奖励。", "talent-recruitment", [("amount", 1_000_000)]),
        ("支持企业开展职工培训,按每人500元标准给予补贴。", "talent-training", [("amount", 500)]),
        ("对新就业的硕士,每人每月发放住房补贴2000元。", "talent-services", [("amount", 2000)]),
        ("对企业贷款按利息的50%给予贴息。", "credit", [("rate", 0.5)]),
        ("对融资担保公司按年化担保额的1%给予补助。", "guarantee", [("rate", 0.01)]),
        ("对成功上市的企业给予500万元奖励。", "listing-and-mergers", [("amount", 5_000_000)]),
        (
            "对新引进的总部企业,按实缴注册资本的2%给予落户奖励,最高不超过1000万元。",
            "investment-attraction",
            [("rate", 0.02), ("cap", 10_000_000)],
        ),
        ("对企业按设备投资额的10%给予补助。", "investment-subsidy", [("rate", 0.1)]),
        ("企业租用办公用房的,按租金的50%给予补贴。", "investment-subsidy", [("rate", 0.5)]),
        ("对承租国有房屋的小微企业减免3个月租金。", "investment-subsidy", []),
        ("对行业协会给予每年10万元工作经费。", "platform-subsidy", [("amount", 100_000)]),
        ("对举办全国性展会的单位,给予最高100万元补助。", "brand-and-exhibitions", [("cap", 1_000_000)]),
        ("对获得中国驰名商标的企业,奖励50万元。", "milestone-award", [("amount", 500_000)]),
        ("对年度营业收入首次突破10亿元的企业,奖励50万元。", "milestone-award", [("amount", 500_000)]),
        ("对省级以上孵化器,每年给予最高50万元补助。", "platform-subsidy", [("cap", 500_000)]),
        ("对参加境外展会的企业,展位费给予全额补助。", "going-global", []),
        ("对入驻的金融机构,按其缴纳税收地方留成部分的80%给予奖励。", "milestone-award", [("rate", 0.8)]),
        ("运动员获得世界冠军的,给予重奖。", "milestone-award", []),
        ("企业缴纳的土地出让金,由财政全额返还。", "land", []),
        ("对创业团队给予最高30万元创业启动资金。", "talent-services", [("cap", 300_000)]),
        ("对引荐重大项目的中介机构给予奖励。", "investment-attraction", []),
        ("利用存量厂房扩大生产的,不再增收土地价款。", "land", []),
        ("将所需经费纳入年度预算。", "investment-subsidy", []),
        ("免收新办企业行政事业性收费。", "tax-relief", []),
        ("对符合条件的农户给予农业保险保费补贴。", "financial-products", []),
        ("对主导制定国际标准的企业,每项奖励100万元。", "standards", [("amount", 1_000_000)]),
        ("设立中小企业发展专项资金,每年安排2亿元。", "investment-subsidy", [("budget", 200_000_000)]),
        ("加大财政资金投入力度。", "investment-subsidy", []),
        ("对符合条件的企业免征城镇土地使用税。", "tax-relief", []),
    ],
)
def test_a_payment_takes_the_first_line_of_the_table_that_fits(
    sentence: str, code: str, amounts: list[tuple[str, float]]
) -> None:
    (fact,) = _read(sentence)
    assert (fact.instrument, fact.mode, _amounts(fact)) == (code, "funds", amounts)


def test_thresholds_are_no_amounts() -> None:
    (fact,) = _read("对设备投资额500万元以上的技术改造项目,按设备投资额的10%给予补助,单个项目最高300万元。")
    assert _amounts(fact) == [("rate", 0.1), ("cap", 3_000_000)]


def test_one_identical_sum_counts_once() -> None:
    (fact,) = _read("对获得国家级称号的企业,奖励50万元。对获得省级称号的企业,奖励50万元。")
    assert _amounts(fact) == [("amount", 500_000)]


def test_a_cap_in_the_next_sentence_belongs_to_the_payment_before() -> None:
    (fact,) = _read("对企业按设备投资额的10%给予补助。单个企业最高不超过200万元。")
    assert _amounts(fact) == [("rate", 0.1), ("cap", 2_000_000)]


def test_the_quote_of_a_payment_runs_from_its_recipient_to_its_last_sum() -> None:
    (fact,) = _read("对新引进的总部企业,按实缴注册资本的2%给予落户奖励,最高不超过1000万元。")
    assert fact.quote == "对新引进的总部企业,按实缴注册资本的2%给予落户奖励,最高不超过1000万元"


def test_two_payments_of_a_clause_keep_their_sums_apart() -> None:
    facts = _read("对获得国家级称号的企业,奖励50万元;企业租用厂房的,按租金的30%给予补贴。")
    assert [(fact.instrument, _amounts(fact)) for fact in facts] == [
        ("milestone-award", [("amount", 500_000)]),
        ("investment-subsidy", [("rate", 0.3)]),
    ]


def test_what_is_paid_for_is_no_second_measure() -> None:
    (fact,) = _read("鼓励企业建设智能工厂,按投资额的20%给予奖补。")
    assert fact.instrument == "investment-subsidy"


def test_named_supports_of_a_list_are_payments_by_themselves() -> None:
    facts = _read("通过技术改造奖补、项目研发补贴、贷款贴息等方式支持企业。")
    assert {(fact.instrument, fact.mode) for fact in facts} == {
        ("investment-subsidy", "funds"),
        ("rd-grant", "funds"),
        ("credit", "funds"),
    }


def test_money_of_lower_tiers_is_encouraged() -> None:
    (fact,) = _read("鼓励各地对企业技术改造给予补助。")
    assert (fact.instrument, fact.mode) == ("investment-subsidy", "encourages")


def test_money_of_the_nation_is_facilitated() -> None:
    (fact,) = _read("积极争取中央预算内投资支持。")
    assert (fact.instrument, fact.mode) == ("public-investment", "facilitates")


def test_tiers_that_share_a_cost_are_cost_sharing_without_amounts() -> None:
    (fact,) = _read("上述奖励资金由市、区财政按1:1比例分担。")
    assert (fact.instrument, fact.mode, fact.amounts) == ("cost-sharing", "funds", ())


@pytest.mark.parametrize(
    "sentence",
    [
        "对骗取补贴资金的,追回全部资金。",
        "补贴资金分三年拨付,每年分别拨付40%、30%、30%。",
        "对贡献突出的单位和个人予以表彰奖励。",
    ],
)
def test_clawback_payout_and_praise_are_no_payments(sentence: str) -> None:
    assert _read(sentence) == []


def test_a_fund_carries_its_size_and_funds_only_where_it_is_the_governments() -> None:
    (own,) = _read("设立总规模100亿元的产业投资基金。")
    assert (own.instrument, own.mode, _amounts(own)) == ("industry-fund", "funds", [("fund-size", 10_000_000_000)])
    (private,) = _read("鼓励社会资本设立创业投资基金。")
    assert (private.instrument, private.mode) == ("industry-fund", "facilitates")


def test_land_below_its_price_is_funded() -> None:
    (relief,) = _read("按最低价标准的70%确定工业用地出让底价。")
    assert (relief.instrument, relief.mode) == ("land", "funds")
    (plain,) = _read("保障重点项目用地。")
    assert (plain.instrument, plain.mode) == ("land", "provides")


@pytest.mark.parametrize(
    "sentence",
    [
        "取消对企业的100万元奖励。",
        "拖欠补贴100万元以上的,予以追回并处罚款10万元。",
        "对违规企业,追缴已发放的奖励资金50万元。",
    ],
)
def test_what_is_taken_back_is_no_payment(sentence: str) -> None:
    assert _read(sentence) == []
