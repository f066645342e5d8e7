"""The engines that must answer alike, each with one store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.run import BATCH
from graph.settings import GraphSettings
from graph.store import GraphStore
from graph.writer import prepare, replace_policy
from loaders.pipeline import Reading
from tests.conformance.made import made_readings, plans
from tests.neo4j.places import Place

EMBEDDED, LONG_TERM, NEWEST = "embedded", "5.26.30", "2026.08.1"
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

    def load(self, graph: str) -> None:
        """Put one of GRAPHS in the place of all that the engine holds; every third policy without candidates."""
        wipe(self.store)
        prepare(self.store)
        for number, reading in enumerate(GRAPHS[graph]()):
            replace_policy(self.store, reading, candidates=number % 3 > 0)


def wipe(store: GraphStore) -> None:
    """Delete every node; constraints and indexes stay."""
    while store.write(
        lambda transaction: transaction.run(
            f"MATCH (n) WITH n LIMIT {BATCH} DETACH DELETE n RETURN count(*) AS gone"
        ).single(strict=True)["gone"]
    ):
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
    place = Place(folder)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        url = place.up("--version", version, heap=heap)["url"]
        with GraphStore.open(server_settings(place, url)) as store:
            yield Engine(version, store)
    finally:
        place.run("neo4j", "down")


def server_settings(place: Place, url: str, **more: object) -> GraphSettings:
    """Settings of the server of ``place`` for stores in this process."""
    given: dict[str, object] = {"url": url, "user": "neo4j", "password": place.password, "data": place.data / "data"}
    return GraphSettings.load(**given | {"query_timeout": PATIENCE} | more)


@contextmanager
def every_engine(folder: Path, names: Iterable[str]) -> Iterator[list[Engine]]:
    """Those engines, in this order."""
    with ExitStack() as stack:
        yield [
            stack.enter_context(embedded(folder / name) if name == EMBEDDED else neo4j(folder / name, name))
            for name in names
        ]
