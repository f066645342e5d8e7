"""Corrections: what people say of facts, stored beside the document and applied on every reload."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from starlette.exceptions import HTTPException

from api import problems, uploads
from api.access import Editor, Principal
from api.documents import judging
from api.documents.facts import Named
from api.documents.judging import Change, Given
from api.documents.kept import Readings, kept
from api.documents.lines import FactContent, FactLine
from api.documents.once import IdempotencyKey, once
from api.documents.said import FactJudgement, Judged, JudgedFact, Judgement, PolicyJudgement, Reviewed
from api.evidence import with_evidence
from api.jobs.office import Office
from api.openapi.headers import of_made
from api.paging import After, Limit, Page, page
from api.routes.jobs import AtOffice
from api.routes.policies import PolicyId
from api.state import Store
from graph.moving import mark
from graph.store import GraphStore
from loaders.judgements.ids import judgement_id, policy_line_id

_POLICIES, _FACTS = "/api/v1/policies", "/api/v1/facts"
FactId = Annotated[
    str,
    Path(
        alias="id",
        description="Id of a fact, as /policies/{id}/facts gives it; or that of a measure's or target's node.",
        examples=["hubei-laser-2024.measure.a153051027dc"],
    ),
]
JudgementId = Annotated[str, Path(alias="judgement", description="Id of a judgement.", examples=["8c2f0b6d1e4a"])]


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(tags=["judgements"])
    found = problems.responses(404, 409)
    stored = {"model": Judged, "description": "What the judgement did.", "headers": of_made()}
    made: dict[int | str, dict[str, Any]] = {201: stored, **problems.responses(404, 408, 409, 413)}

    @routes.get(
        "/facts/{id:path}/judgements",
        summary="The judgements on a fact",
        operation_id="list_fact_judgements",
        responses=found,
    )
    def of_fact(store: Store, office: AtOffice, fact_id: FactId) -> Page[Judgement]:
        """All on one page, in the order in which they are applied: the later one wins."""
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
        judging.require_plain(said.model_dump())
        policy = judging.policy_named(store, fact_id)
        if fact_id == policy_line_id(policy):
            raise HTTPException(422, f"Judge the document's own fields at {_POLICIES}/{policy}/judgements.")

        def make(reading: Any) -> dict[str, Any]:
            one = judging.find(store, reading, fact_id)
            if said.version is not None and said.version != one.line(policy)["version"]:
                raise HTTPException(409, f"The fact {fact_id} says something else by now; look at {_FACTS}/{fact_id}.")
            manner: dict[str, Any] = {"verdict": said.verdict, **_manner(said, writer)}
            if said.corrected:
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
        """Also one that a judgement keeps out. 409 where a correction made another fact of it."""
        return _fact(store, office.readings, fact_id)

    @routes.get(
        "/policies/{id}/judgements",
        summary="All judgements on a policy, in the order in which they are applied",
        operation_id="list_policy_judgements",
        responses=found,
    )
    def of_policy(
        store: Store, office: AtOffice, policy_id: PolicyId, limit: Limit = 100, after: After = ""
    ) -> Page[Judgement]:
        """Those on facts and on the document's own fields; the later one wins."""
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
        response_description="The lines of the file; nothing where there are none.",
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
        given = said.model_dump(mode="json", exclude_unset=True, exclude={"by", "on", "why"})
        if "key" in given:
            raise HTTPException(422, "key is the id of the API key that a judgement comes with; leave it out.")
        judging.require_plain(said.model_dump())
        line = given | _manner(said, writer)
        fingerprint = judgement_id(said.model_dump(mode="json"))
        return once(request, office, key, fingerprint, lambda: _add(policy_id, lambda reading: line, store, office))

    @routes.get(
        "/policies/{id}/judgements/{judgement}", summary="One judgement", operation_id="get_judgement", responses=found
    )
    def one(store: Store, office: AtOffice, policy_id: PolicyId, judgement: JudgementId) -> Judgement:
        """As it stands in the file, and whether it fits the present reading."""
        for item in _all(store, office.readings, policy_id):
            if item.id == judgement:
                return item
        raise judging.unknown_judgement(policy_id, judgement)

    @routes.delete(
        "/policies/{id}/judgements/{judgement}",
        summary="Take a judgement back",
        operation_id="withdraw_judgement",
        responses=found,
    )
    def withdraw(store: Store, office: AtOffice, writer: Editor, policy_id: PolicyId, judgement: JudgementId) -> Judged:
        """What it did is undone; the others are applied anew."""
        return _judged(store, policy_id, None, judging.withdraw(store, office.readings, policy_id, judgement))

    return routes


def _manner(said: FactJudgement | PolicyJudgement, who: Principal) -> dict[str, Any]:
    on = said.on or datetime.datetime.now(datetime.UTC).date()
    key = {"key": who.id} if who.has_key else {}
    return {"by": said.by, **key, "on": on.isoformat()} | ({"why": said.why} if said.why else {})


def _all(store: GraphStore, readings: Readings, policy: str) -> list[Judgement]:
    return [_view(policy, given) for given in judging.given(readings.loaded(store, policy, store.settings.data))]


def _fact(store: GraphStore, readings: Readings, fact_id: str) -> JudgedFact:
    policy = judging.policy_named(store, fact_id)
    loaded = readings.loaded(store, policy, store.settings.data)
    found = judging.find(store, loaded.reading, fact_id)
    on_it = [each for each in judging.given(loaded) if judging.concerns(each.judgement, found.fact)]
    return _shown(store, policy, found, [_view(policy, each) for each in on_it])


def _shown(store: GraphStore, policy: str, one: Named, judgements: list[Judgement]) -> JudgedFact:
    line, fact = one.line(policy), one.fact
    words = {"policy": policy, "clause": fact.clause, "quote": fact.quote, "start": fact.start, "end": fact.end}
    return JudgedFact(
        id=one.id,
        self=f"{_FACTS}/{one.id}",
        version=line.pop("version"),
        policy=policy,
        kind=fact.kind,
        stands=one.stands,
        tier=fact.tier,
        read_by="reviewed" if fact.reviewed else "machine",
        reviewed=Reviewed(**line["reviewed"]) if "reviewed" in line else None,
        fact=FactContent(**{name: value for name, value in line.items() if name != "id"}),
        evidence=with_evidence(store, [words])[0]["evidence"],
        judgements=judgements,
    )


def _view(policy: str, given: Given) -> Judgement:
    return Judgement(
        id=given.id,
        self=f"{_POLICIES}/{policy}/judgements/{given.id}",
        policy=policy,
        verdict=given.judgement.verdict,
        by=given.judgement.by,
        key=given.judgement.key or None,
        on=given.judgement.on,
        why=given.judgement.why,
        line=dict(given.line),
        fits=given.problem is None,
        problem=given.problem,
    )


def _judged(store: GraphStore, policy: str, stored: Given | None, change: Change) -> Judged:
    return Judged(
        judgement=None if stored is None else _view(policy, stored),
        changed=[FactLine(**one.line(policy)) for one in change.changed],
        gone=change.gone,
        generation=mark.generation(store),
    )
