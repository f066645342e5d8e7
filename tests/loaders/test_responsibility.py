"""Duties: brackets, labels, elided levels, prose."""

import pytest

from loaders.document import Clause, Document
from loaders.extract.context import Context
from loaders.extract.responsibility import extract
from loaders.text import MappedText


def _document(body: str) -> Document:
    text = f"一、任务\n{body}"
    clause = Clause("1", "任务", 2, 4, 0, len(text), len(text), 0, None, True)
    return Document(MappedText(text, range(len(text)), range(1, len(text) + 1)), (clause,))


def _duties(body: str) -> list[tuple[str, str]]:
    document = _document(body)
    facts = extract(document, Context())
    assert all(document.text[fact.start : fact.end] == fact.quote for fact in facts)
    assert all(fact.clause == "1" for fact in facts)
    return [(fact.agency, fact.role) for fact in facts]


def _brackets(body: str) -> int:
    return sum(run.is_bracket for run in _document(body).duty_runs)


LEAD, OTHER = "lead", "responsible"


@pytest.mark.parametrize(
    ("bracket", "expected"),
    [
        (
            "（省科技厅牵头，省工业和信息化厅、财政厅等按职责分工负责）",
            [("省科技厅", LEAD), ("省工业和信息化厅", OTHER), ("省财政厅", OTHER)],
        ),
        (
            "(牵头单位:省科技厅;责任单位:省发改委、省教育厅,各市、州人民政府)",
            [("省科技厅", LEAD), ("省发改委", OTHER), ("省教育厅", OTHER), ("各市、州人民政府", OTHER)],
        ),
        (
            "〔市发展改革局、市国资委按照职能分工负责,有关镇街(园区)落实属地责任〕",
            [("市发展改革局", OTHER), ("市国资委", OTHER), ("有关镇街(园区)", OTHER)],
        ),
        ("【责任单位：市商务局】", [("市商务局", OTHER)]),
        ("[配合单位：区人社局、财政局]", [("区人社局", OTHER), ("区财政局", OTHER)]),
        ("（市科技局、市工业和信息化局牵头）", [("市科技局", LEAD), ("市工业和信息化局", LEAD)]),
        ("（省发展改革委、商务厅牵头）", [("省发展改革委", LEAD), ("省商务厅", LEAD)]),
        ("（市工信局、发改局、各相关镇街）", [("市工信局", OTHER), ("市发改局", OTHER), ("各相关镇街", OTHER)]),
        ("（省财政厅等部门和单位按职责分工负责）", [("省财政厅", OTHER)]),
        ("（省财政厅、教育厅等有关部门，各市州负责）", [("省财政厅", OTHER), ("省教育厅", OTHER), ("各市州", OTHER)]),
        ("（主办单位：市科技局；协办单位：市财政局）", [("市科技局", LEAD), ("市财政局", OTHER)]),
        ("（由市科技局牵头，会同市财政局落实）", [("市科技局", LEAD), ("市财政局", OTHER)]),
        (
            "（自治区发展改革委、财政厅负责）",
            [("自治区发展改革委", OTHER), ("自治区财政厅", OTHER)],
        ),
    ],
)
def test_a_bracket_gives_its_bodies_and_the_roles_it_prints(bracket: str, expected: list[tuple[str, str]]) -> None:
    assert _duties(f"开展攻关。{bracket}") == expected
    assert _brackets(f"开展攻关。{bracket}") == 1


@pytest.mark.parametrize(
    ("run", "names"),
    [
        ("省财政厅、广东银保监局、地方金融监管局负责", ["省财政厅", "广东银保监局", "省地方金融监管局"]),
        (
            "省科技厅、税务局，海关总署广东分署、人民银行广州分行、深圳市税务局负责",
            ["省科技厅", "省税务局", "海关总署广东分署", "人民银行广州分行", "深圳市税务局"],
        ),
        ("市市场监管局、科技局、火炬开发区负责", ["市市场监管局", "市科技局", "火炬开发区"]),
        ("市委组织部、宣传部、市科技局、人社局负责", ["市委组织部", "市委宣传部", "市科技局", "市人社局"]),
        ("省委金融办、省政府国资委、财政厅、有关市、州人民政府负责", [
            "省委金融办", "省政府国资委", "省财政厅", "有关市、州人民政府",
        ]),
        ("省商务厅、工商联、侨联、贸促会等负责", ["省商务厅", "省工商联", "省侨联", "省贸促会"]),
        ("省商务厅，广州、深圳、东莞等市人民政府负责", [
            "省商务厅", "广州市人民政府", "深圳市人民政府", "东莞市人民政府",
        ]),
        ("省科技厅、各市（州）、县（市、区）人民政府负责", ["省科技厅", "各市（州）、县（市、区）人民政府"]),
        ("武汉市、宜昌市人民政府负责", ["武汉市人民政府", "宜昌市人民政府"]),
        ("市、区财政局，各相关镇街、市科技局负责", ["市财政局", "区财政局", "各相关镇街", "市科技局"]),
        ("省人力资源和社会保障厅和省文化和旅游厅负责", ["省人力资源和社会保障厅", "省文化和旅游厅"]),
    ],
)  # fmt: skip
def test_an_elided_level_is_restored_only_to_names_that_lost_it(run: str, names: list[str]) -> None:
    assert [agency for agency, _ in _duties(f"开展攻关。（{run}）")] == names


