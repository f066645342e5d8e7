"""How a real Neo4j is used: the database named, bookmarks between processes, remarks as lines of the log."""

from __future__ import annotations

import asyncio
import base64
import json
import logging
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from neo4j import ManagedTransaction

from api.app import create_app
from api.bookmarks import HEADER
from data import PLANS
from graph.async_store import AsyncGraphStore
from graph.errors import BookmarkError, GraphError, GraphUnavailable, QueryError
from graph.run import run as statement
from graph.settings import GraphSettings
from graph.store import GraphStore
from tests.neo4j.places import Server
from tests.neo4j.variants import settings_of
from tests.serving import HERE, local

pytestmark = pytest.mark.neo4j


@pytest.fixture(params=["bolt", "neo4j"])
def settings(request: pytest.FixtureRequest, server: Server) -> GraphSettings:
    """Of the server, by its own address and by its routing table."""
    return settings_of(server.place, url=server.url.replace("bolt", request.param))


@pytest.fixture
def store(settings: GraphSettings) -> Iterator[GraphStore]:
    with GraphStore.open(settings) as store:
        yield store


def _mark(transaction: ManagedTransaction) -> None:
    transaction.run("MERGE (p:Marked {id: 1}) SET p.times = coalesce(p.times, 0) + 1").consume()


def _future(bookmark: str) -> str:
    """A bookmark of the same database, of a transaction that is far ahead."""
    packed = base64.b64decode(bookmark.removeprefix("FB:"))
    assert packed[:3] == b"\x91\xcc\x10", packed
    return "FB:" + base64.b64encode(packed[:19] + b"\xca\x7f\xff\xff\xff\x90").decode()


def test_every_transaction_names_the_home_database(settings: GraphSettings, caplog: pytest.LogCaptureFixture) -> None:
    with GraphStore.open(settings) as store, caplog.at_level(logging.DEBUG, "neo4j.io"):
        store.read("RETURN 1 AS one")
        store.write(_mark)
        store.ready()
        store.schema(["CREATE INDEX marked_times IF NOT EXISTS FOR (p:Marked) ON (p.times)"])
    sent = [one for one in caplog.messages if " C: BEGIN " in one or " C: RUN " in one]
    naming = [one for one in sent if "'db': 'neo4j'" in one]
    own = [one for one in sent if " C: BEGIN " in one or "RETURN 1 AS one" in one or "CREATE INDEX" in one]
    assert len([one for one in own if " C: BEGIN " in one]) == 2
    assert len(naming) == 4


def test_reads_are_sent_as_reads(store: GraphStore, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "neo4j.io"):
        store.read("RETURN 1 AS one")
    assert [one for one in caplog.messages if " C: BEGIN " in one and "'mode': 'r'" in one]
    with pytest.raises(QueryError):
        store.read("CREATE (:Marked {id: 2})")


def test_a_database_that_is_not_there_is_one_sentence(settings: GraphSettings) -> None:
    with pytest.raises(GraphError, match="no such database; set POLICYGRAPH_DATABASE"):
        GraphStore.open(settings.model_copy(update={"database": "nowhere"}))


def test_what_one_store_wrote_another_waits_for(store: GraphStore, settings: GraphSettings) -> None:
    before = store.bookmarks()
    store.write(_mark)
    [seen] = store.bookmarks()
    assert [seen] != before
    times = store.read("MATCH (p:Marked {id: 1}) RETURN p.times AS times")
    with GraphStore.open(GraphSettings.load(**(settings.model_dump() | {"after": seen}))) as other:
        assert other.read("MATCH (p:Marked {id: 1}) RETURN p.times AS times") == times
    with GraphStore.open(settings) as other:
        assert other.after([seen]).read("MATCH (p:Marked {id: 1}) RETURN p.times AS times") == times
        assert len(other.bookmarks()) == 1

    async def ask() -> list[dict[str, object]]:
        async with await AsyncGraphStore.open(settings) as asynchronous:
            return await asynchronous.after([seen]).read("MATCH (p:Marked {id: 1}) RETURN p.times AS times")

    assert asyncio.run(ask()) == times


def test_bookmarks_are_sent_with_what_is_asked_after_them(store: GraphStore, caplog: pytest.LogCaptureFixture) -> None:
    store.write(_mark)
    [seen] = store.bookmarks()
    with GraphStore.open(store.settings) as other, caplog.at_level(logging.DEBUG, "neo4j.io"):
        other.after([seen]).read("RETURN 1 AS one")
    assert [one for one in caplog.messages if " C: BEGIN " in one and seen in one]


def test_what_is_no_bookmark_is_one_sentence_and_harms_nobody_else(store: GraphStore, settings: GraphSettings) -> None:
    with pytest.raises(BookmarkError, match="ask without them"):
        store.after(["nonsense"]).read("RETURN 1 AS one")
    assert store.read("RETURN 1 AS one") == [{"one": 1}]
    with pytest.raises(BookmarkError):
        GraphStore.open(settings.model_copy(update={"after": "nonsense"}))


