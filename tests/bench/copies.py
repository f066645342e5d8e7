"""A graph of many policies out of one of few: every policy copied with all it owns, what is shared stays one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from neo4j import ManagedTransaction

from graph import model
from graph.run import batches, run
from graph.store import GraphStore

_OWN = ("Policy", "Clause", "Measure", "Target")
_SEP = "-copy-"


@dataclass
class Graph:
    """Nodes by label and relationships by source, type and target, as they are written."""

    nodes: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    relationships: dict[tuple[str, str, str], list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Number of nodes."""
        return sum(map(len, self.nodes.values()))

    @property
    def ties(self) -> int:
        """Number of relationships."""
        return sum(map(len, self.relationships.values()))

    def add(self, line: dict[str, Any], copy: int) -> None:
        """A line of an export, as copy number ``copy`` (0: itself)."""
        if "label" in line:
            if copy == 0 or line["label"] in _OWN:
                props = _named(line["properties"], ("policy", *(["id"] if line["label"] in _OWN else [])), copy)
                self.nodes.setdefault(line["label"], []).append(props)
            return
        source, target = line["from"], line["to"]
        if copy == 0 or source["label"] in _OWN or target["label"] in _OWN:
            row = {
                "from": _end(source, copy),
                "to": _end(target, copy),
                "props": _named(line["properties"], ("policy",), copy),
            }
            key = (source["label"], line["type"], target["label"])
            self.relationships.setdefault(key, []).append(row)


def _end(end: dict[str, Any], copy: int) -> str:
    return _name(end["id"], copy) if end["label"] in _OWN else str(end["id"])


def _named(props: dict[str, Any], names: Iterable[str], copy: int) -> dict[str, Any]:
    return props | {name: _name(props[name], copy) for name in names if name in props}


def _name(key: str, copy: int) -> str:
    return f"{key}{_SEP}{copy}" if copy else key


def copied(lines: list[dict[str, Any]], copies: int) -> Graph:
    """The graph of an export's lines with every policy ``copies`` times."""
    graph = Graph()
    for copy in range(copies):
        for line in lines:
            graph.add(line, copy)
    return graph


def write_nodes(store: GraphStore, graph: Graph) -> None:
    """Create the nodes, a transaction for every batch."""
    for label, rows in graph.nodes.items():
        _write(store, f"UNWIND $rows AS row CREATE (n:{label}) SET n = row", rows)


def write_relationships(store: GraphStore, graph: Graph) -> None:
    """Create the relationships, from the end that has few of them."""
    for (source, kind, target), rows in graph.relationships.items():
        shared = model.node(target).shared or target in ("Instrument", "Function")
        pattern = "(a)-[r:{}]->(b)" if shared else "(b)<-[r:{}]-(a)"
        _write(
            store,
            f"UNWIND $rows AS row MATCH (a:{source} {{id: row.from}}) MATCH (b:{target} {{id: row.to}}) "
            f"CREATE {pattern.format(kind)} SET r = row.props",
            rows,
        )


def _write(store: GraphStore, cypher: str, rows: list[dict[str, Any]]) -> None:
    for part in batches(rows):

        def work(transaction: ManagedTransaction, part: Sequence[dict[str, Any]] = part) -> None:
            run(transaction, cypher, rows=part)

        store.write(work)
