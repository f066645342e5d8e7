"""Ways in which official prose names things: lists closed by a noun, set phrases, and classes that are no names."""

import pytest

from loaders import regions
from loaders.clean import clean
from loaders.extract import mention
from loaders.extract.context import Context
from loaders.facts import Mention
from loaders.outline import outline


def _mentions(text: str, region: str | None = None) -> list[Mention]:
    document = outline(clean(text))
    facts = mention.extract(document, Context(region=regions.region(region) if region else None, policy=None))
    assert all(document.text[fact.start : fact.end] == fact.quote for fact in facts)
    return facts


def _named(body: str, region: str | None = None) -> list[tuple[str, str]]:
    return [(fact.type, fact.name) for fact in _mentions(f"一、任务\n{body}\n", region)]


@pytest.mark.parametrize(
    "body",
    [
        "合理安排自贸试验区用地，优先审理经济开发区项目。",
        "聘任重点实验室主任，征集重点实验室布局建议。",
        "推进新旧动能转换综合试验区建设，塑造新区风貌。",
        "建设国际航运中心、国际科技创新中心和国际消费中心城市。",
        "争创国家技术创新中心、国家制造业创新中心和国家企业技术中心。",
        "建设有机中药材种植基地、智能化蔬果生产基地。",
        "对新认定的温州市运动休闲旅游示范基地给予奖励。",
        "企业通过收购、兼并、控股、参股等形式组建大型会展企业。",
        "针对以急性呼吸道传染病、虫媒传染病等为代表的重大疾病开展研究。",
        "建设“双创”示范基地，推进“专精特新”企业培育。",
        "学习贯彻全国教育大会精神，提请省人民代表大会审议。",
        "支持某地水产、某地蕲艾等区域公用品牌建设。",
        "引导市、区两级政府投资基金支持项目。",
        "推行“云签约”“云推介”等活动。",
        "支持中外合资银行开展业务，建设学分银行。",
        "发挥行业协会、产业联盟作用，建设公共服务平台和检验检测中心。",
        "各县（市、区）要依托开发区、高新区、产业园区，加快项目建设。",
    ],
)
def test_classes_and_common_words_are_no_names(body: str) -> None:
    assert _named(body) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "以澜鼎滨江、曜芯谷、环同文等重点区域为核心。",
            [("place", "澜鼎滨江"), ("place", "曜芯谷"), ("place", "环同文")],
        ),
        ("支持在张江科学城、“大澜湾”等重点区域布局。", [("place", "张江科学城"), ("place", "大澜湾")]),
        (
            "共建昌平区、顺义区、大兴区三个医疗器械产业集聚区。",
            [("place", name) for name in ("昌平区", "顺义区", "大兴区")],
        ),
        (
            "利用国家超级计算深圳中心、澜鼎云脑等计算平台。",
            [("institution", "国家超级计算深圳中心"), ("institution", "澜鼎云脑")],
        ),
        ("提升“G70科创云”等科技资源共享服务平台能级。", [("institution", "G70科创云")]),
        (
            "与哈工大、武大、华师大等一批高校开展合作。",
            [("institution", name) for name in ("哈工大", "武大", "华师大")],
        ),
        (
            "依托广交会、进口博览会、海丝博览会等大型展会。",
            [("event", name) for name in ("广交会", "进口博览会", "海丝博览会")],
        ),
        ("以“院士专家企业行”活动为载体。", [("event", "院士专家企业行")]),
    ],
)
def test_the_noun_that_closes_a_list_says_what_it_names(body: str, expected: list[tuple[str, str]]) -> None:
    assert _named(body) == expected


