"""The declared model and what is made from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import model
from graph.dialect import ARCADEDB, NEO4J
from graph.model_page import page
from graph.store import GraphStore

PAGE = Path(__file__).parents[2] / "docs" / "graph-model.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m graph.model_page > docs/graph-model.md"


def test_every_end_of_a_relationship_is_declared() -> None:
    for kind in model.RELATIONSHIPS:
        assert {*kind.sources, *kind.targets} <= model.labels()


def test_what_states_a_fact_carries_its_words_place_and_policy() -> None:
    for name in ("Measure", "Target", "LEADS", "RESPONSIBLE_FOR", "NAMES", "CITES", "FOCUSES_ON", "DEPLOYS", "SETS"):
        assert {"quote", "start", "end", "policy"} <= model.properties(name)


def test_unknown_names_are_told() -> None:
    with pytest.raises(KeyError):
        model.properties("Nothing")


def test_every_label_is_unique_by_id_in_the_graph(store: GraphStore) -> None:
    rows = store.read("SHOW CONSTRAINTS")
    unique = {(row["labelsOrTypes"][0], tuple(row["properties"])) for row in rows if row["type"] == "UNIQUENESS"}
    assert {(label, ("id",)) for label in (*model.labels(), model.META)} <= unique


def test_both_dialects_make_constraints_that_may_exist_already() -> None:
    for dialect in (ARCADEDB, NEO4J):
        assert "IF NOT EXISTS" in dialect.unique("Policy", "id")
    assert NEO4J.fulltext("Clause", "text") is not None
