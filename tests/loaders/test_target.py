"""Goals with numbers: what counts, what it counts, when it falls due."""

import pytest

from loaders.document import Clause, Document
from loaders.extract.context import Context
from loaders.extract.target import extract
from loaders.facts import PolicyFact, Target
from loaders.text import MappedText


def _targets(body: str, title: str = "重点任务") -> list[Target]:
    text = f"一、{title}\n{body}"
    clause = Clause("1", title, 2, 2 + len(title), 0, len(text), len(text), 0, None, True)
    document = Document(MappedText(text, range(len(text)), range(1, len(text) + 1)), (clause,))
    facts = extract(document, Context())
    assert all(text[fact.start : fact.end] == fact.quote for fact in facts)
    return facts


def _goals(body: str) -> list[Target]:
    return _targets(body, "发展目标")


def test_a_dated_list_gives_one_target_a_year() -> None:
    facts = _goals("实现全省产业规模“三年翻番”，力争2024年达到280亿元、2025年达到380亿元、2026年达到500亿元。")
    assert [(f.value, f.unit, f.year) for f in facts] == [(280, "亿元", 2024), (380, "亿元", 2025), (500, "亿元", 2026)]
    assert {f.metric for f in facts} == {"全省产业规模"}
    assert [f.quote for f in facts] == ["力争2024年达到280亿元", "2025年达到380亿元", "2026年达到500亿元"]


def test_behind_a_list_of_dates_no_single_year_holds() -> None:
    facts = _goals("力争2024年达到280亿元、2025年达到380亿元，带动相关产业过万亿元。")
    assert [(f.value, f.unit, f.op, f.year) for f in facts][-1] == (1, "万亿元", ">=", None)


def test_a_size_inside_the_thing_counted_stays_in_the_metric() -> None:
    facts = _goals("到2026年，力争打造1家营收过200亿元、2家营收过50亿元的企业，新增3家左右上市企业。")
    assert [(f.metric, f.value, f.unit, f.op, f.year) for f in facts] == [
        ("营收过200亿元的企业", 1, "家", "=", 2026),
        ("营收过50亿元的企业", 2, "家", "=", 2026),
        ("新增上市企业", 3, "家", "~", 2026),
    ]


def test_words_of_bound_give_the_operator() -> None:
    facts = _goals("到2027年，产业集群不少于7个，工业总产值超过30000亿元，年均增速10%左右，能耗强度不高于3%。")
    assert [(f.metric, f.value, f.unit, f.op) for f in facts] == [
        ("产业集群", 7, "个", ">="),
        ("工业总产值", 30000, "亿元", ">="),
        ("年均增速", 10, "%", "~"),
        ("能耗强度", 3, "%", "<="),
    ]


def test_a_dated_lead_dates_the_goals_under_it_in_its_clause() -> None:
    facts = _goals("到2025年，形成新格局。建成绿色园区30个。资源利用率保持在70％以上。")
    assert [(f.value, f.year) for f in facts] == [(30, 2025), (70, 2025)]


def test_a_dated_lead_over_a_clause_dates_the_clauses_below() -> None:
    text = "一、工作目标\n到2025年，拟达到以下目标：\n（一）规模。年主营收超过2500亿元。"
    above = Clause("1", "工作目标", 2, 6, 0, 23, len(text), 0, None, False)
    below = Clause("1/1", "规模", text.index("规模"), text.index("规模") + 2, 23, len(text), len(text), 1, 0, True)
    document = Document(MappedText(text, range(len(text)), range(1, len(text) + 1)), (above, below))
    (fact,) = extract(document, Context())
    assert (fact.clause, fact.metric, fact.value, fact.year) == ("1/1", "年主营收", 2500, 2025)


def test_a_year_of_comparison_is_not_the_year_due() -> None:
    (fact,) = _goals("产值比2020年增长50%。")
    assert fact.year is None


def test_of_a_rise_only_the_end_is_a_target() -> None:
    facts = _goals("研发投入强度由2%提高到3%，产值达到2020年的2倍。")
    assert [(f.value, f.unit, f.year) for f in facts] == [(3, "%", None), (2, "倍", None)]


