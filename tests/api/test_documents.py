"""Documents by REST: sent, tried out, replaced, given back and removed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from graph.store import GraphStore
from tests.api.documents_client import API, METADATA, TEXT, ended, facts, load, local_client, plain, said, send, source
from tests.running import Command

PLANS = Path(__file__).parents[2] / "data" / "plans"
FLAGSHIP = f"{API}/queries/support/which-regions-fund"


@pytest.fixture(scope="module")
def local(store: GraphStore) -> Iterator[TestClient]:
    with local_client(store.settings) as client:
        yield client


@pytest.fixture(autouse=True)
def _empty(data: Path) -> None:
    """Each test begins and ends without a policy."""


def test_a_text_is_read_loaded_and_answers(local: TestClient, data: Path, command: Command) -> None:
    answer = send(local)
    job = answer.json()
    assert (job["kind"], job["policy"], job["self"]) == ("create", "suzhou-laser", answer.headers["location"])
    job = ended(local, answer)
    assert (job["state"], job["stage"], job["progress"], job["problem"]) == ("done", "ended", 1, None)
    assert (job["result"]["region"], job["result"]["clauses"], job["result"]["warnings"]) == ("320500", 2, [])
    [row] = local.get(FLAGSHIP, params={"tiers": "likely"}).json()["rows"]
    assert (row["state"], row["rate"], row["cap_yuan"], row["read_by"]) == ("funded", 0.1, 2_000_000, "machine")
    assert source(data).decode() == TEXT
    by_rest = command("export").stdout
    assert command("remove", "suzhou-laser").returncode == 0
    (data / "suzhou.txt").write_text(TEXT, encoding="utf-8")
    assert command("load", data / "suzhou.txt", "--region", "320500", "--id", "suzhou-laser").returncode == 0
    assert command("export").stdout == by_rest
