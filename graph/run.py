"""Statements of a write transaction, in batches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from neo4j import ManagedTransaction

from graph import notices

Item = TypeVar("Item")

BATCH = 2000
"""Rows one statement takes at most."""
BATCH_BYTES = 6_000_000
"""A batch ends with the row that brings it to so many bytes: the embedded engine refuses messages over 16 MB."""


def run(transaction: ManagedTransaction, cypher: str, **parameters: Any) -> None:
    """Run a statement for its effect; ``rows``, ``ids`` and ``keys`` are cut into batches, none is run when empty."""
    for part in _batches(parameters):
        notices.log(transaction.run(cypher, part).consume())


def values(transaction: ManagedTransaction, cypher: str, **parameters: Any) -> list[Any]:
    """The first column of a statement's rows."""
    return [row[0] for row in table(transaction, cypher, **parameters)]


def table(transaction: ManagedTransaction, cypher: str, **parameters: Any) -> list[list[Any]]:
    """The rows of a statement as lists of values."""
    found: list[list[Any]] = []
    for part in _batches(parameters):
        result = transaction.run(cypher, part)
        found.extend(record.values() for record in result)
        notices.log(result.consume())
    return found


def batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """``items`` in parts of at most ``BATCH`` that one message of Bolt can hold."""
    begun, held = 0, 0
    for at, item in enumerate(items):
        held += _bytes(item)
        if at + 1 - begun == BATCH or held >= BATCH_BYTES:
            yield items[begun : at + 1]
            begun, held = at + 1, 0
    if begun < len(items):
        yield items[begun:]


def _batches(parameters: dict[str, Any]) -> Iterator[dict[str, Any]]:
    name = next((name for name in ("rows", "ids", "keys") if name in parameters), None)
    if name is None:
        yield parameters
        return
    for part in batches(parameters[name]):
        yield parameters | {name: part}


def _bytes(value: object) -> int:
    """About what a value takes in a message; strings at three bytes a character, as Chinese takes."""
    if isinstance(value, str):
        return 5 + (len(value) if value.isascii() else 3 * len(value))
    if isinstance(value, Mapping):
        return 5 + sum(_bytes(key) + _bytes(item) for key, item in value.items())
    if isinstance(value, Sequence):
        return 5 + sum(map(_bytes, value))
    return 9
