"""A real Neo4j that is slow, gone, restarted, or out of memory or disk: one exception, and 503 with Retry-After."""

from __future__ import annotations

import asyncio
import logging
import resource
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from neo4j import GraphDatabase, ManagedTransaction

from api.app import create_app
from api.state import Store
from graph.async_store import AsyncGraphStore
from graph.errors import GraphUnavailable
from graph.neo4j_server.home import ServerHome
from graph.settings import GraphSettings
from graph.store import GraphStore
from tests.neo4j.places import Place
from tests.neo4j.variants import kill, run, settings_of, started
from tests.serving import HERE, local

pytestmark = pytest.mark.neo4j

FOREVER = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(*) AS n"
ENDLESS = "UNWIND range(1, 5000000) AS n RETURN collect(toString(n) + 'x') AS all"
FRAIL = {
    "server.bolt.connection_keep_alive": "1s",
    "server.bolt.connection_keep_alive_probes": "2",
    "db.memory.transaction.max": "4m",
    "db.lock.acquisition.timeout": "1s",
}


@pytest.fixture(scope="module")
def frail(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Place, GraphSettings]]:
    """A server with little memory and little patience."""
    place = Place(tmp_path_factory.mktemp("frail"))
    with started(place, FRAIL, connect_timeout=2, pool_wait=2) as settings:
        yield place, settings


def _unavailable(client: TestClient, path: str, settings: GraphSettings) -> str:
    """What the API says when the graph cannot answer; it names no place."""
    answer = client.get(path)
    assert answer.status_code == 503, answer.text
    assert int(answer.headers["retry-after"]) > 0
    detail = str(answer.json()["detail"])
    assert settings.url not in detail
    assert "POLICYGRAPH_" not in detail
    return detail


def _client(settings: GraphSettings, query: str = "RETURN 1 AS one") -> TestClient:
    """A client of the application with one more path, which asks ``query``."""
    app = create_app(settings, HERE)

    @app.get("/ask")
    def ask(store: Store) -> list[dict[str, object]]:
        return store.read(query)

    return local(app)


def test_a_query_that_takes_too_long_may_be_asked_again_later(frail: tuple[Place, GraphSettings]) -> None:
    settings = frail[1].model_copy(update={"query_timeout": 1.0})
    with GraphStore.open(settings) as store:
        with pytest.raises(GraphUnavailable, match=r"longer than 1 seconds .* POLICYGRAPH_QUERY_TIMEOUT"):
            store.read(FOREVER)
        assert store.read("RETURN 1 AS one") == [{"one": 1}]
    with _client(settings, FOREVER) as client:
        assert "took too long" in _unavailable(client, "/ask", settings)
        assert client.get("/readyz").status_code == 200


def test_a_query_without_enough_memory_may_be_asked_again_later(frail: tuple[Place, GraphSettings]) -> None:
    settings = frail[1]
    with GraphStore.open(settings) as store:
        with pytest.raises(GraphUnavailable, match="not enough memory"):
            store.read(ENDLESS)
        assert store.read("RETURN 1 AS one") == [{"one": 1}]
    with _client(settings, ENDLESS) as client:
        assert "not enough memory" in _unavailable(client, "/ask", settings)


def test_a_lock_that_is_not_given_is_a_server_too_busy(frail: tuple[Place, GraphSettings]) -> None:
    place, settings = frail
    lock = "MERGE (p:Marked {id: 'locked'}) SET p.at = timestamp()"

    def work(transaction: ManagedTransaction) -> None:
        transaction.run(lock).consume()

    with (
        GraphStore.open(settings) as store,
        GraphDatabase.driver(settings.url, auth=("neo4j", place.password)) as driver,
        driver.session() as session,
    ):
        store.write(work)
        with session.begin_transaction() as holding:
            holding.run(lock).consume()
            with pytest.raises(GraphUnavailable, match=r"cannot do this now .*lock"):
                store.write(work)
        store.write(work)


def test_connections_that_are_all_at_work_are_a_server_too_busy(frail: tuple[Place, GraphSettings]) -> None:
    settings = frail[1].model_copy(update={"pool_size": 1, "pool_wait": 0.5})
    with GraphStore.open(settings) as store:

        def work(transaction: ManagedTransaction) -> None:
            store.read("RETURN 1 AS one")

        with pytest.raises(GraphUnavailable, match="POLICYGRAPH_POOL_SIZE"):
            store.write(work)


