"""Firms, institutions, places, funds and events: one node an identity, settled over all loaded policies."""

from __future__ import annotations

from neo4j import ManagedTransaction

from graph import candidates
from graph.captions import caption
from graph.rows import Row
from graph.run import run, table
from loaders import regions
from loaders.resolve.candidates import candidates as candidates_of
from loaders.resolve.groups import identities
from loaders.resolve.judgements import Judgements
from loaders.resolve.names import written_out


class Named:
    """Keeps the nodes of one label in step while one policy is replaced or removed.

    Made before the policy's relationships are deleted; ``settle`` is called after that and before
    its new ones are written. ``touched`` are the ids of the nodes that the policy named so far.
    """

    def __init__(
        self, transaction: ManagedTransaction, label: str, touched: list[str], judgements: Judgements, *, changed: bool
    ) -> None:
        self._transaction = transaction
        self._label = label
        self._kind = label.lower()
        self._touched = touched
        self._judged = judgements.of(self._kind)
        self._changed = changed

    def settle(self, links: list[Row]) -> None:
        """Re-point what other policies say where identities changed; give ``links`` their ``key``."""
        before, stored = self._names()
        names = sorted({name for found in before.values() for name in found} | {link["full"] for link in links})
        chosen = identities(self._kind, names, self._judged)
        after: dict[str, list[str]] = {}
        for name in names:
            after.setdefault(chosen[name], []).append(name)
        run(
            self._transaction,
            f"UNWIND $rows AS row MERGE (n:{self._label} {{id: row.id}}) "
            "SET n.name = row.id, n.caption = row.caption, n.aliases = row.aliases",
            rows=[
                {"id": key, "caption": caption(key), "aliases": found}
                for key, found in sorted(after.items())
                if stored.get(key) != found
            ],
        )
        self._move([key for key, found in sorted(before.items()) if any(chosen[name] != key for name in found)], chosen)
        run(
            self._transaction,
            f"UNWIND $ids AS id MATCH (n:{self._label} {{id: id}}) DETACH DELETE n",
            ids=[key for key in sorted(before) if key not in after],
        )
        for link in links:
            link["key"] = chosen[link["full"]]
        if self._changed or stored != after:
            candidates.show(self._transaction, self._label, None, candidates_of(self._kind, chosen, self._judged))

    def _move(self, keys: list[str], chosen: dict[str, str]) -> None:
        """Re-point the relationships to the nodes ``keys`` that mean another node now."""
        rows = table(
            self._transaction,
            f"UNWIND $ids AS id MATCH (:{self._label} {{id: id}})<-[r:NAMES]-() "
            "MATCH (p:Policy {id: r.policy}) RETURN DISTINCT id, r.name, r.policy, p.region",
            ids=keys,
        )
        moves = [
            {"old": key, "name": name, "policy": policy, "new": new}
            for key, name, policy, region in rows
            if (new := chosen.get(self._full(name, region), key)) != key
        ]
        run(
            self._transaction,
            f"UNWIND $rows AS row MATCH (:{self._label} {{id: row.old}})"
            "<-[r:NAMES {name: row.name, policy: row.policy}]-(h) "
            f"MATCH (n:{self._label} {{id: row.new}}) CREATE (h)-[s:NAMES]->(n) SET s = properties(r) DELETE r",
            rows=sorted(moves, key=lambda row: (row["old"], row["name"], row["policy"])),
        )

    def _names(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """Names by node: those of the other policies (none for a node only this policy named), and those stored."""
        stored = {
            str(key): sorted(names)
            for key, names in table(
                self._transaction,
                f"MATCH (n:{self._label}) WHERE n.name IS NOT NULL RETURN n.id, coalesce(n.aliases, [n.name])",
            )
        }
        left: dict[str, set[str]] = {key: set() for key in self._touched}
        rows = table(
            self._transaction,
            f"UNWIND $ids AS id MATCH (:{self._label} {{id: id}})<-[r:NAMES]-() "
            "MATCH (p:Policy {id: r.policy}) RETURN DISTINCT id, r.name, p.region",
            ids=self._touched,
        )
        for key, name, region in rows:
            left[key].add(self._full(name, region))
        return stored | {key: sorted(names) for key, names in left.items()}, stored

    def _full(self, name: str, region: str | None) -> str:
        return written_out(self._kind, name, regions.region(region) if region else None)
