"""Names told by how provinces, cities and counties call such things, and the classes beside them that are no names."""

import pytest

from loaders import regions
from loaders.clean import clean
from loaders.extract import mention
from loaders.extract.context import Context
from loaders.outline import outline


def _named(body: str, region: str | None = None) -> dict[str, str]:
    """Names of the text with their types."""
    document = outline(clean(f"一、任务\n{body}\n"))
    facts = mention.extract(document, Context(region=regions.region(region) if region else None, policy=None))
    assert all(document.text[fact.start : fact.end] == fact.quote for fact in facts)
    return {fact.name: fact.type for fact in facts}


def _of(type_: str, *names: str) -> dict[str, str]:
    return dict.fromkeys(names, type_)


@pytest.mark.parametrize(
    ("body", "region", "names"),
    [
        ("数据汇聚至市大数据平台。", "110000", ["市大数据平台"]),
        ("依托省工业互联网公共服务平台，推动企业上云。", "330000", ["省工业互联网公共服务平台"]),
        ("依托市公共信用信息平台，开展信用评价。", "440300", ["市公共信用信息平台"]),
        (
            "发挥广东碳排放权交易中心作用，用好区知识产权保护中心。",
            "440000",
            ["广东碳排放权交易中心", "区知识产权保护中心"],
        ),
        (
            "推进国家高速列车技术创新中心、长三角国家技术创新中心建设。",
            "370000",
            ["国家高速列车技术创新中心", "长三角国家技术创新中心"],
        ),
        (
            "支持广州实验室、湘江实验室、深圳湾实验室、合肥国家实验室建设。",
            "440000",
            ["广州实验室", "湘江实验室", "深圳湾实验室", "合肥国家实验室"],
        ),
        ("发挥西工大、西电等高校优势。", "610000", ["西工大", "西电"]),
        ("支持南航、南理工等高校院所成果就地转化。", "320000", ["南航", "南理工"]),
        (
            "支持北航杭州创新研究院、国科大杭州高等研究院建设。",
            "330100",
            ["北航杭州创新研究院", "国科大杭州高等研究院"],
        ),
        (
            "加强与国家药监局药品审评检查长三角分中心的沟通，建设长三角大数据中心。",
            "310000",
            ["国家药监局药品审评检查长三角分中心", "长三角大数据中心"],
        ),
        ("依托中南大学、中北大学、首都医科大学。", None, ["中南大学", "中北大学", "首都医科大学"]),
        (
            "依托江苏省生产力促进中心、江苏省技术产权交易市场，开展成果对接。",
            "320000",
            ["江苏省生产力促进中心", "江苏省技术产权交易市场"],
        ),
    ],
)
def test_institutions_of_the_nation_the_city_and_its_schools(body: str, region: str | None, names: list[str]) -> None:
    assert _named(body, region) == _of("institution", *names)


@pytest.mark.parametrize(
    "body",
    [
        "建设市级公共服务平台、区级综合服务平台，接入省、市数据平台。",
        "培育一批省级工业互联网平台，建设省制造业创新中心3家、省技术创新中心5家。",
        "各市公共信用信息平台要互联互通，培育省工业互联网平台50家。",
        "建设省实验室、市重点实验室，争创国家实验室。",
        "推进西电东送，支持研究型大学、应用型大学、一流大学建设。",
        "国航、南航新开国际航线，港大码头扩容。",
        "建设全市公共服务平台和县服务中心，建设国家制造业创新中心。",
    ],
)
def test_platforms_laboratories_and_schools_of_a_class_are_no_names(body: str) -> None:
    assert _named(body, "310000") == {}


