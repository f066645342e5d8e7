"""Measures of the real plans, and what of official prose counts as one."""

from functools import cache
from pathlib import Path

import pytest
import yaml

from loaders import lexicon
from loaders.clean import clean
from loaders.document import Document
from loaders.extract import measure, policy
from loaders.extract.context import Context
from loaders.extract.measure_verifier import rules_alone
from loaders.facts import Measure
from loaders.outline import outline
from loaders.read import decode

ROOT = Path(__file__).parents[2]
PLANS = ROOT / "data" / "plans"
HUBEI = "hubei-laser-2024"
ZHONGSHAN = "zhongshan-optoelectronics-2024"
REPLY = "zhongshan-laser-reply-2023"
GUANGDONG = "guangdong-laser-am-2021"
DONGGUAN = "dongguan-emerging-2024"


@cache
def _plan(name: str) -> tuple[Document, tuple[Measure, ...]]:
    text, _ = decode((PLANS / name / "source.txt").read_bytes())
    document = outline(clean(text))
    context = Context(policy=policy.extract(document, Context()))
    return document, tuple(measure.extract(document, context, rules_alone()))


def _of(name: str, instrument: str) -> list[Measure]:
    return [fact for fact in _plan(name)[1] if fact.instrument == instrument]


def _amounts(fact: Measure) -> list[tuple[str, float]]:
    return [(amount.type, amount.value) for amount in fact.amounts]


def _read(body: str, title: str = "关于促进产业发展的若干措施", heading: str = "主要举措") -> dict[str, Measure]:
    """Measures of an invented clause by instrument."""
    text = f"{title}\n为促进产业发展,制定本措施。\n一、{heading}\n(一)综合施策。{body}\n(二)其他事项。略。\n"
    document = outline(clean(text))
    facts = measure.extract(document, Context(policy=policy.extract(document, Context())), rules_alone())
    assert all(document.text[fact.start : fact.end] == fact.quote for fact in facts)
    return {fact.instrument: fact for fact in facts if fact.clause == "1/1"}


@pytest.mark.parametrize("name", [HUBEI, ZHONGSHAN, REPLY, GUANGDONG, DONGGUAN])
def test_every_measure_is_quoted_exactly_on_one_line_of_its_clause_and_once(name: str) -> None:
    document, facts = _plan(name)
    spans = {clause.path: (clause.start, clause.end) for clause in document.clauses}
    assert len(facts) > 20
    for fact in facts:
        assert document.text[fact.start : fact.end] == fact.quote
        assert fact.quote
        assert "\n" not in fact.quote
        assert fact.rule
        if fact.clause:
            low, high = spans[fact.clause]
            assert low <= fact.start < fact.end <= high
    pairs = [(fact.clause, fact.instrument) for fact in facts]
    assert len(pairs) == len(set(pairs))


def test_codes_of_measures_and_lexicons_are_those_of_the_taxonomy() -> None:
    taxonomy = yaml.safe_load((ROOT / "data" / "taxonomy" / "instruments.yaml").read_text(encoding="utf-8"))
    codes = {entry["code"] for entry in taxonomy["instruments"]}
    assert set(lexicon.load("instruments")) - {"mask"} == codes
    assert {row["code"] for row in lexicon.load("money_roles")["rows"]} <= codes
    for name in (HUBEI, ZHONGSHAN, REPLY, GUANGDONG, DONGGUAN):
        assert {fact.instrument for fact in _plan(name)[1]} <= codes


def test_hubei_funds_first_of_kind_equipment_with_rate_and_cap() -> None:
    (fact,) = _of(HUBEI, "first-of-kind")
    assert (fact.clause, fact.mode, fact.act) == ("6/19", "funds", "commits")
    assert _amounts(fact) == [("rate", 0.15), ("cap", 10_000_000)]
    assert fact.quote.startswith("对纳入国家和省级首台(套)技术装备")
    assert fact.quote.endswith("双边最高奖补1000万元")


def test_zhongshan_only_recommends_first_of_kind_projects() -> None:
    (fact,) = _of(ZHONGSHAN, "first-of-kind")
    assert (fact.clause, fact.mode, fact.amounts) == ("2/3", "facilitates", ())
    assert fact.quote == "积极推荐光电光学项目申报国家和省首台(套)项目奖补"


