"""Duties by families of language: brackets, labels, regulations, prose; each names the family that gave it."""

import pytest

from loaders.extract.context import Context
from loaders.extract.responsibility import extract
from loaders.facts import Responsibility
from loaders.pipeline import read_document


def _facts(body: str) -> list[Responsibility]:
    reading = read_document(
        f"关于加快产业发展的意见\n一、总体要求\n坚持统筹。\n二、任务\n{body}\n三、保障\n加强保障。\n".encode(), id="x"
    )
    return [fact for fact in extract(reading.document, Context()) if fact.clause.startswith("2")]


def _named(body: str) -> list[str]:
    """Bodies in order of their names, a lead with a star."""
    return sorted(("*" if fact.role == "lead" else "") + fact.agency for fact in _facts(body))


@pytest.mark.parametrize(
    ("bracket", "expected"),
    [
        ("（工业和信息化部、发展改革委、财政部等负责）", "工业和信息化部 发展改革委 财政部"),
        ("（银保监会、人民银行、体育总局负责）", "银保监会 人民银行 体育总局"),
        ("（扶贫办、全国总工会等和各省级人民政府负责）", "扶贫办 全国总工会 各省级人民政府"),
        ("（省农业农村厅牵头，省农担公司、省农信联社等配合）", "*省农业农村厅 省农担公司 省农信联社"),
        (
            "（市发展改革委、广铁集团、国网杭州供电公司、湖州市政府负责）",
            "市发展改革委 广铁集团 国网杭州供电公司 湖州市政府",
        ),
        ("（市生态环境局指导，各试点县政府负责落实。以下均需各试点县落实，不再列出）", "市生态环境局 各试点县政府"),
        ("（省商务厅牵头，省推进组工作专班牵头单位按职责分工负责）", "*省商务厅 省推进组工作专班牵头单位"),
        ("（省推进“三区一城”建设领导小组成员单位按职责分工负责）", "省推进“三区一城”建设领导小组成员单位"),
        ("（省自然资源厅牵头会同湖州市负责）", "*省自然资源厅 湖州市"),
        ("（此项工作由市科技局、财政局抓落实）", "市科技局 市财政局"),
        ("（市科技局[牵头]、财政局）", "*市科技局 市财政局"),
        ("（市科技局、财政局负责，2025年底前完成）", "市科技局 市财政局"),
        ("（完成时限：2025年；市科技局、财政局负责）", "市科技局 市财政局"),
        ("﹝市科技局、财政局负责﹞", "市科技局 市财政局"),
        ("（各有关部门和单位，各县区政府按职责分工负责）", "各县区政府"),
        ("（市科技局牵头；市财政局、各区、县级市配合）", "*市科技局 市财政局 各区、县级市"),
    ],
)
def test_a_verb_of_duty_closes_a_list_of_bodies_of_any_form(bracket: str, expected: str) -> None:
    assert _named(f"开展攻关。{bracket}") == sorted(expected.split(" "))
    assert {fact.rule for fact in _facts(f"开展攻关。{bracket}")} <= {"bracket-lead", "bracket-duty", "bracket-list"}


def test_bare_names_before_the_full_stop_count_and_an_explanation_does_not() -> None:
    assert _named("支持建设数据中心（省发展改革委、省能源局）。") == ["省发展改革委", "省能源局"]
    assert _named("报主管部门（市科技局）。") == []
    assert _named("在园区（含开发区、高新区）。") == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("（市级牵头考核单位：市审批服务局）", "*市审批服务局"),
        ("（5月底完成，牵头考核单位：市科技局、市公安局）", "*市科技局 *市公安局"),
        ("（负责部门：药监局、海关总署，适用范围：自贸试验区）", "药监局 海关总署"),
        ("（责任单位：人民银行等部门、证监会）", "人民银行 证监会"),
        ("【牵头单位】市科技局【配合单位】市财政局、市人社局", "*市科技局 市财政局 市人社局"),
        ("（责任单位为省科技厅、财政厅）", "省科技厅 省财政厅"),
        ("（牵头单位：市发改委，配合单位：各项目牵头单位，各区、县级市）", "*市发改委 各项目牵头单位 各区、县级市"),
        ("责任单位：\n省科技厅\n省财政厅\n", "省科技厅 省财政厅"),
    ],
)
def test_a_label_is_any_word_of_duty_with_a_word_for_bodies(body: str, expected: str) -> None:
    mark = "" if body.startswith(("（", "【")) else "\n"
    assert _named(f"开展攻关。{mark}{body}") == sorted(expected.split(" "))
    assert {fact.rule for fact in _facts(f"开展攻关。{mark}{body}")} <= {"label-lead", "label-other"}


@pytest.mark.parametrize(
    ("note", "first", "then"),
    [
        ("列第一位者为牵头单位，下同", "（省科技厅、财政厅负责。{note}）", "（省教育厅、省人社厅等负责）"),
        ("列逗号之前的为牵头单位，下同", "（省科技厅，省财政厅，{note}）", "（省教育厅，省人社厅）"),
        (
            "列逗号之前的为牵头单位，下同",
            "（责任单位：省科技厅，省财政厅，{note}）",
            "（责任单位：省教育厅，省人社厅）",
        ),
        ("排在第一位的部门为牵头部门，下同", "（省科技厅、省财政厅负责，{note}）", "（省教育厅、省人社厅负责）"),
    ],
)
def test_an_order_stated_inside_the_first_bracket_holds_for_those_below(note: str, first: str, then: str) -> None:
    body = f"开展攻关。{first.format(note=note)}\n加强培养。{then}"
    assert _named(body) == sorted(["*省科技厅", "省财政厅", "*省教育厅", "省人社厅"])
    leads = [fact for fact in _facts(body) if fact.role == "lead"]
    assert {fact.rule for fact in leads} <= {"bracket-order", "label-order"}


