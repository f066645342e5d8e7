"""A client of the web application over the graph with the shipped plans."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from graph.settings import GraphSettings


@pytest.fixture(scope="session")
def client(loaded_settings: GraphSettings) -> Iterator[TestClient]:
    """The application as its users meet it: a fault of ours is an answer, not an exception."""
    with TestClient(create_app(loaded_settings), raise_server_exceptions=False) as client:
        yield client
