"""Identities in the graph: forms of one body, things under two names, candidates, and judgements taken back."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from graph.export import export_lines
from graph.identities import own_folder
from graph.store import GraphStore
from graph.writer import remove_policy, replace_policy, settle
from loaders.pipeline import Reading
from loaders.resolve.judgements import Judgement, Verdict, text
from tests.graph.graph_readings import duty, mention, reading


@pytest.fixture
def judge(store: GraphStore) -> Iterator[Any]:
    """Writes the user's judgements anew: ``judge((kind, one, other, verdict), …)``."""
    file = own_folder(store) / "test.yaml"

    def write(*said: tuple[str, str, str, Verdict]) -> None:
        made = [
            Judgement.model_validate(
                {"kind": kind, "one": one, "other": other, "judgement": verdict}
                | {"by": "甲", "reason": "据公开信息", "date": "2026-01-31"}
            )
            for kind, one, other, verdict in said
        ]
        file.parent.mkdir(exist_ok=True)
        file.write_text(text(made), encoding="utf-8")

    yield write
    file.unlink(missing_ok=True)
    settle(store)


def province() -> Reading:
    return reading(
        "province",
        [("1", "省发改委牵头，省科技厅、省农科院参与。"), ("2", "发展改革委负责，支持远景激光。")],
        duty("1", "省发改委", "lead"),
        duty("1", "省科技厅"),
        duty("2", "发展改革委"),
        mention("1", "institution", "省农科院"),
        mention("2", "enterprise", "远景激光", "key"),
        region="430000",
    )


def city() -> Reading:
    return reading(
        "city",
        [
            ("1", "市科技局牵头，湖南省发展改革委指导，对接湖南省农业科学院、省农科院。"),
            ("2", "远景落户，市科创局负责。"),
        ],
        duty("1", "市科技局", "lead"),
        duty("1", "湖南省发展改革委"),
        duty("2", "市科创局"),
        mention("1", "institution", "湖南省农业科学院"),
        mention("1", "institution", "省农科院"),
        mention("2", "enterprise", "远景", "partner"),
        region="430100",
    )


def other_province() -> Reading:
    return reading(
        "other",
        [("1", "省科技厅、省农科院负责。")],
        duty("1", "省科技厅"),
        mention("1", "institution", "省农科院"),
        region="330000",
    )


def aliases(store: GraphStore, label: str) -> dict[str, list[str]]:
    rows = store.read(f"MATCH (n:{label}) RETURN n.id AS id, n.aliases AS aliases ORDER BY id")
    return {row["id"]: row["aliases"] for row in rows}


def test_all_forms_of_one_body_meet_and_each_keeps_its_printed_name(store: GraphStore) -> None:
    replace_policy(store, province())
    replace_policy(store, city())
    found = aliases(store, "Agency")
    assert found["430000:省发展和改革委员会"] == ["湖南省发展改革委", "湖南省发改委"]
    rows = store.read(
        "MATCH (a:Agency {id: '430000:省发展和改革委员会'})-[r]->(:Clause) RETURN r.name AS name ORDER BY name"
    )
    assert [row["name"] for row in rows] == ["发展改革委", "湖南省发展改革委", "省发改委"]


def test_functions_make_bodies_of_two_regions_comparable(store: GraphStore) -> None:
    for made in (province(), city(), other_province()):
        replace_policy(store, made)
    rows = store.read(
        "MATCH (a:Agency)-[:HAS_FUNCTION]->(:Function {id: 'science-and-technology'}) "
        "RETURN a.name AS name ORDER BY name"
    )
    assert [row["name"] for row in rows] == [
        "浙江省科学技术厅",
        "湖南省科学技术厅",
        "长沙市科学技术局",
        "长沙市科技创新局",
    ]


def test_a_name_with_an_elided_region_is_one_within_it_and_two_across(store: GraphStore) -> None:
    for made in (province(), city(), other_province()):
        replace_policy(store, made)
    assert aliases(store, "Institution") == {
        "浙江省农科院": ["浙江省农科院"],
        "湖南省农业科学院": ["湖南省农业科学院", "湖南省农科院"],
    }
    rows = store.read(
        "MATCH (:Institution {id: '湖南省农业科学院'})<-[r:NAMES]-() RETURN r.policy AS policy, r.name AS name "
        "ORDER BY policy, name"
    )
    assert [(row["policy"], row["name"]) for row in rows] == [
        ("city", "湖南省农业科学院"),
        ("city", "省农科院"),
        ("province", "省农科院"),
    ]


