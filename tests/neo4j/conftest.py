"""One real Neo4j for all tests that only use it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.neo4j.places import Place, Server


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server started by ``policygraph neo4j up`` that runs as long as the tests."""
    place = Place(tmp_path_factory.mktemp("neo4j"))
    try:
        yield Server(place, **place.up())
    finally:
        place.run("neo4j", "down")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A place of this test's own; whatever it starts is stopped."""
    place = Place(tmp_path)
    yield place
    place.run("neo4j", "down")
