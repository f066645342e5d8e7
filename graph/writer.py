"""Writing policies: one transaction replaces or removes one policy, whatever else is loaded.

The graph is a function of the set of loaded readings: neither the order of loading nor what was
loaded and removed in between leaves a trace (but for the generation, which counts changes).
"""

from __future__ import annotations

import copy
import hashlib
import json
from typing import Any

from neo4j import ManagedTransaction

from graph import captions, model
from graph.agencies import write_agencies, write_regions
from graph.dialect import Dialect
from graph.errors import GraphError
from graph.functions import functions
from graph.identities import Identities, judgements_of
from graph.moving import mark
from graph.rows import PolicyRows, Row, rows_of
from graph.run import run, values
from graph.store import GraphStore
from graph.taxonomy import instruments
from graph.titles import Titles
from loaders.pipeline import Reading
from loaders.resolve.judgements import Judgements

_OWN = ("Clause", "Measure", "Target")
_AT_ONCE = 500
"""Nodes that one statement deletes. A statement has a time limit, and the embedded engine looks for each relationship
that it deletes among all of the node at its other end: an agency may have thousands."""
_FREE = "OPTIONAL MATCH (n)-[r]-() WITH n, count(r) AS uses WHERE uses = 0"
_UNUSED = {
    "Agency": "OPTIONAL MATCH (n)-[r:LEADS|RESPONSIBLE_FOR]->() WITH n, count(r) AS duties "
    "OPTIONAL MATCH (n)<-[i:ISSUED_BY]-() WITH n, duties, count(i) AS issues WHERE duties + issues = 0",
    "Region": "OPTIONAL MATCH (n)<-[r:APPLIES_TO|BELONGS_TO|PART_OF]-() WITH n, count(r) AS uses WHERE uses = 0",
}


def prepare(store: GraphStore) -> None:
    """Bring constraints, indexes and taxonomy up to date; a single read when they are."""
    wanted = hashlib.sha256(
        json.dumps([model.digest(), instruments(), functions()], sort_keys=True).encode()
    ).hexdigest()[:16]
    rows = store.read(f"MATCH (m:{model.META} {{id: 'graph'}}) RETURN m.prepared AS prepared")
    if rows and rows[0]["prepared"] == wanted:
        return
    declare(store)
    store.write(lambda transaction: _prepare(transaction, wanted))


def declare(store: GraphStore) -> None:
    """Bring constraints and indexes up to date."""
    store.schema(schema(store.dialect))


def schema(dialect: Dialect) -> list[str]:
    """The statements that make constraints and indexes where they are missing."""
    statements = [dialect.unique(model.META, "id")]
    for node in model.NODES:
        statements.append(dialect.unique(node.label, "id"))
        statements.extend(dialect.index(node.label, item.name) for item in node.properties if item.indexed)
        statements.extend(dialect.index(node.label, *names) for names in node.indexes)
        words = (dialect.fulltext(node.label, item.name) for item in node.properties if item.searched)
        statements.extend(statement for statement in words if statement)
    return statements


def _prepare(transaction: ManagedTransaction, wanted: str) -> None:
    bump(transaction)
    run(transaction, f"MATCH (m:{model.META} {{id: 'graph'}}) SET m.prepared = $wanted", wanted=wanted)
    rows = list(instruments())
    run(transaction, "UNWIND $rows AS row MERGE (i:Instrument {id: row.id}) SET i += row.props", rows=rows)
    run(transaction, "UNWIND $rows AS row MERGE (f:Function {id: row.id}) SET f += row.props", rows=list(functions()))
    captions.fill(transaction)
    known = [row["id"] for row in rows]
    run(
        transaction,
        "MATCH (i:Instrument) WHERE NOT i.id IN $known OPTIONAL MATCH (i)<-[r:OF_TYPE]-() "
        "WITH i, count(r) AS uses WHERE uses = 0 DELETE i",
        known=known,
    )


def bump(transaction: ManagedTransaction) -> None:
    """Count a change. Done first in every write: it also makes writers wait for each other.

    GraphUnavailable where a copy into the graph was not finished.
    """
    mark.bump(transaction)


def replace_policy(store: GraphStore, reading: Reading, *, candidates: bool = False) -> None:
    """Put what ``reading`` says in the place of what the graph held of that policy, in one transaction.

    Facts of the tier candidate are written only if asked.
    """
    rows = rows_of(reading, candidates=candidates)
    known = {row["id"] for row in instruments()}
    for measure in rows.measures:
        if measure["props"]["instrument"] not in known:
            raise GraphError(
                f"The reading of {reading.id} uses the unknown instrument {measure['props']['instrument']!r}; "
                "add it to data/taxonomy/instruments.yaml, or correct the extractor or the judgement that names it."
            )
    judgements = judgements_of(store)
    store.write(lambda transaction: _replace(transaction, rows, judgements))


def remove_policy(store: GraphStore, policy: str) -> bool:
    """Remove a policy and all that only it said; False when it was not loaded."""
    judgements = judgements_of(store)
    return store.write(lambda transaction: _remove(transaction, policy, judgements))