@pytest.mark.parametrize("liveness", [0.0, 60.0])
def test_a_server_that_hangs_is_given_up_and_used_again(frail: tuple[Place, GraphSettings], liveness: float) -> None:
    """Also where the connection is not tested first: then the server's own promise of a sign of life holds."""
    place, given = frail
    settings = given.model_copy(update={"pool_liveness": liveness})

    async def ask() -> list[dict[str, object]]:
        async with await AsyncGraphStore.open(settings) as store:
            kill(place, signal.SIGSTOP)
            return await store.read("RETURN 1 AS one")

    with GraphStore.open(settings) as store, _client(settings) as client:
        assert client.get("/ask").json() == [{"one": 1}]
        try:
            with pytest.raises(GraphUnavailable):
                asyncio.run(ask())
            with pytest.raises(GraphUnavailable):
                store.read("RETURN 1 AS one")
            _unavailable(client, "/ask", settings)
            _unavailable(client, "/readyz", settings)
            assert client.get("/healthz").status_code == 200
            with pytest.raises(GraphUnavailable):
                GraphStore.open(settings)
        finally:
            kill(place, signal.SIGCONT)
        assert store.read("RETURN 1 AS one") == [{"one": 1}]
        assert client.get("/ask").json() == [{"one": 1}]


def test_a_server_that_was_killed_is_used_again_without_a_new_start_of_ours(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    with started(place, {}) as settings, GraphStore.open(settings) as store, _client(settings) as client:
        store.write(lambda transaction: transaction.run("CREATE (:Marked {id: 'kept'})").consume())
        assert client.get("/readyz").status_code == 200
        record = ServerHome(place.home).running()
        assert record is not None
        patient = settings.model_copy(update={"retry_time": 120.0})
        with GraphStore.open(patient) as waiting:
            kill(place, signal.SIGKILL)
            with caplog.at_level(logging.WARNING, "neo4j"):
                with pytest.raises(GraphUnavailable, match=f"{settings.url} cannot be reached"):
                    store.read("RETURN 1 AS one")
                assert not [one for one in caplog.messages if "will be retried" in one]
            for path in ("/readyz", "/ask", "/api/v1/regions", "/"):
                _unavailable(client, path, settings)
            found: list[object] = []
            asking = threading.Thread(
                target=lambda: found.append(waiting.read("MATCH (p:Marked {id: 'kept'}) RETURN p.id AS id"))
            )
            asking.start()
            with _client(settings) as started_without, run(place, record):
                assert started_without.get("/ask").json() == [{"one": 1}]
                asking.join()
                assert [one for one in caplog.messages if "will be retried" in one]
                assert found == [[{"id": "kept"}]]
                assert store.read("MATCH (p:Marked {id: 'kept'}) RETURN p.id AS id") == [{"id": "kept"}]
                assert client.get("/readyz").status_code == 200


def _write(number: int) -> Callable[[ManagedTransaction], None]:
    def work(transaction: ManagedTransaction) -> None:
        transaction.run(
            "UNWIND range(1, 500) AS i CREATE (:Blob {round: $n, text: $text + i})", n=number, text="x" * 1000
        ).consume()

    return work


def test_a_full_disk_costs_nothing_that_was_acknowledged(place: Place) -> None:
    """The limit on the size of its files stands for the disk: the kernel refuses to write, in the server's process."""
    with started(place, {}) as settings, GraphStore.open(settings) as store, _client(settings) as client:
        record = ServerHome(place.home).running()
        assert record is not None
        largest = max(file.stat().st_size for file in (place.home / "data").rglob("*") if file.is_file())
        limit = largest + 1_000_000
        resource.prlimit(place.pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        acknowledged = 0
        with pytest.raises(GraphUnavailable, match="disk is full or broken; make room, restart it"):
            for number in range(100):
                store.write(_write(number))
                acknowledged += 1
        with pytest.raises(GraphUnavailable, match="disk is full or broken"):
            store.read("RETURN 1 AS one")
        _unavailable(client, "/ask", settings)
        kill(place, signal.SIGKILL)
        with run(place, record):
            counted = store.read("MATCH (b:Blob) RETURN b.round AS round, count(b) AS n ORDER BY round")
            assert counted == [{"round": number, "n": 500} for number in range(acknowledged)]
            store.write(_write(100))
            assert client.get("/ask").status_code == 200


def test_a_graph_that_was_set_back_is_answered_of_after_one_sentence(place: Place, tmp_path: Path) -> None:
    """What the process saw last is not there any more: it says so once, then goes on with what there is."""
    lines = {"db.transaction.bookmark_ready_timeout": "1s"}
    with started(place, lines) as settings, GraphStore.open(settings) as store:
        record = ServerHome(place.home).running()
        assert record is not None
        kill(place, signal.SIGKILL)
        shutil.copytree(place.home / "data", tmp_path / "before")
        with run(place, record):
            store.write(lambda transaction: transaction.run("CREATE (:Marked {id: 'later'})").consume())
            kill(place, signal.SIGKILL)
        shutil.rmtree(place.home / "data")
        (tmp_path / "before").rename(place.home / "data")
        with run(place, record):
            with pytest.raises(GraphUnavailable, match="restored or behind"):
                store.generation()
            assert store.read("MATCH (p:Marked {id: 'later'}) RETURN p") == []


def test_settings_of_a_running_server_reach_it(frail: tuple[Place, GraphSettings]) -> None:
    with GraphStore.open(settings_of(frail[0], pool_liveness=0, pool_lifetime=0.001, pool_size=2)) as store:
        for number in range(3):
            assert store.read("RETURN $n AS n", {"n": number}) == [{"n": number}]