def test_a_lead_is_never_inferred_from_being_first() -> None:
    assert {role for _, role in _duties("开展攻关。（省科技厅、财政厅负责）")} == {OTHER}


def test_a_stated_convention_of_the_comma_is_followed() -> None:
    body = "开展攻关。（省科技厅、教育厅，省财政厅）\n注：责任单位中列逗号之前的为牵头单位。"
    assert _duties(body) == [("省科技厅", LEAD), ("省教育厅", LEAD), ("省财政厅", OTHER)]


def test_a_stated_convention_of_the_first_place_is_followed() -> None:
    body = "开展攻关。（省科技厅、教育厅负责）\n注：排在第一位的为牵头单位。"
    assert _duties(body) == [("省科技厅", LEAD), ("省教育厅", OTHER)]


def test_a_labelled_line_counts_and_persons_and_dates_on_it_do_not() -> None:
    body = "开展攻关。\n牵头单位：市科技局；责任单位：市财政局、人社局；责任人：张三丰；完成时限：长期坚持"
    assert _duties(body) == [("市科技局", LEAD), ("市财政局", OTHER), ("市人社局", OTHER)]
    assert len(_document(body).duty_spans) == 1
    assert _brackets(body) == 0


@pytest.mark.parametrize(
    "body",
    [
        "检测中心CNAS(中国合格评定国家认可委员会)实验室更好发挥作用。",
        "分别奖励200万元(奖励资金由省级和企业所在地各承担50%)。",
        "建设加氢（气）站（含改扩建）。",
        "投入使用下一代移动通信（6G）。",
    ],
)
def test_other_brackets_give_none(body: str) -> None:
    assert _duties(body) == []
    assert _document(body).duty_spans == ()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("市科技局牵头,建立动态跟踪体系。", [("市科技局", LEAD)]),
        ("所需经费由市财政予以保障。", [("市财政", OTHER)]),
        ("各镇街要积极建设体育公园。", [("各镇街", OTHER)]),
        ("省人社厅牵头，五市人社部门参加，建立会议制度。", [("省人社厅", LEAD), ("五市人社部门", OTHER)]),
        ("联席会议办公室设在市经济信息委，负责日常工作。", [("市经济信息委", OTHER)]),
        ("各级财政部门要加大投入。", [("各级财政部门", OTHER)]),
        ("省供销社、人行武汉分行要做好服务。", [("省供销社", OTHER), ("人行武汉分行", OTHER)]),
        ("体育部门联合相关镇街对站点进行授牌。", [("体育部门", OTHER), ("相关镇街", OTHER)]),
        ("工信、科技、人社等 7 个职能部门继续做好评审。", [
            ("工信部门", OTHER), ("科技部门", OTHER), ("人社部门", OTHER),
        ]),
        ("各镇街、住建等部门，要建设公园。", [("各镇街", OTHER), ("住建部门", OTHER)]),
    ],
)  # fmt: skip
def test_prose_that_tells_a_body_to_act_is_a_duty(body: str, expected: list[tuple[str, str]]) -> None:
    assert _duties(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "各镇街可根据实际情况出台政策。",
        "方案报市政府审定后实施。",
        "由市政府批准。",
        "各地、各有关部门要高度重视。",
        "市科技部门编制的计划已发布。",
        "市财政局已建立了基金。",
        "支持企业牵头组建创新联合体。",
    ],
)
def test_permissions_approvals_and_what_is_over_are_no_duties(body: str) -> None:
    assert _duties(body) == []


def test_a_body_printed_as_lead_and_again_counts_once_as_lead() -> None:
    body = "由市科技局负责落实。（市科技局牵头，市财政局负责）"
    assert sorted(_duties(body)) == sorted([("市科技局", LEAD), ("市财政局", OTHER)])


def test_a_bracket_left_open_holds_no_heading() -> None:
    left_open = "支持中试平台、（牵头单位：市工业和信息化局、\n二、保障措施\n加强领导、各区人民政府负责）。"
    assert not {"保障措施", "市保障措施"} & {agency for agency, _ in _duties(left_open)}
    assert ("市工业和信息化局", LEAD) in _duties(left_open.replace("二、保障措施\n加强领导、", ""))