def policies(store: GraphStore) -> list[dict[str, Any]]:
    """The loaded policies by id, stubs left out.

    Of each id, title, region, completeness, sha256, extractor, and ``judgements`` (SHA-256),
    ``reviewed_by`` and ``unmatched``, which are null or empty where nobody judged it.
    """
    return store.read(
        "MATCH (p:Policy) WHERE p.stub = false "
        "RETURN p.id AS id, p.title AS title, p.region AS region, p.completeness AS completeness, "
        "p.sha256 AS sha256, p.extractor AS extractor, p.judgements AS judgements, "
        "coalesce(p.reviewed_by, []) AS reviewed_by, coalesce(p.unmatched, []) AS unmatched ORDER BY id"
    )


def settle(store: GraphStore) -> None:
    """Bring the identities of what is loaded to the stored judgements, in one transaction."""
    judgements = judgements_of(store)
    store.write(lambda transaction: _settle(transaction, judgements))


def _settle(transaction: ManagedTransaction, judgements: Judgements) -> None:
    bump(transaction)
    identities = Identities(transaction, {}, judgements)
    identities.settle(None)
    _delete_unused(transaction, {}, identities)
    identities.finish()


def _replace(transaction: ManagedTransaction, rows: PolicyRows, judgements: Judgements) -> None:
    bump(transaction)
    touched = _touched(transaction, rows.id)
    titles = Titles(transaction, rows.id)
    identities = Identities(transaction, touched, judgements)
    rows = copy.deepcopy(rows)  # a transaction that is tried again starts from what was read
    _delete_own(transaction, rows.id)
    run(transaction, "MERGE (p:Policy {id: $id}) SET p = $props", id=rows.id, props=rows.policy | {"id": rows.id})
    identities.settle(rows)
    _write_shared(transaction, rows)
    _write_own(transaction, rows)
    for label, links in rows.names.items():
        _write_names(transaction, rows.id, label, links)
    titles.settle(rows.policy, rows.citations, rows.relations)
    _delete_unused(transaction, touched, identities)
    identities.finish()


def _remove(transaction: ManagedTransaction, policy: str, judgements: Judgements) -> bool:
    if not values(transaction, "MATCH (p:Policy {id: $id}) WHERE p.stub = false RETURN p.id", id=policy):
        return False
    bump(transaction)
    touched = _touched(transaction, policy)
    titles = Titles(transaction, policy)
    identities = Identities(transaction, touched, judgements)
    _delete_own(transaction, policy)
    identities.settle(None)
    titles.settle(None, [], [])
    _delete_unused(transaction, touched, identities)
    identities.finish()
    return True


def _touched(transaction: ManagedTransaction, policy: str) -> dict[str, list[str]]:
    """Ids of the shared nodes that the policy refers to now, by label."""
    found: dict[str, list[str]] = {}
    for label in (*model.NAMED, "Industry"):
        kind = "FOCUSES_ON" if label == "Industry" else "NAMES"
        direct = values(transaction, f"MATCH (:Policy {{id: $id}})-[:{kind}]->(n:{label}) RETURN n.id", id=policy)
        below = values(transaction, f"MATCH (:Clause {{policy: $id}})-[:NAMES]->(n:{label}) RETURN n.id", id=policy)
        found[label] = sorted({*direct, *below})
    agencies = {
        *values(transaction, "MATCH (:Policy {id: $id})-[:ISSUED_BY]->(n:Agency) RETURN n.id", id=policy),
        *values(transaction, "MATCH (:Policy {id: $id})<-[:LEADS|RESPONSIBLE_FOR]-(n:Agency) RETURN n.id", id=policy),
        *values(
            transaction, "MATCH (:Clause {policy: $id})<-[:LEADS|RESPONSIBLE_FOR]-(n:Agency) RETURN n.id", id=policy
        ),
    }
    found["Agency"] = sorted(agencies)
    homes = {
        *values(transaction, "MATCH (:Policy {id: $id})-[:APPLIES_TO]->(n:Region) RETURN n.id", id=policy),
        *values(
            transaction,
            "UNWIND $ids AS id MATCH (:Agency {id: id})-[:BELONGS_TO]->(n:Region) RETURN n.id",
            ids=found["Agency"],
        ),
    }
    found["Region"] = sorted(homes)
    return found


def _delete_own(transaction: ManagedTransaction, policy: str) -> None:
    for label in _OWN:
        ids = values(transaction, f"MATCH (n:{label} {{policy: $id}}) RETURN n.id", id=policy)
        for at in range(0, len(ids), _AT_ONCE):
            part = ids[at : at + _AT_ONCE]
            run(transaction, f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) DETACH DELETE n", ids=part)
    run(transaction, "MATCH (:Policy {id: $id})-[r]->() DELETE r", id=policy)
    run(transaction, "MATCH (:Policy {id: $id})<-[r:LEADS|RESPONSIBLE_FOR]-(:Agency) DELETE r", id=policy)


