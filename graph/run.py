"""Statements of a write transaction, in batches."""

from __future__ import annotations

from typing import Any

from neo4j import ManagedTransaction

from graph import notices

BATCH = 2000
"""Rows one statement takes at most."""


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


def _batches(parameters: dict[str, Any]) -> list[dict[str, Any]]:
    name = next((name for name in ("rows", "ids", "keys") if name in parameters), None)
    if name is None:
        return [parameters]
    items = parameters[name]
    return [parameters | {name: items[at : at + BATCH]} for at in range(0, len(items), BATCH)]
