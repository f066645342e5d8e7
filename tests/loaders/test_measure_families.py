"""Families of language that decide what is money of this government, and what a sentence only speaks of.

Each family is told by sentences of other places and industries, and by look-alikes that it must leave alone.
"""

import pytest

from loaders.clean import clean
from loaders.extract import measure
from loaders.extract.context import Context
from loaders.extract.measure_verifier import rules_alone
from loaders.facts import Measure
from loaders.outline import outline


def _read(body: str) -> dict[str, Measure]:
    document = outline(clean(f"关于促进产业发展的若干措施\n一、主要举措\n(一)综合施策。{body}\n(二)其他事项。略。\n"))
    found = measure.extract(document, Context(), rules_alone())
    return {fact.instrument: fact for fact in found if fact.clause == "1/1"}


def _funded(body: str) -> set[str]:
    return {code for code, fact in _read(body).items() if fact.mode == "funds"}


@pytest.mark.parametrize(
    "sentence",
    [
        "支持企业开展市场导向的应用基础研究。按照规定给予不超过总投入30%、最高500万元的经费支持。",
        "组织轴承企业攻关关键共性技术。给予最高300万元支持,不超过项目投入的20%。",
        "按揭榜额的30%给予补助。",
        "对年度基础研究投入超过1亿元的药企,给予500万元补助。",
        "统筹运用产业发展专项资金,加大关键技术的扶持力度,重点支持重大研发攻关。",
        "政府、企业按照1∶1比例共同出资,支持高校开展研发。",
    ],
)
def test_money_for_research_is_a_grant_wherever_the_research_is_named(sentence: str) -> None:
    assert _funded(sentence) == {"rd-grant"}


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("新建冷库。按照规定给予不超过总投入30%、最高500万元的补助。", "investment-subsidy"),
        ("按照设备投入的20%给予补助。", "investment-subsidy"),
        ("支持企业开展研发。对新购置生产设备的企业,按设备投入的20%给予补助。", "investment-subsidy"),
        ("对行业协会,给予不超过年度运营支出30%的经费支持。", "platform-subsidy"),
        ("对取得中级导游证的人员,奖励2000元。", "talent-recruitment"),
        ("对年接待游客超过1万人次的户外团队,奖励1万元。", "milestone-award"),
        ("属于地方的土地价款,按60%奖励返还。", "land"),
        ("免收企业不动产变更过户手续费。", "tax-relief"),
        ("对民营企业兼并本市企业的,给予一次性奖励。", "listing-and-mergers"),
        ("对项目投产达效的企业,给予20万元奖励。", "milestone-award"),
        ("对获得中国专利金奖的企业,给予50万元奖励。", "milestone-award"),
        ("对招商引资成效明显的乡镇,给予10万元奖励。", "monitoring"),
        ("设立人才培养专项资金,用于职工培训。", "talent-training"),
        ("市财政每年安排专项资金,对企业研发投入给予补助。", "rd-grant"),
        ("对众创空间改造费用,按30%给予补贴。", "investment-subsidy"),
        ("对首创的北斗系统按现行首台套装备政策给予支持。", "first-of-kind"),
        ("拓展优化港口人才奖励政策。", "talent-recruitment"),
    ],
)
def test_what_is_paid_for_is_told_by_the_part_a_word_plays(sentence: str, code: str) -> None:
    assert _funded(sentence) == {code}


@pytest.mark.parametrize(
    "sentence",
    [
        "鼓励业主为承租企业减免租金。",
        "鼓励有条件的高校完善评价机制,落实专门经费。",
        "引导公益组织为农户提供资助。",
        "支持企业加大研发投入,鼓励有条件的地市对纺织企业实施奖补政策。",
        "评估结果作为对智库投入支持的重要依据。",
        "在科研立项、成果转化、表彰奖励等方面给予同等待遇。",
        "鼓励高校基金会拓展方向,进一步加强对基础研究的资助。",
    ],
)
def test_what_others_are_to_give_is_no_money_of_this_government(sentence: str) -> None:
    assert _funded(sentence) == set()


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("为人才引进、企业上市创造良好条件。", "listing-and-mergers"),
        ("建设集检测、培训、展示于一体的综合服务平台。", "talent-training"),
        ("制定支持人才引进、企业上市等方面的配套政策。", "listing-and-mergers"),
        ("简化优化车展、论坛、大赛等活动报批流程。", "brand-and-exhibitions"),
        ("优化港口安全监管与指挥系统。", "regulation"),
        ("支持光伏企业赴境外设立研发中心。", "research-institutions"),
        ("近年来,全市累计培育高新技术企业300家。", "enterprise-cultivation"),
        ("随着制造业升级,数字化转型步伐加快。", "industrial-upgrading"),
        ("建立风险共担、利益共享机制。", "guarantee"),
    ],
)
def test_what_a_sentence_only_speaks_of_is_no_measure(sentence: str, code: str) -> None:
    assert code not in _read(sentence)


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("加大人才引进力度,推动企业上市。", "listing-and-mergers"),
        ("开展检测人员培训。", "talent-training"),
        ("近年来成效明显,下一步将培育一批高新技术企业。", "enterprise-cultivation"),
        ("引进海外知名高校设立研发中心。", "research-institutions"),
        ("举办国际车展和创新论坛。", "brand-and-exhibitions"),
        ("加强港口安全监管。", "regulation"),
    ],
)
def test_the_same_thing_ordered_is_a_measure(sentence: str, code: str) -> None:
    assert code in _read(sentence)


@pytest.mark.parametrize(
    ("sentence", "code", "mode"),
    [
        ("加大力度引进海洋领域顶尖人才。", "talent-recruitment", "encourages"),
        ("加大引进高层次人才力度。", "talent-recruitment", "encourages"),
        ("加大宣传引导力度。", "brand-and-exhibitions", "provides"),
        ("加大人才公寓建设力度。", "talent-services", "provides"),
    ],
)
def test_the_word_that_a_degree_belongs_to_decides_the_mode(sentence: str, code: str, mode: str) -> None:
    assert _read(sentence)[code].mode == mode
