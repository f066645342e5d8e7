"""Policies, and the clean text that all offsets count in."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from api import problems
from api.answers import FromGraph
from api.paging import After, Limit, Page, page
from api.state import Store
from cypher.suggest import suggestion
from graph.store import GraphStore

_FIELDS = """p.id AS id, p.title AS title, p.doc_number AS doc_number, p.doc_type AS doc_type, p.issuer AS issuer,
       p.region AS region_code, r.name AS region, p.issued_on AS issued_on, p.period_start AS period_start,
       p.period_end AS period_end, p.completeness AS completeness"""
_LIST = f"""
MATCH (p:Policy)
WHERE p.id > $after AND NOT coalesce(p.stub, false) AND ($region IS NULL OR p.region = $region)
OPTIONAL MATCH (p)-[:APPLIES_TO]->(r:Region)
RETURN {_FIELDS}
ORDER BY id LIMIT $limit
"""
_ONE = f"""
MATCH (p:Policy {{id: $id}})
WHERE NOT coalesce(p.stub, false)
OPTIONAL MATCH (p)-[:APPLIES_TO]->(r:Region)
RETURN {_FIELDS}, p.completeness_reason AS completeness_reason, p.publisher AS publisher, p.source_url AS source_url,
       p.source_note AS source_note, p.retrieved AS retrieved, p.encoding AS encoding, p.sha256 AS sha256,
       p.extractor AS extractor, p.evidence AS evidence,
       coalesce(p.reviewed_by, []) AS reviewed_by, coalesce(p.reviewed_kinds, []) AS reviewed_kinds,
       coalesce(p.reviewed_fields, []) AS reviewed_fields, coalesce(p.unmatched, []) AS unmatched,
       size(p.text) AS characters
"""
_RELATED = """
MATCH (p:Policy {id: $id})-[x:CITES|RELATED_TO]->(other:Policy)
RETURN DISTINCT type(x) AS relation, x.kind AS kind, x.status AS status, x.note AS note, other.id AS id,
       coalesce(x.title, other.title) AS title, coalesce(other.stub, false) AS stub, x.quote AS quote,
       x.start AS start, x.end AS end
ORDER BY relation, start, id
"""
_TEXT = "MATCH (p:Policy {id: $id}) WHERE p.text IS NOT NULL RETURN p.text AS text, p.sha256 AS sha256"
_CLAUSES = """
MATCH (c:Clause {policy: $id})
OPTIONAL MATCH (above:Clause)-[:HAS_CLAUSE]->(c)
RETURN c.id AS id, above.id AS above, c.path AS path, c.title AS title, c.start AS start, c.end AS end,
       c.own_end AS own_end, c.title_start AS title_start, c.title_end AS title_end, c.order AS position
ORDER BY position
"""
_IDS = "MATCH (p:Policy) WHERE NOT coalesce(p.stub, false) RETURN p.id AS id ORDER BY id"
RegionFilter = Annotated[str, Query(description="Region they are for, by code or name; all when empty.")]
PolicyId = Annotated[str, Path(alias="id", description="Id of a policy.", examples=["hubei-laser-2024"])]


class PolicySummary(BaseModel):
    """What a policy says of itself; null where it is not printed."""

    id: str
    title: str | None
    doc_number: str | None
    doc_type: str | None
    issuer: str | None
    region_code: str | None
    region: str | None
    issued_on: str | None
    period_start: int | None
    period_end: int | None
    completeness: str | None


class Policy(PolicySummary):
    """A policy with where it came from and how it was read."""

    completeness_reason: str | None
    publisher: str | None
    source_url: str | None
    source_note: str | None
    retrieved: str | None
    encoding: str | None
    sha256: str | None
    """Of the source bytes."""
    extractor: str | None
    """Digest of the code and lexicons that read it."""
    evidence: dict[str, list[int]]
    """Where in the clean text the fields above stand."""
    reviewed_by: list[str]
    """Who judged facts of it; empty where only the machine read it."""
    reviewed_kinds: list[str]
    """Kinds of facts of which a reviewer listed every one."""
    reviewed_fields: list[str]
    """Fields above that a reviewer vouches for."""
    unmatched: list[str]
    """Judgements that do not fit the present reading."""
    characters: int | None
    """Length of the clean text."""
    related: list[dict[str, Any]]
    """Policies it cites or is known to relate to."""


class Clause(BaseModel):
    """A clause with those below it; offsets count characters of the clean text."""

    path: str
    title: str
    start: int
    end: int
    own_end: int
    title_start: int
    title_end: int
    clauses: list[Clause] = []


class PolicyText(BaseModel):
    """The clean text of a policy and its clause tree."""

    id: str
    text: str
    sha256: str | None
    clauses: list[Clause]


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(tags=["policies"], route_class=FromGraph)
    missing = problems.responses(404)

    @routes.get("/policies", summary="The loaded policies")
    def policies(store: Store, region: RegionFilter = "", limit: Limit = 100, after: After = "") -> Page[PolicySummary]:
        code = _region(region)
        rows = store.read(_LIST, {"after": after, "limit": limit + 1, "region": code})
        return page([PolicySummary(**row) for row in rows], [row["id"] for row in rows], limit)

    @routes.get("/policies/{id}", summary="One policy", responses=missing)
    def policy(store: Store, policy_id: PolicyId) -> Policy:
        rows = store.read(_ONE, {"id": policy_id})
        if not rows:
            raise _unknown(store, policy_id)
        row = rows[0]
        return Policy(
            **row
            | {"evidence": json.loads(row["evidence"] or "{}"), "related": store.read(_RELATED, {"id": policy_id})}
        )

    @routes.get("/policies/{id}/text", summary="Its clean text with the clause tree", responses=missing)
    def text(store: Store, policy_id: PolicyId) -> PolicyText:
        rows = store.read(_TEXT, {"id": policy_id})
        if not rows:
            raise _unknown(store, policy_id)
        return PolicyText(id=policy_id, clauses=_tree(store.read(_CLAUSES, {"id": policy_id})), **rows[0])

    return routes


def _region(word: str) -> str | None:
    from cypher.names import region

    return region(word) if word else None


def _tree(rows: list[dict[str, Any]]) -> list[Clause]:
    top: list[Clause] = []
    made: dict[str, Clause] = {}
    for row in rows:
        clause = Clause(**{name: row[name] for name in Clause.model_fields if name in row})
        made[row["id"]] = clause
        (made[row["above"]].clauses if row["above"] in made else top).append(clause)
    return top


def _unknown(store: GraphStore, policy_id: str) -> HTTPException:
    known = [row["id"] for row in store.read(_IDS)]
    hint = suggestion(policy_id, known) or " /api/v1/policies lists them."
    return HTTPException(404, f"There is no policy {policy_id}.{hint}")
