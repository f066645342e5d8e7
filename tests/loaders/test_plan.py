"""plan.yaml: its fields, its errors, what it asserts of a reading."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from loaders import pipeline, plan
from loaders.errors import LoaderError

PLANS = Path(__file__).parents[2] / "data" / "plans"
IDS = [
    "dongguan-emerging-2024",
    "guangdong-laser-am-2021",
    "hubei-laser-2024",
    "zhongshan-laser-reply-2023",
    "zhongshan-optoelectronics-2024",
]


def write(folder: Path, text: str, name: str = "some-plan") -> Path:
    file = folder / name / "plan.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_the_shipped_plans_are_found_in_order() -> None:
    assert [folder.name for folder in plan.find_plans(PLANS)] == IDS


def test_a_later_root_wins_and_a_missing_root_is_no_plan(tmp_path: Path) -> None:
    mine = write(tmp_path, "id: hubei-laser-2024\n", "hubei-laser-2024").parent
    found = plan.find_plans(PLANS, tmp_path / "missing", tmp_path)
    assert [folder.name for folder in found] == IDS
    assert found[2] == mine


@pytest.mark.parametrize("name", IDS)
def test_a_shipped_plan_says_what_is_known(name: str) -> None:
    known = plan.load_plan(PLANS / name / "plan.yaml")
    assert known.id == name
    assert known.region is not None and known.source.note
    assert known.completeness is not None and known.completeness_reason
    assert known.assertions.min_clauses and known.assertions.sections


def test_relations_that_are_inferred_are_marked_unconfirmed() -> None:
    letter = plan.load_plan(PLANS / "zhongshan-laser-reply-2023" / "plan.yaml")
    named = [one for one in letter.relations if one.title == "中山市光电光学产业集群发展行动计划（2023-2027年）"]
    assert [one.status for one in named] == ["confirmed"]
    successor = plan.load_plan(PLANS / "zhongshan-optoelectronics-2024" / "plan.yaml")
    assert {one.kind: one.status for one in successor.relations} == {
        "succeeds": "unconfirmed",
        "implements": "unconfirmed",
        "related": "unconfirmed",
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id: some-plan\ncolour: red\n", r"no field 'colour'; the fields allowed there are id, region, source"),
        (
            "id: some-plan\nsource: {publisher: X, town: Y}\n",
            r"no field 'source\.town'.*publisher, url, retrieved, note",
        ),
        ("id: some-plan\nassertions: {clauses: 3}\n", r"no field 'assertions\.clauses'.*min_clauses, sections"),
        ("id: some-plan\nrelations: [{kind: answers, two: x}]\n", r"no field 'relations\.0\.two'.*kind, to, title"),
        ("id: some-plan\nrelations: [{kind: eats}]\n", r"relations\.0\.kind"),
        ("id: some-plan\ncompleteness: partly\n", r"completeness.*'full', 'summary' or 'annex-missing'"),
        ("id: Some Plan\n", r"must be made of a-z, 0-9"),
        ("id: other-plan\n", r"id is 'other-plan' but its folder is 'some-plan'"),
        ("region: '440000'\n", r"id"),
        ("id: some-plan\nregion: '449999'\n", r"no region '449999'"),
        ("id: some-plan\nregion: 中山\n", r"write '442000' for 中山市"),
        ("id: some-plan\nassertions: {min_clauses: -1}\n", r"assertions\.min_clauses"),
        ("id: some-plan\n  region: x\n", r"not valid YAML at line 2"),
        ("id: some-plan\nissued_on: 2024-13-45\n", r"not valid YAML: month must be in 1\.\.12"),
        ("a: &a [x, x]\nid: *a\n", r"not valid YAML: line 2: aliases"),
        ("[" * 100_000, r"not valid YAML: line 1: values are nested too deep"),
        (f"id: {[0] * 1000}\n", r"^.{0,200}$"),
        ("- a\n- b\n", r"must hold fields"),
        ("", r"must hold fields"),
    ],
)
def test_a_wrong_plan_is_refused_with_one_sentence(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(LoaderError, match=message) as caught:
        plan.load_plan(write(tmp_path, text))
    assert "\n" not in str(caught.value)


def test_a_missing_plan_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LoaderError, match=r"There is no .*plan\.yaml"):
        plan.load_plan(tmp_path / "some-plan" / "plan.yaml")


def test_codes_and_dates_may_be_written_without_quotes(tmp_path: Path) -> None:
    known = plan.load_plan(write(tmp_path, "id: some-plan\nregion: 442000\nsource: {retrieved: 2024-05-01}\n"))
    assert known.region == "442000"
    assert known.source.retrieved == "2024-05-01"


def test_every_broken_assertion_is_told_at_once() -> None:
    reading = pipeline.read_plan(PLANS / "hubei-laser-2024")
    assert reading.plan is not None
    assert plan.check(reading.plan, reading) == []
    wanted = plan.Assertions(min_clauses=31, sections=("总体要求", "组织保障"), responsibility_brackets=21)
    strict = reading.plan.model_copy(update={"assertions": wanted})
    assert plan.check(strict, reading) == [
        "expected at least 31 clauses, found 30",
        "no clause is headed '组织保障'",
        "expected at least 21 clauses with a bracket, found 20",
    ]
    with pytest.raises(LoaderError, match=r"31 clauses.*组织保障.*21 clauses.*Nothing was loaded"):
        plan.require(strict, reading)


def test_brackets_are_counted_by_clause_and_prose_is_not() -> None:
    reading = pipeline.read_document(
        "一、总则\n（一）甲。由市科技局牵头推进。\n（二）乙。推进建设。（牵头单位：市科技局；责任单位：市财政局）\n".encode(),
        id="small",
    )
    assert plan.clauses_with_brackets(reading) == 1
    assert plan.clauses_with_brackets(replace(reading, facts=())) == 0
