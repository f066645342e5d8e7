"""Comparisons by REST and on the command line: what may be compared is, and what may not says why."""

from __future__ import annotations

import csv
import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.comparison.amounts import largest, pairs
from api.comparison.matrix import MatrixCell, amounts
from api.comparison.targets import groups, reason
from tests.acceptance.asking import DG, DONGGUAN, GD, GUANGDONG, HB, HUBEI, ZHONGSHAN, ZS_P, having, only
from tests.api.test_resources import evidence
from tests.running import Command

COMPARE = "/api/v1/compare"


def asked(client: TestClient, name: str, **given: object) -> Any:
    response = client.get(f"{COMPARE}/{name}", params=given)
    assert response.status_code == 200, response.text
    return response.json()


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("matrix", {}),
        ("regions", {"a": HUBEI, "b": ZHONGSHAN}),
        ("targets", {}),
        ("responsibility", {}),
        ("industries", {}),
    ],
)
def test_every_quote_of_a_comparison_is_the_text_at_its_offsets(
    client: TestClient, name: str, given: dict[str, object]
) -> None:
    found = list(evidence(asked(client, name, **given)))
    assert len(found) > 20
    texts = {policy: client.get(f"/api/v1/policies/{policy}/text").json()["text"] for policy in {
        one["policy"] for one in found
    }}  # fmt: skip
    for one in found:
        assert texts[one["policy"]][one["start"] : one["end"]] == one["quote"]


def test_the_matrix_has_the_states_of_the_named_query_and_the_words_behind_them(client: TestClient) -> None:
    matrix = asked(client, "matrix")
    rows = client.get("/api/v1/queries/compare/region-instrument-matrix").json()["rows"]
    assert len(matrix["cells"]) == len(matrix["regions"]) * len(matrix["instruments"]) == len(rows)
    for cell, row in zip(matrix["cells"], rows, strict=True):
        assert (cell["region"], cell["instrument"], cell["state"]) == (
            row["region_code"],
            row["instrument"],
            row["state"],
        )
        assert (cell["evidence"] is None) == (row["quote"] is None)
        assert bool(cell["measures"]) == (cell["state"] in ("funded", "provided", "facilitated", "encouraged"))
    cell = only(matrix["cells"], region=HUBEI, instrument="first-of-kind")
    assert {(one["type"], one["unit"], one["value"]) for one in cell["amounts"]} == {
        ("rate", "fraction", 0.15),
        ("cap", "yuan", 1e7),
    }
    assert cell["evidence"]["clause"] == "6/19"


def test_amounts_of_other_types_or_bases_are_not_compared_across_regions(client: TestClient) -> None:
    found = having(asked(client, "matrix")["amounts"], instrument="investment-subsidy")
    assert {(one["type"], one["regions"][0]["region"]) for one in found} == {
        ("rate", HUBEI),
        ("cap", HUBEI),
        ("budget", ZHONGSHAN),
    }
    assert {one["comparison"] for one in found} == {"nothing to compare"}
    assert all(one["reason"].startswith("Only ") for one in found)


def test_the_matrix_comes_in_pages_of_regions(client: TestClient) -> None:
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        page = asked(client, "matrix", group="finance", limit=3, after=after)
        seen += [one["code"] for one in page["regions"]]
        after = page["next"]
    assert seen == [HUBEI, GUANGDONG, DONGGUAN, ZHONGSHAN]
    chosen = asked(client, "matrix", family="demand", regions=f"湖北,{ZHONGSHAN}")
    assert [one["code"] for one in chosen["regions"]] == [HUBEI, ZHONGSHAN]
    assert chosen["next"] is None
    assert only(chosen["cells"], region=ZHONGSHAN, instrument="government-procurement")["state"] == "unknown"


def test_two_regions_from_either_side(client: TestClient) -> None:
    one = asked(client, "regions", a="湖北", b="中山")
    other = asked(client, "regions", a=ZHONGSHAN, b=HUBEI)
    assert (one["only_a"], one["only_b"]) == (other["only_b"], other["only_a"])
    assert {row["state_other"] for row in one["only_a"]} == {"unknown", "to be checked"}
    assert {row["state_other"] for row in one["only_b"]} == {"silent"}
    assert {policy["completeness"] for policy in one["b"]["policies"]} == {"full", "summary"}
    assert [row["instrument"] for row in one["shared"]] == [row["instrument"] for row in other["shared"]]
    assert only(one["only_a"], instrument="platform-subsidy")["amounts"][0]["value"] == 5e6


