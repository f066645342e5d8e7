"""Corrections: what people say of facts, stored beside the document and applied on every reload."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field, model_validator
from starlette.exceptions import HTTPException

from api import problems, uploads
from api.access import Editor
from api.documents import judging
from api.documents.facts import Named
from api.documents.judging import Change, Given
from api.documents.kept import Readings, kept
from api.documents.once import IdempotencyKey, once
from api.jobs.office import Office
from api.paging import After, Limit, Page, page
from api.routes.jobs import AtOffice
from api.routes.policies import PolicyId
from api.state import Store
from graph.moving import mark
from graph.store import GraphStore
from loaders.judgements.ids import judgement_id, policy_line_id

_POLICIES, _FACTS = "/api/v1/policies", "/api/v1/facts"
_BY = Field(min_length=1, max_length=100, description="Who judges.", examples=["Li"])
_DEEPEST = 8
_WHY = Field(default="", max_length=2000, description="On what ground.")
_ON = Field(default=None, description="When, as 2026-01-31; today if left out.")
FactId = Annotated[
    str,
    Path(
        alias="id",
        description="Id of a fact, as /policies/{id}/facts gives it; or that of a measure's or target's node.",
        examples=["hubei-laser-2024.measure.a153051027dc"],
    ),
]
JudgementId = Annotated[str, Path(alias="judgement", description="Id of a judgement.")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _is_shallow(cls, given: Any) -> Any:
        if _deeper(given, _DEEPEST):
            raise ValueError(f"a judgement holds lists and objects in at most {_DEEPEST} others")
        return given


def _deeper(value: Any, levels: int) -> bool:
    """Whether lists and objects are in more than so many others."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels < 0 or any(_deeper(one, levels - 1) for one in inside)


class FactJudgement(_Strict):
    """What a person says of one fact."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"verdict": "correct", "by": "Li", "corrected": {"mode": "provides"}}},
    )

    verdict: Literal["confirm", "reject", "correct"] = Field(
        description="confirm: right as it is; reject: no such fact; correct: right but for the fields in corrected."
    )
    by: str = _BY
    on: datetime.date | None = _ON
    why: str = _WHY
    corrected: dict[str, Any] | None = Field(
        default=None, description="With correct: the fields that are otherwise, clause and quote among them."
    )
    tier: Literal["certain", "candidate"] = Field(
        default="certain", description="candidate where the judge is not sure of the fact either."
    )
    version: str | None = Field(
        default=None, description="Version of the fact that was judged; 409 where it says something else by now."
    )


class PolicyJudgement(_Strict):
    """A judgement as a line of the judgements file: for facts the machine did not read, for the document's own fields,
    and to say that all facts of a kind are listed."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "example": {
                "verdict": "add",
                "by": "Li",
                "kind": "responsibility",
                "clause": "6/19",
                "agency": "省财政厅",
                "role": "responsible",
            }
        },
    )
    verdict: Literal["add", "confirm", "reject", "correct", "complete"]
    by: str = _BY
    on: datetime.date | None = _ON
    why: str = _WHY
    kind: str = Field(default="", description="Kind of the fact; policy for the fields of the document itself.")
    clause: str = Field(default="", description="Clause it stands in, as 6/19; empty before the first one.")
    quote: str = Field(default="", description="Words of the document that show it.")


class FactEvidence(BaseModel):
    """Where the words of a fact stand."""

    policy: str
    clause: str
    quote: str
    start: int = Field(description="Offset in the clean text.")
    end: int
    links: dict[str, str] = Field(description="Addresses of the policy, its text and its document.")


class Judgement(BaseModel):
    """A stored judgement."""

    id: str
    self: str
    policy: str
    verdict: str
    by: str
    on: str
    why: str
    line: dict[str, Any] = Field(description="The judgement as it stands in the file.")
    fits: bool = Field(description="Whether it fits the present reading.")
    problem: str | None = Field(description="How it does not fit.")


class JudgedFact(BaseModel):
    """A fact as it stands, and the judgements on it."""

    id: str
    self: str
    version: str = Field(description="Changes with whatever the fact says.")
    policy: str
    kind: str
    stands: bool = Field(description="False for what the machine reads and a judgement keeps out.")
    tier: str
    read_by: Literal["reviewed", "machine"] = Field(description="Whether a person vouches for it.")
    reviewed: dict[str, str] | None = Field(description="Who vouches for it, when, and how it stands to the machine's.")
    fact: dict[str, Any] = Field(description="The line of the facts contract.")
    evidence: FactEvidence
    judgements: list[Judgement]


