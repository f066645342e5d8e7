"""The engines that must answer alike, each with one store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from neo4j import ManagedTransaction

from graph.run import BATCH
from graph.settings import GraphSettings
from graph.store import GraphStore
from graph.writer import prepare, replace_policy
from loaders.pipeline import Reading
from tests.conformance.made import made_readings, plans
from tests.neo4j.running import LONG_TERM, NEWEST, neo4j_settings

EMBEDDED = "embedded"
ALL = (EMBEDDED, LONG_TERM, NEWEST)
PATIENCE = 300.0
"""Seconds a query may take here: the machine that runs this may have other work."""
GRAPHS: dict[str, Callable[[], Iterable[Reading]]] = {
    "plans": plans,
    "made": lambda: (*plans(), *made_readings(200)),
}
"""What is loaded: the five plans, and two hundred made policies beside them."""


@dataclass(frozen=True)
class Engine:
    """A store and the name of the engine behind it."""

    name: str
    store: GraphStore

    def impatient(self) -> GraphStore:
        """Another store that does not try again: to the usual one a broken constraint may be a faster writer."""
        return GraphStore.open(self.store.settings.model_copy(update={"retry_time": 0.0}))

    def load(self, graph: str) -> None:
        """Put one of GRAPHS in the place of all that the engine holds; every third policy without candidates."""
        wipe(self.store)
        prepare(self.store)
        for number, reading in enumerate(GRAPHS[graph]()):
            replace_policy(self.store, reading, candidates=number % 3 > 0)


def deleted(transaction: ManagedTransaction) -> int:
    """Delete some nodes of any label; how many."""
    found = transaction.run(f"MATCH (n) WITH n LIMIT {BATCH} DETACH DELETE n RETURN count(*) AS gone")
    return int(found.single(strict=True)["gone"])


def wipe(store: GraphStore) -> None:
    """Delete every node; constraints and indexes stay."""
    while store.write(deleted):
        continue


@contextmanager
def embedded(folder: Path, heap: str = "1g") -> Iterator[Engine]:
    """The embedded engine with its files in ``folder``."""
    settings = GraphSettings.load(
        url=f"embedded:{folder / 'graph'}",
        data=folder / "data",
        engine_grace=0.5,
        engine_heap=heap,
        query_timeout=PATIENCE,
    )
    with GraphStore.open(settings) as store:
        yield Engine(EMBEDDED, store)


@contextmanager
def neo4j(folder: Path, version: str, heap: str = "1g") -> Iterator[Engine]:
    """A real Neo4j of ``version`` with its files in ``folder``, stopped at the end."""
    with (
        neo4j_settings(folder, version, heap=heap, query_timeout=PATIENCE) as settings,
        GraphStore.open(settings) as store,
    ):
        yield Engine(version, store)


@contextmanager
def every_engine(folder: Path, names: Iterable[str] = ALL) -> Iterator[list[Engine]]:
    """Those engines, in this order."""
    with ExitStack() as stack:
        yield [
            stack.enter_context(embedded(folder / name) if name == EMBEDDED else neo4j(folder / name, name))
            for name in names
        ]
