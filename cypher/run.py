"""Asking a named query."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from cypher.arguments import Value, convert
from cypher.catalogue import Query
from cypher.header import ColumnType
from cypher.names import resolvers
from cypher.vocabulary import JSON_TEXTS
from graph.moving import mark

Row = dict[str, Any]


class Store(Protocol):
    """What a query is asked of: ``graph.store.GraphStore``."""

    def read(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """The rows of a reading query."""


class StreamingStore(Store, Protocol):
    """A store that also gives rows one by one."""

    def stream(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> AbstractContextManager[Iterator[Row]]:
        """The rows of a reading query as they come."""


@dataclass(frozen=True)
class Answer:
    """What a query found, with the values it was asked with and the state of the graph."""

    parameters: Mapping[str, Value]
    rows: list[Row]
    generation: int
    left_out: int | None = 0
    """Further rows that the graph holds below the asked tier, where the rows themselves do not tell of them; None for
    a list that comes in pages: it is not counted."""


def run(store: Store, query: Query, arguments: Mapping[str, object]) -> list[Row]:
    """The rows of ``query``, ready for JSON: keys are exactly its columns.

    Raises ArgumentError for an argument that cannot be used, and what the store raises.
    """
    return rows(store, query, convert(query, arguments, resolvers(store)))


def answer(store: Store, query: Query, arguments: Mapping[str, object], generation: int | None = None) -> Answer:
    """Like ``run``, with parameters, generation and what is left out; the generation is never newer than the rows.

    ``generation``: the one the graph had a moment ago, where the caller has asked for it.
    """
    if generation is None:
        generation = mark.generation(store)
    parameters = convert(query, arguments, resolvers(store))
    found = rows(store, query, parameters)
    return Answer(parameters, found, generation, _left_out(store, query, parameters, len(found)))


@contextmanager
def stream(store: StreamingStore, query: Query, arguments: Mapping[str, object]) -> Iterator[Iterator[Row]]:
    """The same rows one by one, as the graph gives them."""
    parameters = convert(query, arguments, resolvers(store))
    with store.stream(query.cypher, parameters) as found:
        yield (_typed(query, row) for row in found)


def _left_out(store: Store, query: Query, parameters: Mapping[str, Value], shown: int) -> int | None:
    """How many rows more a query gives with facts of every tier; 0 where its rows say what is to be checked."""
    if query.item:
        return None
    tiers = query.parameters.get("tiers")
    states = {value for column in query.columns.values() for value in column.values}
    if tiers is None or "to_check" in query.columns or "to be checked" in states:
        return 0
    least = tiers.values[-1]
    if parameters["tiers"] == least:
        return 0
    return max(0, len(store.read(query.cypher, {**parameters, "tiers": least})) - shown)


def rows(store: Store, query: Query, parameters: Mapping[str, Value]) -> list[Row]:
    """The rows for values as ``cypher.arguments.convert`` gives them."""
    return [_typed(query, found) for found in store.read(query.cypher, parameters)]


def _typed(query: Query, found: Row) -> Row:
    return {name: _value(found.get(name), column.type) for name, column in query.columns.items()}


def _value(value: Any, kind: ColumnType) -> Any:
    """A value as its column declares it; numbers that are whole come as integers on every engine."""
    if kind in ("number", "integer") and isinstance(value, float) and value.is_integer():
        return int(value)
    if kind == "json":
        return _decoded(value, texts=True)
    return value


def _decoded(value: Any, *, texts: bool = False) -> Any:
    """Objects and lists with the JSON texts inside (``texts``, or under a property that holds them) decoded."""
    if isinstance(value, dict):
        return {key: _decoded(item, texts=key in JSON_TEXTS) for key, item in value.items()}
    if isinstance(value, list):
        return [_decoded(item, texts=texts) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return json.loads(value) if texts and isinstance(value, str) else value
