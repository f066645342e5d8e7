"""From what a user typed to what a query is asked with."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from cypher.arguments import convert, precheck
from cypher.catalogue import Catalogue, Query, catalogue
from cypher.errors import ArgumentError, NotInGraphError
from cypher.names import region
from cypher.run import answer, run
from cypher.vocabulary import declared
from graph.store import GraphStore

FLAGSHIP = catalogue().get("support/which-regions-fund")
DUE = catalogue().get("targets/due-by-year")


@pytest.mark.parametrize(
    "label",
    [
        "first-of-kind",
        "首台套",
        "首台(套)",
        "首台（套）",
        "FIRST-OF-KIND",
        "First-of-kind and new-product adoption",
        "首批次",
    ],
)
def test_an_instrument_is_found_by_code_label_and_alias(loaded_store: GraphStore, label: str) -> None:
    found = answer(loaded_store, FLAGSHIP, {"instrument": label})
    assert found.parameters["instrument"] == "first-of-kind"
    assert found.rows == run(loaded_store, FLAGSHIP, {})


@pytest.mark.parametrize("label", ["first-of-kind", "First-of-Kind", "首台套", "首台(套)", "首台（套）"])
def test_the_query_itself_takes_the_labels_that_a_browser_user_would_type(loaded_store: GraphStore, label: str) -> None:
    rows = loaded_store.read(FLAGSHIP.cypher, {"instrument": label, "as_of": "2026-11-21", "tiers": "certain"})
    assert {row["region_code"]: row["state"] for row in rows}["420000"] == "funded"
    amounts = catalogue().get("support/measures-with-amounts")
    found = loaded_store.read(amounts.cypher, {"instrument": label, "region": None, "mode": None, "tiers": "certain"})
    assert [row["clause"] for row in found] == ["6/19"]


def test_a_misspelt_instrument_gives_no_row_rather_than_a_silent_one(loaded_store: GraphStore) -> None:
    given = {"instrument": "first-of-knd", "as_of": "2026-11-21", "tiers": "certain"}
    assert loaded_store.read(FLAGSHIP.cypher, given) == []


def test_dates_default_to_today_and_may_be_given(loaded_store: GraphStore) -> None:
    today = datetime.datetime.now().astimezone().date()
    assert answer(loaded_store, FLAGSHIP, {}).parameters["as_of"] == today.isoformat()
    assert answer(loaded_store, FLAGSHIP, {"as_of": "2024-01-01"}).parameters["as_of"] == "2024-01-01"


@pytest.mark.parametrize("word", ["湖北", "湖北省", "420000", "Hubei"])
def test_a_region_is_found_by_code_and_name(loaded_store: GraphStore, word: str) -> None:
    assert {row["region_code"] for row in run(loaded_store, DUE, {"year": "2026", "region": word})} == {"420000"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"year": "soon"}, "year must be a whole number such as 2026, not 'soon'."),
        ({"year": "20.5"}, "year must be a whole number"),
        ({"year": True}, "year must be a whole number"),
        ({"year": "1066"}, "year must be at least 1990, not 1066."),
        ({"year": ["2025", "2026"]}, "year is given 2 times; targets/due-by-year takes it once."),
        ({"jahr": "2026"}, "targets/due-by-year has no parameter jahr."),
        ({"yaer": "2026"}, "Did you mean year?"),
    ],
)
def test_an_argument_that_cannot_be_used_is_refused(arguments: dict[str, object], said: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        precheck(DUE, arguments)
    assert said in str(caught.value)


def test_a_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ArgumentError, match="as_of must be a date such as 2026-01-31, not '2026-02-30'"):
        precheck(FLAGSHIP, {"as_of": "2026-02-30"})


def test_a_required_parameter_must_be_given() -> None:
    with pytest.raises(ArgumentError, match="compare/gaps needs the parameter b"):
        precheck(catalogue().get("compare/gaps"), {"a": "420000"})


def test_a_value_outside_the_allowed_ones_is_refused() -> None:
    with pytest.raises(ArgumentError, match="Did you mean funds"):
        precheck(catalogue().get("support/measures-with-amounts"), {"mode": "fund"})


def test_an_unknown_instrument_comes_back_with_suggestions() -> None:
    with pytest.raises(ArgumentError, match="first-of-kind"):
        precheck(FLAGSHIP, {"instrument": "first-of-knd"})


def test_an_unknown_region_comes_back_with_suggestions() -> None:
    with pytest.raises(ArgumentError, match="420000"):
        precheck(DUE, {"region": "420099"})


def test_an_unknown_policy_comes_back_with_suggestions(loaded_store: GraphStore) -> None:
    with pytest.raises(NotInGraphError, match="Did you mean hubei-laser-2024"):
        run(loaded_store, catalogue().get("provenance/evidence"), {"policy": "hubei-laser-2042"})


TYPES = """\
// Every type of parameter
// ---
// zh: 各类参数
// parameters:
//   regions: {type: region, many: true, required: false, description: Regions}
//   flag: {type: boolean, default: false, description: Yes or no}
//   share: {type: number, default: 0.5, minimum: 0, maximum: 1, description: A share}
// columns:
//   found: {type: integer, description: How many}
// ---
MATCH (r:Region)
WHERE $flag OR r.id IN $regions OR $share > 0
RETURN count(r) AS found
"""


@pytest.fixture
def typed(tmp_path: Path) -> Query:
    (tmp_path / "topic").mkdir()
    (tmp_path / "topic" / "types.cypher").write_text(TYPES, encoding="utf-8")
    return Catalogue(tmp_path, declared()).get("types")


@pytest.mark.parametrize(
    ("arguments", "values"),
    [
        ({}, {"regions": None, "flag": False, "share": 0.5}),
        ({"regions": "湖北,442000"}, {"regions": ["420000", "442000"], "flag": False, "share": 0.5}),
        ({"regions": ["湖北", "中山市"]}, {"regions": ["420000", "442000"], "flag": False, "share": 0.5}),
        ({"flag": "yes", "share": "0.25"}, {"regions": None, "flag": True, "share": 0.25}),
        ({"flag": ["是"], "share": 1}, {"regions": None, "flag": True, "share": 1.0}),
    ],
)
def test_texts_are_read_as_the_declared_type(
    typed: Query, arguments: dict[str, object], values: dict[str, object]
) -> None:
    assert convert(typed, arguments, {"region": region}) == values


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"flag": "maybe"}, "flag must be true or false, not 'maybe'."),
        ({"share": "half"}, "share must be a number such as 0.15, not 'half'."),
        ({"share": "nan"}, "share must be a number"),
        ({"share": "1.5"}, "share must be at most 1, not 1.5."),
    ],
)
def test_a_text_of_another_type_is_refused(typed: Query, arguments: dict[str, object], said: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        precheck(typed, arguments)
    assert said in str(caught.value)
