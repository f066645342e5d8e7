"""What every query file is asked with: made from its header and from what the loaded graph holds.

A new query file is covered without a line here.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cypher.catalogue import Query
from cypher.header import Parameter
from graph.store import GraphStore

_SOURCES = {
    "region": "MATCH (:Policy)-[:APPLIES_TO]->(r:Region) RETURN DISTINCT r.id AS value ORDER BY value",
    "instrument": "MATCH (:Measure)-[:OF_TYPE]->(i:Instrument) RETURN DISTINCT i.id AS value ORDER BY value",
    "agency": "MATCH (a:Agency)-[:LEADS]->() RETURN DISTINCT a.name AS value ORDER BY value",
    "policy": "MATCH (p:Policy) WHERE p.stub = false RETURN p.id AS value ORDER BY value",
    "clause": "MATCH (c:Clause) RETURN DISTINCT c.path AS value ORDER BY value",
    "year": "MATCH (t:Target) WHERE t.year IS NOT NULL RETURN DISTINCT t.year AS value ORDER BY value",
    "function": "MATCH (:Agency)-[:HAS_FUNCTION]->(f:Function) RETURN DISTINCT f.id AS value ORDER BY value",
    "name": "MATCH (:Policy)-[:FOCUSES_ON]->(n:Industry) RETURN DISTINCT n.name AS value ORDER BY value",
    "metric": "MATCH (t:Target) RETURN DISTINCT t.metric AS value ORDER BY value",
}
_NOWHERE = {"region": ("110000-nowhere", "650000"), "instrument": ("government-procurement",), "clause": ("99/99",)}
"""Values that exist and that the loaded graph says nothing of."""
_ODD_WORDS = ("支持", "%", "'\"\\`$", "𠮷", "。")
_DATES = ("1999-01-01", "2025-12-31", "2030-06-30")
_NUMBERS = (0.0, 0.25, 1.0)


@dataclass(frozen=True)
class Asking:
    """A query with arguments as a user gives them; ``label`` says which."""

    label: str
    arguments: dict[str, object]


class Pool:
    """Values that a loaded graph holds, by type of parameter."""

    def __init__(self, store: GraphStore) -> None:
        self._held = {kind: [row["value"] for row in store.read(cypher)] for kind, cypher in _SOURCES.items()}
        empty = [kind for kind, values in self._held.items() if not values]
        if empty:
            raise AssertionError(f"the graph holds no {', '.join(empty)}: nothing to ask with")

    def values(self, parameter: Parameter, name: str) -> Sequence[object]:
        """What a parameter can be given, its default and example left out."""
        usual = {parameter.default, parameter.example}
        return [value for value in self._candidates(parameter, name) if value not in usual]

    def _candidates(self, parameter: Parameter, name: str) -> Sequence[object]:
        match parameter.type:
            case "boolean":
                return [True, False]
            case "integer":
                found = [*self._held["year"], 0, 1, 2, 3, 7, parameter.minimum, parameter.maximum]
                return [value for value in dict.fromkeys(found) if _within(parameter, value)]
            case "number":
                return [value for value in _NUMBERS if _within(parameter, value)]
            case "date":
                return _DATES
            case "string" if parameter.values:
                return parameter.values
            case "string" if name in self._held:
                return self._held[name]
            case "string":
                return [*self._held["name"], *self._held["metric"], *_ODD_WORDS]
            case kind:
                return [*self._held[kind], *_NOWHERE.get(kind, ())[-1:]]


def _within(parameter: Parameter, value: float | None) -> bool:
    return (
        value is not None
        and (parameter.minimum is None or value >= parameter.minimum)
        and (parameter.maximum is None or value <= parameter.maximum)
    )


def askings(query: Query, pool: Pool, *, each: int = 2, mixed: int = 2) -> Iterator[Asking]:
    """The default, ``each`` other values of every parameter, and ``mixed`` askings with all of them other.

    The same for the same query and graph.
    """
    chance = random.Random(query.name)  # noqa: S311 - the same askings on every engine, guards nothing
    usual: dict[str, object] = dict(query.examples)
    yield Asking("default", usual)
    for name, parameter in query.parameters.items():
        for value in _some(chance, pool, parameter, name, each):
            yield Asking(f"{name}={_shown(value)}", usual | {name: value})
    for _ in range(mixed if len(query.parameters) > 1 else 0):
        given = {
            name: value
            for name, parameter in query.parameters.items()
            for value in _some(chance, pool, parameter, name, 1)
        }
        yield Asking(" ".join(f"{name}={_shown(value)}" for name, value in given.items()), usual | given)


def _some(chance: random.Random, pool: Pool, parameter: Parameter, name: str, count: int) -> list[object]:
    values = pool.values(parameter, name)
    if parameter.many:
        return [chance.sample(values, min(len(values), size + 1)) for size in range(count)]
    return chance.sample(values, min(len(values), count))


def _shown(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)
