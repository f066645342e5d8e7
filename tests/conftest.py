"""What tests of all rooms share: an embedded graph with the shipped plans for those that only read, and a Neo4j."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from graph.settings import GraphSettings
from graph.store import GraphStore
from tests.neo4j.running import neo4j_settings
from tests.running import Command, call_policygraph, run_policygraph


@pytest.fixture(scope="session")
def loaded_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data directory whose graph holds the shipped plans; its engine runs as long as the tests."""
    data = tmp_path_factory.mktemp("loaded")
    with GraphStore.open(GraphSettings.load(url="embedded:", data=data, engine_heap="512m")):
        done = run_policygraph(data, "load", "--all", "--json")
        assert done.returncode == 0, done.stderr.decode()
        yield data


@pytest.fixture(scope="session")
def loaded_settings(loaded_data: Path) -> GraphSettings:
    """Settings of the graph with the shipped plans."""
    return GraphSettings.load(url="embedded:", data=loaded_data, engine_heap="512m")


@pytest.fixture(scope="session")
def loaded_store(loaded_settings: GraphSettings) -> Iterator[GraphStore]:
    """A store over the graph with the shipped plans; for reading only."""
    with GraphStore.open(loaded_settings) as store:
        yield store


@pytest.fixture(scope="session")
def policygraph(loaded_data: Path) -> Command:
    """The command line over the graph with the shipped plans."""
    return lambda *arguments, **more: call_policygraph(loaded_data, *arguments, **more)


@pytest.fixture(scope="session")
def neo4j_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], GraphSettings]]:
    """Settings of a real Neo4j of a version; one of each is started and runs as long as the tests."""
    started: dict[str, GraphSettings] = {}
    with ExitStack() as stack:

        def settings(version: str) -> GraphSettings:
            if version not in started:
                started[version] = stack.enter_context(neo4j_settings(tmp_path_factory.mktemp("neo4j"), version))
            return started[version]

        yield settings