class Judged(BaseModel):
    """What a judgement, or taking one back, did."""

    judgement: Judgement | None = Field(description="The one that was stored; null where one was taken back.")
    changed: list[dict[str, Any]] = Field(description="Facts that stand now and did not, or said something else.")
    gone: list[str] = Field(description="Ids of facts that stood and stand no more.")
    generation: int = Field(description="State of the graph that has it.")


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(tags=["judgements"])
    found = problems.responses(404, 409)
    stored = {
        "model": Judged,
        "links": {
            "judgement": {
                "operationId": "get_judgement",
                "parameters": {"id": "$response.body#/judgement/policy", "judgement": "$response.body#/judgement/id"},
            },
            "withdraw": {
                "operationId": "withdraw_judgement",
                "parameters": {"id": "$response.body#/judgement/policy", "judgement": "$response.body#/judgement/id"},
            },
            "fact": {"operationId": "get_fact", "parameters": {"id": "$response.body#/changed/0/id"}},
        },
    }
    made: dict[int | str, dict[str, Any]] = {201: stored, **problems.responses(403, 404, 408, 409, 413)}
    listed: dict[int | str, dict[str, Any]] = {
        200: {
            "links": {
                "judgement": {
                    "operationId": "get_judgement",
                    "parameters": {"id": "$request.path.id", "judgement": "$response.body#/items/0/id"},
                }
            }
        },
        **found,
    }

    @routes.get(
        "/facts/{id:path}/judgements",
        summary="The judgements on a fact",
        operation_id="list_fact_judgements",
        responses=found,
    )
    def of_fact(store: Store, office: AtOffice, fact_id: FactId) -> Page[Judgement]:
        return Page(items=_fact(store, office.readings, fact_id).judgements, next=None)

    @routes.post(
        "/facts/{id:path}/judgements",
        summary="Confirm, reject or correct a fact",
        description="The judgement is stored beside the document, applied at once and on every reload. Who judges"
        " stands on the fact from then on.",
        operation_id="judge_fact",
        status_code=201,
        response_model=None,
        responses=made,
    )
    def judge(
        request: Request,
        store: Store,
        office: AtOffice,
        writer: Editor,
        fact_id: FactId,
        said: FactJudgement,
        key: IdempotencyKey = None,
    ) -> Response:
        policy = judging.policy_named(store, fact_id)
        if fact_id == policy_line_id(policy):
            raise HTTPException(422, f"Judge the document's own fields at {_POLICIES}/{policy}/judgements.")

        def make(reading: Any) -> dict[str, Any]:
            one = judging.find(store, reading, fact_id)
            if said.version is not None and said.version != one.line(policy)["version"]:
                raise HTTPException(409, f"The fact {fact_id} says something else by now; look at {_FACTS}/{fact_id}.")
            manner: dict[str, Any] = {"verdict": said.verdict, **_manner(said)}
            if said.corrected is not None:
                manner["corrected"] = said.corrected
            if said.tier != "certain":
                manner["tier"] = said.tier
            return judging.line_on(reading, one, manner)

        return once(
            request, office, key, judgement_id(said.model_dump(mode="json")), lambda: _add(policy, make, store, office)
        )

    def _add(policy: str, make: Any, store: GraphStore, office: Office) -> tuple[int, str, Judged]:
        stored, change = judging.add(store, office.readings, policy, make)
        body = _judged(store, policy, stored, change)
        return 201, f"{_POLICIES}/{policy}/judgements/{stored.id}", body

    @routes.get(
        "/facts/{id:path}", summary="One fact with the judgements on it", operation_id="get_fact", responses=found
    )
    def fact(store: Store, office: AtOffice, fact_id: FactId) -> JudgedFact:
        return _fact(store, office.readings, fact_id)

    @routes.get(
        "/policies/{id}/judgements",
        summary="All judgements on a policy, in the order in which they are applied",
        operation_id="list_policy_judgements",
        responses=listed,
    )
    def of_policy(
        store: Store, office: AtOffice, policy_id: PolicyId, limit: Limit = 100, after: After = ""
    ) -> Page[Judgement]:
        items = _all(store, office.readings, policy_id)
        ids = [one.id for one in items]
        begin = ids.index(after) + 1 if after in ids else len(ids) if after else 0
        return page(items[begin : begin + limit + 1], ids[begin : begin + limit + 1], limit)

    @routes.get(
        "/policies/{id}/judgements.jsonl",
        summary="The judgements on a policy as a file",
        description="As it is stored: a judgements.jsonl for `plans/<id>` of another server, for `policygraph review`.",
        operation_id="export_policy_judgements",
        response_class=Response,
        responses={200: {"content": {"application/x-ndjson": {"schema": {"type": "string"}}}}, **found},
    )
    def exported(store: Store, policy_id: PolicyId) -> Response:
        with uploads.changing(store.settings.data):
            file = kept(store, policy_id, store.settings.data).judgements_file
            content = file.read_bytes() if file.is_file() else b""
        return Response(content, media_type="application/x-ndjson")

    @routes.post(
        "/policies/{id}/judgements",
        summary="Add a fact that the machine did not read, or judge by content",
        description="Takes any line of a judgements file (docs/judgements.md): besides add, the fields of the document"
        " itself (kind policy), and complete, which says that every fact of some kinds is listed.",
        operation_id="add_judgement",
        status_code=201,
        response_model=None,
        responses=made,
    )
    def added(
        request: Request,
        store: Store,
        office: AtOffice,
        writer: Editor,
        policy_id: PolicyId,
        said: PolicyJudgement,
        key: IdempotencyKey = None,
    ) -> Response:
        line = said.model_dump(mode="json", exclude_unset=True, exclude={"by", "on", "why"}) | _manner(said)
        fingerprint = judgement_id(said.model_dump(mode="json"))
        return once(request, office, key, fingerprint, lambda: _add(policy_id, lambda reading: line, store, office))

    @routes.get(
        "/policies/{id}/judgements/{judgement}", summary="One judgement", operation_id="get_judgement", responses=found
    )
    def one(store: Store, office: AtOffice, policy_id: PolicyId, judgement: JudgementId) -> Judgement:
        for item in _all(store, office.readings, policy_id):
            if item.id == judgement:
                return item
        raise judging.unknown_judgement(policy_id, judgement)

    @routes.delete(
        "/policies/{id}/judgements/{judgement}",
        summary="Take a judgement back",
        operation_id="withdraw_judgement",
        responses=problems.responses(403, 404, 409),
    )
    def withdraw(store: Store, office: AtOffice, writer: Editor, policy_id: PolicyId, judgement: JudgementId) -> Judged:
        return _judged(store, policy_id, None, judging.withdraw(store, office.readings, policy_id, judgement))

    return routes