def _write_shared(transaction: ManagedTransaction, rows: PolicyRows) -> None:
    write_regions(transaction, rows.regions)
    write_agencies(transaction, list(rows.agencies.values()))
    keys = list(dict.fromkeys(link["key"] for link in rows.focuses))
    run(
        transaction,
        "UNWIND $rows AS row MERGE (n:Industry {id: row.id}) SET n.name = row.id, n.caption = row.caption",
        rows=[{"id": key, "caption": captions.caption(key)} for key in keys],
    )


def _write_own(transaction: ManagedTransaction, rows: PolicyRows) -> None:
    policy = rows.id
    run(transaction, "UNWIND $rows AS row CREATE (c:Clause) SET c = row", rows=rows.clauses)
    inner = {link["id"] for link in rows.clause_links}
    outer = [{"id": clause["id"]} for clause in rows.clauses if clause["id"] not in inner]
    run(
        transaction,
        "MATCH (p:Policy {id: $id}) UNWIND $rows AS row MATCH (c:Clause {id: row.id}) CREATE (p)-[:HAS_CLAUSE]->(c)",
        id=policy,
        rows=outer,
    )
    run(
        transaction,
        "UNWIND $rows AS row MATCH (p:Clause {id: row.parent}) MATCH (c:Clause {id: row.id}) "
        "CREATE (p)-[:HAS_CLAUSE]->(c)",
        rows=rows.clause_links,
    )
    for kind, label, facts in (("DEPLOYS", "Measure", rows.measures), ("SETS", "Target", rows.targets)):
        _on_holders(
            transaction,
            policy,
            facts,
            f"CREATE (h)-[r:{kind}]->(n:{label} {{id: row.id}}) SET n += row.props, r = row.edge",
        )
    run(
        transaction,
        "UNWIND $rows AS row MATCH (m:Measure {id: row.id}) MATCH (i:Instrument {id: row.instrument}) "
        "CREATE (m)-[:OF_TYPE]->(i)",
        rows=[{"id": row["id"], "instrument": row["props"]["instrument"]} for row in rows.measures],
    )
    for kind, duties in rows.duties.items():
        _on_holders(
            transaction,
            policy,
            duties,
            f"MATCH (a:Agency {{id: row.agency}}) CREATE (h)<-[r:{kind}]-(a) SET r = row.props",
        )
    own = "MATCH (p:Policy {id: $id}) UNWIND $rows AS row "
    run(
        transaction,
        own + "MATCH (n:Industry {id: row.key}) CREATE (p)-[r:FOCUSES_ON]->(n) SET r = row.props",
        id=policy,
        rows=rows.focuses,
    )
    run(
        transaction,
        own + "MATCH (a:Agency {id: row.agency}) CREATE (p)-[r:ISSUED_BY]->(a) SET r = row.props",
        id=policy,
        rows=rows.issuers,
    )
    run(
        transaction,
        own + "MATCH (g:Region {id: row.region}) CREATE (p)-[:APPLIES_TO]->(g)",
        id=policy,
        rows=[{"region": rows.region}] if rows.region else [],
    )


def _write_names(transaction: ManagedTransaction, policy: str, label: str, links: list[Row]) -> None:
    _on_holders(
        transaction,
        policy,
        links,
        f"MATCH (n:{label} {{id: row.key}}) CREATE (h)-[r:NAMES]->(n) SET r = row.props",
    )


def _on_holders(transaction: ManagedTransaction, policy: str, rows: list[Row], write: str) -> None:
    """Run ``write`` for each row with ``h`` as its clause, or as the policy itself."""
    below = [row for row in rows if row["holder"] != policy]
    direct = [row for row in rows if row["holder"] == policy]
    run(transaction, f"UNWIND $rows AS row MATCH (h:Clause {{id: row.holder}}) {write}", rows=below)
    run(transaction, f"UNWIND $rows AS row MATCH (h:Policy {{id: row.holder}}) {write}", rows=direct)


def _delete_unused(transaction: ManagedTransaction, touched: dict[str, list[str]], identities: Identities) -> None:
    """Delete shared nodes that nobody refers to any more; regions from below up to the country."""
    _delete_free(transaction, "Industry", touched.get("Industry", []))
    homes = values(
        transaction,
        "UNWIND $ids AS id MATCH (:Agency {id: id})-[:BELONGS_TO]->(n:Region) RETURN DISTINCT n.id",
        ids=identities.agencies,
    )
    _delete_free(transaction, "Agency", identities.agencies)
    regions = sorted({*touched.get("Region", []), *homes})
    while regions:
        above = values(
            transaction,
            "UNWIND $ids AS id MATCH (:Region {id: id})-[:PART_OF]->(n:Region) RETURN DISTINCT n.id",
            ids=regions,
        )
        if not _delete_free(transaction, "Region", regions):
            break
        regions = sorted(above)


def _delete_free(transaction: ManagedTransaction, label: str, ids: list[str]) -> bool:
    """Delete those of ``ids`` that are not in use; whether there were any."""
    free = values(
        transaction,
        f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) {_UNUSED.get(label, _FREE)} RETURN n.id",
        ids=ids,
    )
    run(transaction, f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) DETACH DELETE n", ids=free)
    return bool(free)
