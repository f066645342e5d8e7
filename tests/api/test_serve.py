"""``policygraph serve`` as a process: it fills an empty graph, shares it, gives way to signals."""

from __future__ import annotations

import json
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.running import call_policygraph
from tests.serving import Served


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = Served(tmp_path_factory.mktemp("served"))
    yield served
    if served.process.poll() is None:
        served.stop(signal.SIGKILL)


def test_an_empty_graph_is_filled_with_the_shipped_plans(served: Served) -> None:
    ready = httpx.get(f"{served.url}/readyz", timeout=60).json()
    assert (ready["status"], ready["policies"]) == ("ready", 5)
    address = f"{served.url}/api/v1/queries/support/which-regions-fund"
    rows = httpx.get(address, params={"instrument": "first-of-kind"}, timeout=60).json()["rows"]
    assert [row["state"] for row in rows] == ["funded", "provided", "facilitated", "unknown"]


def test_the_command_line_uses_the_graph_while_it_is_served(served: Served) -> None:
    status = json.loads(call_policygraph(served.data, "status", "--json").stdout)
    assert len(status["policies"]) == 5


def test_a_second_server_on_the_port_is_one_sentence(served: Served, tmp_path: Path) -> None:
    port = served.url.rsplit(":", 1)[1]
    done = call_policygraph(tmp_path, "serve", "--port", port)
    said = done.stderr.decode()
    assert done.returncode == 1
    assert f"Port {port} on 127.0.0.1 cannot be had" in said
    assert len(said.strip().splitlines()) == 1
    assert not (tmp_path / "graph").exists()


def test_a_foreign_listener_on_the_port_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as foreign:
        foreign.bind(("127.0.0.1", 0))
        foreign.listen()
        port = foreign.getsockname()[1]
        done = call_policygraph(tmp_path, "serve", "--port", str(port))
    assert done.returncode == 1
    assert f"Port {port}" in done.stderr.decode()


def test_an_address_that_is_not_ours_is_one_sentence(tmp_path: Path) -> None:
    done = call_policygraph(tmp_path, "serve", "--host", "no.such.host.invalid", "--port", "0")
    assert done.returncode == 1
    assert "no.such.host.invalid is no address of this machine" in done.stderr.decode()


def test_a_signal_ends_the_server_in_good_order_and_keeps_the_graph(served: Served) -> None:
    assert served.stop(signal.SIGTERM) == 0
    again = Served(served.data)
    try:
        assert httpx.get(f"{again.url}/readyz", timeout=60).json()["policies"] == 5
    finally:
        assert again.stop(signal.SIGINT) == 0
