"""``policygraph serve`` as strangers, many clients, slow ones and whoever stops it meet it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.running import call_policygraph
from tests.serving import Served

POLICIES = "/api/v1/policies"
FLAGSHIP = "/api/v1/queries/support/which-regions-fund"
TEXT = "苏州市关于促进激光产业发展的若干措施\n一、支持人才。鼓励企业引进激光领域人才。\n"
Start = Callable[..., Served]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("served")


@pytest.fixture
def start(data: Path) -> Iterator[Start]:
    """Starts servers over the module's graph, ended after the test."""
    started: list[Served] = []

    def begin(*arguments: str, **more: str) -> Served:
        served = Served(data, *arguments, **more)
        started.append(served)
        assert httpx.get(f"{served.url}/healthz", timeout=60).status_code == 200
        return served

    yield begin
    for served in started:
        if served.process.poll() is None:
            served.stop(signal.SIGTERM)
    (data / "keys.json").unlink(missing_ok=True)


def test_a_server_that_others_reach_says_that_it_needs_keys_and_takes_one_at_once(start: Start, data: Path) -> None:
    served = start("--host", "0.0.0.0")  # noqa: S104 - that is the point
    assert httpx.get(served.url + POLICIES).status_code == 401
    key = call_policygraph(data, "keys", "add", "service").stdout.decode().strip()
    assert httpx.get(served.url + POLICIES, headers={"X-API-Key": key}, timeout=60).status_code == 200
    assert served.stop(signal.SIGTERM) == 0
    assert served.complained.count("whoever asks needs a key") == 1


def test_answers_under_way_are_finished_when_the_server_is_stopped(start: Start) -> None:
    served = start()
    with httpx.Client(base_url=served.url, timeout=60) as asking, ThreadPoolExecutor(16) as many:

        def ask(day: int) -> int | None:
            try:
                as_of = f"2025-{1 + day // 28:02}-{1 + day % 28:02}"
                return asking.get(FLAGSHIP, params={"instrument": "first-of-kind", "as_of": as_of}).status_code
            except (httpx.ConnectError, httpx.ReadError, httpx.RemoteProtocolError) as error:
                # a request that the server never took up: its connection was closed without a byte of an answer
                assert "incomplete" not in str(error)
                return None

        asked = [many.submit(ask, day) for day in range(200)]
        while _running(asking) < 4:
            assert not all(one.done() for one in asked)
        under_way = [one for one in asked if one.running()]
        assert served.stop(signal.SIGTERM) == 0
        assert 200 in [one.result() for one in under_way]
        assert {one.result() for one in asked} == {200, None}


def _running(asking: httpx.Client) -> int:
    """How many requests besides this one are being answered."""
    shown = asking.get("/metrics").text
    return int(float(re.findall(r"^policygraph_http_requests_running\S* (\S+)", shown, re.MULTILINE)[0])) - 1


def test_several_workers_answer_from_one_graph_and_see_each_change(start: Start, data: Path, tmp_path: Path) -> None:
    served = start("--workers", "2", POLICYGRAPH_LOG="requests")
    workers = _serving(served.process.pid)
    assert len(workers) == 2
    plan = tmp_path / "suzhou-laser.txt"
    plan.write_text(TEXT, encoding="utf-8")
    for loaded, words in ((6, ("load", str(plan), "--region", "320500")), (5, ("remove", "suzhou-laser"))):
        assert call_policygraph(data, *words).returncode == 0
        with ThreadPoolExecutor(8) as many:
            asked = list(many.map(lambda _: httpx.get(served.url + POLICIES, timeout=60), range(40)))
        assert {len(answer.json()["items"]) for answer in asked} == {loaded}
        assert len({answer.headers["etag"] for answer in asked}) == 1
    shown = httpx.get(f"{served.url}/metrics", timeout=60).text
    assert f'route="{POLICIES}",status="200"}} 80.0' in shown
    assert served.stop(signal.SIGTERM) == 0
    assert not [worker for worker in workers if Path(f"/proc/{worker}").exists()]
    # what is said while the plans are loaded, before the server starts, is for people
    said = served.complained.removeprefix("The graph is empty: loading the 5 shipped plans.\n")
    lines = [json.loads(line) for line in said.splitlines()]
    assert sum(line.get("route") == POLICIES for line in lines) == 80


def test_a_worker_that_was_killed_is_replaced(start: Start) -> None:
    served = start("--workers", "2")
    before = _serving(served.process.pid)
    os.kill(before[0], signal.SIGKILL)
    while len(after := _serving(served.process.pid)) < 2 or after == before:
        time.sleep(0.2)
    assert httpx.get(served.url + POLICIES, timeout=60).status_code == 200


def _children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _serving(pid: int) -> list[int]:
    """The workers among the children of a server."""
    found = []
    for child in _children(pid):
        try:
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                found.append(child)
        except OSError:
            continue
    return found


def test_what_is_no_request_or_never_becomes_one_is_let_go(start: Start) -> None:
    served = start(POLICYGRAPH_HEADER_TIME="0.5")

    def said(sent: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", served.port), timeout=30) as connection:
            connection.sendall(sent)
            return b"".join(iter(lambda: connection.recv(65536), b""))

    assert said(b"") == b""
    assert said(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ") == b""
    head, _, body = said(b"NO HTTP AT ALL\r\n\r\n").partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400")
    assert b"application/problem+json" in head
    assert json.loads(body)["type"] == "/problems/bad-request"
    whole = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    assert said(whole).startswith(b"HTTP/1.1 200")
    assert said(b"GET /" + b"x" * 100_000).startswith(b"HTTP/1.1 4")