def test_where_both_have_an_instrument_the_answer_says_in_what_they_differ(client: TestClient) -> None:
    shared = asked(client, "regions", a=HUBEI, b=ZHONGSHAN)["shared"]
    first = only(shared, instrument="first-of-kind")
    assert (first["state_a"], first["state_b"], first["stronger"]) == ("funded", "facilitated", "a")
    assert first["differs"] == ["state", "rate", "cap", "lead"]
    assert (first["lead_a"], first["lead_b"]) == (["省经信厅"], [])
    assert {(one["type"], one["comparison"], one["reason"]) for one in first["amounts"]} == {
        ("rate", "not comparable", "b prints no rate."),
        ("cap", "not comparable", "b prints no cap."),
    }
    assert first["of_a"][0]["evidence"]["quote"]
    equal = only(shared, instrument="listing-and-mergers")
    assert (equal["stronger"], "state" in equal["differs"]) == ("equal", False)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"a": HUBEI, "b": "湖北省"}, "give two regions"),
        ({"a": HUBEI, "b": "北京"}, "nothing was read"),
        ({"a": "nowhere", "b": HUBEI}, "nowhere"),
        ({"a": HUBEI}, "b is missing"),
        ({"a": HUBEI, "b": ZHONGSHAN, "tiers": "sure"}, "tiers"),
        ({"a": HUBEI, "b": ZHONGSHAN, "c": DONGGUAN}, "There is no parameter c"),
    ],
)
def test_regions_that_cannot_be_compared_are_refused(client: TestClient, given: dict[str, str], said: str) -> None:
    response = client.get(f"{COMPARE}/regions", params=given)
    assert response.status_code == 422
    assert said in response.json()["detail"]


def test_targets_say_why_they_are_not_compared_and_growth_how_it_was_computed(client: TestClient) -> None:
    compared = asked(client, "targets", words="规模")
    assert {row["comparison"] for row in having(compared["targets"], state="stated")} == {"not comparable"}
    row = only(compared["targets"], policy=DG, value=7)
    assert row["reason"].startswith("The nearest target of another policy has another metric")
    assert only(compared["targets"], policy=ZS_P)["reason"] == "It has no target that fits."
    growth = compared["growth"][0]
    assert (growth["formula"], growth["growth"]) == ("(380.0 / 280.0) ^ (1 / 1) - 1", pytest.approx(380 / 280 - 1))
    assert [one["evidence"]["policy"] for one in growth["inputs"]] == [HB, HB]
    stated = having(compared["stated_growth"], policy=GD)
    assert stated
    assert all(one["inputs"][0]["evidence"]["clause"] is None for one in stated)
    assert all(str(int(one["base_year"])) in one["inputs"][0]["evidence"]["quote"] for one in stated)


def test_functions_are_compared_by_printed_leads(client: TestClient) -> None:
    [industry] = asked(client, "responsibility", function="industry-and-it")["functions"]
    assert (industry["zh"], industry["en"]) == ("工业和信息化", "Industry and IT")
    leads = {row["region_code"]: row["leads"] for row in industry["regions"]}
    assert (leads[HUBEI], leads[ZHONGSHAN]) == (11, 0)
    for row in industry["regions"]:
        assert len({(one["policy"], one["clause"]) for one in row["led"]}) == row["leads"]


def test_industries_of_regions_that_say_so_and_of_those_that_do_not(client: TestClient) -> None:
    [laser] = asked(client, "industries", industry="激光")["industries"]
    states = {row["region_code"]: row["state"] for row in laser["regions"]}
    assert (states[HUBEI], states[GUANGDONG], states[DONGGUAN]) == ("stated", "stated", "silent")
    assert laser["stated_by"] == list(states.values()).count("stated")
    hubei = only(laser["regions"], region_code=HUBEI)
    assert hubei["mentions"][0]["policy"] == HB
    assert (hubei["targets"] > 0, "first-of-kind" in hubei["instruments"]) == (True, True)
    dongguan = only(laser["regions"], region_code=DONGGUAN)
    assert (dongguan["mentions"], dongguan["instruments"], dongguan["targets"]) == ([], [], 0)


def test_industries_come_in_pages(client: TestClient) -> None:
    whole = [one["name"] for one in asked(client, "industries")["industries"]]
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        page = asked(client, "industries", limit=3, after=after)
        seen += [one["name"] for one in page["industries"]]
        after = page["next"]
    assert seen == whole
    assert len(whole) > 3
    shared = asked(client, "industries", shared_by=2)["industries"]
    assert {one["name"] for one in shared} < set(whole)
    assert all(one["stated_by"] >= 2 for one in shared)


def measure(*given: dict[str, Any], policy: str = "made", start: int = 0) -> dict[str, Any]:
    """A measure with amounts, as the named queries give it."""
    links = {"policy": "/p", "reader": "/p", "text": "/p/text", "source": None}
    words = {"policy": policy, "clause": "1", "quote": "字", "start": start, "end": start + 1, "links": links}
    return {"amounts": list(given), "tier": "certain", "read_by": "machine", "evidence": words}


RATE, CAP = {"type": "rate", "value": 0.2}, {"type": "cap", "value": 5_000_000}


def test_the_largest_amount_of_each_kind_is_taken() -> None:
    found = largest([measure(RATE, CAP), measure({**CAP, "value": 8_000_000}, {**CAP, "value": 9e6, "per": "项目"})])
    assert [(one.type, one.per, one.value) for one in found] == [
        ("cap", "项目", 9e6),
        ("cap", None, 8e6),
        ("rate", None, 0.2),
    ]


