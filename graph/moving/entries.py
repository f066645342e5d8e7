"""The graph as a stream of nodes and relationships: the one order that export and copies share."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from graph import model
from graph.errors import GraphError
from graph.moving.mark import generation
from graph.run import BATCH
from graph.store import GraphStore

_WITH_DOCUMENTS = {"Policy": 20}
"""Nodes to read at once of a label whose nodes hold whole documents; BATCH of any other."""


@dataclass(frozen=True, slots=True)
class Node:
    """A node with all its properties, ``id`` among them."""

    label: str
    properties: dict[str, Any]

    @property
    def id(self) -> str:
        """Unique within the label."""
        return str(self.properties["id"])


@dataclass(frozen=True, slots=True)
class End:
    """Where a relationship begins or ends."""

    label: str
    id: str


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship; several of one type may join the same two nodes."""

    type: str
    source: End
    target: End
    properties: dict[str, Any] = field(default_factory=dict)


Entry = Node | Relationship


def entries(store: GraphStore) -> Iterator[Entry]:
    """Nodes by label and id, then relationships by type, ends and properties as JSON; equal for equal graphs.

    What is held in memory at a time: the ids of one label, and BATCH nodes or relationships. GraphError
    when a copy into this graph was not finished, and at the end when the graph was changed meanwhile.
    """
    before = generation(store)
    for node in model.NODES:
        ids = sorted(row["id"] for row in store.read(f"MATCH (n:{node.label}) RETURN n.id AS id"))
        size = _WITH_DOCUMENTS.get(node.label, BATCH)
        for at in range(0, len(ids), size):
            rows = store.read(
                f"UNWIND $ids AS id MATCH (n:{node.label} {{id: id}}) RETURN id, properties(n) AS props",
                {"ids": ids[at : at + size]},
            )
            yield from (Node(node.label, row["props"]) for row in sorted(rows, key=lambda row: str(row["id"])))
    for kind in model.RELATIONSHIPS:
        for label in kind.sources:
            for part in _parts(_degrees(store, kind.type, label)):
                yield from _relationships(store, kind.type, label, part)
    if generation(store) != before:
        raise GraphError("The graph was changed while it was read as a whole; do it again.")


def json_of(content: dict[str, Any]) -> str:
    """One line of JSON with sorted keys: the same content gives the same text."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def _degrees(store: GraphStore, kind: str, label: str) -> list[tuple[str, int]]:
    """How many relationships of ``kind`` leave each node of ``label`` that any leaves, by id."""
    rows = store.read(f"MATCH (n:{label})-[r:{kind}]->() RETURN n.id AS id, count(r) AS many")
    return sorted((row["id"], row["many"]) for row in rows)


def _parts(degrees: Iterable[tuple[str, int]]) -> Iterator[list[str]]:
    """Ids cut so that no more than BATCH relationships leave a part, unless they leave one node."""
    part: list[str] = []
    held = 0
    for one, many in degrees:
        if part and held + many > BATCH:
            yield part
            part, held = [], 0
        part.append(one)
        held += many
    if part:
        yield part


def _relationships(store: GraphStore, kind: str, label: str, ids: list[str]) -> Iterator[Relationship]:
    rows = store.read(
        f"UNWIND $ids AS id MATCH (n:{label} {{id: id}})-[r:{kind}]->(m) "
        "RETURN id, labels(m)[0] AS label, m.id AS other, properties(r) AS props",
        {"ids": ids},
    )
    found = [
        Relationship(kind, End(label, str(row["id"])), End(str(row["label"]), str(row["other"])), row["props"])
        for row in rows
    ]
    yield from sorted(found, key=_order)


def _order(one: Relationship) -> tuple[str, str, str, str]:
    return one.source.id, one.target.label, one.target.id, json_of(one.properties)
