"""Jobs: told of as they happen, seen by every server process, and known after the process is gone."""

from __future__ import annotations

import http.client
import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from api.jobs.database import Database
from api.jobs.owner import Owner
from api.jobs.record import STAGES, Record, new_id
from graph.embedded.client import running
from graph.settings import EmbeddedPlace, GraphSettings
from graph.store import GraphStore
from tests.api.documents_client import API, METADATA, TEXT, ended, facts, load, local_client, said, send, source
from tests.running import Command, loaded_policies
from tests.serving import Served

LONG = TEXT + "".join(
    f"{number}．支持第{number}类激光企业。对首台（套）重大技术装备，按售价的10%给予最高200万元奖励。\n"
    for number in range(1, 1000)
)
"""Takes some seconds to read."""


@pytest.fixture(autouse=True)
def _empty(data: Path) -> None:
    """Each test begins and ends without a policy."""


def told(stream: str) -> list[dict[str, Any]]:
    """The events of a stream: name, id and data of each."""
    found = []
    for block in stream.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line and not line.startswith(":"))
        if "data" in fields:
            found.append(fields | {"data": json.loads(fields["data"])})
    return found


def test_a_job_is_told_of_as_it_happens_until_it_ends(local: TestClient) -> None:
    job = send(local).json()
    stream = local.get(job["events"])
    assert stream.headers["content-type"].startswith("text/event-stream")
    events = told(stream.text)
    stages = [event["data"]["stage"] for event in events]
    assert stages == sorted(stages, key=lambda stage: [*STAGES].index(stage))
    assert (events[-1]["event"], stages[-1]) == ("done", "ended")
    assert events[-1]["data"] == local.get(job["self"]).json()
    seen = events[-1]["id"]
    later = local.get(job["events"], headers={"Last-Event-ID": seen})
    assert told(later.text) == []
    assert told(local.get(job["events"], headers={"Last-Event-ID": "x"}).text)[-1]["id"] == seen


def test_jobs_are_listed_the_newest_first(local: TestClient) -> None:
    made = [load(local, id=f"suzhou-{number}")["id"] for number in range(3)]
    failed = ended(local, send(local, id="suzhou-9", assertions={"min_clauses": 9}))
    page = local.get(f"{API}/jobs", params={"limit": 2}).json()
    assert [job["id"] for job in page["items"]] == [failed["id"], made[2]]
    assert local.get(f"{API}/jobs", params={"limit": 2, "after": page["next"]}).json()["items"][0]["id"] == made[1]
    assert local.get(f"{API}/jobs", params={"state": "failed"}).json()["items"][0] == failed
    assert [job["id"] for job in local.get(f"{API}/jobs", params={"policy": "suzhou-1"}).json()["items"]] == [made[1]]
    assert said(local.get(f"{API}/jobs", params={"state": "lost"}), 422)


@pytest.mark.parametrize("address", ["jobs/nothing", "jobs/nothing/events"])
def test_a_job_that_is_not_there(local: TestClient, address: str) -> None:
    assert "There is no job nothing" in said(local.get(f"{API}/{address}"), 404)


def test_documents_sent_at_once_are_all_loaded_once(local: TestClient, data: Path, command: Command) -> None:
    answers = [send(local, id=f"suzhou-{number}") for number in range(4)]
    same = [
        local.put(f"{API}/policies/suzhou-0", json={"text": TEXT, "metadata": {"region": "320500"}}) for _ in range(3)
    ]
    assert {ended(local, answer)["state"] for answer in (*answers, *same)} == {"done"}
    assert sorted(loaded_policies(data)) == [f"suzhou-{number}" for number in range(4)]
    together = command("export").stdout
    for number in range(4):
        assert command("load", data / "plans" / f"suzhou-{number}").returncode == 0
    assert command("export").stdout == together


def test_of_two_documents_for_one_new_id_one_is_loaded(local: TestClient, data: Path) -> None:
    other = "苏州市关于促进机器人产业发展的若干措施\n一、支持企业。鼓励企业开展技术改造。\n"
    jobs = [ended(local, answer) for answer in [send(local), send(local, other)] if answer.status_code == 202]
    assert [job["state"] for job in jobs].count("done") == 1
    assert all(job["problem"]["status"] == 409 for job in jobs if job["state"] == "failed")
    assert source(data).decode() == TEXT
    assert [line["title"] for line in facts(local) if line["kind"] == "policy"] == [TEXT.splitlines()[0]]


