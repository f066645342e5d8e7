"""The notebooks of docs/notebooks on the embedded engine, and how they are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.access import access
from graph.errors import GraphError
from graph.settings import GraphSettings
from graph.store import GraphStore
from tests.graph.notebooks import NAMES, cells, check, found_by


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_shows_schema_data_frame_and_subgraph_of_the_embedded_graph(name: str, loaded_data: Path) -> None:
    check(found_by(name, loaded_data))


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_kept_without_outputs_and_secrets(name: str) -> None:
    for cell in cells(name):
        if cell["cell_type"] == "code":
            assert (cell["outputs"], cell["execution_count"]) == ([], None)
    assert all("bolt://" not in line for cell in cells(name) for line in cell["source"])


def test_access_to_the_embedded_graph_is_as_somebody_who_can_only_read(loaded_settings: GraphSettings) -> None:
    with access(loaded_settings) as here:
        assert here.user == "analyst"
        assert here.password not in (None, "")
        assert str(here.password) not in repr(here)
        own = GraphSettings.load(url=here.url, user=here.user, password=here.password, database=here.database)
        with GraphStore.open(own) as store:
            assert store.read("MATCH (p:Policy {stub: false}) RETURN count(p) AS many") == [{"many": 5}]
            with pytest.raises(GraphError):
                store.schema(["CREATE (:Policy {id: 'x'})"])


def test_access_to_a_server_is_as_the_settings_say() -> None:
    with access(GraphSettings.load(url="neo4j://ann:secret@example.org:7687", database="plans")) as here:
        assert (here.url, here.user, here.password) == ("neo4j://example.org:7687", "ann", "secret")
        assert here.database == "plans"