def _manner(said: FactJudgement | PolicyJudgement) -> dict[str, Any]:
    on = said.on or datetime.datetime.now(datetime.UTC).date()
    return {"by": said.by, "on": on.isoformat()} | ({"why": said.why} if said.why else {})


def _all(store: GraphStore, readings: Readings, policy: str) -> list[Judgement]:
    return [_view(policy, given) for given in judging.given(readings.loaded(store, policy, store.settings.data))]


def _fact(store: GraphStore, readings: Readings, fact_id: str) -> JudgedFact:
    policy = judging.policy_named(store, fact_id)
    loaded = readings.loaded(store, policy, store.settings.data)
    found = judging.find(store, loaded.reading, fact_id)
    on_it = [each for each in judging.given(loaded) if judging.concerns(each.judgement, found.fact)]
    return _shown(policy, found, [_view(policy, each) for each in on_it])


def _shown(policy: str, one: Named, judgements: list[Judgement]) -> JudgedFact:
    line, fact = one.line(policy), one.fact
    links = {"policy": f"{_POLICIES}/{policy}", "text": f"{_POLICIES}/{policy}/text"}
    return JudgedFact(
        id=one.id,
        self=f"{_FACTS}/{one.id}",
        version=line.pop("version"),
        policy=policy,
        kind=fact.kind,
        stands=one.stands,
        tier=fact.tier,
        read_by="reviewed" if fact.reviewed else "machine",
        reviewed=line.get("reviewed"),
        fact={name: value for name, value in line.items() if name != "id"},
        evidence=FactEvidence(
            policy=policy,
            clause=fact.clause,
            quote=fact.quote,
            start=fact.start,
            end=fact.end,
            links=links | {"source": f"{_POLICIES}/{policy}/source"},
        ),
        judgements=judgements,
    )


def _view(policy: str, given: Given) -> Judgement:
    return Judgement(
        id=given.id,
        self=f"{_POLICIES}/{policy}/judgements/{given.id}",
        policy=policy,
        verdict=given.judgement.verdict,
        by=given.judgement.by,
        on=given.judgement.on,
        why=given.judgement.why,
        line=dict(given.line),
        fits=given.problem is None,
        problem=given.problem,
    )


def _judged(store: GraphStore, policy: str, stored: Given | None, change: Change) -> Judged:
    return Judged(
        judgement=None if stored is None else _view(policy, stored),
        changed=[one.line(policy) for one in change.changed],
        gone=change.gone,
        generation=mark.generation(store),
    )
