"""Which policy a title means: citations point at the loaded policy of that title, else at a stub."""

from __future__ import annotations

from typing import Any

from neo4j import ManagedTransaction

from graph.captions import caption
from graph.rows import Row
from graph.run import run, table, values

_STUB = "title:"


class Titles:
    """Keeps citations and relations in step while one policy is replaced or removed.

    Made before the policy's own relationships are deleted; ``settle`` is called at the end.
    """

    def __init__(self, transaction: ManagedTransaction, policy: str) -> None:
        self._transaction = transaction
        self._policy = policy
        found = table(transaction, "MATCH (p:Policy {id: $id}) RETURN p.title_key, p.short_key", id=policy)
        self._before = {key for row in found for key in row if key}
        self._cited = values(
            transaction, "MATCH (:Policy {id: $id})-[:CITES|RELATED_TO]->(p:Policy) RETURN DISTINCT p.id", id=policy
        )

    def settle(self, policy: Row | None, citations: list[Row], relations: list[Row]) -> None:
        """Write the policy's citations and relations (``policy`` None: it is removed), re-point those of others."""
        mine = {policy[name] for name in ("title_key", "short_key") if policy and name in policy}
        keys = self._before | mine
        named = {row["key"] for row in (*citations, *relations) if row["key"]}
        holders = self._holders(sorted(keys | named), gone=policy is None)
        target = {key: min(holders.get(key, [_STUB + key])) for key in keys | named}
        self._write("CITES", [row | {"target": target[row["key"]]} for row in citations])
        related = [row | {"target": target[row["key"]] if row["key"] else row["id"]} for row in relations]
        self._write("RELATED_TO", related)
        self._move(sorted(keys), holders, target)
        self._tidy(keys, gone=policy is None)

    def _holders(self, keys: list[str], *, gone: bool) -> dict[str, list[str]]:
        """Ids of the loaded policies by each of their titles."""
        found: dict[str, list[str]] = {}
        for name in ("title_key", "short_key"):
            rows = table(
                self._transaction,
                f"UNWIND $keys AS key MATCH (p:Policy {{{name}: key}}) WHERE p.stub = false RETURN key, p.id",
                keys=keys,
            )
            for key, policy in rows:
                if not (gone and policy == self._policy):
                    found.setdefault(key, []).append(policy)
        return found

    def _write(self, kind: str, rows: list[Row]) -> None:
        self._stubs([row["target"] for row in rows])
        run(
            self._transaction,
            "MATCH (p:Policy {id: $id}) UNWIND $rows AS row MATCH (t:Policy {id: row.target}) "
            f"CREATE (p)-[r:{kind}]->(t) SET r = row.props",
            id=self._policy,
            rows=rows,
        )

    def _stubs(self, ids: list[str]) -> None:
        """Make stubs of those ids that are not there."""
        wanted = sorted(set(ids))
        there = set(values(self._transaction, "UNWIND $ids AS id MATCH (p:Policy {id: id}) RETURN p.id", ids=wanted))
        rows = [{"props": _stub(key)} for key in wanted if key not in there]
        run(self._transaction, "UNWIND $rows AS row CREATE (p:Policy) SET p = row.props", rows=rows)

    def _move(self, keys: list[str], holders: dict[str, list[str]], target: dict[str, str]) -> None:
        """Re-point what other policies say by one of ``keys`` and that means another policy now."""
        candidates = {_STUB + key for key in keys} | {one for key in keys for one in holders.get(key, ())}
        moves: dict[str, list[dict[str, Any]]] = {"CITES": [], "RELATED_TO": []}
        for kind, rows in moves.items():
            found = table(
                self._transaction,
                f"UNWIND $ids AS id MATCH (t:Policy {{id: id}})<-[r:{kind}]-() "
                "WHERE r.title_key IN $wanted RETURN DISTINCT t.id, r.title_key",
                ids=sorted(candidates | {self._policy}),
                wanted=keys,
            )
            rows.extend({"old": old, "key": key, "new": target[key]} for old, key in found if old != target[key])
        self._stubs([row["new"] for rows in moves.values() for row in rows])
        for kind, rows in moves.items():
            run(
                self._transaction,
                f"UNWIND $rows AS row MATCH (:Policy {{id: row.old}})<-[r:{kind} {{title_key: row.key}}]-(s) "
                f"MATCH (t:Policy {{id: row.new}}) CREATE (s)-[n:{kind}]->(t) SET n = properties(r) DELETE r",
                rows=rows,
            )

    def _tidy(self, keys: set[str], *, gone: bool) -> None:
        """Make the removed policy a stub when others still relate to it by id; delete stubs nobody refers to."""
        if gone:
            run(
                self._transaction,
                "MATCH (p:Policy {id: $id}) SET p = $props",
                id=self._policy,
                props=_stub(self._policy),
            )
        maybe = {*self._cited, *(_STUB + key for key in keys)} | ({self._policy} if gone else set())
        run(
            self._transaction,
            "UNWIND $ids AS id MATCH (p:Policy {id: id}) WHERE p.stub = true OPTIONAL MATCH (p)<-[r]-() "
            "WITH p, count(r) AS uses WHERE uses = 0 DETACH DELETE p",
            ids=sorted(maybe),
        )


def _stub(key: str) -> Row:
    """Properties of a stub, a function of its id alone."""
    title = key.removeprefix(_STUB)
    known: Row = {"title": title, "caption": caption(title), "title_key": title} if key.startswith(_STUB) else {}
    return {"id": key, "stub": True} | known