def test_amounts_of_one_kind_are_compared_with_formula_and_inputs() -> None:
    [pair] = pairs(largest([measure(RATE)]), largest([measure({**RATE, "value": 0.15}, policy="other")]))
    assert (pair.comparison, pair.reason) == ("comparable", None)
    assert pair.difference is not None
    assert pair.difference.value == pytest.approx(0.05)
    assert pair.difference.formula == "0.2 - 0.15"
    assert [one.policy for one in pair.difference.inputs] == ["made", "other"]


@pytest.mark.parametrize(
    ("b", "reason_said"),
    [
        ({**RATE, "basis": "项目投入"}, "The rate of a is without saying per or of what, that of b of 项目投入."),
        ({**RATE, "per": "年"}, "The rate of a is without saying per or of what, that of b per 年."),
    ],
)
def test_amounts_of_other_things_are_not_compared(b: dict[str, Any], reason_said: str) -> None:
    [pair] = pairs(largest([measure(RATE)]), largest([measure(b)]))
    assert (pair.comparison, pair.difference, pair.reason) == ("not comparable", None, reason_said)


def test_a_cap_and_a_rate_are_two_comparisons_and_neither_is_made() -> None:
    found = pairs(largest([measure(RATE)]), largest([measure(CAP)]))
    assert [(one.type, one.reason) for one in found] == [("cap", "a prints no cap."), ("rate", "b prints no rate.")]


def cell(region: str, *given: dict[str, Any]) -> MatrixCell:
    """A cell of the matrix that prints amounts."""
    return MatrixCell(
        region=region,
        instrument="first-of-kind",
        state="funded",
        tier="certain",
        read_by="machine",
        measures=1,
        to_check=0,
        amounts=largest([measure(*given)]),
        policy="made",
        clause="1",
        evidence=None,
    )


def test_amounts_of_one_kind_stand_together_across_regions_the_largest_first() -> None:
    found = amounts([cell("1", RATE), cell("2", {**RATE, "value": 0.3}), cell("3", {**RATE, "basis": "投入"}, CAP)])
    by_kind = {(one.type, one.basis): one for one in found}
    same = by_kind["rate", None]
    assert (same.comparison, same.reason) == ("comparable", None)
    assert [(one.region, one.value) for one in same.regions] == [("2", 0.3), ("1", 0.2)]
    other = by_kind["rate", "投入"]
    assert other.comparison == "not comparable"
    assert other.reason == "Only 3 prints a rate of 投入; others are without saying per or of what."
    assert by_kind["cap", None].comparison == "nothing to compare"


def test_targets_that_have_everything_in_common_are_one_group_and_need_no_reason() -> None:
    row = {"comparison": "comparable", "metric": "产值", "normal_unit": "元", "year": 2026, "scope": ["激光"]}
    rows = [row | {"id": "a@1", "normal_value": 1.0}, row | {"id": "b@1", "normal_value": 2.0}]
    [group] = groups([*rows, row | {"id": "c@1", "normal_value": 3.0, "comparison": "not comparable"}])
    assert (group.metric, group.targets) == ("产值", ["b@1", "a@1"])
    assert reason(rows[0]) is None


def test_the_command_line_gives_what_rest_gives(client: TestClient, policygraph: Command) -> None:
    printed = policygraph("compare", "湖北", "中山", "--json")
    assert printed.returncode == 0, printed.stderr.decode()
    assert json.loads(printed.stdout) == asked(client, "regions", a=HUBEI, b=ZHONGSHAN)


def test_a_table_and_csv_have_one_line_an_instrument(client: TestClient, policygraph: Command) -> None:
    compared = asked(client, "regions", a=HUBEI, b=ZHONGSHAN)
    lines = list(csv.DictReader(policygraph("compare", HUBEI, ZHONGSHAN, "--csv").stdout.decode().splitlines()))
    assert [line["instrument"] for line in lines] == [
        row["instrument"] for part in ("only_a", "only_b", "shared") for row in compared[part]
    ]
    first = only(lines, instrument="first-of-kind")
    assert (first["standing"], first["state_a"], first["state_b"]) == ("both", "funded", "facilitated")
    assert {one["type"] for one in json.loads(first["amounts_a"])} == {"rate", "cap"}
    assert json.loads(first["not_compared"]) == ["b prints no cap.", "b prints no rate."]
    table = policygraph("compare", HUBEI, ZHONGSHAN).stdout.decode()
    assert "上限 1000万元；比例 15%" in table
    assert "only a" in table


def test_wrong_usage_of_the_command_ends_in_a_sentence(policygraph: Command) -> None:
    same = policygraph("compare", HUBEI, "湖北")
    assert (same.returncode, "give two regions" in same.stderr.decode()) == (2, True)
    assert policygraph("compare", HUBEI).returncode == 2
