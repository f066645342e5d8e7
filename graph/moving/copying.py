"""Copying a graph into another one, on whatever engines they are."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from neo4j import ManagedTransaction

from graph import model
from graph.errors import GraphError
from graph.moving import mark
from graph.moving.batches import Kind, batched, build, name_of, row
from graph.moving.entries import Entry, entries
from graph.moving.mark import Mark
from graph.run import BATCH, batches, run
from graph.store import GraphStore
from graph.writer import declare

_CHARACTERS = 2_000_000
"""A transaction ends with the entry that brings it to so many characters."""
_TAXONOMIES = frozenset({"Instrument", "Function"})
"""Labels of nodes that every graph of ours has, with or without policies."""
Progress = Callable[[int], None]
"""Told how many nodes and relationships have been copied."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many nodes of a label or relationships of a type there are on both sides."""

    name: str
    source: int
    target: int


def copy(
    source: GraphStore, target: GraphStore, *, replace: bool = False, progress: Progress | None = None
) -> list[Count]:
    """Write what ``source`` holds into ``target`` and count it there; the counts, in the model's order.

    It is written in many transactions. A note on the target says from the first to the last that it
    holds a part only, and stays when the copy is interrupted or the counts differ. GraphError when the
    source is empty, when the target holds anything and ``replace`` is not given, when both are one
    graph (nothing is changed in these cases), when the source is changed meanwhile and when the counts differ.
    """
    mark.generation(source)  # raises where it is itself the part of a copy
    if not _held(source).keys() & (model.labels() - _TAXONOMIES):
        raise GraphError(f"The graph at {source.where} is empty, so nothing was copied; check the address.")
    if not replace:
        _refuse_full(target)
    if mark.is_one_graph(source, target):
        raise GraphError(f"{source.where} and {target.where} are one graph; name two.")
    note = Mark(secrets.token_hex(8), source.where, datetime.now(UTC).isoformat(timespec="seconds"))
    target.write(lambda transaction: mark.put(transaction, note))
    declare(target)
    _empty(target, note)
    copied: Counter[str] = Counter()
    for kind, batch in batched(entries(source), rows=BATCH, characters=_CHARACTERS):
        target.write(partial(_write, note=note, kind=kind, batch=batch))
        copied[name_of(kind)] += len(batch)
        if progress:
            progress(copied.total())
    counts = [Count(name, copied[name], many) for name, many in _counts(target)]
    wrong = [f"{one.target} of {one.source} {one.name}" for one in counts if one.source != one.target]
    if wrong:
        raise GraphError(
            f"The copy at {target.where} is not whole ({', '.join(wrong)}): something else wrote there meanwhile; "
            "run it again with --replace."
        )
    target.write(partial(_finish, note=note))
    return counts


def _refuse_full(target: GraphStore) -> None:
    unfinished = mark.found(target)
    if unfinished is not None:
        raise GraphError(f"The graph at {target.where} {unfinished}.")
    held = {label: many for label, many in _held(target).items() if label not in {model.META, *_TAXONOMIES}}
    if held:
        said = ", ".join(f"{many} {label}" for label, many in sorted(held.items(), key=lambda one: -one[1]))
        raise GraphError(
            f"The graph at {target.where} is not empty (it holds {said}); name an empty one, or give --replace to "
            "delete what it holds of policygraph's model first."
        )


def _held(store: GraphStore) -> dict[str, int]:
    """How many nodes of each label there are, whatever the labels."""
    rows = store.read("MATCH (n) RETURN labels(n)[0] AS label, count(n) AS many")
    return {str(row["label"]): row["many"] for row in rows}


def _empty(target: GraphStore, note: Mark) -> None:
    """Delete the nodes of the model, with all relationships at them."""
    for node in model.NODES:
        ids = [row["id"] for row in target.read(f"MATCH (n:{node.label}) RETURN n.id AS id")]
        for part in batches(ids):
            target.write(partial(_delete, note=note, label=node.label, ids=part))


def _delete(transaction: ManagedTransaction, note: Mark, label: str, ids: Sequence[str]) -> None:
    mark.keep(transaction, note)
    run(transaction, f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) DETACH DELETE n", ids=ids)


def _write(transaction: ManagedTransaction, note: Mark, kind: Kind, batch: list[Entry]) -> None:
    mark.keep(transaction, note)
    run(transaction, f"UNWIND $rows AS row {build(kind)}", rows=[row(entry) for entry in batch])


def _finish(transaction: ManagedTransaction, note: Mark) -> None:
    mark.keep(transaction, note)
    mark.clear(transaction)


def _counts(store: GraphStore) -> Iterator[tuple[str, int]]:
    """How many nodes of each label and relationships of each type of the model there are."""
    for node in model.NODES:
        yield node.label, store.read(f"MATCH (n:{node.label}) RETURN count(n) AS many")[0]["many"]
    for kind in model.RELATIONSHIPS:
        yield kind.type, store.read(f"MATCH ()-[r:{kind.type}]->() RETURN count(r) AS many")[0]["many"]