def test_the_record_is_one_for_all_processes(tmp_path: Path) -> None:
    first, second = (Record(Database(tmp_path), kept=2) for _ in range(2))
    one, two = Owner(tmp_path / "jobs"), Owner(tmp_path / "jobs")
    ids = [first.add("replace", policy, new_id()).id for policy in ("a", "a", "b", "c")]
    assert [job.id for job in (first.claim(one.name, at_once=2), second.claim(two.name, at_once=2)) if job] == [
        ids[0],
        ids[2],
    ], "the second document for a waits for the first"
    assert first.claim(one.name, at_once=2) is None
    assert second.waiting() == 2
    first.finish(ids[0], {})
    second.fail(ids[2], {"status": 422})
    second.requeue(ids[2])
    assert second.waiting() == 2, "what is over stays over"
    claimed = second.claim(two.name, at_once=2)
    assert claimed is not None
    assert claimed.id == ids[1]
    two.leave()
    lost = first.get(claimed.id)
    assert lost is not None
    assert lost.state == "failed"
    assert "The server stopped while this ran" in str(lost.problem)
    for _ in range(3):
        first.add("replace", "d", new_id())
    assert len([job for job in first.newest(before="", limit=100) if job.is_over]) == 2
    one.leave()


def test_a_record_that_cannot_be_used_is_503(tmp_path: Path, store: GraphStore) -> None:
    settings = GraphSettings.load(url=f"embedded:{_place(store)}", data=tmp_path, engine_heap="512m")
    (tmp_path / "jobs").mkdir()
    (tmp_path / "jobs" / "jobs.sqlite").write_bytes(b"no database" * 1000)
    with local_client(settings) as client:
        answer = send(client)
        assert str(tmp_path) not in said(answer, 503)
        assert said(client.get(f"{API}/jobs"), 503)


def _place(store: GraphStore) -> Path:
    place = store.settings.place
    assert isinstance(place, EmbeddedPlace)
    return place.directory


def test_an_engine_that_is_killed_costs_nothing(local: TestClient, data: Path, store: GraphStore) -> None:
    job = send(local, LONG).json()
    record = running(_place(store))
    assert record is not None
    while local.get(job["self"]).json()["stage"] in ("waiting", "read", "outline"):
        time.sleep(0.05)
    os.kill(record.engine, signal.SIGKILL)
    end = told(local.get(job["events"]).text)[-1]["data"]
    assert end["state"] in ("done", "failed")
    loaded = loaded_policies(data)
    if end["state"] == "done":
        assert loaded["suzhou-laser"]["clauses"] == end["result"]["clauses"]
    else:
        assert end["problem"]["status"] == 503
    assert (data / "plans" / "suzhou-laser").exists() == ("suzhou-laser" in loaded)


def _wait(url: str, job: str, *stages: str) -> dict[str, Any]:
    for _ in range(1200):
        found: dict[str, Any] = httpx.get(f"{url}{API}/jobs/{job}", timeout=60).json()
        if found["stage"] in stages or found["state"] == "failed":
            return found
        time.sleep(0.05)
    raise AssertionError(found)


def _send(url: str, policy: str) -> str:
    metadata = METADATA | {"id": policy}
    answer = httpx.post(f"{url}{API}/policies", json={"text": LONG, "metadata": metadata}, timeout=60)
    assert answer.status_code == 202, answer.text
    return str(answer.json()["id"])


def test_a_server_that_is_killed_or_stopped_leaves_no_half_loaded_document(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    data = tmp_path_factory.mktemp("killed")
    first = Served(data)
    killed = _send(first.url, "suzhou-killed")
    _wait(first.url, killed, "extract")
    first.stop(signal.SIGKILL)
    second = Served(data)
    try:
        job = _wait(second.url, killed, "ended")
        assert (job["state"], job["problem"]["status"]) == ("failed", 503)
        assert "The server stopped while this ran" in job["problem"]["detail"]
        assert httpx.get(f"{second.url}{API}/policies/suzhou-killed", timeout=60).status_code == 404
        assert not (data / "plans" / "suzhou-killed").exists()
        stopped = _send(second.url, "suzhou-stopped")
        _wait(second.url, stopped, "extract")
    finally:
        assert second.stop(signal.SIGTERM) == 0
    third = Served(data)
    try:
        assert _wait(third.url, stopped, "ended")["state"] == "done"
        assert httpx.get(f"{third.url}{API}/policies/suzhou-stopped", timeout=60).status_code == 200
        assert [path.name for path in (data / "jobs").iterdir() if path.is_dir()] == []
    finally:
        third.stop(signal.SIGTERM)


def test_a_client_that_goes_away_ends_its_trial(served: Served) -> None:
    body = json.dumps({"text": LONG * 15, "metadata": METADATA}).encode()  # takes longer than is waited for below
    connection = http.client.HTTPConnection(served.url.removeprefix("http://"), timeout=60)
    headers = {"Content-Type": "application/json"}
    connection.request("POST", f"{API}/policies?dry_run=true", body=body, headers=headers)

    def at_work() -> bool:
        return any((served.data / "jobs").glob("try-*"))

    for wanted in (True, False):
        for _ in range(200):
            if at_work() == wanted:
                break
            time.sleep(0.1)
        assert at_work() == wanted
        connection.close()


@pytest.fixture
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = Served(tmp_path_factory.mktemp("served"))
    yield served
    served.stop(signal.SIGTERM)
