"""One step from some nodes: a bounded number of neighbours, and the relationships among nodes that were reached."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple, Protocol

from graph import model
from graph.moving.entries import Key, Relationship, json_of
from graph.parts.scope import Reader, Scope

_AT_ONCE = 500
"""Nodes that one statement starts from."""
_AMONG = 3000
"""The same where both ends are known: each statement takes all of them along, so few of them are quicker."""
_IN_A_POLICY = ["Policy", "Clause", "Measure", "Target"]
_TIERS = "(r.tier IS NULL OR r.tier IN $tiers)"
_COLUMNS = "id, labels(m)[0], m.id, type(r), properties(r), coalesce(n.path, m.path)"
"""Of a relationship that a move leads over."""


class StreamingReader(Reader, Protocol):
    """A store that also gives rows one by one."""

    def stream(
        self, cypher: str, parameters: Mapping[str, Any] | None = None
    ) -> AbstractContextManager[Iterator[dict[str, Any]]]:
        """The rows of a reading query as they come."""


class Move(NamedTuple):
    """A step from nodes of ``label`` along relationships of ``types``: out of them, or into them."""

    label: str
    types: tuple[str, ...]
    is_out: bool


class Edge(NamedTuple):
    """A relationship with the printed number of the clause it joins, where it joins one."""

    relationship: Relationship
    clause: str | None


def in_one(columns: str) -> str:
    """``columns`` of all rows in one record: many small records take the driver three times as long."""
    return f"collect([{columns}]) AS found"


def all_of(store: Reader, statement: str, parameters: Mapping[str, Any]) -> list[list[Any]]:
    """What a statement gives that returns ``in_one``."""
    found: list[list[Any]] = store.read(statement, parameters)[0]["found"]
    return found


def out(label: str, types: str) -> Move:
    """A move along relationships that leave nodes of ``label``; types parted by ``|``."""
    return Move(label, tuple(types.split("|")), is_out=True)


def into(label: str, types: str) -> Move:
    """A move against relationships that lead to nodes of ``label``; types parted by ``|``."""
    return Move(label, tuple(types.split("|")), is_out=False)


def every_move() -> tuple[Move, ...]:
    """All that the model allows, two a label."""
    return tuple(
        move
        for node in model.NODES
        for move in (
            Move(node.label, tuple(k.type for k in model.RELATIONSHIPS if node.label in k.sources), is_out=True),
            Move(node.label, tuple(k.type for k in model.RELATIONSHIPS if node.label in k.targets), is_out=False),
        )
    )


def reached(
    store: Reader,
    nodes: Iterable[Key],
    moves: Iterable[Move],
    scope: Scope,
    seen: Collection[Key],
    most: int,
    policies: Sequence[str] | None = None,
) -> list[Key]:
    """The nodes one of ``moves`` leads to from ``nodes`` that were not ``seen``: the first ``most`` by label and id.

    ``policies`` keeps to their parts: clauses, measures and targets of others are not reached, nor are others.
    """
    found: set[Key] = set()
    asked = scope.parameters | {"policies": policies, "parts": _IN_A_POLICY, "most": most + len(seen)}
    for move, ids in _starts(nodes, moves, scope):
        statement = (
            f"UNWIND $ids AS id MATCH (n:{move.label} {{id: id}}){_arrow(move)} "
            f"WHERE labels(m)[0] IN $labels AND {_TIERS} AND (m.tier IS NULL OR m.tier IN $tiers) "
            "AND ($policies IS NULL OR NOT labels(m)[0] IN $parts OR coalesce(m.policy, m.id) IN $policies) "
            "WITH DISTINCT labels(m)[0] AS label, m.id AS id ORDER BY label, id LIMIT toInteger($most) "
            f"RETURN {in_one('label, id')}"
        )
        rows = all_of(store, statement, asked | {"ids": ids})
        found.update(key for row in rows if (key := Key(*row)) not in seen)
        if len(found) > 2 * most:
            found = set(heapq.nsmallest(most, found))
    return heapq.nsmallest(most, found)


def pairs(
    store: StreamingReader, nodes: Iterable[Key], scope: Scope, goal: Key, most: int
) -> Iterator[tuple[Key, Key]]:
    """Each of ``nodes`` with each node one step from it; ``goal`` counts whatever the scope says of nodes.

    Ends behind ``most`` pairs and one.
    """
    asked = scope.parameters | {"goal": goal.id, "goal_label": goal.label}
    for move, ids in _starts(nodes, every_move(), scope):
        statement = (
            f"UNWIND $ids AS id MATCH (n:{move.label} {{id: id}}){_arrow(move)} "
            f"WHERE {_TIERS} AND ((labels(m)[0] IN $labels AND (m.tier IS NULL OR m.tier IN $tiers)) "
            "OR (m.id = $goal AND labels(m)[0] = $goal_label)) "
            "RETURN DISTINCT id, labels(m)[0] AS label, m.id AS other LIMIT toInteger($most)"
        )
        with store.stream(statement, asked | {"ids": ids, "most": most + 1}) as rows:
            for row in rows:
                most -= 1
                yield Key(move.label, row["id"]), Key(row["label"], row["other"])
                if most < 0:
                    return


def edges(store: StreamingReader, nodes: Sequence[Key], rank: Mapping[Key, int], scope: Scope) -> dict[Key, list[Edge]]:
    """For each of ``nodes`` its relationships with nodes of no higher ``rank``, in an order of content alone.

    Nodes without a rank are not in the part. Memory is taken by what is kept, not by what the node has.
    """
    found: dict[Key, list[Edge]] = {}
    for own, other, is_out, edge in _joined(store, nodes, every_move(), scope):
        before = rank.get(other)
        # a relationship with itself is found twice; its start counts
        if before is not None and (before < rank[own] or (own == other and is_out)):
            found.setdefault(own, []).append(edge)
    for own, listed in found.items():
        listed.sort(key=lambda edge: _order(edge.relationship, rank, own))
    return found


def among(store: StreamingReader, nodes: Iterable[Key], scope: Scope) -> list[Edge]:
    """All relationships that join two of ``nodes``, each once, in no certain order.

    They are looked for from the end that has few of them: what policies have in common is joined to very many.
    """
    keys = frozenset(nodes)
    there = {key.id: True for key in keys}
    found: list[Edge] = []
    for move, ids in _starts(keys, _few(), scope, _AMONG):
        statement = f"{_over(move)} AND $there[m.id] IS NOT NULL RETURN {in_one(_COLUMNS)}"
        rows = all_of(store, statement, {"ids": ids, "tiers": list(scope.tiers), "there": there})
        joined = (_edge(move, row) for row in rows)
        found += [edge for _, other, edge in joined if other in keys]  # ids of other labels may be the same
    return found


def between(store: Reader, joined: Iterable[tuple[Key, Key]], scope: Scope) -> list[Edge]:
    """All relationships between the two nodes of each pair, whichever way they lead, in an order of content alone."""
    found: list[Edge] = []
    both = sorted({ends for one, other in joined for ends in ((one, other), (other, one))}, key=_labels)
    for (source, target), group in groupby(both, key=_labels):
        types = [
            kind.type
            for kind in model.RELATIONSHIPS
            if kind.type in scope.types and source in kind.sources and target in kind.targets
        ]
        if not types:
            continue
        statement = (
            f"UNWIND $pairs AS pair MATCH (n:{source} {{id: pair[0]}})-[r:{'|'.join(types)}]->"
            f"(m:{target} {{id: pair[1]}}) WHERE {_TIERS} RETURN n.id AS id, m.id AS other, type(r) AS type, "
            "properties(r) AS props, coalesce(n.path, m.path) AS clause"
        )
        listed = [[one.id, other.id] for one, other in group]
        for row in store.read(statement, {"pairs": listed, "tiers": list(scope.tiers)}):
            ends = Key(source, row["id"]), Key(target, row["other"])
            found.append(Edge(Relationship(row["type"], *ends, row["props"]), row["clause"]))
    return sorted(found, key=lambda edge: (*_ends(edge.relationship), json_of(edge.relationship.properties)))


def _joined(
    store: StreamingReader, nodes: Iterable[Key], moves: Iterable[Move], scope: Scope
) -> Iterator[tuple[Key, Key, bool, Edge]]:
    """What ``moves`` lead over from ``nodes``: the node, the other end, whether it leaves the node, and itself."""
    for move, ids in _starts(nodes, moves, scope):
        statement = f"{_over(move)} RETURN {_COLUMNS}"
        with store.stream(statement, {"ids": ids, "tiers": list(scope.tiers)}) as rows:
            for row in rows:
                own, other, edge = _edge(move, list(row.values()))
                yield own, other, move.is_out, edge


def _over(move: Move) -> str:
    """The statement up to its conditions that finds what a move leads over, from the nodes of ``$ids``."""
    return f"UNWIND $ids AS id MATCH (n:{move.label} {{id: id}}){_arrow(move)} WHERE {_TIERS}"


def _edge(move: Move, row: Sequence[Any]) -> tuple[Key, Key, Edge]:
    """A row of ``_COLUMNS``: the node that the move starts from, the other one, what joins them."""
    id, label, other_id, type, properties, clause = row  # noqa: A001
    own, other = Key(move.label, id), Key(label, other_id)
    ends = (own, other) if move.is_out else (other, own)
    return own, other, Edge(Relationship(type, *ends, properties), clause)


@cache
def _few() -> tuple[Move, ...]:
    """Moves over every type of relationship in one direction: out of its sources, or into policies from elsewhere."""
    parts = set(_IN_A_POLICY)
    inward = {kind.type for kind in model.RELATIONSHIPS if set(kind.targets) <= parts and not set(kind.sources) & parts}
    kept = (
        move._replace(types=tuple(one for one in move.types if move.is_out != (one in inward))) for move in every_move()
    )
    return tuple(move for move in kept if move.types)


def _starts(
    nodes: Iterable[Key], moves: Iterable[Move], scope: Scope, at_once: int = _AT_ONCE
) -> Iterator[tuple[Move, list[str]]]:
    """Each move in scope with the nodes it starts from, a part of them at a time."""
    by_label: dict[str, list[str]] = {}
    for key in nodes:
        by_label.setdefault(key.label, []).append(key.id)
    for move in moves:
        kept = move._replace(types=tuple(one for one in move.types if one in scope.types))
        ids = by_label.get(move.label, [])
        for at in range(0, len(ids) if kept.types else 0, at_once):
            yield kept, ids[at : at + at_once]


def _arrow(move: Move) -> str:
    types = "|".join(move.types)
    return f"-[r:{types}]->(m)" if move.is_out else f"<-[r:{types}]-(m)"


def _labels(ends: tuple[Key, Key]) -> tuple[str, str]:
    return ends[0].label, ends[1].label


def _ends(one: Relationship) -> tuple[Key, Key, str]:
    return one.source, one.target, one.type


def _order(one: Relationship, rank: Mapping[Key, int], own: Key) -> tuple[int, str, bool, str]:
    other = one.target if one.source == own else one.source
    return rank[other], one.type, one.source == own, json_of(one.properties)
