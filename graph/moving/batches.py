"""Entries in batches that one statement builds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.moving.entries import Entry, Node

Kind = tuple[str, ...]
"""A node's label, or the label a relationship comes from, its type and the label it leads to."""


def kind_of(entry: Entry) -> Kind:
    """What kind an entry is."""
    return (entry.label,) if isinstance(entry, Node) else (entry.source.label, entry.type, entry.target.label)


def name_of(kind: Kind) -> str:
    """The label of nodes, the type of relationships."""
    return kind[0] if len(kind) == 1 else kind[1]


def batched(entries: Iterable[Entry], *, rows: int, characters: int) -> Iterator[tuple[Kind, list[Entry]]]:
    """Entries of one kind each, at most ``rows`` of them; one with whole documents ends at ``characters``.

    All nodes come before the first relationship, as they do in ``entries``.
    """
    waiting: dict[Kind, list[Entry]] = {}
    held: dict[Kind, int] = {}
    last = ""
    for entry in entries:
        kind = kind_of(entry)
        if name_of(kind) != last:
            yield from waiting.items()
            waiting, held, last = {}, {}, name_of(kind)
        waiting.setdefault(kind, []).append(entry)
        held[kind] = held.get(kind, 0) + _size(entry)
        if len(waiting[kind]) == rows or held[kind] >= characters:
            yield kind, waiting.pop(kind)
            del held[kind]
    yield from waiting.items()


def build(kind: Kind) -> str:
    """The clauses that build ``row``: a node's properties, or {a: from, b: to, r: properties}."""
    if len(kind) == 1:
        return f"CREATE (n:{kind[0]}) SET n = row"
    source, relationship, target = kind
    return (
        f"MATCH (a:{source} {{id: row.a}}) MATCH (b:{target} {{id: row.b}}) "
        f"CREATE (a)-[r:{relationship}]->(b) SET r = row.r"
    )


def row(entry: Entry) -> dict[str, object]:
    """What ``build`` takes of an entry."""
    if isinstance(entry, Node):
        return entry.properties
    return {"a": entry.source.id, "b": entry.target.id, "r": entry.properties}


def _size(entry: Entry) -> int:
    return sum(len(value) if isinstance(value, str) else 8 for value in entry.properties.values())
