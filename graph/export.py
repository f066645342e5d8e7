"""The graph as JSON Lines, and backups of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from neo4j import ManagedTransaction

from graph import model
from graph.backup import Content, Documents, document_lines, identity_lines, read_file, write_file
from graph.errors import GraphError
from graph.run import BATCH, run, values
from graph.store import GraphStore
from graph.writer import bump, prepare


def export_lines(store: GraphStore) -> Iterator[str]:
    """One JSON object a line, without line ends: nodes by label and id, then relationships by type and ends.

    Keys are sorted, so that two graphs of the same content give the same bytes. GraphError at the
    end when the graph was changed meanwhile.
    """
    before = store.generation()
    ids: dict[str, list[str]] = {}
    for node in model.NODES:
        ids[node.label] = sorted(row["id"] for row in store.read(f"MATCH (n:{node.label}) RETURN n.id AS id"))
        for part in _parts(ids[node.label]):
            rows = store.read(
                f"UNWIND $ids AS id MATCH (n:{node.label} {{id: id}}) RETURN id, properties(n) AS props", {"ids": part}
            )
            for row in sorted(rows, key=lambda row: str(row["id"])):
                yield _line({"label": node.label, "properties": row["props"]})
    for kind in model.RELATIONSHIPS:
        for label in kind.sources:
            for part in _parts(ids[label]):
                yield from _relationships(store, kind.type, label, part)
    if store.generation() != before:
        raise GraphError("The graph was changed while it was exported; export it again.")


def _relationships(store: GraphStore, kind: str, label: str, ids: list[str]) -> Iterator[str]:
    rows = store.read(
        f"UNWIND $ids AS id MATCH (n:{label} {{id: id}})-[r:{kind}]->(m) "
        "RETURN id, labels(m)[0] AS label, m.id AS other, properties(r) AS props",
        {"ids": ids},
    )
    lines = [
        (
            (str(row["id"]), str(row["label"]), str(row["other"])),
            _line(
                {
                    "type": kind,
                    "from": {"label": label, "id": row["id"]},
                    "to": {"label": row["label"], "id": row["other"]},
                    "properties": row["props"],
                }
            ),
        )
        for row in rows
    ]
    yield from (line for _, line in sorted(lines))


def _parts(ids: list[str]) -> Iterator[list[str]]:
    for at in range(0, len(ids), BATCH):
        yield ids[at : at + BATCH]


def _line(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def backup(store: GraphStore, file: Path, documents: Documents | None = None, identities: bytes | None = None) -> int:
    """Write the graph, with the user's ``documents`` and judgements of identity, compressed; the number of lines.

    The same graph gives the same bytes. GraphError when the file cannot be written or the graph was
    changed meanwhile; a file that was there before stays then.
    """
    return write_file(file, chain(export_lines(store), document_lines(documents or {}), identity_lines(identities)))


def restore(store: GraphStore, file: Path) -> Content:
    """Put the graph of a backup in the place of all the graph holds; the content, of which the caller keeps the rest.

    The file is checked before anything is changed, and all is done in one transaction: a failure
    leaves the graph as it was.
    """
    content = read_file(file)
    prepare(store)
    store.write(lambda transaction: _restore(transaction, content))
    prepare(store)
    return content


def _restore(transaction: ManagedTransaction, content: Content) -> None:
    bump(transaction)
    run(transaction, f"MATCH (m:{model.META} {{id: 'graph'}}) REMOVE m.prepared, m.identities")
    for node in model.NODES:
        ids = values(transaction, f"MATCH (n:{node.label}) RETURN n.id")
        run(transaction, f"UNWIND $ids AS id MATCH (n:{node.label} {{id: id}}) DETACH DELETE n", ids=ids)
    for label, rows in content.nodes.items():
        run(transaction, f"UNWIND $rows AS row CREATE (n:{label}) SET n = row", rows=rows)
    for (source, kind, target), rows in content.relationships.items():
        run(
            transaction,
            f"UNWIND $rows AS row MATCH (a:{source} {{id: row.from}}) MATCH (b:{target} {{id: row.to}}) "
            f"CREATE (a)-[r:{kind}]->(b) SET r = row.props",
            rows=rows,
        )
