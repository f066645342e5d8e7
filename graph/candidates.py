"""MAY_BE: pairs of nodes that may be one, kept in step with what is loaded."""

from __future__ import annotations

from collections.abc import Iterable

from neo4j import ManagedTransaction

from graph.run import run, table
from loaders.resolve.candidates import Candidate


def show(transaction: ManagedTransaction, label: str, among: list[str] | None, found: Iterable[Candidate]) -> None:
    """Bring the MAY_BE between nodes of ``label`` to ``found``; only those that begin at ``among``, if given."""
    start = f"MATCH (n:{label}) " if among is None else f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) "
    ids = {} if among is None else {"ids": among}
    rows = table(
        transaction,
        start + f"MATCH (n)-[r:MAY_BE]->(m:{label}) RETURN n.id, m.id, r.rule, r.by, r.reason",
        **ids,
    )
    there = {(one, other): (rule, by, reason) for one, other, rule, by, reason in rows}
    wanted = {(one.one, one.other): (one.rule, one.by, one.reason) for one in found}
    gone = [
        {"one": one, "other": other} for (one, other), says in sorted(there.items()) if says != wanted.get((one, other))
    ]
    new = [
        {"one": one, "other": other, "props": {"rule": says[0], "by": says[1], "reason": says[2]}}
        for (one, other), says in sorted(wanted.items())
        if says != there.get((one, other))
    ]
    ends = f"UNWIND $rows AS row MATCH (a:{label} {{id: row.one}}) "
    run(transaction, ends + f"MATCH (a)-[r:MAY_BE]->(b:{label} {{id: row.other}}) DELETE r", rows=gone)
    run(
        transaction,
        ends + f"MATCH (b:{label} {{id: row.other}}) CREATE (a)-[r:MAY_BE]->(b) SET r = row.props",
        rows=new,
    )
