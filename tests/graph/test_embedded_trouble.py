"""When the embedded engine cannot run or is killed at work: one sentence, and nothing half done."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.embedded.client import running
from graph.embedded.home import Home
from graph.errors import GraphError, GraphUnavailable
from graph.export import export_lines
from graph.settings import EmbeddedPlace, GraphSettings
from graph.store import GraphStore
from graph.writer import prepare, remove_policy, replace_policy
from loaders.pipeline import Reading
from tests.graph.graph_killing import Loader, assert_whole
from tests.graph.graph_waiting import wait_until

Settings = Callable[..., GraphSettings]

TAXONOMY = ('{"label": "Instrument"', '{"label": "Function"')


def home_of(settings: GraphSettings) -> Home:
    place = settings.place
    assert isinstance(place, EmbeddedPlace)
    return Home(place.directory)


def refusal(settings: GraphSettings) -> str:
    with pytest.raises(GraphError) as raised:
        GraphStore.open(settings)
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_a_directory_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    said = refusal(GraphSettings.load(url=f"embedded:{tmp_path / 'file' / 'graph'}"))
    assert str(tmp_path / "file" / "graph") in said
    assert "POLICYGRAPH_DATA" in said


def test_a_taken_port_is_one_sentence_with_the_log(own_settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        settings = own_settings(engine_port=taken.getsockname()[1])
        said = refusal(settings)
    assert "port is taken" in said
    assert "POLICYGRAPH_ENGINE_PORT" in said
    assert str(home_of(settings).engine_log) in said
    assert home_of(settings).engine_log.exists()
    with GraphStore.open(settings) as store:  # the port is free again
        assert store.generation() == 0


def test_a_heap_beyond_the_machine_is_one_sentence(own_settings: Settings) -> None:
    said = refusal(own_settings(engine_heap="9999999g"))
    assert "POLICYGRAPH_ENGINE_HEAP" in said


def test_a_heap_too_small_for_java_is_one_sentence(own_settings: Settings) -> None:
    assert "raise POLICYGRAPH_ENGINE_HEAP (now 1k)" in refusal(own_settings(engine_heap="1k"))


def test_a_damaged_database_is_one_sentence_with_the_way_back(own_settings: Settings) -> None:
    settings = own_settings()
    with GraphStore.open(settings) as store:
        prepare(store)
    wait_until(lambda: running(home_of(settings).directory) is None)
    folder = home_of(settings).directory / "databases"
    for file in folder.rglob("*.json"):
        file.write_bytes(b"\x00damaged")
    said = refusal(settings)
    assert str(folder) in said
    assert "policygraph load --all" in said
    folder.rename(folder.with_name("damaged"))
    with GraphStore.open(settings) as store:
        assert store.generation() == 0


def test_a_missing_java_is_one_sentence(
    own_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "path" / "arcadedb_embedded"
    package.mkdir(parents=True)
    (package / "__init__.py").write_bytes(b"")
    monkeypatch.setenv("PYTHONPATH", str(package.parent))
    said = refusal(own_settings())
    assert "Java is missing" in said
    assert "pip install" in said


def test_damaged_credentials_are_one_sentence(own_settings: Settings) -> None:
    settings = own_settings()
    home_of(settings).create()
    home_of(settings).credentials_file.write_bytes(b"{")
    assert str(home_of(settings).credentials_file) in refusal(settings)
    home_of(settings).credentials_file.unlink()
    with GraphStore.open(settings) as store:
        assert store.generation() == 0


def test_an_engine_that_keeps_dying_is_given_up_and_can_be_started_again(own_settings: Settings) -> None:
    settings = own_settings()
    home = home_of(settings)
    with GraphStore.open(settings) as store:
        killed: set[int] = set()

        def given_up() -> bool:
            record = home.record()
            if record is not None and record.engine and record.engine not in killed:
                os.kill(record.engine, signal.SIGKILL)
                killed.add(record.engine)
            return record is not None and record.state == "failed"

        wait_until(given_up)
        record = home.record()
        assert record is not None
        assert str(home.engine_log) in record.message
        wait_until(lambda: running(home.directory) is None)
        assert store.generation() == 0


def test_a_query_that_runs_too_long_is_stopped_and_says_so(own_settings: Settings) -> None:
    with (
        GraphStore.open(own_settings(query_timeout=1)) as store,
        pytest.raises(GraphUnavailable, match="longer than 1 seconds"),
    ):
        store.read("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(*) AS n")


def test_an_engine_killed_before_a_stream_ends_is_one_sentence(own_settings: Settings) -> None:
    settings = own_settings()
    with GraphStore.open(settings) as store:
        record = running(home_of(settings).directory)
        assert record is not None
        with pytest.raises(GraphUnavailable) as raised, store.stream("RETURN 1 AS one") as rows:
            assert list(rows) == [{"one": 1}]
            os.kill(record.engine, signal.SIGKILL)
        assert "\n" not in str(raised.value)
        with pytest.raises(OSError, match="mine"), store.stream("RETURN 1 AS one"):
            raise OSError("mine")


def test_an_interruption_stays_one_where_nothing_can_be_undone_any_more(own_settings: Settings) -> None:
    settings = own_settings()
    begun: list[int] = []

    def interrupt() -> None:
        record = running(home_of(settings).directory)
        assert record is not None
        begun.append(record.engine)
        os.kill(record.engine, signal.SIGKILL)
        raise KeyboardInterrupt

    with GraphStore.open(settings) as store:
        with pytest.raises(KeyboardInterrupt):
            store.write(lambda transaction: interrupt())
        assert len(begun) == 1  # it was not tried again
        assert store.generation() == 0
        with pytest.raises(KeyboardInterrupt), store.stream("UNWIND range(1, 5000) AS n RETURN n") as rows:
            assert next(rows) == {"n": 1}
            interrupt()
        assert store.generation() == 0


@pytest.mark.parametrize("victim", ["loader", "engine"])
def test_killed_in_mid_load_every_policy_is_whole_or_absent(
    own_settings: Settings, plans: list[Reading], victim: str
) -> None:
    settings = own_settings()
    with Loader(settings) as loader:
        loader.wait_for_first()
        for pause in (0.4, 0.15):
            time.sleep(pause)
            record = home_of(settings).record()
            assert record is not None
            if victim == "engine" and record.state == "ready":
                os.kill(record.engine, signal.SIGKILL)
            with GraphStore.open(settings) as store:
                store.ready()
    with GraphStore.open(settings) as store:
        assert_whole(store, plans, loader.acknowledged)
        prepare(store)
        for plan in plans:
            replace_policy(store, plan)
        assert_whole(store, plans, {plan.id: 0 for plan in plans})
        lines = list(export_lines(store))
        for plan in plans:
            remove_policy(store, plan.id)
        assert [line for line in export_lines(store) if not line.startswith(TAXONOMY)] == []
        assert len(lines) > 1000
