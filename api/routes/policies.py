"""Policies, and the clean text that all offsets count in."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field, create_model
from starlette.exceptions import HTTPException

from api import problems
from api.answers import FromGraph
from api.evidence import Evidence, with_evidence
from api.links import link
from api.routes.resources import item_model, items
from api.state import Store
from cypher.arguments import convert
from cypher.catalogue import catalogue
from cypher.suggest import suggestion
from graph.moving import mark
from graph.store import GraphStore

_MORE = """
MATCH (p:Policy {id: $id})
WHERE NOT coalesce(p.stub, false)
RETURN p.completeness_reason AS completeness_reason, p.publisher AS publisher, p.source_url AS source_url,
       p.source_note AS source_note, p.retrieved AS retrieved, p.encoding AS encoding, p.sha256 AS sha256,
       p.extractor AS extractor, p.evidence AS evidence,
       coalesce(p.reviewed_kinds, []) AS reviewed_kinds,
       coalesce(p.reviewed_fields, []) AS reviewed_fields, coalesce(p.unmatched, []) AS unmatched,
       size(p.text) AS characters
"""
_RELATED = """
MATCH (p:Policy {id: $id})-[x:CITES|RELATED_TO]->(other:Policy)
RETURN DISTINCT type(x) AS relation, x.kind AS kind, x.status AS status, x.note AS note, other.id AS id,
       coalesce(x.title, other.title) AS title, coalesce(other.stub, false) AS stub, $id AS policy, x.clause AS clause,
       x.quote AS quote, x.start AS start, x.end AS end
ORDER BY relation, start, id
"""
_TEXT = "MATCH (p:Policy {id: $id}) WHERE p.text IS NOT NULL RETURN p.text AS text, p.sha256 AS sha256"
_CLAUSES = """
MATCH (c:Clause {policy: $id})
OPTIONAL MATCH (above:Clause)-[:HAS_CLAUSE]->(c)
RETURN c.id AS id, above.id AS above, c.path AS path, c.title AS title, c.start AS start, c.end AS end,
       c.own_end AS own_end, c.title_start AS title_start, c.title_end AS title_end
