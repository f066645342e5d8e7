"""What the graph says of how sure a fact is and who vouches for it, and which facts the queries rest on."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from cypher.catalogue import catalogue
from cypher.run import answer, run
from graph.export import export_lines
from graph.store import GraphStore
from graph.writer import policies, replace_policy
from loaders.facts import Amount, Fact, Measure, Responsibility, Review, Tier
from loaders.judgements.lines import parse
from loaders.pipeline import Judgements, Reading
from tests.graph.graph_readings import duty, measure, mention, reading, target

REVIEW = Review(by="Li", on="2026-11-20", verdict="confirm")


def tiered(found: Reading, tier_of: Callable[[Fact], Tier], review: Review | None = None) -> Reading:
    """``found`` with a tier for each fact, reviewed where it is certain."""
    facts = [(fact, tier_of(fact)) for fact in found.facts]
    return replace(
        found,
        facts=tuple(
            replace(fact, tier=tier, confidence=0.5, reviewed=review if tier == "certain" else None)
            for fact, tier in facts
        ),
    )


def read_through(found: Reading) -> Reading:
    """``found`` as a reviewer leaves it who read the whole text for measures."""
    line = '{"verdict": "complete", "kinds": ["measure"], "by": "Li", "on": "2026-11-20"}'
    return replace(found, judgements=Judgements(parse(line, "x"), (), (), "0" * 64))


def hubei(tier_of: Callable[[Fact], Tier] = lambda _: "likely", review: Review | None = None) -> Reading:
    return tiered(
        reading(
            "hubei",
            [
                ("1", "支持首台套。对首台套产品按单价15%奖补，由省经信厅牵头，省财政厅负责。"),
                ("2", "发放贷款，2026年达到500亿元。推广首台套，建设银行参与。"),
            ],
            measure("1", "first-of-kind", "对首台套产品按单价15%奖补", "funds", Amount(type="rate", value=0.15)),
            measure("2", "first-of-kind", "推广首台套", "encourages"),
            measure("2", "credit", "发放贷款", "facilitates"),
            target("2", "贷款", 500, "亿元", "2026年达到500亿元", 2026),
            duty("1", "省经信厅", "lead"),
            duty("1", "省财政厅"),
            mention("2", "enterprise", "建设银行", "partner"),
            region="420000",
        ),
        tier_of,
        review,
    )


def _certain_where_encouraged(fact: Fact) -> Tier:
    return "certain" if isinstance(fact, Measure) and fact.mode == "encourages" else "likely"


def _likely_lead(fact: Fact) -> Tier:
    return "likely" if isinstance(fact, Responsibility) and fact.role == "lead" else "certain"


def _candidate_credit(fact: Fact) -> Tier:
    return "candidate" if isinstance(fact, Measure) and fact.instrument == "credit" else "certain"


def only(store: GraphStore, name: str, **arguments: object) -> dict[str, Any]:
    rows = run(store, catalogue().get(name), arguments)
    assert len(rows) == 1, rows
    return rows[0]


def flagship(store: GraphStore, **arguments: object) -> dict[str, Any]:
    return only(store, "support/which-regions-fund", **arguments)


def cells(store: GraphStore, **arguments: object) -> dict[str, dict[str, Any]]:
    rows = run(store, catalogue().get("compare/region-instrument-matrix"), arguments)
    return {row["instrument"]: row for row in rows}


def test_tier_confidence_and_review_stand_on_every_fact(store: GraphStore) -> None:
    replace_policy(store, hubei(lambda _: "certain", REVIEW))
    seen: set[str] = set()
    for line in export_lines(store):
        entry = json.loads(line)
        name, props = entry.get("label") or entry["type"], entry["properties"]
        if name in ("Measure", "Target", "DEPLOYS", "SETS", "LEADS", "RESPONSIBLE_FOR", "NAMES"):
            seen.add(name)
            assert (props["tier"], props["confidence"]) == ("certain", 0.5)
            assert (props["reviewed"], props["reviewed_on"], props["verdict"]) == ("Li", "2026-11-20", "confirm")
    assert len(seen) == 7


def test_a_fact_that_only_the_machine_read_has_no_reviewer(store: GraphStore) -> None:
    replace_policy(store, hubei())
    [row] = store.read("MATCH (m:Measure {instrument: 'credit'}) RETURN m.tier AS tier, m.reviewed AS reviewed")
    assert row == {"tier": "likely", "reviewed": None}


def test_a_state_rests_on_the_asked_tier_and_else_is_to_be_checked(store: GraphStore) -> None:
    replace_policy(store, hubei())
    row = flagship(store)
    assert (row["state"], row["tier"], row["read_by"]) == ("to be checked", "likely", "machine")
    assert (row["policy"], row["clause"], row["mode"], row["rate"]) == ("hubei", "1", "funds", 0.15)
    row = flagship(store, tiers="likely")
    assert (row["state"], row["tier"], row["read_by"], row["duty_tier"]) == ("funded", "likely", "machine", "likely")


def test_a_certain_measure_stands_before_a_stronger_one_to_be_checked(store: GraphStore) -> None:
    replace_policy(store, hubei(_certain_where_encouraged, REVIEW))
    row = flagship(store)
    assert (row["state"], row["tier"], row["read_by"], row["reviewed_by"]) == (
        *("encouraged", "certain", "reviewed", "Li"),
    )
    assert [(one["mode"], one["tier"]) for one in row["also"]] == [("funds", "likely")]
    row = flagship(store, tiers="likely")
    assert (row["state"], [one["mode"] for one in row["also"]]) == ("funded", ["encourages"])
    cell = cells(store)["first-of-kind"]
    assert (cell["state"], cell["measures"], cell["to_check"], cell["tier"]) == ("encouraged", 1, 1, "certain")


def test_a_lead_less_sure_than_its_measure_is_marked(store: GraphStore) -> None:
    leads: Callable[[Fact], Tier] = lambda fact: (  # noqa: E731
        "likely" if isinstance(fact, Responsibility) and fact.role == "lead" else "certain"
    )
    replace_policy(store, hubei(leads))
    row = flagship(store)
    assert (row["lead"], row["tier"], row["duty_tier"], row["read_by"]) == (
        ["省经信厅"],
        "certain",
        "likely",
        "machine",
    )


@pytest.mark.parametrize(("judged", "read_by"), [(False, "machine"), (True, "reviewed")])
def test_silence_says_whether_a_person_read_the_text(store: GraphStore, judged: bool, read_by: str) -> None:
    replace_policy(store, read_through(hubei()) if judged else hubei())
    row = flagship(store, instrument="land")
    assert (row["state"], row["read_by"], row["tier"]) == ("silent", read_by, None)
    cell = cells(store)["land"]
    assert (cell["state"], cell["read_by"], cell["tier"]) == ("silent", read_by, None)


def test_candidates_are_not_loaded_unless_asked_but_leave_no_silence(store: GraphStore) -> None:
    replace_policy(store, hubei(_candidate_credit, REVIEW))
    assert store.read("MATCH (m:Measure {instrument: 'credit'}) RETURN m.id AS id") == []
    row = flagship(store, instrument="credit")
    assert (row["state"], row["tier"], row["policy"], row["quote"]) == ("to be checked", "candidate", "hubei", None)
    assert cells(store)["credit"]["state"] == "to be checked"
    replace_policy(store, hubei(_candidate_credit, REVIEW), candidates=True)
    row = flagship(store, instrument="credit")
    assert (row["state"], row["tier"], row["quote"]) == ("to be checked", "candidate", "发放贷款")
    assert flagship(store, instrument="credit", tiers="candidate")["state"] == "facilitated"
    before = list(export_lines(store))
    replace_policy(store, hubei(_candidate_credit, REVIEW), candidates=True)
    assert list(export_lines(store)) == before


def test_a_gap_is_to_be_checked_where_something_unsure_speaks_against_it(store: GraphStore) -> None:
    replace_policy(store, hubei(lambda _: "certain", REVIEW))
    other = reading("wuhan", [("1", "提供贷款。")], measure("1", "credit", "提供贷款"), region="420100")
    replace_policy(store, other)
    gaps = run(store, catalogue().get("compare/gaps"), {"a": "420000", "b": "420100"})
    assert [(row["instrument"], row["state_a"], row["state_b"]) for row in gaps] == [
        ("first-of-kind", "funded", "silent"),
        ("credit", "facilitated", "to be checked"),
    ]
    assert {(row["tier"], row["read_by_a"], row["read_by_b"]) for row in gaps} == {("certain", "reviewed", "machine")}
    gaps = run(store, catalogue().get("compare/gaps"), {"a": "420000", "b": "420100", "tiers": "likely"})
    assert [row["instrument"] for row in gaps] == ["first-of-kind"]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("support/measures-with-amounts", {}), ("targets/due-by-year", {"year": 2026})],
)
def test_a_list_holds_the_asked_tier_and_tells_how_much_it_leaves_out(
    store: GraphStore, name: str, arguments: dict[str, object]
) -> None:
    query = catalogue().get(name)
    replace_policy(store, hubei())
    found = answer(store, query, arguments)
    assert (found.rows, found.left_out) == ([], 1)
    found = answer(store, query, {**arguments, "tiers": "likely"})
    assert [(row["tier"], row["read_by"]) for row in found.rows] == [("likely", "machine")]
    assert found.left_out == 0
    replace_policy(store, hubei(lambda _: "certain", REVIEW))
    assert [(row["tier"], row["read_by"]) for row in answer(store, query, arguments).rows] == [("certain", "reviewed")]


def test_counts_rest_on_the_asked_tier_and_name_what_is_to_be_checked(store: GraphStore) -> None:
    replace_policy(store, hubei())
    row = only(store, "responsibility/leads-by-agency")
    assert (row["clauses"], row["to_check"], row["tier"], row["listed"]) == (0, 1, "likely", [])
    row = only(store, "responsibility/leads-by-agency", tiers="likely")
    assert (row["clauses"], row["to_check"], row["listed"]) == (1, 0, ["hubei 1"])
    row = only(store, "responsibility/functions-by-region", function="industry-and-it")
    assert (row["leads"], row["to_check"], row["tier"], row["agencies"]) == (0, 1, "likely", [])
    row = only(store, "responsibility/functions-by-region", function="industry-and-it", tiers="likely")
    assert (row["leads"], row["to_check"], row["tier"], row["read_by"]) == (1, 0, "likely", "machine")
    row = only(store, "actors/enterprises-across-documents", documents=1)
    assert (row["documents"], row["to_check"], row["tier"]) == (0, 1, "likely")


def test_evidence_shows_every_fact_with_its_tier(store: GraphStore) -> None:
    replace_policy(store, hubei())
    query = catalogue().get("provenance/evidence")
    assert len(run(store, query, {"policy": "hubei"})) == 7
    assert run(store, query, {"policy": "hubei", "tiers": "certain"}) == []


def test_a_policy_says_who_judged_it(store: GraphStore) -> None:
    replace_policy(store, read_through(hubei()))
    [policy] = policies(store)
    assert (policy["reviewed_by"], policy["unmatched"], policy["judgements"]) == (["Li"], [], "0" * 64)
