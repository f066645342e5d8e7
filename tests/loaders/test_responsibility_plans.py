"""Duties and goals of the five shipped plans, read from their bytes."""

from pathlib import Path

import pytest

from loaders import clean, outline, read
from loaders.document import Document
from loaders.extract import responsibility, target
from loaders.extract.context import Context

PLANS = Path(__file__).parents[2] / "data" / "plans"


def _read(plan: str) -> Document:
    return outline.outline(clean.clean(read.decode_with_warnings((PLANS / plan / "source.txt").read_bytes()).text))


@pytest.mark.parametrize(
    ("plan", "brackets"),
    [
        ("hubei-laser-2024", 20),
        ("guangdong-laser-am-2021", 21),
        ("dongguan-emerging-2024", 22),
        ("zhongshan-optoelectronics-2024", 8),
        ("zhongshan-laser-reply-2023", 0),
    ],
)
def test_every_duty_bracket_of_a_plan_is_found(plan: str, brackets: int) -> None:
    document = _read(plan)
    assert sum(run.is_bracket for run in document.duty_runs) == brackets
    for start, end in document.duty_spans:
        assert document.text[start] in "(（〔【["
        assert document.text[end - 1] in ")）〕】]"


def test_leads_are_those_printed() -> None:
    facts = responsibility.extract(_read("hubei-laser-2024"), Context())
    assert [fact.agency for fact in facts if fact.clause == "6/19" and fact.role == "lead"] == ["省经信厅"]
    assert [fact.agency for fact in facts if fact.clause == "3/6" and fact.role == "lead"] == [
        "省商务厅",
        "省科技厅",
        "省经信厅",
    ]
    found = responsibility.extract(_read("zhongshan-optoelectronics-2024"), Context())
    assert [fact.clause for fact in found if fact.role == "lead"] == ["3"]


def test_an_elided_level_is_restored_and_the_quote_is_as_printed() -> None:
    facts = responsibility.extract(_read("zhongshan-optoelectronics-2024"), Context())
    found = {fact.agency: fact.quote for fact in facts if fact.clause == "2/4"}
    assert found == {"市科技局": "市科技局", "市工信局": "工信局", "市发改局": "发改局", "火炬开发区": "火炬开发区"}


def test_due_years_and_bounds_of_real_goals() -> None:
    facts = target.extract(_read("hubei-laser-2024"), Context())
    scale = [fact for fact in facts if fact.unit == "亿元"]
    assert [(fact.value, fact.year) for fact in scale] == [(280, 2024), (380, 2025), (500, 2026)]
    cluster = [fact for fact in target.extract(_read("dongguan-emerging-2024"), Context()) if fact.unit == "个"]
    assert [(fact.value, fact.op, fact.year, fact.clause) for fact in cluster] == [(7, ">=", 2027, "1/2")]


@pytest.mark.parametrize("plan", ["zhongshan-laser-reply-2023", "zhongshan-optoelectronics-2024"])
def test_a_letter_and_a_summary_without_figures_have_no_goals(plan: str) -> None:
    assert target.extract(_read(plan), Context()) == []


def test_baselines_of_a_present_situation_are_no_goals() -> None:
    facts = target.extract(_read("guangdong-laser-am-2021"), Context())
    assert {fact.clause for fact in facts} == {"2/1", "2/2"}
    assert {fact.year for fact in facts} == {2025}


def test_quotes_are_the_text_at_their_offsets() -> None:
    for path in sorted(PLANS.iterdir()):
        document = _read(path.name)
        for fact in (*responsibility.extract(document, Context()), *target.extract(document, Context())):
            assert document.text[fact.start : fact.end] == fact.quote