@pytest.fixture
def client(settings: GraphSettings) -> Iterator[TestClient]:
    with local(create_app(settings, HERE)) as client:
        yield client


def test_answers_carry_a_bookmark_and_requests_may(
    client: TestClient, store: GraphStore, caplog: pytest.LogCaptureFixture
) -> None:
    store.write(_mark)
    [seen] = store.bookmarks()
    with caplog.at_level(logging.DEBUG, "neo4j.io"):
        answer = client.get("/readyz", headers={HEADER: seen})
    assert answer.status_code == 200
    assert [one for one in caplog.messages if " C: BEGIN " in one and seen in one]
    carried = answer.headers[HEADER]
    assert carried.startswith("FB:")
    assert client.get("/readyz", headers={HEADER: f"{seen}, {carried}"}).status_code == 200
    assert client.head("/readyz").headers[HEADER]
    assert HEADER not in client.get("/healthz").headers


@pytest.mark.parametrize("given", ["nonsense", "FB:nonsense", "ä".encode(), "x" * 2000])
def test_a_request_after_what_is_no_bookmark_is_refused_by_itself(client: TestClient, given: str | bytes) -> None:
    refused = client.get("/readyz", headers=[(HEADER, given)])
    assert refused.status_code == 422, refused.text
    assert "ookmark" in refused.json()["detail"]
    assert client.get("/readyz").status_code == 200


def test_loading_prints_the_bookmarks_of_what_it_wrote(server: Server, settings: GraphSettings) -> None:
    plan = PLANS / "zhongshan-laser-reply-2023"
    done = server.place.run("load", plan, "--json", POLICYGRAPH_URL=server.url)
    assert done.returncode == 0, done.stderr.decode()
    [loaded] = json.loads(done.stdout)
    asked = server.place.run(
        "status", "--json", POLICYGRAPH_URL=settings.url, POLICYGRAPH_USER="neo4j",
        POLICYGRAPH_PASSWORD=server.place.password, POLICYGRAPH_AFTER=",".join(loaded["bookmarks"]),
    )  # fmt: skip
    assert loaded["bookmarks"]
    assert plan.name in [policy["id"] for policy in json.loads(asked.stdout)["policies"]]


def test_remarks_of_the_server_are_logged_once_for_a_query(
    settings: GraphSettings, caplog: pytest.LogCaptureFixture
) -> None:
    query = f"MATCH (n) RETURN id(n) AS {settings.url.partition(':')[0]} LIMIT 1"

    def work(transaction: ManagedTransaction) -> None:
        statement(transaction, query + " // written")

    with caplog.at_level(logging.INFO), GraphStore.open(settings) as store:
        for _ in range(3):
            store.read(query)
        store.read(query + " ")
        store.read(f"MATCH (n:Unheard) RETURN n.{settings.url.partition(':')[0]} AS n")
        store.write(work)
    warned = [
        one.getMessage() for one in caplog.records if one.name == "graph.notices" and one.levelno == logging.WARNING
    ]
    assert len(warned) == 3
    assert all("01N02 (DEPRECATION)" in one and "RETURN id(n)" in one for one in warned)
    informed = [one.getMessage() for one in caplog.records if one.name == "graph.notices"]
    assert any("01N50 (UNRECOGNIZED)" in one and "Unheard" in one for one in informed)
    with caplog.at_level(logging.INFO), GraphStore.open(settings.model_copy(update={"notifications": "off"})) as store:
        caplog.clear()
        store.read(query + "  ")
    assert [one for one in caplog.records if one.name == "graph.notices"] == []


def test_a_state_that_the_server_does_not_come_to_is_a_server_behind(server: Server) -> None:
    with GraphStore.open(settings_of(server.place)) as store:
        store.write(_mark)
        [seen] = store.bookmarks()
        with pytest.raises(GraphUnavailable, match="not come to the state of these bookmarks in time"):
            store.after([_future(seen)]).read("RETURN 1 AS one")
        assert store.bookmarks() != []
        assert store.read("RETURN 1 AS one") == [{"one": 1}]


def test_no_named_query_of_ours_is_remarked_on(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    from cypher.catalogue import catalogue
    from cypher.run import run

    settings = settings_of(server.place)
    loaded = server.place.run("load", "--all", POLICYGRAPH_URL=server.url)
    assert loaded.returncode == 0, loaded.stderr.decode()
    asked = 0
    with caplog.at_level(logging.WARNING, "graph.notices"), GraphStore.open(settings) as store:
        for query in catalogue():
            needed = {
                name: one.example
                for name, one in query.parameters.items()
                if one.is_required and one.example is not None
            }
            run(store, query, needed)
            asked += 1
    assert asked > 20
    assert [one.getMessage() for one in caplog.records if one.name == "graph.notices"] == []