@pytest.mark.parametrize(
    ("body", "region", "names"),
    [
        ("打造中国视谷、中国数谷、杭州医药港。", "330100", ["中国视谷", "中国数谷", "杭州医药港"]),
        ("深化建设徐汇区“营养健康谷”，支持“大零号湾”发展。", "310000", ["营养健康谷", "大零号湾"]),
        ("建设科学仪器创新港。", "310000", ["科学仪器创新港"]),
        ("打造柳河精品美食街、天津意式风情街。", "220000", ["柳河精品美食街", "天津意式风情街"]),
        (
            "推动国家海外人才离岸创新创业基地、国家生物产业基地建设。",
            "420100",
            ["国家海外人才离岸创新创业基地", "国家生物产业基地"],
        ),
        ("创建国家6G综合试验地方基地。", "310000", ["国家6G综合试验地方基地"]),
        ("支持中关村海淀园、张江高新区嘉定园发展。", "310000", ["中关村海淀园", "张江高新区嘉定园"]),
        ("加快浙江自贸试验区杭州片区改革。", "330000", ["浙江自贸试验区杭州片区"]),
        ("建设皖北承接产业转移集聚区、张家口数据中心集群。", None, ["皖北承接产业转移集聚区", "张家口数据中心集群"]),
        ("依托大创智、澜滨等重点区域，建设数字经济集聚区。", "310000", ["大创智", "澜滨"]),
        (
            "形成以闵行区为核心、浦东新区和松江区为两翼的产业格局。",
            "310000",
            ["闵行区", "浦东新区", "松江区"],
        ),
        ("支持闵行区打造智能制造基地、松江区打造卫星制造基地。", "310000", ["闵行区", "松江区"]),
        ("支持企业入驻上海自贸试验区临港新片区。", "310000", ["上海自贸试验区临港新片区"]),
        ("依托沈阳、大连等地建设机器人基地。", "210000", ["沈阳", "大连"]),
        ("支持合肥、芜湖等地标识解析服务平台建设。", "340000", ["合肥", "芜湖"]),
        (
            "现有青浦北斗西虹桥、杨浦湾谷和金山、闵行等应用基地。",
            "310000",
            ["青浦北斗西虹桥", "杨浦湾谷", "金山", "闵行"],
        ),
    ],
)
def test_carriers_of_industry(body: str, region: str | None, names: list[str]) -> None:
    assert _named(body, region) == _of("place", *names)


@pytest.mark.parametrize(
    "body",
    [
        "建设“一谷两港三园”，形成“一核两带多园”格局，打造“海上丝路明珠港”品牌。",
        "推进“智慧岛”双创载体建设，建设国际枢纽港、内河港。",
        "支持各园区建设商业街、步行街、美食街和文化街区。",
        "争创国家文化出口基地、国家外贸转型升级基地，申报国家新型工业化产业示范基地。",
        "培育一批国家级基地，支持国家体育产业示范基地建设。",
        "各区重点打造特色产业，街道重点建设社区服务中心。",
        "依托产业园区、高新区等布局建设充电设施，依托街镇、社区等建设服务站。",
        "推进海外园区建设，支持智慧园、产业园、科技园转型。",
        "支持重庆、四川等地企业来沪发展。",
    ],
)
def test_layouts_and_classes_are_no_places(body: str) -> None:
    assert _named(body, "310000") == {}


@pytest.mark.parametrize(
    ("body", "region", "names"),
    [
        ("推动先导产业基金、未来产业基金设立专业化投资基金。", "310000", ["先导产业基金", "未来产业基金"]),
        ("积极支持北斗产业投资基金和社会资本合作。", "310000", ["北斗产业投资基金"]),
        (
            "统筹制造强省专项资金、移动互联网产业发展专项资金。",
            "430000",
            ["制造强省专项资金", "移动互联网产业发展专项资金"],
        ),
        (
            "统筹运用上海战略性新兴产业发展专项、促进产业高质量发展、产业协同创新等专项资金。",
            "310000",
            ["上海战略性新兴产业发展专项", "促进产业高质量发展专项资金", "产业协同创新专项资金"],
        ),
        ("每年安排临港地区专项发展资金。", "310000", ["临港地区专项发展资金"]),
        (
            "统筹省级制造业高质量发展、数字经济发展等专项资金。",
            "330000",
            ["省级制造业高质量发展专项资金", "数字经济发展专项资金"],
        ),
    ],
)
def test_funds_without_an_owner_and_elided_ones(body: str, region: str, names: list[str]) -> None:
    assert _named(body, region) == _of("fund", *names)


