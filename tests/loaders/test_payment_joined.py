"""What a payment is for where its sentence does not say it, or says it of several; whose money it is."""

import pytest

from loaders.clean import clean
from loaders.extract import measure
from loaders.extract.context import Context
from loaders.extract.measure_verifier import rules_alone
from loaders.facts import Measure
from loaders.outline import outline


def _measures(text: str) -> list[Measure]:
    facts = measure.extract(outline(clean(text)), Context(), rules_alone())
    return [fact for fact in facts if fact.rule.startswith("money")]


def _read(body: str) -> list[Measure]:
    text = f"关于促进产业发展的若干措施\n一、主要举措\n(一)综合施策。{body}\n(二)其他事项。略。\n"
    return [fact for fact in _measures(text) if fact.clause == "1/1"]


def _paid(body: str) -> list[tuple[str, str, list[float]]]:
    return [(fact.instrument, fact.mode, [amount.value for amount in fact.amounts]) for fact in _read(body)]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        # the sentence before
        ("支持企业参加境外展会。给予最高10万元补贴。", "going-global"),
        ("支持企业开展应用性基础研究。按照规定给予不超过总投入30%、最高10万元的经费支持。", "rd-grant"),
        # a list of recipients before the semicolon
        ("对取得省级称号的产品；列入目录的产品；投产后，视带动作用给予企业10万元资金支持。", "milestone-award"),
    ],
)
def test_what_is_paid_for_may_stand_before_the_sentence(body: str, code: str) -> None:
    (fact,) = _read(body)
    assert (fact.instrument, fact.mode) == (code, "funds")
    assert fact.amounts[-1].value == 100_000


def test_a_sentence_that_names_its_own_recipient_takes_nothing_from_the_one_before() -> None:
    assert _paid("支持企业参加境外展会。对新认定的示范企业，给予10万元奖励。") == [
        ("milestone-award", "funds", [100_000])
    ]


def test_awards_of_several_instruments_in_turn_each_keep_their_sum() -> None:
    assert _paid("对完成升规、股改、上市的企业分别给予10万元、20万元、50万元奖励。") == [
        ("listing-and-mergers", "funds", [200_000, 500_000]),
        ("milestone-award", "funds", [100_000]),
    ]


def test_levels_of_one_award_in_turn_stay_one_payment() -> None:
    assert _paid("对新认定的国家级、省级孵化器分别给予100万元、50万元奖励。") == [
        ("milestone-award", "funds", [1_000_000, 500_000])
    ]


def test_a_level_behind_a_semicolon_is_a_label_and_not_a_recipient() -> None:
    assert _paid("对评为国家级示范社的，奖励20万元；省级示范社奖励10万元；市级示范社奖励5万元。") == [
        ("milestone-award", "funds", [200_000, 100_000, 50_000])
    ]


def test_labels_behind_a_colon_carry_their_sums() -> None:
    assert _paid("补贴标准：一类培训每人2000元，二类培训每人1500元。") == [("talent-training", "funds", [2000, 1500])]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("统一阶段性下调单位缴费费率20%。", ("tax-relief", "facilitates", [0.2])),
        ("对不裁员的企业返还上年度实际缴纳失业保险费的50%。", ("tax-relief", "facilitates", [0.5])),
        ("支持企业申报中央产业发展资金，单个企业补助不超过100万元。", ("investment-subsidy", "facilitates", [1e6])),
        ("属于地方留用的土地价款，按60%奖励返还。", ("land", "funds", [0.6])),
        ("免收变更过户手续费。", ("tax-relief", "funds", [])),
        ("设施改造、维护所需的经费由市财政予以保障。", ("investment-subsidy", "funds", [])),
        ("按地方财政贡献的30%、40%分两年给予奖励。", ("milestone-award", "funds", [0.3, 0.4])),
        ("对民营企业兼并县外企业的，给予一次性奖励。", ("listing-and-mergers", "funds", [])),
        ("对新设立的省级科研机构，给予30万元奖励。", ("platform-subsidy", "funds", [300_000])),
        ("每年给予不超过总运营支出30%的经费支持。", ("platform-subsidy", "funds", [0.3])),
        ("按照规定给予不超过揭榜额30%的经费支持。", ("rd-grant", "funds", [0.3])),
        ("对旅行社、户外团队进行奖励，每满一万人奖励一万元。", ("milestone-award", "funds", [10_000])),
    ],
)
def test_whose_money_it_is_and_for_what(body: str, expected: tuple[str, str, list[float]]) -> None:
    assert _paid(body) == [expected]


@pytest.mark.parametrize(
    "body",
    [
        "鼓励高校基金会拓展资助方向，进一步加强对基础研究的资助。",
        "评估结果作为对智库投入支持的重要依据。",
        "对符合条件的企业给予发展奖励，具体如下：",
        "已累计为238家企业发放贴息资金1200万元。",
        "资金首次拨付50万元。",
        "按补助总额的40%、60%分两年给予。",
    ],
)
def test_money_of_others_and_money_already_paid_is_no_payment(body: str) -> None:
    assert _paid(body) == []


def test_a_letter_recalls_what_was_paid() -> None:
    facts = _measures("关于某提案答复的函\n一、办理情况\n(一)开放科技项目。科研经费跨境拨付至承担单位金额近4亿元。\n")
    assert [(fact.instrument, fact.act, fact.amounts[0].value) for fact in facts] == [("rd-grant", "recalls", 4e8)]


def test_a_heading_with_a_full_stop_pays_nothing_itself() -> None:
    facts = _measures(
        "关于促进产业发展的若干措施\n一、支持范围\n(一)固定资产投资支持。\n"
        "1.按项目固定资产投资额的5%给予奖励。\n2.对投资3亿元以上的项目，给予100万元奖励。\n二、其他事项\n略。\n"
    )
    assert {fact.clause for fact in facts} == {"1/1/1", "1/1/2"}


def test_tiers_named_with_their_shares_in_brackets_share_the_cost() -> None:
    assert {code for code, _, _ in _paid("对升规企业奖励200万元（奖励资金由省级和企业所在地各承担50%）。")} == {
        "milestone-award",
        "cost-sharing",
    }
