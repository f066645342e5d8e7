"""Constraints, indexes and full-text search on both engines: there, the same, and used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from neo4j import READ_ACCESS, GraphDatabase, ManagedTransaction

from cypher.arguments import convert
from cypher.catalogue import catalogue
from cypher.names import resolvers
from graph import model
from graph.connection import Connection
from graph.errors import QueryError
from graph.writer import prepare
from tests.conformance.comparing import difference
from tests.conformance.engines import Engine

SEEKING = ("support/which-regions-fund", "compare/gaps", "provenance/evidence", "responsibility/clauses-by-lead")
"""Asked most: of a region, a policy or an instrument; none may look through all clauses or measures."""
SOUGHT = ("IndexSeek", "[index: ")
"""How Neo4j and the embedded engine say that an index was used."""
SCAN = re.compile(r"LabelScan\S* \w+:(Clause|Measure|Target)\b|MATCH NODE \(\w*:(Clause|Measure|Target)\)(?! \[index)")
LARGE = ("Clause", "Measure", "Target")


def plan(engine: Engine, cypher: str, parameters: dict[str, Any]) -> dict[str, Any]:
    """How the engine ran a statement."""
    connection = Connection.open(engine.store.settings)
    with (
        GraphDatabase.driver(connection.uri, **connection.options("writer")) as driver,
        driver.session(database=engine.store.settings.database_name, default_access_mode=READ_ACCESS) as session,
    ):
        result = session.run("PROFILE " + cypher, parameters)
        list(result)
        found = result.consume().profile
    connection.close()
    assert found is not None
    return dict(found)


def operators(part: dict[str, Any]) -> Iterator[str]:
    """Each operator with what it works on; the embedded engine gives one text for all."""
    arguments = part["args"]
    yield f"{part['operatorType']} {arguments.get('Details', '')}"
    if not part.get("children"):
        yield from arguments.get("string-representation", "").splitlines()
    for below in part.get("children", []):
        yield from operators(below)


def indexed(engine: Engine) -> set[tuple[str, tuple[str, ...], bool]]:
    """Label, properties and whether a constraint owns it, of every index but full-text and look-up ones."""
    rows = engine.store.read("SHOW INDEXES")
    return {
        (row["labelsOrTypes"][0], tuple(row["properties"]), row["owningConstraint"] is not None)
        for row in rows
        if row["type"] == "RANGE"
    }


def test_constraints_and_indexes_are_those_of_the_model_on_every_engine(both: list[Engine]) -> None:
    meant: set[tuple[str, tuple[str, ...], bool]] = {(label, ("id",), True) for label in (*model.labels(), model.META)}
    for node in model.NODES:
        meant |= {(node.label, (item.name,), False) for item in node.properties if item.indexed}
        meant |= {(node.label, names, False) for names in node.indexes}
    for engine in both:
        assert indexed(engine) == meant, engine.name
        owned = {(row["labelsOrTypes"][0], *row["properties"]) for row in engine.store.read("SHOW CONSTRAINTS")}
        assert owned == {(label, "id") for label in (*model.labels(), model.META)}, engine.name


@pytest.mark.parametrize("label", sorted(model.labels()))
def test_a_second_node_of_one_id_is_refused_and_leaves_nothing(both: list[Engine], label: str) -> None:
    def twice(transaction: ManagedTransaction) -> None:
        for _ in range(2):
            transaction.run(f"CREATE (:{label} {{id: 'twice'}})").consume()

    for engine in both:
        impatient = engine.impatient()
        with impatient, pytest.raises(QueryError):
            impatient.write(twice)
        assert engine.store.read(f"MATCH (n:{label} {{id: 'twice'}}) RETURN n.id AS id") == [], engine.name


def test_preparing_again_changes_nothing(both: list[Engine]) -> None:
    for engine in both:
        before = indexed(engine), engine.store.generation()
        prepare(engine.store)
        assert (indexed(engine), engine.store.generation()) == before


@pytest.mark.parametrize("name", SEEKING)
def test_the_most_used_queries_find_their_way_by_indexes(both: list[Engine], name: str) -> None:
    query = catalogue().get(name)
    for engine in both:
        parameters = convert(query, query.examples, resolvers(engine.store))
        steps = list(operators(plan(engine, query.cypher, parameters)))
        assert any(word in step for step in steps for word in SOUGHT), (engine.name, steps)
        assert [step for step in steps if SCAN.search(step)] == [], engine.name


@pytest.mark.parametrize("label", LARGE)
def test_what_a_policy_owns_is_found_by_index(both: list[Engine], label: str) -> None:
    for engine in both:
        steps = list(operators(plan(engine, f"MATCH (n:{label} {{policy: $id}}) RETURN n.id AS id", {"id": "x"})))
        assert any(word in step for step in steps for word in SOUGHT), (engine.name, steps)


def test_words_are_found_alike_with_and_without_a_full_text_index(both: list[Engine]) -> None:
    """Neo4j has one over the clauses' text, the embedded engine can make none over Bolt: no query needs it."""
    query = catalogue().get("text/find-words")
    embedded, server = both
    assert embedded.store.dialect.fulltext("Clause", "text") is None
    made = server.store.dialect.fulltext("Clause", "text")
    assert made is not None

    def ask(engine: Engine) -> list[dict[str, Any]]:
        parameters = convert(query, {"words": ["激光", "首台套", "税"]}, resolvers(engine.store))
        return engine.store.read(query.cypher, parameters)

    full_text = (
        "SHOW INDEXES YIELD type, labelsOrTypes, properties WHERE type = 'FULLTEXT' RETURN labelsOrTypes, properties"
    )
    assert server.store.read(full_text) == [{"labelsOrTypes": ["Clause"], "properties": ["text"]}]
    found = ask(server)
    assert len(found) > 100
    assert difference(query.cypher, ask(embedded), found) is None
    server.store.schema(["DROP INDEX clause_text_words"])
    try:
        assert difference(query.cypher, found, ask(server)) is None
    finally:
        server.store.schema([made])


def test_the_embedded_engine_still_makes_no_full_text_index_over_bolt(
    embedded_engine: Engine, both: list[Engine]
) -> None:
    """Fails when a version of it can: then it gets one too."""
    made = both[1].store.dialect.fulltext("Clause", "text")
    assert made is not None
    with pytest.raises(QueryError, match="Only standard, RANGE and TEXT index types are supported"):
        embedded_engine.store.schema([made])
