"""Entries held against the declared model: forms with typed columns write what it declares and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from graph import model
from graph.declaration import Property, ValueType
from graph.errors import GraphError
from graph.moving.entries import Entry, Node


def columns(name: str) -> tuple[Property, ...]:
    """What a label or a relationship type of the model is declared with, a node's ``id`` first."""
    if name in model.labels():
        return model.node(name).all_properties
    return model.relationship(name).properties


def declared(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The same entries; GraphError at one that holds what the model does not declare, by name or by type."""
    types = {
        name: {one.name: one.type for one in columns(name)} for name in (*model.labels(), *model.relationship_types())
    }
    for entry in entries:
        name = entry.label if isinstance(entry, Node) else entry.type
        for key, value in entry.properties.items():
            if not _fits(value, types[name].get(key)):
                raise GraphError(
                    f"The graph holds {name}.{key} = {value!r:.60}, which the model does not declare so; take it out, "
                    "or export with --format jsonl or cypher, which hold anything."
                )
        yield entry


def _fits(value: Any, declared_as: ValueType | None) -> bool:
    match declared_as:
        case "string":
            return isinstance(value, str)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "float":
            return isinstance(value, float)
        case "boolean":
            return isinstance(value, bool)
        case "list of strings":
            return isinstance(value, list) and all(isinstance(one, str) for one in value)
        case None:
            return False
