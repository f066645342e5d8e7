"""Documents and corrections by REST on a real Neo4j: the graph is the one that the embedded engine would hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.export import export_lines
from graph.settings import GraphSettings
from graph.store import GraphStore
from tests.api.documents_client import API, facts, load, local_client, said, send
from tests.neo4j.running import LONG_TERM

pytestmark = pytest.mark.neo4j


def exports(settings: GraphSettings) -> list[list[str]]:
    """What the graph holds after each step of a document's life, but for when it was changed."""
    found = []
    with GraphStore.open(settings) as store, local_client(settings) as client:

        def look() -> None:
            found.append([line for line in export_lines(store) if "generation" not in line])

        load(client)
        look()
        measure = next(line for line in facts(client) if line["kind"] == "measure")
        node = f"suzhou-laser%23{measure['clause']}!{measure['instrument']}"
        assert client.get(f"{API}/facts/{node}").json()["id"] == measure["id"]
        body = {"verdict": "correct", "by": "Li", "on": "2026-11-20", "corrected": {"mode": "encourages"}}
        made = client.post(f"{API}/facts/{measure['id']}/judgements", json=body)
        assert made.status_code == 201, made.text
        look()
        assert said(send(client), 409)
        assert client.delete(made.headers["location"]).status_code == 200
        look()
        assert client.delete(f"{API}/policies/suzhou-laser").json()["copy_deleted"] is True
        look()
    return found


def test_documents_and_judgements_do_the_same_on_both_engines(
    neo4j_of: Callable[[str], GraphSettings], tmp_path: Path
) -> None:
    embedded = GraphSettings.load(url="embedded:", data=tmp_path, engine_heap="512m", engine_grace=0.5)
    on_neo4j = exports(neo4j_of(LONG_TERM))
    assert on_neo4j == exports(embedded)
    assert on_neo4j[0] == on_neo4j[2] != on_neo4j[1]
