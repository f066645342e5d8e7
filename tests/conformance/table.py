"""Asks every query of every engine, compares, and writes the table query × engine."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from cypher.arguments import Value, convert
from cypher.catalogue import Query, catalogue
from cypher.names import resolvers
from tests.conformance.askings import Asking, Pool, askings
from tests.conformance.comparing import Row, difference
from tests.conformance.engines import Engine

ARTEFACTS = Path(__file__).resolve().parents[2] / "build" / "conformance"
"""Where runs leave the table."""


@dataclass
class Line:
    """One query on one graph."""

    graph: str
    query: str
    askings: int = 0
    rows: int = 0
    """Of all askings together."""
    milliseconds: dict[str, float] = field(default_factory=dict)
    """Median over the askings, by engine."""
    differences: list[str] = field(default_factory=list)


def compare(engines: Sequence[Engine], graph: str, queries: Iterable[Query] | None = None, **more: int) -> list[Line]:
    """Every query (or some) with all its askings on ``engines``, which hold the same graph; the first is the measure.

    ``more`` goes to ``askings``.
    """
    pool = Pool(engines[0].store)
    return [
        _line(engines, graph, query, list(askings(query, pool, **more)))
        for query in (catalogue() if queries is None else queries)
    ]


def _line(engines: Sequence[Engine], graph: str, query: Query, given: Sequence[Asking]) -> Line:
    line = Line(graph, query.name, len(given))
    parameters = [convert(query, asking.arguments, resolvers(engines[0].store)) for asking in given]
    expected: list[list[Row]] = []
    for engine in engines:
        engine.store.read(query.cypher, parameters[0])  # makes the plan
        found, times = zip(*(_timed(engine, query, values) for values in parameters), strict=True)
        line.milliseconds[engine.name] = round(statistics.median(times) * 1000, 1)
        if not expected:
            expected = list(found)
            line.rows = sum(map(len, expected))
        for asking, wanted, rows in zip(given, expected, found, strict=True):
            if said := difference(query.cypher, wanted, rows):
                line.differences.append(f"{engines[0].name} and {engine.name}, {asking.label}: {said}")
    return line


def _timed(engine: Engine, query: Query, parameters: dict[str, Value]) -> tuple[list[Row], float]:
    begun = time.perf_counter()
    rows = engine.store.read(query.cypher, parameters)
    return rows, time.perf_counter() - begun


def markdown(lines: Sequence[Line]) -> str:
    """The table, and below it what differs."""
    engines = list(lines[0].milliseconds)
    head = ["query", "graph", "askings", "rows", *(f"{name}, ms" for name in engines), "alike"]
    table = [head, ["---", "---", *["--:"] * (len(engines) + 2), "---"]]
    for line in lines:
        times = [f"{line.milliseconds[name]:,.1f}" for name in engines]
        alike = "yes" if not line.differences else f"no: {len(line.differences)}"
        table.append([f"`{line.query}`", line.graph, str(line.askings), f"{line.rows:,}", *times, alike])
    different = [f"- `{line.query}` ({line.graph}): {said}" for line in lines for said in line.differences]
    return "\n".join(["| " + " | ".join(row) + " |" for row in table] + (["", *different] if different else []))


def summary(lines: Sequence[Line]) -> str:
    """One sentence: how many askings, how many alike."""
    asked = sum(line.askings * (len(line.milliseconds) - 1) for line in lines)
    different = sum(len(line.differences) for line in lines)
    return (
        f"{len({line.query for line in lines})} queries, {sum(line.askings for line in lines)} askings on "
        f"{len(lines[0].milliseconds)} engines, {sum(line.rows for line in lines):,} rows each: "
        f"{asked - different} of {asked} comparisons alike ({1 - different / asked:.1%})."
    )


def write(lines: Sequence[Line], folder: Path) -> None:
    """``conformance.md`` and ``conformance.json`` in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "conformance.md").write_text(f"{summary(lines)}\n\n{markdown(lines)}\n", encoding="utf-8")
    data = json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=1)
    (folder / "conformance.json").write_text(data + "\n", encoding="utf-8")