def test_a_class_of_bodies_is_never_the_lead_that_stands_first() -> None:
    body = "开展攻关。（省科技厅、财政厅负责。列第一位者为牵头单位，下同）\n加强培养。（各市人民政府负责）"
    assert "各市人民政府" in _named(body)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("市和区人民政府应当加强领导。", "市人民政府 区人民政府"),
        ("设区的市、县（市、区）人民政府应当制定规划。", "设区的市人民政府 县（市、区）人民政府"),
        (
            "市农业农村部门应当会同市科技、教育等部门制定计划。",
            "市农业农村部门 市科技部门 市教育部门",
        ),
        ("工商、商务等行政管理部门应当提供便利。", "工商行政管理部门 商务行政管理部门"),
        ("市和德清县卫生健康部门应当建立机制。", "市卫生健康部门 德清县卫生健康部门"),
        ("市人民政府及其有关部门应当支持企业。", "市人民政府"),
        ("各市、州人民政府要落实主体责任。", "各市、州人民政府"),
        ("管委会（以下简称园区管理机构）负责日常工作。", "管委会"),
        ("省人民政府科学技术行政部门负责全省的指导工作。", "省人民政府科学技术行政部门"),
        (
            "省人民政府发展改革、财政等有关部门在各自职责范围内做好工作。",
            "省人民政府发展改革部门 省人民政府财政部门",
        ),
        ("高新区所在地设区的市人民政府应当加强领导。", "高新区所在地设区的市人民政府"),
        ("省级以上高新区管委会要制定方案。", "省级以上高新区管委会"),
        ("政务部门应当及时归集数据。", "政务部门"),
        ("各级农业农村、财政部门要各司其职。", "各级农业农村部门 各级财政部门"),
        ("园区内企业由片区管理局会同区经发局审核。", "片区管理局 区经发局"),
        ("所需资金由省级财政和湖州市财政共同承担。", "省级财政 湖州市财政"),
    ],
)
def test_a_regulation_tells_bodies_to_act(body: str, expected: str) -> None:
    assert _named(body) == sorted(expected.split(" "))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("由区经发局牵头，会同区财金局、区税务局进行评审。", "*区经发局 区财金局 区税务局"),
        ("建立省科技厅牵头，财政、人社等部门参与的联席会议制度。", "*省科技厅 财政部门 人社部门"),
        ("省科技厅、省财政厅、省农担公司、省农信联社要加强协作。", "省科技厅 省财政厅 省农担公司 省农信联社"),
        ("领导小组办公室挂靠区科技局，承担日常工作。", "区科技局"),
        ("省科技厅商省财政厅制定办法。", "省科技厅 省财政厅"),
        ("市科技局负责立项，市财政局负责拨付。", "市科技局 市财政局"),
    ],
)
def test_prose_gives_duties_to_partners_and_to_odd_names_among_known_ones(body: str, expected: str) -> None:
    assert _named(body) == sorted(expected.split(" "))


def test_a_heading_that_is_a_body_gives_it_what_stands_below() -> None:
    assert _named("（一）区经济发展局。负责产业规划、项目准入。\n（二）区财政局：资金拨付。") == [
        "区经济发展局",
        "区财政局",
    ]
    assert {fact.rule for fact in _facts("（一）区财政局：资金拨付。\n（二）区科技局：立项。")} == {"prose-heading"}


@pytest.mark.parametrize(
    "body",
    [
        "市人民政府设立的机构应当公开信息。",
        "市人民政府可以制定政策。",
        "市有关部门应当加强协作。",
        "行政机关应当简化程序。",
        "国家机关应当依法办理。",
        "负责项目审批的部门应当公开。",
        "市科技局印发的通知同时废止。",
    ],
)
def test_attributes_permissions_and_bodies_too_wide_give_none(body: str) -> None:
    assert _named(body) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("加强统筹推进，由市科委牵头，优化部门协同、市区联动工作模式。", "*市科委"),
        ("市教委、市农委负责组织实施。", "市教委 市农委"),
        ("国土、住建、市场监管、金融办等部门要为企业提供服务。", "国土部门 住建部门 市场监管部门 金融办"),
        ("除上级奖励外，县财政按照不同级别给予一次性配套奖励。", "县财政"),
        ("市区两级政府加大对基础教育设施的投入。", "市区两级政府"),
        ("省、市两级财政予以保障。", "省、市两级财政"),
        ("各责任部门要细化任务。", ""),
        ("完善市科委托管机制。", ""),
        ("（市经信局、长三角区域合作办公室负责）", "市经信局 长三角区域合作办公室"),
    ],
)
def test_short_names_whole_names_and_names_across_regions(body: str, expected: str) -> None:
    assert _named(body) == sorted(expected.split())