def test_numbers_in_turn_take_their_own_metric_and_the_common_bound() -> None:
    facts = _goals("有研发机构、研发活动的企业占比分别提高到55％、70％以上。")
    assert [(f.metric, f.value, f.op) for f in facts] == [
        ("有研发机构的企业占比", 55, ">="),
        ("研发活动的企业占比", 70, ">="),
    ]


def test_a_range_and_an_index_without_unit() -> None:
    facts = _goals("培育链主企业3—5家，融合发展指数达到65。")
    assert [(f.value, f.unit) for f in facts] == [((3, 5), "家"), (65, "")]


@pytest.mark.parametrize(
    ("body", "value", "unit"),
    [
        ("推动9000家工业企业开展技术改造。", 9000, "家"),
        ("每年培训技术骨干5000人次以上。", 5000, "人次"),
        ("2023年新增建成公共充电桩超过2.1万个。", 2.1, "万个"),
        ("建成100万亩高标准农田。", 100, "万亩"),
        ("每年各优先支持符合条件的产业化项目3项左右。", 3, "项"),
    ],
)
def test_a_forward_verb_makes_a_target_outside_sections_of_goals(body: str, value: float, unit: str) -> None:
    assert [(f.value, f.unit) for f in _targets(body)] == [(value, unit)]


@pytest.mark.parametrize(
    "body",
    [
        "已建成创新平台30个。",
        "截至2023年5月，建成实验室13个。",
        "对新增的10家企业每家奖励50万元。",
        "给予最高500万元补贴，支持建设平台。",
        "在3个工作日内完成审核。",
        "每年至少召开一次会议。",
        "围绕新材料、新能源等20个产业集群开展招商。",
        "聚焦三个方面推进建设。",
        "每年评选不超过10家企业。",
        "申请企业须具备研发人员20人以上。",
        "完成一次性补助。",
        "推动关键零部件突破。",
        "创业团队是指港澳青年人数比例达30%以上的团队。",
        "支持总投资10亿元以上的项目落地。",
        "推动企业研发机构全覆盖，实现规模翻番。",
    ],
)
def test_figures_payments_procedures_and_conditions_are_no_targets(body: str) -> None:
    assert _targets(body) == []


def test_a_section_of_the_present_situation_has_none() -> None:
    assert _targets("2019年产业主营收超过1000亿元，建成平台30多个。", "发展现状") == []


def test_money_paid_is_no_target_even_among_goals() -> None:
    assert _goals("对达到目标的企业给予最高100万元奖励。") == []


def test_dates_in_turn_belong_to_the_numbers_in_turn() -> None:
    facts = _goals("到2025年、2030年，产业规模分别达到1000亿元、2000亿元。")
    assert [(f.value, f.year) for f in facts] == [(1000, 2025), (2000, 2030)]
    assert {f.rule for f in facts} == {"target:list-分别"}
    facts = _goals("2024年、2025年和2026年，汽车产量分别达到30万辆、50万辆和80万辆。")
    assert [(f.value, f.year) for f in facts] == [(30, 2024), (50, 2025), (80, 2026)]


def test_a_year_in_which_work_begins_is_not_when_it_falls_due() -> None:
    facts = _goals("2022年起5年内，引进高层次人才达到2000名左右，人才贡献率达到40%。")
    assert [(f.value, f.op, f.year) for f in facts] == [(2000, "~", None), (40, "=", None)]


def test_a_span_to_come_makes_goals_of_counted_things_but_not_of_money_or_conditions() -> None:
    facts = _targets("深入实施培养工程，5年内选拔资助青年人才不少于200名，给予每人10万元资助。")
    assert [(f.value, f.unit, f.op, f.year) for f in facts] == [(200, "名", ">=", None)]
    assert _targets("3年内对获得融资的企业给予50万元奖励。") == []
    assert _targets("对新增投资超100亿元的项目，优先保障用地。") == []


def test_a_range_and_a_shared_name_are_read() -> None:
    facts = _goals("到2026年，培育企业10—15家，平台3至5个，产值年均增长12%和营收10%以上。")
    assert [f.value for f in facts][:2] == [(10, 15), (3, 5)]
    assert {f.rule for f in facts[:2]} == {"target:range"}


def test_what_was_the_case_is_no_goal_and_no_part_of_a_metric() -> None:
    facts = _goals("到2025年，上市企业达到50家（2020年为32家），研发投入占比由2.3%提高到3%，建成园区3个（含续建）。")
    assert [(f.metric, f.value, f.year) for f in facts][:2] == [("上市企业", 50, 2025), ("研发投入占比", 3, 2025)]
    assert [(f.metric, f.value) for f in facts][2:] == [("园区", 3)]
    assert _goals("“十四五”以来，累计引进企业300家。") == []


