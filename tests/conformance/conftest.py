"""Engines for the tests of conformance."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from graph.settings import GraphSettings
from graph.store import GraphStore
from tests.conformance.engines import Engine, embedded
from tests.neo4j.running import LONG_TERM, NEWEST


@pytest.fixture(scope="session")
def embedded_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The embedded engine of these tests."""
    with embedded(tmp_path_factory.mktemp("conformance")) as engine:
        yield engine


@pytest.fixture(
    scope="session",
    params=[
        pytest.param(LONG_TERM, marks=pytest.mark.neo4j),
        pytest.param(NEWEST, marks=[pytest.mark.neo4j, pytest.mark.long]),
    ],
)
def neo4j_engine(request: pytest.FixtureRequest, neo4j_of: Callable[[str], GraphSettings]) -> Iterator[Engine]:
    """A real Neo4j of each version in turn."""
    with GraphStore.open(neo4j_of(request.param)) as store:
        yield Engine(request.param, store)


@pytest.fixture(scope="session")
def both(embedded_engine: Engine, neo4j_engine: Engine) -> list[Engine]:
    """The embedded engine and a Neo4j, both with the shipped plans."""
    engines = [embedded_engine, neo4j_engine]
    for engine in engines:
        engine.load("plans")
    return engines
