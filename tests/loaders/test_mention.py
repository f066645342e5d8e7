"""What counts as a named thing in official prose, by type."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import regions
from loaders.clean import clean
from loaders.extract import mention
from loaders.extract.context import Context
from loaders.facts import Mention, PolicyFact
from loaders.outline import outline

GUANGDONG = regions.region("440000")


def _mentions(body: str, policy: PolicyFact | None = None) -> list[Mention]:
    document = outline(clean(f"一、任务\n{body}\n"))
    facts = mention.extract(document, Context(region=GUANGDONG, policy=policy))
    assert all(document.text[fact.start : fact.end] == fact.quote for fact in facts)
    return facts


def _names(body: str, type_: str) -> list[str]:
    facts = _mentions(body)
    assert all(fact.type == type_ for fact in facts), facts
    return [fact.name for fact in facts]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "推动西安交通大学、哈尔滨工业大学（深圳）与企业合作。",
            ["西安交通大学", "哈尔滨工业大学（深圳）"],
        ),
        ("加快建设华南农业大学、省农科院、广东省科学院等院所。", ["华南农业大学", "省农科院", "广东省科学院"]),
        ("支持武汉光电国家研究中心开展攻关。", ["武汉光电国家研究中心"]),
        ("促进广东省食品行业协会发展。", ["广东省食品行业协会"]),
        ("筹建国家先进计算产业创新中心。", ["国家先进计算产业创新中心"]),
        ("推动激光与增材制造广东省实验室和高水平创新研究院等平台建设。", ["激光与增材制造广东省实验室"]),
        ("借助中山市光电产业协会平台开展交流。", ["中山市光电产业协会"]),
        ("推动南方先进光源、超强超短脉冲激光等重大科技基础设施建设。", ["南方先进光源", "超强超短脉冲激光"]),
        ("推广“粤商通”平台。", ["“粤商通”平台"]),
    ],
)
def test_named_institutions(body: str, expected: list[str]) -> None:
    assert _names(body, "institution") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("支持西安高新区、宝鸡高新区扩容。", ["西安高新区", "宝鸡高新区"]),
        ("苏州、无锡高新区先行先试。", ["苏州高新区", "无锡高新区"]),
        ("推动莞韶产业园、曲江经济开发区提质增效。", ["莞韶产业园", "曲江经济开发区"]),
        ("推进中国（上海）自由贸易试验区改革。", ["中国（上海）自由贸易试验区"]),
        ("共建“珠海-中山”产业协同发展先导区。", ["“珠海-中山”产业协同发展先导区"]),
        ("建设协同创新区，打造“两江协同创新区”。", ["两江协同创新区"]),
    ],
)
def test_named_places(body: str, expected: list[str]) -> None:
    assert _names(body, "place") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("支持以石龙、水乡、厚街为重点建设集聚区。", ["石龙", "水乡", "厚街"]),
        ("推动制造环节向黄石、鄂州、十堰等城市延伸。", ["黄石", "鄂州", "十堰"]),
        ("在翁源、始兴、南雄等地布局食品产业。", ["翁源", "始兴", "南雄"]),
        ("将衡阳打造成为输变电装备产业基地。", ["衡阳"]),
        ("支持顺德、南海打造装备制造业基地。", ["顺德", "南海"]),
        ("形成东莞、惠州和佛山、珠海等珠西地区为载体的产业集聚态势。", []),
        ("以广州-深圳为科技创新走廊，东莞、惠州为载体。", ["广州", "深圳", "东莞", "惠州"]),
    ],
)
def test_bare_places_only_in_set_phrases(body: str, expected: list[str]) -> None:
    assert _names(body, "place") == expected


@pytest.mark.parametrize(
    "body",
    [
        "加强与湖南、江西等省合作，支持广东打造制造强省。",
        "以珠三角为核心，推动粤港澳大湾区建设国际科技创新中心。",
        "深化与广州、深圳在创新链方面的融合发展。",
        "以技术、人才为核心，以企业为主体，以市场为导向。",
        "将企业打造成为标杆，将政策落实到位。",
        "由武汉东湖新技术开发区管委会负责。",
    ],
)
def test_provinces_the_issuer_and_places_without_a_role_are_no_mentions(body: str) -> None:
    assert _mentions(body) == []


@pytest.mark.parametrize(
    "body",
    [
        "建设国家重点实验室、省重点实验室、技术创新中心和公共服务平台。",
        "打造国家级创新平台、先进制造业基地、世界级产业集群、智慧园区。",
        "对获得省级以上工程研究中心、企业技术中心认定的龙头企业给予奖励。",
        "支持高校、科研院所等单位和上市公司、跨国公司合作。",
        "设立产业基金，完善政府投资基金激励机制，每年安排技术改造资金。",
        "对在我市举办的国际会议、行业展会、论坛、创新创业大赛给予补助。",
        "发展新能源、新材料等企业，引进人工智能、生物医药等项目。",
        "联系人：张三，电话：12345678。",
    ],
)
def test_generic_nouns_are_no_mentions(body: str) -> None:
    assert _mentions(body) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("发挥国家中小企业发展基金、省农业产业发展基金作用。", ["国家中小企业发展基金", "省农业产业发展基金"]),
        ("由市人才发展专项资金予以保障。", ["市人才发展专项资金"]),
        ("设立“甲乙”、“丙丁”产业基金。", ["“甲乙”产业基金", "“丙丁”产业基金"]),
    ],
)
def test_named_funds(body: str, expected: list[str]) -> None:
    assert _names(body, "fund") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "组织企业参加中国国际进口博览会、广交会、中国—东盟博览会等展会。",
            ["中国国际进口博览会", "广交会", "中国—东盟博览会"],
        ),
        ("中国国际高新技术成果交易会（高交会）期间举办推介活动。", ["中国国际高新技术成果交易会"]),
        ("支持举办中国(中山)光电装备博览会、深圳国际激光展。", ["中国(中山)光电装备博览会", "深圳国际激光展"]),
        ("办好“创客中国”中小企业创新创业大赛、世界机器人大会。", ["“创客中国”中小企业创新创业大赛", "世界机器人大会"]),
    ],
)
def test_named_events(body: str, expected: list[str]) -> None:
    assert _names(body, "event") == expected


def _policy(title: str) -> PolicyFact:
    return PolicyFact(
        title=title, doc_number=None, issuer=None, region=None, issued_on=None, period_start=None, period_end=None,
        doc_type=None, completeness="full", evidence={},
    )  # fmt: skip


def test_documents_in_title_marks_nested_ones_as_one() -> None:
    facts = _mentions("落实《国务院关于印发〈中国制造2025〉的通知》《甲市促进乙产业发展办法》要求。")
    assert [(fact.type, fact.name) for fact in facts] == [
        ("cited-policy", "国务院关于印发〈中国制造2025〉的通知"),
        ("cited-policy", "甲市促进乙产业发展办法"),
    ]


def test_own_title_short_names_and_journals_are_not_cited() -> None:
    body = (
        "《甲市推动光电产业发展行动方案(2024-2026年)》（以下简称《行动方案》）已印发，《行动方案》提出任务。"
        "落实《甲市人才政策》（以下简称《人才二十条》），《人才二十条》另有规定的除外。成果在《自然》杂志发表。"
    )
    facts = _mentions(body, _policy("关于印发甲市推动光电产业发展的行动方案（2024—2026年）的通知"))
    assert [fact.name for fact in facts] == ["甲市人才政策"]


def test_a_title_carried_out_is_cited_though_it_stands_in_the_own_title() -> None:
    facts = _mentions("贯彻《甲省光电产业发展条例》。", _policy("关于贯彻落实《甲省光电产业发展条例》的实施意见"))
    assert [fact.name for fact in facts] == ["甲省光电产业发展条例"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("链主企业为甲乙丙科技股份有限公司。", [("甲乙丙科技股份有限公司", "chain-leader")]),
        (
            "重点企业包括国科（中山）科技服务有限公司、大展装备（广东）有限责任公司。",
            [("国科（中山）科技服务有限公司", "key"), ("大展装备（广东）有限责任公司", "key")],
        ),
        (
            "形成了以格兰仕、海天、联塑等为代表的10余家上市公司。",
            [("格兰仕", "representative"), ("海天", "representative"), ("联塑", "representative")],
        ),
        (
            "围绕歌尔股份、立讯精密等知名电子企业，吸引上述企业到我市投资建厂。",
            [("歌尔股份", "attraction-target"), ("立讯精密", "attraction-target")],
        ),
        (
            "推动省内企业深化与华为、禾赛科技等国内外头部企业的研发合作。",
            [("华为", "partner"), ("禾赛科技", "partner")],
        ),
        (
            "推进巴斯夫一体化基地、中海壳牌三期等重大项目建设。",
            [("巴斯夫", "project-owner"), ("中海壳牌", "project-owner")],
        ),
        ("中国宝武钢铁集团有限公司已成立。", [("中国宝武钢铁集团有限公司", "other")]),
    ],
)
def test_enterprises_and_the_role_they_stand_in(body: str, expected: list[tuple[str, str]]) -> None:
    facts = _mentions(body)
    assert [(fact.type, fact.name, fact.role) for fact in facts] == [("enterprise", *pair) for pair in expected]


def test_a_listed_firm_is_found_again_where_it_stands_alone() -> None:
    facts = _mentions("引进格兰仕、海天等龙头企业。\n二、成效\n2019年格兰仕主营收超过100亿元。")
    assert [(fact.clause, fact.name) for fact in facts] == [("1", "格兰仕"), ("1", "海天"), ("2", "格兰仕")]


def test_a_firm_is_found_by_the_short_form_of_its_legal_name() -> None:
    facts = _mentions("与中山联合光电科技股份有限公司签约。\n二、合作\n中山联合光电参与建设。")
    assert [(fact.clause, fact.name) for fact in facts] == [
        ("1", "中山联合光电科技股份有限公司"),
        ("2", "中山联合光电"),
    ]


def test_names_in_agency_brackets_are_no_mentions() -> None:
    assert _mentions("加强领导。（牵头单位：市科技局；责任单位：长江产业集团、火炬开发区、市财政局）") == []


def test_one_mention_for_each_name_and_clause() -> None:
    facts = _mentions("支持清华大学发展，鼓励清华大学招生。\n二、任务\n支持清华大学发展。")
    assert [(fact.clause, fact.name) for fact in facts] == [("1", "清华大学"), ("2", "清华大学")]


@given(
    st.text(
        alphabet="广州深圳大学公司基金园区高新以为等、，。和与“”（）《》《支持建设重点企业甲乙丙 a1\n", max_size=120
    )
)
def test_any_text_gives_exact_ranges_and_no_two_names_for_one_run(text: str) -> None:
    facts = mention.find(text, 0, len(text), region=GUANGDONG)
    assert all(0 <= fact.start < fact.end <= len(text) for fact in facts)
    own = [fact for fact in facts if not fact.shared]
    assert all(left.end <= right.start for left, right in pairwise(own))
    assert mention.find(text, 0, len(text), region=GUANGDONG) == facts
