"""The life of the embedded engine: who starts, finds, restarts and stops it."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.embedded.client import running
from graph.embedded.home import EngineRecord, Home
from graph.settings import EmbeddedPlace, GraphSettings
from graph.store import GraphStore
from graph.writer import bump
from tests.graph.graph_waiting import wait_for_end, wait_until

Settings = Callable[..., GraphSettings]

HOLD = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell in the background hands on that it is ignored
from graph.settings import GraphSettings
from graph.store import GraphStore
store = GraphStore.open(GraphSettings.load(url=sys.argv[1], engine_grace=0.5, engine_heap="512m"))
print(store.generation(), flush=True)
time.sleep(600)
"""


def home_of(settings: GraphSettings) -> Home:
    place = settings.place
    assert isinstance(place, EmbeddedPlace)
    return Home(place.directory)


def record_of(settings: GraphSettings) -> EngineRecord:
    found = running(home_of(settings).directory)
    assert found is not None
    return found


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return b"\nState:\tZ" not in Path(f"/proc/{pid}/status").read_bytes() if Path("/proc/self").exists() else True


def client(settings: GraphSettings) -> subprocess.Popen[bytes]:
    """Another process that opens the graph, says its generation and holds on."""
    return subprocess.Popen([sys.executable, "-c", HOLD, settings.url], stdout=subprocess.PIPE, start_new_session=True)


def said(process: subprocess.Popen[bytes]) -> bytes:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def test_two_processes_share_one_engine_and_the_last_to_go_ends_it(own_settings: Settings) -> None:
    settings = own_settings()
    with GraphStore.open(settings) as store:
        store.write(bump)
        first = record_of(settings)
        other = client(settings)
        assert said(other) == b"1"
        assert record_of(settings) == first
    time.sleep(1.5)  # longer than the grace period: the other process still holds the engine
    assert record_of(settings) == first
    end(other)  # kill -9: nothing of it runs any more
    wait_for_end(settings)
    assert not alive(first.engine)
    assert not home_of(settings).record_file.exists()


def test_ctrl_c_in_the_terminal_of_the_starter_leaves_the_engine_to_the_others(own_settings: Settings) -> None:
    settings = own_settings()
    starter = client(settings)
    assert said(starter) == b"0"
    with GraphStore.open(settings) as store:
        first = record_of(settings)
        os.killpg(starter.pid, signal.SIGINT)
        starter.wait(timeout=60)
        end(starter)
        assert store.read("RETURN 1 AS one") == [{"one": 1}]
        assert record_of(settings) == first


def test_a_killed_engine_comes_back_on_its_port_with_all_that_was_committed(own_settings: Settings) -> None:
    settings = own_settings()
    with GraphStore.open(settings) as store:
        store.write(bump)
        before = record_of(settings)
        os.kill(before.engine, signal.SIGKILL)
        assert store.generation() == 1
        after = record_of(settings)
        assert (after.supervisor, after.port) == (before.supervisor, before.port)
        assert after.engine != before.engine
        store.write(bump)
        os.kill(after.engine, signal.SIGKILL)
        store.write(bump)
        assert store.generation() == 3


def test_with_its_supervisor_killed_the_engine_ends_and_clients_start_anew(own_settings: Settings) -> None:
    settings = own_settings()
    with GraphStore.open(settings) as store:
        store.write(bump)
        before = record_of(settings)
        os.kill(before.supervisor, signal.SIGKILL)
        wait_until(lambda: not alive(before.engine))
        assert store.generation() == 1
        assert record_of(settings).supervisor != before.supervisor


def test_a_stale_lock_of_a_reused_process_number_is_cleaned_up(own_settings: Settings) -> None:
    settings = own_settings()
    home = home_of(settings)
    home.create()
    home.supervisor_lock.write_bytes(b"")
    mine = os.getpid()
    home.publish(EngineRecord(mine, mine, 9, "2024-01-01T00:00:00+00:00", "ready"))
    with GraphStore.open(settings) as store:
        assert store.generation() == 0
        assert mine not in (record_of(settings).supervisor, record_of(settings).engine)


@pytest.mark.parametrize("content", [b"", b"{", b'{"port": 1}', b"\xff\xfe"])
def test_a_damaged_lock_counts_as_none(tmp_path: Path, content: bytes) -> None:
    home = Home(tmp_path)
    home.create()
    home.record_file.write_bytes(content)
    assert home.record() is None
    assert running(tmp_path) is None


def test_passwords_are_private_and_the_engine_listens_on_loopback_only(own_settings: Settings) -> None:
    settings = own_settings()
    with GraphStore.open(settings) as store:
        home, record = home_of(settings), record_of(settings)
        store.read("RETURN 1 AS one")
        passwords = json.loads(home.credentials_file.read_text(encoding="utf-8")).values()
        assert stat.S_IMODE(home.credentials_file.stat().st_mode) == 0o600
        assert stat.S_IMODE(home.directory.stat().st_mode) == 0o700
        lines = subprocess.run(["ps", "-ww", "-e", "-o", "args="], capture_output=True, check=True).stdout.decode()
        files = [file for file in home.directory.rglob("*") if file.is_file() and file != home.credentials_file]
        for password in passwords:
            assert password not in lines
            assert not [file for file in files if password.encode() in file.read_bytes()]
        for table in ("tcp", "tcp6"):
            for listener in _listeners(record.engine, table):
                assert listener in ("0100007F", "0000000000000000FFFF00000100007F"), listener


def _listeners(pid: int, table: str) -> list[str]:
    """Addresses, in hexadecimal, that a process listens on; empty where there is no ``/proc``."""
    folder = Path(f"/proc/{pid}")
    if not folder.exists():
        return []
    sockets = {str(link.readlink()) for link in (folder / "fd").iterdir() if link.is_symlink()}
    rows = [line.split() for line in (folder / "net" / table).read_text(encoding="ascii").splitlines()[1:]]
    return [row[1].split(":")[0] for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in sockets]


@pytest.mark.long
@pytest.mark.parametrize(
    ("victim", "number"),
    [
        ("engine", signal.SIGTERM),
        ("supervisor", signal.SIGKILL),
        ("supervisor", signal.SIGTERM),
    ],
)
def test_clients_at_work_go_on_whatever_ends_the_engine(
    own_settings: Settings, victim: str, number: signal.Signals
) -> None:
    settings = own_settings()
    with GraphStore.open(settings) as store:
        store.write(bump)
        before = record_of(settings)
        os.kill(before.engine if victim == "engine" else before.supervisor, number)
        while (found := home_of(settings).record()) is None or found.engine == before.engine or found.state != "ready":
            assert store.read("RETURN 1 AS one") == [{"one": 1}]
        store.write(bump)
        assert store.generation() == 2
        assert not alive(before.engine)