@pytest.mark.parametrize(
    ("body", "role", "expected"),
    [
        ("与澜鼎科技、曜芯重工合作共建研发中心。", "partner", ["澜鼎科技", "曜芯重工"]),
        ("由澜鼎控股投资建设的园区投入使用。", "project-owner", ["澜鼎控股"]),
        ("以澜鼎药业、曜芯医药、禾屿百科为依托，延伸产业链。", "representative", ["澜鼎药业", "曜芯医药", "禾屿百科"]),
        ("引进澜鼎股份、建设新工厂。", "attraction-target", ["澜鼎股份"]),
        ("加快推进澜鼎光电第八代线、曜芯液晶面板等重大项目建设。", "project-owner", ["澜鼎光电", "曜芯"]),
    ],
)
def test_bare_firms_in_set_phrases(body: str, role: str, expected: list[str]) -> None:
    facts = _mentions(f"一、任务\n{body}\n")
    assert [fact.name for fact in facts if fact.type == "enterprise"] == expected
    assert {fact.role for fact in facts if fact.type == "enterprise"} == {role}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("支持澜鼎（曜芯）、禾屿汽车、联想等龙头企业扩产。", ["澜鼎", "禾屿汽车", "联想"]),
        ("引导中国石化、中国石油、国家能源集团等央企布局。", ["中国石化", "中国石油", "国家能源集团"]),
        ("鼓励农业银行、邮储银行、农村商业银行开发产品。", ["农业银行", "邮储银行"]),
        ("支持省农业信贷担保有限责任公司、省澜担公司扩大规模。", ["省农业信贷担保有限责任公司", "省澜担公司"]),
        ("联合大连澜鼎•起重集团公司和大连船用曲轴厂。", ["大连澜鼎•起重集团公司", "大连船用曲轴厂"]),
    ],
)
def test_firms_by_their_lists_and_legal_forms(body: str, expected: list[str]) -> None:
    assert [name for type_, name in _named(body) if type_ == "enterprise"] == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("同意乌鲁木齐、昌吉、石河子高新区先行先试。", ["乌鲁木齐高新区", "昌吉高新区", "石河子高新区"]),
        ("先征求萧山区、杭州经济开发区的意见。", ["杭州经济开发区"]),
        ("推动京津冀机器人产业协同示范园、环太湖科创带建设。", ["京津冀机器人产业协同示范园", "环太湖科创带"]),
        ("打造临港微小卫星研制基地和闵行上海航天城。", ["临港微小卫星研制基地", "闵行上海航天城"]),
        ("推动产业向张家港、澜仓等地转移。", ["张家港", "澜仓"]),
        ("在北部新城规划建设总部。", ["北部新城"]),
        ("由珠海市横琴新区管理委员会承担职能。", []),
        ("确定西海岸新区发展用地。", ["西海岸新区"]),
        ("高水平建设澜鼎休闲旅游岛，保护澜鼎岛岸线。", []),
    ],
)
def test_places_of_several_kinds(body: str, expected: list[str]) -> None:
    assert [name for type_, name in _named(body) if type_ == "place"] == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("支持湖北实验室、姑苏实验室建设。", [("institution", "湖北实验室"), ("institution", "姑苏实验室")]),
        ("与中国科学院、中国工程院合作。", [("institution", "中国科学院"), ("institution", "中国工程院")]),
        ("依托中科院苏州医工所开展研究。", [("institution", "中科院苏州医工所")]),
        ("依托企业“走出去”综合服务平台提供服务。", [("institution", "企业“走出去”综合服务平台")]),
        ("举办国际消费品博览会暨世界湾区论坛。", [("event", "国际消费品博览会暨世界湾区论坛")]),
        ("办好珠三角与粤东西北经贸合作招商会。", [("event", "珠三角与粤东西北经贸合作招商会")]),
        ("举办大湾区跨国公司高层论坛。", [("event", "大湾区跨国公司高层论坛")]),
        ("统筹省级先进制造业发展专项资金。", [("fund", "省级先进制造业发展专项资金")]),
        ("使用体育彩票公益金。", [("fund", "体育彩票公益金")]),
    ],
)
def test_institutions_events_and_funds_of_several_kinds(body: str, expected: list[tuple[str, str]]) -> None:
    assert _named(body) == expected


def test_the_number_of_an_article_is_no_part_of_a_name() -> None:
    text = (
        "第一章 总则\n第一条 为了建设新区，制定本办法。\n第十三条 重点实验室应当开放共享。\n"
        "第十四条 中国（重庆）自由贸易试验区先行先试。\n"
    )
    assert [fact.name for fact in _mentions(text)] == ["中国（重庆）自由贸易试验区"]


def test_a_zone_that_stands_in_every_clause_is_one_mention() -> None:
    text = "".join(f"第{number}条 海南自由贸易港应当依法推进改革。\n" for number in "一二三四五六七八九十")
    assert [(fact.clause, fact.name) for fact in _mentions(text)] == [("1", "海南自由贸易港")]


def test_what_a_document_repeals_is_cited_in_its_last_clause() -> None:
    text = (
        "一、任务\n加快建设。\n二、保障\n做好保障。\n"
        "本意见自发布之日起施行，《某市关于提升园区水平的意见》同时废止。\n某市人民政府\n"
    )
    assert [(fact.clause, fact.type, fact.name) for fact in _mentions(text)] == [
        ("2", "cited-policy", "某市关于提升园区水平的意见")
    ]


def test_districts_of_a_municipality_are_known_by_their_short_names() -> None:
    assert _named("围绕浦东卫星互联网科研基地布局。", "310000") == [("place", "浦东卫星互联网科研基地")]
