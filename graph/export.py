"""The graph as JSON Lines, and backups of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from neo4j import ManagedTransaction

from graph import model
from graph.backup import Content, Documents, document_lines, identity_lines, read_file, write_file
from graph.moving import mark
from graph.moving.entries import Entry, Node, entries, json_of
from graph.run import run, values
from graph.store import GraphStore
from graph.writer import declare, prepare


def export_lines(store: GraphStore) -> Iterator[str]:
    """One JSON object a line, without line ends: nodes by label and id, then relationships by type and ends.

    Keys are sorted, so that two graphs of the same content give the same bytes. GraphError at the
    end when the graph was changed meanwhile, at the start when a copy into it was not finished.
    """
    return json_lines(entries(store))


def json_lines(read: Iterable[Entry]) -> Iterator[str]:
    """The same lines of entries that were read."""
    for entry in read:
        if isinstance(entry, Node):
            yield json_of({"label": entry.label, "properties": entry.properties})
        else:
            yield json_of(
                {
                    "type": entry.type,
                    "from": {"label": entry.source.label, "id": entry.source.id},
                    "to": {"label": entry.target.label, "id": entry.target.id},
                    "properties": entry.properties,
                }
            )


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
    declare(store)
    store.write(lambda transaction: _restore(transaction, content))
    prepare(store)
    return content


def _restore(transaction: ManagedTransaction, content: Content) -> None:
    mark.clear(transaction)
    mark.bump(transaction)
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
