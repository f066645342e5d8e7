"""Reading and writing through the store, on the embedded engine."""

from __future__ import annotations

import asyncio
import threading
from functools import partial
from typing import Any

import pytest
from neo4j import ManagedTransaction

from graph.async_store import AsyncGraphStore
from graph.errors import GraphError, GraphUnavailable, QueryError
from graph.run import run
from graph.settings import GraphSettings
from graph.store import GraphStore
from graph.writer import bump


def test_rows_come_as_plain_values_in_order(store: GraphStore) -> None:
    rows = store.read(
        "UNWIND $numbers AS n RETURN n, {deep: [n, date('2024-03-01')]} AS map ORDER BY n DESC", {"numbers": [1, 2]}
    )
    assert rows == [{"n": 2, "map": {"deep": [2, "2024-03-01"]}}, {"n": 1, "map": {"deep": [1, "2024-03-01"]}}]


def test_nodes_come_as_their_properties(store: GraphStore) -> None:
    rows = store.read("MATCH (i:Instrument {id: 'land'}) RETURN i")
    assert rows[0]["i"]["en"] == "Land supply and reuse"


@pytest.mark.parametrize(
    "cypher",
    [
        "CREATE (:Region {id: 'x'})",
        "MATCH (i:Instrument) SET i.en = 'x'",
        "MATCH (i:Instrument) DETACH DELETE i",
        "CREATE (:Unheard {id: 'x'})",
        "CREATE INDEX by_en IF NOT EXISTS FOR (i:Instrument) ON (i.en)",
    ],
)
def test_reads_cannot_change_anything(store: GraphStore, cypher: str) -> None:
    before = store.read("MATCH (n) RETURN count(n) AS n, sum(size(n.en)) AS letters")
    with pytest.raises(QueryError):
        store.read(cypher)
    assert store.read("MATCH (n) RETURN count(n) AS n, sum(size(n.en)) AS letters") == before


def test_files_and_addresses_cannot_be_read_by_queries(store: GraphStore) -> None:
    for source in ("file:///etc/hostname", "/etc/hostname", "http://127.0.0.1:1/x.csv"):
        with pytest.raises(QueryError):
            store.read("LOAD CSV FROM $source AS line RETURN line", {"source": source})


def test_a_wrong_query_is_one_sentence(store: GraphStore) -> None:
    with pytest.raises(QueryError) as raised:
        store.read("MATCH (n RETURN n")
    assert "\n" not in str(raised.value)
    assert str(raised.value).startswith("The graph refused what was asked: ")


def test_rows_of_many_whole_documents_are_written(store: GraphStore) -> None:
    """The embedded engine refuses messages over 16 MB."""
    rows = [{"id": f"long-{number}", "text": "激光装备" * 100_000} for number in range(20)]
    store.write(lambda transaction: run(transaction, "UNWIND $rows AS row CREATE (c:Clause) SET c = row", rows=rows))
    ids = [row["id"] for row in rows]
    held = store.read(
        "MATCH (c:Clause) WHERE c.id IN $ids RETURN count(c) AS many, sum(size(c.text)) AS length", {"ids": ids}
    )
    store.write(lambda transaction: run(transaction, "UNWIND $ids AS id MATCH (c:Clause {id: id}) DELETE c", ids=ids))
    assert held == [{"many": 20, "length": 8_000_000}]


def test_a_failed_write_leaves_nothing(store: GraphStore) -> None:
    def work(transaction: ManagedTransaction) -> None:
        bump(transaction)
        transaction.run("CREATE (:Place {id: 'half'})").consume()
        raise GraphError("stop")

    before = store.generation()
    with pytest.raises(GraphError, match="stop"):
        store.write(work)
    assert store.read("MATCH (p:Place {id: 'half'}) RETURN p") == []
    assert store.generation() == before


def test_writers_that_meet_are_both_heard(store: GraphStore) -> None:
    before = store.generation()
    failures: list[Exception] = []

    def many() -> None:
        try:
            for _ in range(5):
                store.write(bump)
        except GraphError as error:
            failures.append(error)

    threads = [threading.Thread(target=many) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert store.generation() == before + 15


def test_who_reads_what_another_removes_is_answered(store: GraphStore) -> None:
    """The embedded engine finds a node, and misses it when it comes to read what the node holds."""
    ended = threading.Event()
    failures: list[Exception] = []

    def read() -> None:
        try:
            while not ended.is_set():
                store.read(
                    "MATCH (:Place {id: 'brief'})-[:HAS_CLAUSE]->(c:Clause) RETURN c.id AS id, c.text ORDER BY id"
                )
        except GraphError as error:
            failures.append(error)

    make = "MERGE (p:Place {id: 'brief'}) WITH p UNWIND range(1, 300) AS n CREATE (p)-[:HAS_CLAUSE]->(:Clause {id: n})"
    remove = "MATCH (:Place {id: 'brief'})-[:HAS_CLAUSE]->(c:Clause) DETACH DELETE c"
    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(25):
        store.write(partial(run, cypher=make))
        store.write(partial(run, cypher=remove))
    ended.set()
    for thread in threads:
        thread.join()
    store.write(partial(run, cypher="MATCH (p:Place {id: 'brief'}) DELETE p"))
    assert failures == []


def test_the_asynchronous_store_reads_writes_and_refuses_alike(store: GraphStore) -> None:
    async def use() -> tuple[list[dict[str, Any]], int]:
        async with await AsyncGraphStore.open(store.settings) as other:
            rows = await asyncio.gather(*(other.read("RETURN $i AS i", {"i": number}) for number in range(8)))
            with pytest.raises(QueryError):
                await other.read("CREATE (:Place {id: 'async'})")

            async def work(transaction: Any) -> int:
                await (
                    await transaction.run("MERGE (m:Meta {id: 'graph'}) SET m.generation = m.generation + 1")
                ).consume()
                return 7

            assert await other.write(work) == 7
            return [row for found in rows for row in found], await other.generation()

    before = store.generation()
    assert asyncio.run(use()) == ([{"i": number} for number in range(8)], before + 1)


def test_a_server_that_is_not_there_is_one_sentence_with_its_address_only() -> None:
    settings = GraphSettings.load(url="bolt://ann:hush@127.0.0.1:1", retry_time=0.1)
    with pytest.raises(GraphUnavailable) as raised:
        GraphStore.open(settings)
    assert "bolt://127.0.0.1:1" in str(raised.value)
    assert "hush" not in str(raised.value)


def test_what_fails_in_one_thread_does_not_touch_what_others_ask(store: GraphStore) -> None:
    failing = "UNWIND range(1, 2000) AS x RETURN 1 / (x - 1500) AS y"
    said: list[str] = []

    def streamed() -> int:
        with store.stream(failing) as rows:
            return len(list(rows))

    def written() -> int:
        return store.write(lambda transaction: len(list(transaction.run(failing))))

    def ask(number: int) -> None:
        for turn in range(40):
            try:
                (lambda: len(store.read(failing)), streamed, written)[(number + turn) % 3]()
            except GraphError as error:
                said.append(str(error))
            said.append(str(store.read("RETURN $x AS x", {"x": number})[0]["x"] - number))

    threads = [threading.Thread(target=ask, args=(number,), daemon=True) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert not [thread for thread in threads if thread.is_alive()]
    assert set(said) == {"0", "The graph refused what was asked: / by zero."}
    assert len(said) == 6 * 40 * 2