def test_a_number_before_a_goal_is_no_part_of_its_metric() -> None:
    facts = _goals("到2030年，产值力争翻两番，突破3000亿元。")
    assert [(f.metric, f.value) for f in facts] == [("产值", 2), ("产值", 3000)]
    facts = _goals("力争2030年营收过百亿企业达到3家，千亿园区实现零的突破。")
    assert [(f.metric, f.value, f.unit) for f in facts] == [("营收过百亿企业", 3, "家")]


def test_a_lead_dates_nothing_of_a_five_year_plan_that_ended_before() -> None:
    facts = _goals("到2030年，产值达到500亿元。“十四五”期间年均增长8%以上。“十五五”期间新增企业50家。")
    assert [f.year for f in facts] == [2030, None, 2030]


def test_a_year_before_the_documents_own_is_no_goal() -> None:
    about = PolicyFact(
        title="某市行动计划",
        doc_number="某府〔2023〕5号",
        issuer=None,
        region=None,
        issued_on=None,
        period_start=None,
        period_end=None,
        doc_type="行动计划",
        completeness="full",
        evidence={},
    )
    text = "一、发展目标\n2020年产值100亿元，到2025年达到200亿元。"
    clause = Clause("1", "发展目标", 2, 6, 0, len(text), len(text), 0, None, True)
    document = Document(MappedText(text, range(len(text)), range(1, len(text) + 1)), (clause,))
    assert [(f.metric, f.value) for f in extract(document, Context(policy=about))] == [("产值", 200)]


def test_who_is_paid_is_no_goal() -> None:
    assert _goals("对营业收入超过5000万元的企业按增量的5%给予奖励。") == []
    assert _goals("每新增1亿元产值奖励10万元。") == []


@pytest.mark.parametrize(
    "lead",
    ["2027年前，", "2027年底前，", "2027年6月底之前，", "到2027年，"],
)
def test_a_date_before_which_something_is_due_dates_what_follows(lead: str) -> None:
    facts = _goals(f"{lead}产业生态初步形成。引育5家以上链主企业。")
    assert [(f.value, f.unit, f.op, f.year) for f in facts] == [(5, "家", ">=", 2027)]


def test_a_date_that_something_stood_before_dates_nothing() -> None:
    assert [f.year for f in _goals("对2019年前建成的厂房进行改造。培育链主企业5家。")] == [None]


def test_what_is_built_carried_out_or_spread_in_numbers_is_a_goal() -> None:
    body = "构建不少于1000例病例的开放数据集。每年滚动实施200项技术改造项目。推广工业机器人800台以上。"
    assert [(f.value, f.unit) for f in _targets(body)] == [(1000, "例"), (200, "项"), (800, "台")]


def test_things_and_numbers_behind_a_goal_share_its_verb() -> None:
    assert [(f.metric, f.value) for f in _targets("新增上市企业5家，专精特新企业20家以上。")] == [
        ("新增上市企业", 5),
        ("专精特新企业", 20),
    ]
    assert [f.value for f in _targets("每年培育企业5家，已有企业20家。")] == [5]
    assert [f.value for f in _targets("每年培育企业5家，对首次认定的企业20家给予支持。")] == [5]


def test_a_time_limit_to_be_shortened_to_is_a_goal_and_one_that_is_granted_is_none() -> None:
    facts = _targets("将审批平均时限压缩至40个工作日以内。企业应在30日内提出申请。")
    assert [(f.value, f.unit, f.op) for f in facts] == [(40, "个工作日", "<=")]


def test_attributes_of_what_is_counted_last_are_no_goals() -> None:
    facts = _goals("到2027年，培育年产值超100亿元、具备较强国际竞争力的龙头企业2家。")
    assert [(f.value, f.unit, f.year) for f in facts] == [(2, "家", 2027)]


def test_a_week_is_a_duration_and_an_anniversary_no_week() -> None:
    assert [(f.value, f.unit) for f in _targets("力争将总体流程时间压缩至3周以内。")] == [(3, "周")]
    assert _targets("办好建市40周年活动。") == []
