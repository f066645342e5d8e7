"""Enterprises: one node a canonical name, chosen over the printed names of all loaded policies."""

from __future__ import annotations

from neo4j import ManagedTransaction

from graph.rows import Row
from graph.run import run, table
from loaders.resolve import canonical_names


class Enterprises:
    """Keeps the enterprises in step while one policy is replaced or removed.

    Made before the policy's relationships are deleted; ``settle`` is called after that and before
    its new ones are written.
    """

    def __init__(self, transaction: ManagedTransaction, touched: list[str]) -> None:
        self._transaction = transaction
        self._touched = touched
        """Ids of enterprises the policy named so far."""

    def settle(self, links: list[Row]) -> None:
        """Re-point what other policies say where canonical names changed; give ``links`` their ``key``."""
        before = self._printed()
        new = {link["props"]["name"] for link in links}
        names = sorted({name for found in before.values() for name in found} | new)
        chosen = canonical_names(names)
        moves = [
            {"old": key, "name": name, "new": chosen[name]}
            for key, found in sorted(before.items())
            for name in found
            if chosen[name] != key
        ]
        after: dict[str, list[str]] = {}
        for name in names:
            after.setdefault(chosen[name], []).append(name)
        changed = [{"id": key, "aliases": found} for key, found in sorted(after.items()) if before.get(key) != found]
        changed += [{"id": key, "aliases": after[key]} for key in self._touched if key in after]
        run(
            self._transaction,
            "UNWIND $rows AS row MERGE (e:Enterprise {id: row.id}) SET e.name = row.id, e.aliases = row.aliases",
            rows=changed,
        )
        run(
            self._transaction,
            "UNWIND $rows AS row MATCH (:Enterprise {id: row.old})<-[r:NAMES {name: row.name}]-(h) "
            "MATCH (e:Enterprise {id: row.new}) CREATE (h)-[n:NAMES]->(e) SET n = properties(r) DELETE r",
            rows=moves,
        )
        run(
            self._transaction,
            "UNWIND $ids AS id MATCH (e:Enterprise {id: id}) DETACH DELETE e",
            ids=[key for key in sorted(before) if key not in after],
        )
        for link in links:
            link["key"] = chosen[link["props"]["name"]]

    def _printed(self) -> dict[str, list[str]]:
        """Names printed in the other policies by enterprise; empty for one that only this policy named."""
        stored = {
            str(key): sorted(names)
            for key, names in table(self._transaction, "MATCH (e:Enterprise) RETURN e.id, e.aliases")
        }
        for key in self._touched:
            stored[key] = []
        left = table(
            self._transaction,
            "UNWIND $ids AS id MATCH (e:Enterprise {id: id})<-[r:NAMES]-() RETURN e.id, collect(DISTINCT r.name)",
            ids=self._touched,
        )
        return stored | {str(key): sorted(names) for key, names in left}