def test_dongguan_provides_a_catalogue_of_first_of_kind_products() -> None:
    (fact,) = _of(DONGGUAN, "first-of-kind")
    assert (fact.clause, fact.mode) == ("3/6", "provides")
    assert fact.quote.startswith("动态更新创新产品推广应用目录和首台(套)")


@pytest.mark.parametrize("name", [GUANGDONG, REPLY])
def test_plans_that_do_not_speak_of_first_of_kind_have_no_such_measure(name: str) -> None:
    assert _of(name, "first-of-kind") == []


@pytest.mark.parametrize("name", [ZHONGSHAN, GUANGDONG, DONGGUAN])
def test_plans_without_printed_support_sums_have_no_amounts(name: str) -> None:
    assert [fact for fact in _plan(name)[1] if fact.amounts] == []


def test_amounts_of_hubei_and_of_the_reply_are_exactly_those_printed() -> None:
    found = {
        (name, fact.clause, fact.instrument): _amounts(fact)
        for name in (HUBEI, REPLY)
        for fact in _plan(name)[1]
        if fact.amounts
    }
    assert found == {
        (HUBEI, "6/17", "platform-subsidy"): [("cap", 5_000_000)],
        (HUBEI, "6/17", "investment-subsidy"): [("rate", 0.1), ("cap", 10_000_000)],
        (HUBEI, "6/18", "milestone-award"): [("amount", 2_000_000), ("amount", 5_000_000), ("amount", 10_000_000)],
        (HUBEI, "6/18", "industry-fund"): [("fund-size", 50_000_000_000), ("fund-size", 10_000_000_000)],
        (HUBEI, "6/19", "first-of-kind"): [("rate", 0.15), ("cap", 10_000_000)],
        (REPLY, "6", "talent-recruitment"): [
            ("amount", 2_000_000),
            ("amount", 1_000_000),
            ("amount", 500_000),
            ("amount", 200_000),
        ],
        (REPLY, "7", "investment-subsidy"): [("budget", 600_000_000)],
    }


def test_cost_shares_carry_no_amount() -> None:
    (fact,) = _of(HUBEI, "cost-sharing")
    assert (fact.clause, fact.mode, fact.amounts) == ("6/18", "funds", ())


@pytest.mark.parametrize(
    "instrument", ["tax-relief", "intellectual-property", "standards", "guarantee", "credit", "listing-and-mergers"]
)
def test_dongguan_is_silent_where_its_text_is(instrument: str) -> None:
    assert _of(DONGGUAN, instrument) == []


@pytest.mark.parametrize("name", [HUBEI, ZHONGSHAN, REPLY, GUANGDONG, DONGGUAN])
def test_no_plan_speaks_of_government_procurement(name: str) -> None:
    assert _of(name, "government-procurement") == []


@pytest.mark.parametrize(
    "instrument",
    ["competitive-commissioning", "pilot-scale", "platform-subsidy", "energy-and-compute", "going-global"],
)
def test_hubei_has_instruments_that_zhongshan_lacks(instrument: str) -> None:
    assert _of(HUBEI, instrument)
    assert _of(ZHONGSHAN, instrument) == []


@pytest.mark.parametrize("instrument", ["tax-relief", "credit", "financial-products", "state-equity"])
def test_zhongshan_has_instruments_that_hubei_lacks(instrument: str) -> None:
    assert _of(ZHONGSHAN, instrument)
    assert _of(HUBEI, instrument) == []


def test_a_reply_letter_recalls_and_commits_only_to_what_is_to_come() -> None:
    facts = _plan(REPLY)[1]
    assert [fact.act for fact in facts].count("recalls") > 0.8 * len(facts)
    (rules,) = [fact for fact in facts if fact.instrument == "further-policy" and fact.clause == "6"]
    assert rules.act == "commits"


def test_a_plan_commits() -> None:
    assert {fact.act for fact in _plan(HUBEI)[1]} == {"commits"}


@pytest.mark.parametrize(("name", "clauses"), [(HUBEI, ["1"]), (ZHONGSHAN, [""]), (DONGGUAN, ["1/2"])])
def test_goals_stand_in_sections_of_aims_or_before_the_first_clause(name: str, clauses: list[str]) -> None:
    assert [fact.clause for fact in _of(name, "target-setting")] == clauses


def test_the_quote_of_a_goal_holds_its_number() -> None:
    (goal,) = _of(HUBEI, "target-setting")
    assert goal.quote == "力争2024年达到280亿元、2025年达到380亿元、2026年达到500亿元"


