"""What a payment is for is told by the part its words play, not by whatever stands near it."""

import pytest

from loaders.clean import clean
from loaders.extract import measure
from loaders.extract.context import Context
from loaders.facts import Measure
from loaders.outline import outline


def _measures(text: str) -> list[Measure]:
    return measure.extract(outline(clean(text)), Context())


def _read(body: str) -> list[Measure]:
    facts = _measures(f"关于促进产业发展的若干措施\n一、主要举措\n(一)综合施策。{body}\n(二)其他事项。略。\n")
    return [fact for fact in facts if fact.clause == "1/1" and fact.rule.startswith("money")]


def _codes(body: str) -> set[str]:
    return {fact.instrument for fact in _read(body) if fact.mode == "funds"}


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        # the base beats the recipient's status
        ("对省级专精特新企业,按设备投资额的10%给予补助。", "investment-subsidy"),
        ("对新引进的项目,按固定资产投资额的5%给予奖励。", "investment-subsidy"),
        ("对规模以上企业,按研发投入增量的10%给予奖励。", "rd-grant"),
        ("对入驻企业,按地方综合贡献的50%给予奖励。", "milestone-award"),
        # the noun's own modifier
        ("对新设立的总部企业给予办公用房租金补贴。", "investment-subsidy"),
        ("对引进的博士给予购房补贴。", "talent-services"),
        ("对引进的博士给予安家补贴。", "talent-recruitment"),
        ("在本市自用办公用房的企业,给予购房补助。", "investment-subsidy"),
        ("对承保机构给予保费补贴。", "financial-products"),
        ("对协会给予办公经费补助,用于购置设备。", "platform-subsidy"),
        # the result
        ("对评为省级智能工厂的企业,给予50万元奖励。", "milestone-award"),
        ("新获市级称号的合作社,奖励1万元。", "milestone-award"),
        ("对通过一致性评价的品种,每个给予200万元奖励。", "milestone-award"),
        ("对获得发明专利授权的,每件资助1万元。", "intellectual-property"),
        ("对成效明显的市县给予奖励。", "monitoring"),
        # the recipient
        ("对新建立的服务组织一次性奖励10万元。", "platform-subsidy"),
        ("对引荐领军人才的中介机构,奖励10万元。", "talent-recruitment"),
        ("对新设立的院士工作站,给予最高100万元的开办经费资助。", "platform-subsidy"),
        # the purpose, before or behind the sum
        ("每年安排5000万元专项资金,用于支持企业技术改造。", "investment-subsidy"),
        ("每年安排最高100万元经费,支持举办产品展销会。", "brand-and-exhibitions"),
        ("支持企业参加境外展会,对展位费给予补助。", "going-global"),
        ("每年安排专项资金1000万元,给予景区门票补贴。", "consumer-subsidy"),
        # words that look like another instrument
        ("对首购商品住房的高层次人才发放购房补贴50万元。", "talent-services"),
        ("对取得药品上市许可的企业,给予100万元奖励。", "milestone-award"),
        ("对举办基金产业论坛的单位,给予5万元奖励。", "brand-and-exhibitions"),
        ("对车辆更新给予1万元/辆的置换补贴。", "consumer-subsidy"),
        # what is forgone
        ("免收企业城市基础设施配套费。", "tax-relief"),
        ("工业用地可按最低价标准的70%确定出让底价。", "land"),
    ],
)
def test_the_role_of_a_word_decides(sentence: str, code: str) -> None:
    assert _codes(sentence) == {code}


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("对首次升规的企业予以支持。", "milestone-award"),
        ("根据攻关投入予以支持,最高3000万元。", "rd-grant"),
        ("按照现有政策予以固定资产投资支持。", "investment-subsidy"),
        ("采取先建后补等方式,支持合作社建设冷链设施。", "investment-subsidy"),
        ("各级财政要把产业发展所需经费列入财政预算。", "investment-subsidy"),
        ("应当按照有关规定减免土地出让金。", "land"),
        ("全面实施农机购置补贴政策。", "consumer-subsidy"),
    ],
)
def test_support_is_found_without_a_noun_of_money(sentence: str, code: str) -> None:
    assert _codes(sentence) == {code}


@pytest.mark.parametrize(
    "sentence",
    [
        "在用地方面予以支持。",
        "对项目审批予以支持。",
        "完善专项资金管理办法。",
        "企业所支付的住房补贴可税前扣除。",
        "协助企业争取补助资金。",
        "同一项目不叠加奖励。",
    ],
)
def test_what_only_sounds_like_support_pays_nothing(sentence: str) -> None:
    assert _codes(sentence) == set()


def test_a_further_stage_goes_on_with_the_award_before_it() -> None:
    (fact,) = _read("对首发上市的企业,融资2亿元以下的,奖励200万元;融资达到2亿元以上的,奖励800万元。")
    assert (fact.instrument, [amount.value for amount in fact.amounts]) == (
        "listing-and-mergers",
        [2_000_000, 8_000_000],
    )


def test_a_ceiling_in_a_sentence_of_its_own_makes_no_second_payment() -> None:
    (fact,) = _read("按实到外资的4‰给予奖励;单个项目奖励最高不超过300万元。")
    assert (fact.instrument, [(one.type, one.value) for one in fact.amounts]) == (
        "investment-attraction",
        [("rate", 0.004), ("cap", 3_000_000)],
    )


def test_a_sum_on_top_of_a_higher_tiers_is_shared_cost_too() -> None:
    assert _codes("对上市企业,在市级奖励的基础上,再给予100万元奖励。") == {"listing-and-mergers", "cost-sharing"}
    assert _codes("对高新技术企业给予补助,补助资金市县按1:1比例承担。") == {"milestone-award", "cost-sharing"}


def test_national_taxes_are_helped_through_and_only_their_relief_is_an_amount() -> None:
    (fact,) = _read("允许纳税人按照当期可抵扣进项税额加计5%抵减应纳税额。")
    assert (fact.instrument, fact.mode, [one.value for one in fact.amounts]) == ("tax-relief", "facilitates", [0.05])


def test_each_item_under_a_paying_lead_in_has_its_sum() -> None:
    facts = _measures(
        "关于支持人才的若干措施\n一、住房补贴\n(一)按以下标准给予住房补贴:\n"
        "1.博士研究生每人每月3000元。\n2.硕士研究生每人每月2000元。\n(二)申请条件如下:\n1.注册资本1000万元。\n"
    )
    assert [(fact.clause, fact.instrument, [one.value for one in fact.amounts]) for fact in facts] == [
        ("1/1/1", "talent-services", [3000]),
        ("1/1/2", "talent-services", [2000]),
    ]


def test_labels_after_a_support_carry_its_sums() -> None:
    (fact,) = _read("对新认定的平台给予奖励,其中国家级100万元;省级50万元;市级20万元。")
    assert [amount.value for amount in fact.amounts] == [1_000_000, 500_000, 200_000]


def test_money_above_the_items_of_a_clause_stands_in_that_clause() -> None:
    facts = _measures(
        "某市民营经济条例\n第一条 政府应当安排专项资金,用于支持民营经济发展。\n"
        "专项资金对下列事项予以扶持:\n(一)创新发展;\n(二)规模升级。\n第二条 本条例自公布之日起施行。\n"
    )
    assert [(fact.clause, fact.instrument, fact.mode) for fact in facts] == [("1", "investment-subsidy", "funds")]
