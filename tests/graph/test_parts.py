"""Walking from nodes: hubs, limits, relationships of a node with itself, searches that are given up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from neo4j import ManagedTransaction

from graph import model
from graph.moving.entries import Key
from graph.parts.neighbourhood import around
from graph.parts.pages import Cursor, Place, cursor, details, first, page
from graph.parts.paths import shortest
from graph.parts.scope import Scope, parse, scope
from graph.parts.steps import Edge
from graph.parts.subgraph import WAYS, Selection, subgraph
from graph.run import run
from graph.store import GraphStore

HUB, ALL = Key("Instrument", "hub"), 1500


@pytest.fixture(scope="module")
def crowd(shared_store: GraphStore) -> Iterator[GraphStore]:
    """An instrument with thousands of measures of a policy, one of which is joined to it twice."""

    def fill(transaction: ManagedTransaction) -> None:
        rows = [{"id": f"p!{number:04}", "policy": "p", "tier": "certain"} for number in range(ALL)]
        run(transaction, "CREATE (:Instrument {id: 'hub', zh: '中心'}) CREATE (:Policy {id: 'p', stub: false})")
        run(transaction, "UNWIND $rows AS row CREATE (m:Measure) SET m = row", rows=rows)
        run(transaction, "MATCH (i:Instrument {id: 'hub'}), (m:Measure {policy: 'p'}) CREATE (m)-[:OF_TYPE]->(i)")
        run(transaction, "MATCH (p:Policy {id: 'p'}), (m:Measure {policy: 'p'}) CREATE (p)-[:DEPLOYS]->(m)")
        run(transaction, "MATCH (p:Policy {id: 'p'}) CREATE (p)-[:CITES {title: 'self'}]->(p)")
        run(transaction, "MATCH (p:Policy {id: 'p'}), (m:Measure {id: 'p!0007'}) CREATE (p)-[:DEPLOYS {start: 9}]->(m)")

    def clear(transaction: ManagedTransaction) -> None:
        run(transaction, "MATCH (m:Measure {policy: 'p'}) DETACH DELETE m")
        run(transaction, "MATCH (p:Policy {id: 'p'}), (i:Instrument {id: 'hub'}) DETACH DELETE p, i")

    shared_store.write(fill)
    yield shared_store
    shared_store.write(clear)


def walked(store: GraphStore, places: list[Place], nodes: int, links: int) -> tuple[list[Place], list[Edge]]:
    """All pages together."""
    found: tuple[list[Place], list[Edge]] = [], []
    after: Cursor | None = None
    while True:
        part = page(store, places, Scope(), after, nodes, links)
        assert len(part.places) <= nodes
        assert len(part.edges) <= links
        found[0].extend(part.places)
        found[1].extend(part.edges)
        if part.next is None:
            return found
        after = cursor(str(part.next))
        assert after == part.next


def test_a_hub_is_cut_where_asked_and_says_so(crowd: GraphStore) -> None:
    found = around(crowd, HUB, 3, Scope(), 100)
    assert not found.is_whole
    assert [place.key.id for place in found.places] == ["hub", *(f"p!{number:04}" for number in range(99))]
    everything = around(crowd, HUB, 3, Scope(), ALL + 2)
    assert everything.is_whole
    assert everything.places[-1] == Place(2, Key("Policy", "p"))
    assert len(everything.places) == ALL + 2
    exactly = around(crowd, HUB, 1, Scope(), ALL + 1)
    assert exactly.is_whole


def test_a_node_with_more_links_than_a_page_is_spread_over_several(crowd: GraphStore) -> None:
    everything = around(crowd, HUB, 2, Scope(), ALL + 2).places
    places, edges = walked(crowd, everything, 600, 400)
    assert places == everything
    ends = [(one.relationship.type, one.relationship.source.id, one.relationship.target.id) for one in edges]
    assert len(ends) == 2 * ALL + 2
    assert len(set(ends)) == 2 * ALL + 1  # one is joined twice
    assert ends[-1] == ("CITES", "p", "p")
    assert ends.count(("DEPLOYS", "p", "p!0007")) == 2


def test_all_at_once_is_what_the_pages_hold_together(crowd: GraphStore) -> None:
    everything = around(crowd, HUB, 2, Scope(), ALL + 2).places
    paged = walked(crowd, everything, 600, 400)[1]
    part = first(crowd, everything, Scope(), 2 * ALL + 2)
    assert (part.places, part.next) == (everything, None)
    assert _named(part.edges) == _named(paged)
    assert len(first(crowd, everything, scope(without=["CITES"]), 2 * ALL + 2).edges) == 2 * ALL + 1


def test_all_at_once_ends_before_the_node_that_has_too_many_links(crowd: GraphStore) -> None:
    everything = around(crowd, HUB, 2, Scope(), ALL + 2).places
    part = first(crowd, everything, Scope(), ALL + 10)  # the policy comes last and has more than that
    assert part.places == everything[:-1]
    assert part.next == Cursor(everything[-2])
    assert {one.relationship.type for one in part.edges} == {"OF_TYPE"}
    assert len(part.edges) == ALL
    few = first(crowd, everything, Scope(), 10)
    assert [place.key.id for place in few.places] == ["hub", *(f"p!{number:04}" for number in range(10))]


def _named(edges: list[Edge]) -> list[str]:
    return sorted(repr((one.relationship, one.clause)) for one in edges)


def test_a_page_goes_on_where_its_last_node_is_gone(crowd: GraphStore) -> None:
    places = around(crowd, HUB, 1, Scope(), 50).places
    part = page(crowd, places, Scope(), Cursor(Place(1, Key("Measure", "p!0003x")), 2), 2, 10)
    assert [place.key.id for place in part.places] == ["p!0004", "p!0005"]
    assert page(crowd, places, Scope(), Cursor(Place(9, HUB)), 2, 10).places == []


def test_paths_through_a_hub_are_counted_and_the_first_are_given(crowd: GraphStore) -> None:
    found = shortest(crowd, HUB, Key("Policy", "p"), 4, Scope(), 3, 100_000)
    assert (found.steps, found.count) == (2, ALL)
    assert [path[1].id for path in found.paths] == ["p!0000", "p!0001", "p!0002"]


def test_a_search_that_would_look_at_too_much_is_given_up(crowd: GraphStore) -> None:
    found = shortest(crowd, HUB, Key("Policy", "p"), 4, Scope(), 3, 1000)
    assert not found.is_searched
    assert found.paths == []
    none = shortest(crowd, HUB, Key("Policy", "p"), 4, scope(without=["Measure"]), 3, 1000)
    assert none.is_searched
    assert none.count == 0


def test_subgraphs_keep_to_the_policies_that_were_asked_for(crowd: GraphStore) -> None:
    found = subgraph(crowd, Selection(policies=["p"], things=[HUB]), Scope(), 10_000)
    assert len(found.places) == ALL + 2
    other = subgraph(crowd, Selection(policies=["another"], things=[HUB]), Scope(), 10_000)
    assert [place.key for place in other.places] == [HUB]
    few = subgraph(crowd, Selection(policies=["p"]), Scope(), 10)
    assert not few.is_whole
    assert len(few.places) == 10


def test_details_hold_what_the_model_declares_but_no_whole_texts(crowd: GraphStore) -> None:
    found = details(crowd, [HUB, Key("Policy", "p"), Key("Policy", "nowhere")])
    assert {key: node.properties for key, node in found.items()} == {
        HUB: {"id": "hub", "zh": "中心"},
        Key("Policy", "p"): {"id": "p", "stub": False},
    }


@pytest.mark.parametrize("text", ["", "Region", "Region/", "/420000", "Meta/graph", "region/420000", "Region`/1"])
def test_what_is_no_key_is_none(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    "text", ["x", "1,Region/1", "-1,,Region/1", "1,x,Region/1", "²,,Region/1", "1,,Region", "9" * 20]
)
def test_what_is_no_cursor_is_none(text: str) -> None:
    assert cursor(text) is None


def test_ids_with_any_character_are_keys_and_cursors() -> None:
    for name in ("a/b", "p#6/19!x", ",,", "=1+1", "\u202e"):
        key = Key("Place", name)
        assert parse(str(key)) == key
        assert cursor(str(Cursor(Place(2, key), 5))) == Cursor(Place(2, key), 5)


def test_ways_walk_only_what_the_model_has() -> None:
    for way in WAYS.values():
        for move in (move for stage in way for move in stage):
            for kind in map(model.relationship, move.types):
                assert move.label in (kind.sources if move.is_out else kind.targets), move
