"""Copies between embedded graphs: whole, counted, never over something unasked, and known when interrupted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from api.overview import overview
from cypher.catalogue import catalogue
from cypher.run import answer
from graph.errors import GraphError, GraphUnavailable
from graph.export import backup, export_lines, restore
from graph.moving.copying import Progress, copy
from graph.run import run
from graph.settings import GraphSettings
from graph.store import GraphStore
from graph.writer import policies, prepare, remove_policy, replace_policy
from loaders.pipeline import Reading
from tests.graph.graph_waiting import wait_for_end
from tests.graph.hostile_graph import fill


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory, plans: list[Reading]) -> Iterator[GraphStore]:
    """A graph with the plans and all that is hostile."""
    place = tmp_path_factory.mktemp("source")
    own = GraphSettings.load(url=f"embedded:{place}", data=place, engine_grace=0.5, engine_heap="512m")
    with GraphStore.open(own) as store:
        fill(store, plans)
        yield store
    wait_for_end(own)


@pytest.fixture
def target(own_settings: Callable[..., GraphSettings]) -> Iterator[GraphStore]:
    """An empty graph."""
    with closing(GraphStore.open(own_settings())) as store:
        yield store


class PowerCut(Exception):  # noqa: N818 - says what is the case
    """Ends a copy in the middle."""


def cut_at(many: int) -> Progress:
    def progress(done: int) -> None:
        if done >= many:
            raise PowerCut

    return progress


def interrupted(source: GraphStore, target: GraphStore) -> None:
    with pytest.raises(PowerCut):
        copy(source, target, progress=cut_at(300))


def test_a_copy_is_the_same_graph_and_is_counted(source: GraphStore, target: GraphStore) -> None:
    told: list[int] = []
    counts = copy(source, target, progress=told.append)
    lines = list(export_lines(source))
    assert list(export_lines(target)) == lines
    assert all(one.source == one.target for one in counts)
    assert sum(one.target for one in counts) == len(lines) == told[-1]
    prepare(target)  # it is a graph like any other: the taxonomies are there, ids are unique
    assert list(export_lines(target)) == lines
    with pytest.raises(GraphError):
        target.schema(["CREATE (:Region {id: 'r'})"])


def test_a_graph_that_holds_something_is_refused_and_stays(
    source: GraphStore, target: GraphStore, plans: list[Reading]
) -> None:
    prepare(target)
    replace_policy(target, plans[1])
    before, generation = list(export_lines(target)), target.generation()
    with pytest.raises(GraphError, match=r"is not empty \(it holds .*\d+ Clause.*--replace"):
        copy(source, target)
    assert (list(export_lines(target)), target.generation()) == (before, generation)
    copy(source, target, replace=True)
    assert list(export_lines(target)) == list(export_lines(source))


def test_what_is_not_ours_is_refused_and_left_alone_when_ours_is_replaced(
    source: GraphStore, target: GraphStore
) -> None:
    target.write(lambda transaction: run(transaction, "CREATE (:Invoice {number: 7})"))
    with pytest.raises(GraphError, match="it holds 1 Invoice"):
        copy(source, target)
    copy(source, target, replace=True)
    assert target.read("MATCH (i:Invoice) RETURN i.number AS number") == [{"number": 7}]
    assert list(export_lines(target)) == list(export_lines(source))


def test_a_graph_with_nothing_but_taxonomies_is_empty(source: GraphStore, target: GraphStore) -> None:
    prepare(target)
    with pytest.raises(GraphError, match="is empty, so nothing was copied"):
        copy(target, source, replace=True)
    copy(source, target)
    assert list(export_lines(target)) == list(export_lines(source))


def test_a_graph_is_not_copied_onto_itself(source: GraphStore) -> None:
    before = list(export_lines(source))
    with GraphStore.open(source.settings) as again, pytest.raises(GraphError, match="are one graph"):
        copy(source, again, replace=True)
    assert list(export_lines(source)) == before


def test_nobody_takes_an_interrupted_copy_for_a_whole_one(
    source: GraphStore, target: GraphStore, plans: list[Reading]
) -> None:
    interrupted(source, target)
    assert len(target.read("MATCH (p:Policy) RETURN p.id AS id")) > 0
    query = next(iter(catalogue()))
    uses: list[Callable[[], object]] = [
        lambda: list(export_lines(target)),
        lambda: overview(target),
        lambda: answer(target, query, {name: one.example for name, one in query.parameters.items()}),
        lambda: replace_policy(target, plans[0]),
        lambda: remove_policy(target, policies(target)[0]["id"]),
        lambda: copy(target, source, replace=True),
    ]
    for use in uses:
        with pytest.raises(GraphUnavailable) as said:
            use()
        assert f"holds a part only of {source.where}: a copy begun at 20" in str(said.value)
        assert "--replace" in str(said.value)
    with pytest.raises(GraphError, match="holds a part only"):
        copy(source, target)
    copy(source, target, replace=True)
    assert list(export_lines(target)) == list(export_lines(source))


def test_a_restore_takes_the_place_of_an_interrupted_copy(
    source: GraphStore, target: GraphStore, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("kept") / "graph.gz"
    backup(source, file)
    interrupted(source, target)
    restore(target, file)
    assert list(export_lines(target)) == list(export_lines(source))


def test_of_two_copies_into_one_graph_the_first_gives_up(source: GraphStore, target: GraphStore) -> None:
    begun: list[int] = []

    def another(done: int) -> None:
        if not begun:
            begun.append(done)
            copy(source, target, replace=True)

    with pytest.raises(GraphError, match="has taken over this graph"):
        copy(source, target, progress=another)
    assert list(export_lines(target)) == list(export_lines(source))


def test_what_somebody_else_writes_meanwhile_is_found_by_counting(source: GraphStore, target: GraphStore) -> None:
    def stranger(done: int) -> None:
        target.write(lambda transaction: run(transaction, "MERGE (:Fund {id: 'strange'})"))

    with pytest.raises(GraphError, match=r"is not whole \(\d+ of \d+ Fund\)"):
        copy(source, target, progress=stranger)
    with pytest.raises(GraphUnavailable):
        overview(target)


def test_a_source_that_is_changed_meanwhile_gives_no_copy(
    source: GraphStore, target: GraphStore, plans: list[Reading]
) -> None:
    changed: list[int] = []

    def change(done: int) -> None:
        if not changed:
            changed.append(done)
            replace_policy(source, plans[0])

    with pytest.raises(GraphError, match="changed while it was"):
        copy(source, target, progress=change)
    with pytest.raises(GraphUnavailable):
        list(export_lines(target))