ORDER BY c.order
"""
_IDS = "MATCH (p:Policy) WHERE NOT coalesce(p.stub, false) RETURN p.id AS id ORDER BY id"
PolicyId = Annotated[str, Path(alias="id", description="Id of a policy.", examples=["hubei-laser-2024"])]


class Related(BaseModel):
    """Another policy that one cites or is known to relate to."""

    relation: Literal["CITES", "RELATED_TO"] = Field(
        description="CITES: named in its text in 《》; RELATED_TO: known from its plan.yaml, not from the text."
    )
    kind: str | None = Field(description="implements, succeeds, answers, amends or related; of RELATED_TO only.")
    status: str | None = Field(description="confirmed or unconfirmed; of RELATED_TO only.")
    note: str | None = Field(description="What is known of the relation.")
    id: str = Field(description="Id of the other policy.")
    title: str | None = Field(description="Its title as printed where it is cited, else as it has it.")
    stub: bool = Field(description="Whether the other policy is not loaded.")
    policy: str = Field(description="Id of the policy that says so.")
    clause: str | None = Field(default=None, description="Printed number of the clause that cites it.")
    evidence: Evidence | None = Field(description="The words that cite it; null for what is not in the text.")


class ClauseNode(BaseModel):
    """A clause with those below it; offsets count characters of the clean text."""

    self: str = Field(description="Address of the clause.")
    id: str = Field(description="Id of the clause.")
    path: str = Field(description="Printed numbers from the outermost in: 6/17.")
    title: str = Field(description="Heading without its number.")
    start: int = Field(description="Offset of the printed number.")
    end: int = Field(description="Offset behind the clause with all below it.")
    own_end: int = Field(description="Offset where the first clause below it begins, else end.")
    title_start: int = Field(description="Offset of the heading.")
    title_end: int = Field(description="Offset behind the heading.")
    clauses: list[ClauseNode] = Field(description="The clauses below it.")


class _More(BaseModel):
    """What a single policy has beside its row in the list: where it came from, how it was read, its clauses."""

    completeness_reason: str | None = Field(description="Why it is not full.")
    publisher: str | None = Field(description="Who published the file.")
    source_url: str | None = Field(description="Where the file came from.")
    source_note: str | None = Field(description="What else is known of the file's origin.")
    retrieved: str | None = Field(description="When it was fetched.")
    encoding: str | None = Field(description="Character encoding of the source.")
    sha256: str | None = Field(description="SHA-256 of the source bytes.")
    extractor: str | None = Field(description="Digest of the code and lexicons that read it.")
    evidence: dict[str, list[int]] = Field(description="Where in the clean text its fields stand: [start, end].")
    reviewed_kinds: list[str] = Field(description="Kinds of facts of which a reviewer listed every one.")
    reviewed_fields: list[str] = Field(description="Fields that a reviewer vouches for.")
    unmatched: list[str] = Field(description="Judgements that do not fit the present reading.")
    characters: int | None = Field(description="Length of the clean text.")
    related: list[Related] = Field(description="Policies it cites or is known to relate to.")
    clauses: list[ClauseNode] = Field(description="Its outermost clauses, each with those below it.")


class PolicyText(BaseModel):
    """The clean text of a policy and its clause tree."""

    id: str = Field(description="Id of the policy.")
    text: str = Field(description="The clean text: what all offsets count in.")
    sha256: str | None = Field(description="SHA-256 of the source bytes.")
    clauses: list[ClauseNode] = Field(description="Its outermost clauses, each with those below it.")


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(tags=["policies"], route_class=FromGraph)
    missing = problems.responses(404)
    query = catalogue().get("resources/policies")
    detail = create_model("PolicyDetail", __base__=(_More, item_model(query)), __doc__=_More.__doc__)

    @routes.get(
        "/policies/{id}", summary="One policy", operation_id="get_policy", response_model=detail, responses=missing
    )
    def policy(store: Store, policy_id: PolicyId) -> dict[str, Any]:
        """Its row in the list, where it came from, how it was read, what it cites, its clause tree."""
        given = {"id": policy_id, "tiers": "candidate"}
        mark.generation(store)
        found = items(store, query, convert(query, given, {}))
        more = store.read(_MORE, {"id": policy_id})
        if not found or not more:
            raise _unknown(store, policy_id)
        spans = {"evidence": json.loads(more[0]["evidence"] or "{}")}
        related = with_evidence(store, store.read(_RELATED, {"id": policy_id}))
        return found[0] | more[0] | spans | {"related": related, "clauses": _clauses(store, policy_id)}

    @routes.get("/policies/{id}/text", summary="Its clean text", operation_id="get_policy_text", responses=missing)
    def text(store: Store, policy_id: PolicyId) -> PolicyText:
        """The text in which all offsets count, with the clause tree."""
        rows = store.read(_TEXT, {"id": policy_id})
        if not rows:
            raise _unknown(store, policy_id)
        return PolicyText(id=policy_id, clauses=_clauses(store, policy_id), **rows[0])

    return routes


def _clauses(store: GraphStore, policy_id: str) -> list[ClauseNode]:
    top: list[ClauseNode] = []
    made: dict[str, ClauseNode] = {}
    for row in store.read(_CLAUSES, {"id": policy_id}):
        above = made.get(row.pop("above"))
        clause = ClauseNode(**row, self=link("clauses", row["id"]), clauses=[])
        made[row["id"]] = clause
        (above.clauses if above else top).append(clause)
    return top


def _unknown(store: GraphStore, policy_id: str) -> HTTPException:
    known = [row["id"] for row in store.read(_IDS)]
    hint = suggestion(policy_id, known) or " /api/v1/policies lists them."
    return HTTPException(404, f"There is no policy {policy_id}.{hint}")
