"""The note on a graph that a copy into it is under way, kept on its ``Meta`` node until the copy is complete.

It is put there before the first change and taken away with the last one, so a copy that was
interrupted in whatever way leaves it behind. Named queries, export and status do not answer while it
is there, and nothing else is written: what the graph holds then is a part, and would be taken for the whole.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, Protocol

from neo4j import ManagedTransaction

from graph import model
from graph.errors import GraphError, GraphUnavailable
from graph.run import run, values
from graph.store import GraphStore

_META = f"(m:{model.META} {{id: 'graph'}})"
_COUNT = "m.generation = coalesce(m.generation, 0) + 1, m.changed = timestamp()"
COUNT_A_CHANGE = f"MERGE {_META} SET {_COUNT}"
"""The statement by which a change is counted."""


class Reader(Protocol):
    """What a note is read from: ``graph.store.GraphStore``."""

    def read(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """The rows of a reading query."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A copy that was begun: a word that no other one has, the graph it comes from, when (ISO 8601, UTC)."""

    token: str
    source: str
    begun: str

    def __str__(self) -> str:
        return (
            f"holds a part only of {self.source}: a copy begun at {self.begun} is not finished. Wait for it; if it "
            "was interrupted, run `policygraph copy` with --replace or `policygraph restore`"
        )


def found(store: Reader) -> Mark | None:
    """The note on the graph; None where no copy into it is under way or was interrupted."""
    rows = store.read(f"MATCH {_META} RETURN m.copying AS copying")
    return _mark(rows[0]["copying"]) if rows else None


@dataclass(frozen=True, slots=True)
class Version:
    """A state of the graph: no two are equal, also where one was restored and its changes are counted anew."""

    generation: int
    """How many times the graph was changed."""
    changed: int | None
    """When it was changed last, in milliseconds since 1970; None where that was not noted."""


def version(store: Reader) -> Version:
    """The present state; GraphUnavailable where a copy into the graph was not finished."""
    rows = store.read(f"MATCH {_META} RETURN m.generation AS generation, m.changed AS changed, m.copying AS copying")
    if not rows:
        return Version(0, None)
    _refuse(rows[0]["copying"])
    changed = rows[0]["changed"]
    return Version(int(rows[0]["generation"]), None if changed is None else int(changed))


def generation(store: Reader) -> int:
    """How many times the graph was changed; GraphUnavailable where a copy into it was not finished."""
    return version(store).generation


def bump(transaction: ManagedTransaction) -> None:
    """Count a change; GraphUnavailable where a copy into the graph was not finished."""
    for copying in values(transaction, f"MERGE {_META} SET {_COUNT} RETURN m.copying"):
        _refuse(copying)


def put(transaction: ManagedTransaction, mark: Mark) -> None:
    """Leave the note, in the place of any other."""
    run(transaction, f"{COUNT_A_CHANGE}, m.copying = $note REMOVE m.probe", note=json.dumps(asdict(mark)))


def keep(transaction: ManagedTransaction, mark: Mark) -> None:
    """Count a change by the copy of ``mark``; GraphError when another one has taken its place."""
    notes = values(transaction, f"MATCH {_META} SET {_COUNT} RETURN m.copying")
    if not notes or _mark(notes[0]) != mark:
        raise GraphError("Another copy or a restore has taken over this graph; this copy was given up.")


def is_one_graph(source: GraphStore, target: GraphStore) -> bool:
    """Whether two addresses lead to one graph: what is noted at one can be read at the other."""
    word = secrets.token_hex(8)
    target.write(partial(run, cypher=f"MERGE {_META} SET {_COUNT}, m.probe = $word", word=word))
    rows = source.read(f"MATCH {_META} RETURN m.probe AS probe")
    return bool(rows) and rows[0]["probe"] == word


def clear(transaction: ManagedTransaction) -> None:
    """Take the note away, whoever left it, and forget what was known of what the graph held."""
    run(transaction, f"MATCH {_META} REMOVE m.copying, m.probe, m.prepared, m.identities")


def _mark(note: str | None) -> Mark | None:
    return None if note is None else Mark(**json.loads(note))


def _refuse(note: str | None) -> None:
    mark = _mark(note)
    if mark is not None:
        raise GraphUnavailable(f"The graph {mark}.")