@pytest.mark.parametrize("section", ["1", "1/1"])
def test_sections_of_guiding_thought_carry_nothing_else(section: str) -> None:
    facts = [fact for fact in _plan(DONGGUAN)[1] if fact.clause == section]
    assert facts == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("支持中小企业开展技术改造。", {"industrial-upgrading"}),
        ("在产业园区内开展电子商务应用。", set()),
        ("对入驻孵化器的企业,提供优质辅导。", set()),
        ("围绕人才引进,做好各项工作。", set()),
        ("做好各项工作,形成先进制造业集群。", set()),
        ("做好各项工作,实现科技成果转化。", set()),
        ("参照技术攻关项目,做好各项工作。", set()),
        ("落实人才引进项目经费。", {"talent-recruitment"}),
        ("以建设国家级示范区为目标,做好各项工作。", set()),
        ("目前已建成孵化器20家。", set()),
        ("本措施所称龙头企业是指年营业收入1亿元以上的企业。", set()),
        ("落实《科技园区发展办法》。", set()),
        ("支持家庭农场、农民合作社开展农产品加工。", set()),
        ("鼓励企业通过兼并重组做大做强。", {"listing-and-mergers", "enterprise-cultivation"}),
        ("促进科技成果转化。", {"technology-transfer"}),
        ("各县(市、区)要加快建设特色产业园区。", {"industrial-parks"}),
        ("开展招商引资、人才培养和芯片技术攻关。", {"investment-attraction", "talent-training", "key-technology"}),
        ("引进农产品精深加工龙头企业。", {"investment-attraction"}),
        ("培育农产品精深加工龙头企业。", {"enterprise-cultivation"}),
        ("完善冷链物流体系。", {"sector-infrastructure"}),
        ("优化算力基础设施布局。", {"energy-and-compute"}),
        ("盘活低效用地。", {"land"}),
    ],
)
def test_what_counts_follows_from_its_place_in_the_sentence(sentence: str, found: set[str]) -> None:
    assert set(_read(sentence)) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("设立产业投资基金,支持企业技术改造和成果转化。", {"industry-fund"}),
        ("完善“技术研发+成果转化+人才培养”全链条生态体系。", set()),
        ("做好招商引资、人才引进等各项工作。", set()),
        ("鼓励企业建设研发中心。对新建的研发中心,给予100万元补助。", {"platform-subsidy"}),
        ("加快建设研发中心。对新建的研发中心,给予100万元补助。", {"research-institutions", "platform-subsidy"}),
        ("《产业园区管理办法》正在修改,拟于年内出台。", {"further-policy"}),
    ],
)
def test_what_describes_or_is_paid_for_is_not_counted_again(sentence: str, found: set[str]) -> None:
    assert set(_read(sentence)) == found


def test_a_document_without_numbers_is_read_as_one() -> None:
    document = outline(clean("关于产业发展的通知\n各有关单位:\n加快建设产业园区,推进技术改造。\n"))
    facts = measure.extract(document, Context(), rules_alone())
    assert document.clauses == ()
    assert {(fact.clause, fact.instrument) for fact in facts} == {
        ("", "industrial-parks"),
        ("", "industrial-upgrading"),
    }


@pytest.mark.parametrize("text", ["", "关于产业发展的通知"])
def test_a_document_that_says_nothing_has_no_measures(text: str) -> None:
    assert measure.extract(outline(clean(text)), Context(), rules_alone()) == []


@pytest.mark.parametrize("heading", ["申报条件", "办理程序", "附则"])
def test_sections_of_conditions_and_procedure_carry_only_policies_to_come(heading: str) -> None:
    body = "支持企业建设研发中心。由主管部门制定实施细则。"
    assert set(_read(body, heading=heading)) == {"further-policy"}


def test_existing_situation_carries_nothing() -> None:
    assert _read("加快建设产业园区。", heading="发展现状") == {}


def test_duties_are_no_measures() -> None:
    assert _read("(牵头单位:市产业园区服务中心;责任单位:市投资促进局、市招商引资办公室)") == {}


def test_an_invented_reply_recalls() -> None:
    title = "关于市政协会议第1号提案答复的函"
    assert _read("近年来,我市建设了一批产业园。", title=title)["industrial-parks"].act == "recalls"
    assert _read("下一步,我局将加快建设产业园。", title=title)["industrial-parks"].act == "commits"
