"""The questions are asked of the shipped, reviewed graph, as `policygraph load --all` makes it."""

from __future__ import annotations

import pytest

from graph.store import GraphStore
from tests.acceptance.asking import Ask


@pytest.fixture(scope="session")
def ask(loaded_store: GraphStore) -> Ask:
    """Asks the graph with the shipped plans."""
    return Ask(loaded_store)