@pytest.mark.parametrize(
    "body",
    [
        "发挥产业基金作用，用好政府投资基金、天使基金，引导创业投资基金、私募股权基金支持科技企业。",
        "设立未来产业投资基金，鼓励社会资本设立生物医药产业基金。",
        "依法使用财政专项资金、创新发展专项资金，推动科技、人才、金融等专项资金倾斜。",
        "统筹用好工业发展、科技计划、应急保障等专项资金。",
        "加大财政专项资金、产业基金、银行信贷等支持力度。",
    ],
)
def test_money_of_a_class_is_no_fund(body: str) -> None:
    assert _named(body, "310000") == {}


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("组织开展脑机接口创新应用大赛、工业互联网创新应用大赛。", ["脑机接口创新应用大赛", "工业互联网创新应用大赛"]),
        ("举办合成生物学创新大赛。", ["合成生物学创新大赛"]),
        ("办好全球数字经济大会、全球硬科技创新大会。", ["全球数字经济大会", "全球硬科技创新大会"]),
        ("办好数字中国建设峰会、海峡论坛。", ["数字中国建设峰会", "海峡论坛"]),
        ("办好哈尔滨国际冰雪节、深圳时装周、杨凌农高会。", ["哈尔滨国际冰雪节", "深圳时装周", "杨凌农高会"]),
        (
            "参加上海合作组织国际投资贸易博览会、中国—东北亚博览会。",
            ["上海合作组织国际投资贸易博览会", "中国—东北亚博览会"],
        ),
    ],
)
def test_contests_of_a_field_and_events_of_the_world(body: str, names: list[str]) -> None:
    assert _named(body) == _of("event", *names)


@pytest.mark.parametrize(
    "body",
    [
        "举办创新创业大赛、职业技能大赛、工业设计大赛、黑客马拉松、产业峰会和行业大会。",
        "举办美食节、购物节、音乐节和灯会。",
        "支持大学生高新技术创新创业大赛获奖团队落户。",
        "组织科技创新大赛等赛事，举办若干机器人大赛。",
        "面向全球招引人才，开拓全球市场，举办全球招商大会。",
    ],
)
def test_contests_and_festivals_of_a_class_are_no_events(body: str) -> None:
    assert _named(body) == {}


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("支持中国移动、中国联通、中国铁塔加快网络建设。", ["中国移动", "中国联通", "中国铁塔"]),
        ("依托澜一重工、曜联重科、铁建重工等企业。", ["澜一重工", "曜联重科", "铁建重工"]),
        ("依托隆澜绿能、澜汽集团、曜星半导体等龙头企业。", ["隆澜绿能", "澜汽集团", "曜星半导体"]),
        ("支持东风公司、澜飞光纤、曜工科技等企业。", ["东风公司", "澜飞光纤", "曜工科技"]),
    ],
)
def test_firms_of_lists(body: str, names: list[str]) -> None:
    assert _named(body) == _of("enterprise", *names)


@pytest.mark.parametrize(
    "body",
    [
        "中国制造、中国品牌走向世界，讲好中国故事、中国经验。",
        "支持工业、农业、服务业等企业开展数字化改造。",
        "支持大型企业集团、跨国公司、医疗集团、教育集团等企业总部落户。",
        "引进西部、中部等地区企业，鼓励东方、西方等国家企业投资。",
        "推动中小企业、高校、科研院所等单位联合攻关。",
    ],
)
def test_watchwords_and_classes_are_no_firms(body: str) -> None:
    assert _named(body) == {}
