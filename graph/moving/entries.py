"""The graph as a stream of nodes and relationships: the one order that export and copies share."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graph import model
from graph.errors import GraphError
from graph.moving.mark import generation
from graph.run import BATCH
from graph.store import GraphStore

_WITH_DOCUMENTS = {"Policy": 20}
"""Nodes to read at once of a label whose nodes hold whole documents; BATCH of any other."""


class Key(NamedTuple):
    """What a node is known by: its label, and its id within the label. Written ``Label/id``."""

    label: str
    id: str

    def __str__(self) -> str:
        return f"{self.label}/{self.id}"


@dataclass(frozen=True, slots=True)
class Node:
    """A node with all its properties, ``id`` among them."""

    label: str
    properties: dict[str, Any]

    @property
    def id(self) -> str:
        """Unique within the label."""
        return str(self.properties["id"])

    @property
    def key(self) -> Key:
        """What relationships name it by."""
        return Key(self.label, self.id)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship; several of one type may join the same two nodes."""

    type: str
    source: Key
    target: Key
    properties: dict[str, Any] = field(default_factory=dict)


Entry = Node | Relationship


@dataclass(frozen=True, slots=True)
class Chosen:
    """A part of the graph: these nodes, and the relationships of these types and tiers between them."""

    keys: frozenset[Key]
    types: frozenset[str]
    tiers: tuple[str, ...]
    generation: int
    """State of the graph in which they were chosen."""


def entries(store: GraphStore, chosen: Chosen | None = None) -> Iterator[Entry]:
    """Nodes by label and id, then relationships by type, ends and properties as JSON; equal for equal graphs.

    All of them, or what is ``chosen``. What is held in memory at a time: the ids of one label, and BATCH
    nodes or relationships. GraphError when a copy into this graph was not finished, and at the end when
    the graph was changed meanwhile.
    """
    before = generation(store) if chosen is None else chosen.generation
    for node in model.NODES:
        ids = _ids(store, node.label, chosen)
        size = _WITH_DOCUMENTS.get(node.label, BATCH)
        for at in range(0, len(ids), size):
            rows = store.read(
                f"UNWIND $ids AS id MATCH (n:{node.label} {{id: id}}) RETURN id, properties(n) AS props",
                {"ids": ids[at : at + size]},
            )
            yield from (Node(node.label, row["props"]) for row in sorted(rows, key=lambda row: str(row["id"])))
    for kind in model.RELATIONSHIPS:
        if chosen is not None and kind.type not in chosen.types:
            continue
        for label in kind.sources:
            degrees = _degrees(store, kind.type, label)
            if chosen is not None:
                degrees = [one for one in degrees if Key(label, one[0]) in chosen.keys]
            for part in _parts(degrees):
                found = _relationships(store, kind.type, label, part)
                yield from (one for one in found if chosen is None or _is_chosen(one, chosen))
    if generation(store) != before:
        raise GraphError("The graph was changed while it was read as a whole; do it again.")


def _ids(store: GraphStore, label: str, chosen: Chosen | None) -> list[str]:
    if chosen is not None:
        return sorted(key.id for key in chosen.keys if key.label == label)
    return sorted(row["id"] for row in store.read(f"MATCH (n:{label}) RETURN n.id AS id"))


def _is_chosen(one: Relationship, chosen: Chosen) -> bool:
    return one.target in chosen.keys and one.properties.get("tier", chosen.tiers[0]) in chosen.tiers


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
        Relationship(kind, Key(label, str(row["id"])), Key(str(row["label"]), str(row["other"])), row["props"])
        for row in rows
    ]
    yield from sorted(found, key=_order)


def _order(one: Relationship) -> tuple[str, str, str, str]:
    return one.source.id, one.target.label, one.target.id, json_of(one.properties)
