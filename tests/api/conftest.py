"""A client of the web application over the shipped plans, and a graph for tests that load documents of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from graph.settings import GraphSettings
from graph.store import GraphStore
from tests.api.documents_client import local_client
from tests.running import Command, call_policygraph, loaded_policies
from tests.serving import HERE
from tests.serving import local as here


@pytest.fixture(scope="session")
def client(loaded_settings: GraphSettings) -> Iterator[TestClient]:
    """The application as its users meet it: a fault of ours is an answer, not an exception."""
    with here(create_app(loaded_settings, HERE)) as client:
        yield client


@pytest.fixture
def no_language_kept(client: TestClient) -> Iterator[None]:
    """The language that a test has chosen is forgotten after it."""
    yield
    client.cookies.clear()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """A graph of the module's own."""
    data = tmp_path_factory.mktemp("own")
    with GraphStore.open(GraphSettings.load(url="embedded:", data=data, engine_heap="512m")) as store:
        yield store


@pytest.fixture(scope="module")
def local(store: GraphStore) -> Iterator[TestClient]:
    """The application over that graph, as a program of the server's own machine meets it."""
    with local_client(store.settings) as client:
        yield client


@pytest.fixture
def data(store: GraphStore) -> Iterator[Path]:
    """A data directory whose graph holds no policy; emptied again after each test."""
    yield store.settings.data
    for policy in loaded_policies(store.settings.data):
        call_policygraph(store.settings.data, "remove", policy)


@pytest.fixture
def command(data: Path) -> Command:
    """The command line over the module's own graph."""
    return lambda *arguments, **more: call_policygraph(data, *arguments, **more)
