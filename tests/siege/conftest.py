"""One server for all attacks, which must be well after each of them."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.siege.place import Siege
from tests.siege.walk import Operation, operations

MOST = {"server": 700, "engine": 1100}
"""Megabytes that the server and the engine (512 MB of heap) may have, whatever they were sent."""
GROWTH = 250
"""Megabytes by which the server may grow in one kind of attack."""


@pytest.fixture(scope="session")
def siege(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Siege]:
    """The server under attack."""
    siege = Siege(tmp_path_factory.mktemp("siege") / "data")
    yield siege
    siege.close()


@pytest.fixture(scope="session")
def known(siege: Siege) -> list[Operation]:
    """The operations under /api/v1."""
    document = siege.get("/openapi.json").json()
    return [one for one in operations(document) if one.path.startswith("/api/v1")]


@pytest.fixture(scope="session")
def listener(siege: Siege) -> dict[str, str]:
    """What stands for the listener in the inputs."""
    return {"listener": siege.listener.url, "listener_host": siege.listener.url.removeprefix("http://")}


@pytest.fixture(autouse=True)
def unharmed(siege: Siege) -> Iterator[None]:
    """After each test the same processes answer, have not grown, and nobody was called."""
    before = siege.memory()
    yield
    assert siege.served.process.poll() is None, "the server ended"
    assert httpx.get(f"{siege.served.url}/healthz", timeout=10).status_code == 200
    assert siege.engine_pid() == siege.engine, "the engine was started anew"
    assert siege.get("/api/v1/policies").status_code == 200
    after = siege.memory()
    assert {name: size for name, size in after.items() if size > MOST[name]} == {}
    assert after["server"] - before["server"] < GROWTH
    assert siege.listener.calls == 0
