"""Engines for all tests that only need a graph, each test on every one; tests of its life start their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data import PLANS
from graph.settings import GraphSettings
from graph.store import GraphStore
from graph.writer import policies, prepare, remove_policy
from loaders.pipeline import Reading, read_plan
from tests.graph.graph_waiting import wait_for_end
from tests.neo4j.running import LONG_TERM, NEWEST


@pytest.fixture(
    scope="session",
    params=[
        "embedded",
        pytest.param(LONG_TERM, marks=pytest.mark.neo4j),
        pytest.param(NEWEST, marks=[pytest.mark.neo4j, pytest.mark.long]),
    ],
)
def shared_store(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    neo4j_of: Callable[[str], GraphSettings],
) -> Iterator[GraphStore]:
    """A store over each engine in turn: the embedded one in a directory of its own, a real Neo4j."""
    embedded = request.param == "embedded"
    if embedded:
        settings = GraphSettings.load(
            url=f"embedded:{tmp_path_factory.mktemp('graph')}",
            data=tmp_path_factory.mktemp("data"),
            engine_grace=0.5,
            engine_heap="512m",
        )
    else:
        settings = neo4j_of(request.param)
    with GraphStore.open(settings) as store:
        prepare(store)
        yield store
    if embedded:
        wait_for_end(settings)


@pytest.fixture
def store(shared_store: GraphStore) -> GraphStore:
    """The shared store with no policy in it."""
    for policy in policies(shared_store):
        remove_policy(shared_store, policy["id"])
    return shared_store


@pytest.fixture
def own_settings(tmp_path: Path) -> Iterator[Callable[..., GraphSettings]]:
    """Makes settings of an embedded graph that only this test uses, and waits for its engine's end."""
    made: list[GraphSettings] = []

    def make(**given: object) -> GraphSettings:
        made.append(
            GraphSettings.load(
                **({"url": f"embedded:{tmp_path / 'graph'}", "engine_grace": 0.5, "engine_heap": "512m"} | given)
            )
        )
        return made[-1]

    yield make
    for settings in made:
        wait_for_end(settings)


@pytest.fixture(scope="session")
def plans() -> list[Reading]:
    """The readings of the shipped plans."""
    return [read_plan(directory) for directory in sorted(PLANS.iterdir()) if directory.is_dir()]