def test_bodies_of_unknown_regions_are_not_taken_for_one(store: GraphStore) -> None:
    for key in ("first", "second"):
        replace_policy(store, reading(key, [("1", "市科技局负责。")], duty("1", "市科技局")))
    assert aliases(store, "Agency") == {"~first:市科学技术局": ["市科技局"], "~second:市科学技术局": ["市科技局"]}
    before = list(export_lines(store))
    settle(store)
    assert list(export_lines(store)) == before


def test_what_may_be_one_is_shown_and_goes_with_its_last_name(store: GraphStore) -> None:
    replace_policy(store, city())
    rows = store.read("MATCH (a)-[m:MAY_BE]->(b) RETURN a.id AS one, b.id AS other, m.rule AS rule, m.by AS by")
    assert rows == [
        {"one": "430100:市科学技术局", "other": "430100:市科技创新局", "rule": "same-functions", "by": "rule"}
    ]
    remove_policy(store, "city")
    assert store.read("MATCH ()-[m:MAY_BE]->() RETURN count(m) AS number") == [{"number": 0}]


JUDGED: list[tuple[str, str, str, Verdict]] = [
    ("agency", "长沙市科技局", "长沙市科创局", "positive"),
    ("agency", "湖南省发改委", "湖南省发展改革委", "negative"),
    ("enterprise", "远景", "远景激光", "negative"),
    ("institution", "浙江省农科院", "湖南省农科院", "positive"),
]


def test_judgements_are_applied_and_taken_back_without_a_trace(store: GraphStore, judge: Any) -> None:
    for made in (province(), city(), other_province()):
        replace_policy(store, made)
    before = list(export_lines(store))
    judge(*JUDGED)
    settle(store)
    assert aliases(store, "Enterprise") == {"远景": ["远景"], "远景激光": ["远景激光"]}
    assert list(aliases(store, "Institution")) == ["湖南省农业科学院"]
    agencies = aliases(store, "Agency")
    assert agencies["430100:市科学技术局"] == ["长沙市科创局", "长沙市科技局"]
    assert agencies["430000:省发改委"] == ["湖南省发改委"]
    assert "430100:市科技创新局" not in agencies
    judge()
    settle(store)
    assert list(export_lines(store)) == before


def test_with_judgements_too_the_graph_depends_on_what_is_loaded_alone(store: GraphStore, judge: Any) -> None:
    made = [province(), city(), other_province()]
    judge(*JUDGED)
    exports = []
    for order in itertools.permutations(made):
        for one in order:
            replace_policy(store, one)
        exports.append(list(export_lines(store)))
        remove_policy(store, order[0].id)
        replace_policy(store, order[0])
        exports.append(list(export_lines(store)))
        for one in order:
            remove_policy(store, one.id)
    assert all(one == exports[0] for one in exports)


def test_a_load_brings_the_rest_of_the_graph_to_changed_judgements(store: GraphStore, judge: Any) -> None:
    judge()
    replace_policy(store, province())
    replace_policy(store, city())
    judge(*JUDGED)
    replace_policy(store, other_province())
    by_load = list(export_lines(store))
    settle(store)
    assert list(export_lines(store)) == by_load
    assert "430000:省发改委" in aliases(store, "Agency")


def test_a_positive_judgement_across_regions_brings_the_region_along(store: GraphStore, judge: Any) -> None:
    replace_policy(store, other_province())
    before = list(export_lines(store))
    judge(("agency", "浙江省科技厅", "大理白族自治州科学技术局", "positive"))
    settle(store)
    rows = store.read(
        "MATCH (a:Agency)-[:BELONGS_TO]->(r:Region)-[:PART_OF*1..4]->(n) RETURN a.name AS name, n.id AS up"
    )
    assert {row["name"] for row in rows} == {"大理白族自治州科学技术局"}
    assert {row["up"] for row in rows} == {"530000", "100000"}
    judge()
    settle(store)
    assert list(export_lines(store)) == before
