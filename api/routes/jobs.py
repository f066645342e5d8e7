"""Jobs: what became of documents that were sent."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from api import problems
from api.jobs import record
from api.jobs.office import Office
from api.jobs.record import STAGES, JobStage, Kind, State
from api.paging import After, Limit, Page, page

ADDRESS = "/api/v1/jobs"
_LOOK, _SIGN_OF_LIFE, _LONGEST = 0.4, 15.0, 3600.0
"""Seconds between two looks at a job, two signs of life to its listener, and of one stream at most."""
JobId = Annotated[str, Path(alias="id", description="Id of a job.", examples=["019f3c5a7b21d04e8c6f1a2b"])]


class Loaded(BaseModel):
    """What a job brought into the graph."""

    id: str = Field(description="Id of the policy.")
    title: str | None = Field(description="Its title as printed.")
    region: str | None = Field(description="Code of the region it is for.")
    clauses: int = Field(description="Number of its clauses.")
    facts: int = Field(description="Facts loaded, without clauses and candidates.")
    reviewed: int = Field(description="How many of them a person vouches for.")
    warnings: list[str] = Field(description="Sentences about damage in the file and judgements that do not fit.")
    bookmarks: list[str] = Field(description="Of the state of a graph on a server in which it is loaded.")


class Failure(BaseModel):
    """Why a job failed, as the body of an error would say it."""

    type: str = Field(default="about:blank", description="Address of the description of this kind of problem.")
    title: str = Field(description="What kind of problem it is.")
    status: int = Field(description="Status of HTTP that the document would have got: 422 where it was refused.")
    detail: str = Field(description="What is wrong and what to do.")
    errors: list[str] = Field(description="Where the document broke its assertions, each of them.")


class Job(BaseModel):
    """A document at work."""

    id: str = Field(description="Id of the job; ids sort by the time at which documents came.")
    self: str = Field(description="Address of this job.")
    events: str = Field(description="Address at which its changes are told (server-sent events).")
    kind: Kind = Field(description="create (POST) or replace (PUT).")
    policy: str = Field(description="Id that the policy has or will have.")
    policy_url: str = Field(description="Address of the policy, once the job is done.")
    state: State = Field(description="queued, running, done or failed.")
    stage: JobStage = Field(description="What it is at, or was when it failed.")
    progress: float = Field(ge=0, le=1, description="Share of the stages that are behind it.")
    created: str = Field(description="When the document came, ISO 8601 in UTC.")
    started: str | None = Field(description="When reading began; null while it waits.")
    ended: str | None = Field(description="When it was over; null until then.")
    result: Loaded | None = Field(description="What was loaded, once it is done.")
    problem: Failure | None = Field(description="Why it failed.")


def job_of(one: record.Job) -> Job:
    """A job as an answer shows it."""
    said = {name: getattr(one, name) for name in ("id", "kind", "policy", "state", "stage", "created")}
    result = Loaded(**one.result) if one.result else None
    problem = Failure.model_validate({**problems.named(one.problem["status"]), **one.problem}) if one.problem else None
    return Job(
        **said,
        started=one.started,
        ended=one.ended,
        self=f"{ADDRESS}/{one.id}",
        events=f"{ADDRESS}/{one.id}/events",
        policy_url=f"/api/v1/policies/{one.policy}",
        progress=round(STAGES.index(one.stage) / (len(STAGES) - 1), 2),
        result=result,
        problem=problem,
    )


def office_of(request: Request) -> Office:
    """The office of this server process."""
    office: Office = request.app.state.office
    return office


AtOffice = Annotated[Office, Depends(office_of)]
"""What a route declares to see or make jobs."""


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(tags=["jobs"])

    @routes.get(
        "/jobs", summary="Documents at work and what became of them, the newest first", operation_id="list_jobs"
    )
    def jobs(
        office: AtOffice,
        state: Annotated[State | None, Query(description="Only jobs in this state.")] = None,
        policy: Annotated[str | None, Query(description="Only jobs on the policy of this id.")] = None,
        limit: Limit = 100,
        after: After = "",
    ) -> Page[Job]:
        """Those of all server processes on this data directory; the last ended ones are kept."""
        found = office.record.newest(before=after, limit=limit + 1, state=state, policy=policy)
        return page([job_of(one) for one in found], [one.id for one in found], limit)

    @routes.get("/jobs/{id}", summary="One job", operation_id="get_job", responses=problems.responses(404))
    def job(office: AtOffice, job_id: JobId) -> Job:
        """What it is at, what it loaded, or why it failed."""
        return job_of(_job(office, job_id))

    @routes.get(
        "/jobs/{id}/events",
        summary="The changes of a job as they happen",
        description="Server-sent events, each named after the job's state, with the job as its data and its version as"
        " its id. The stream ends with the job.",
        operation_id="stream_job_events",
        response_class=StreamingResponse,
        response_description="The changes, as they happen.",
        responses={200: {"content": {"text/event-stream": {}}}, **problems.responses(404)},
    )
    async def events(
        request: Request,
        office: AtOffice,
        job_id: JobId,
        last: Annotated[
            str, Header(alias="Last-Event-ID", description="Id of the last event seen; only later changes are told.")
        ] = "",
    ) -> StreamingResponse:
        await run_in_threadpool(_job, office, job_id)
        seen = int(last) if last.isdecimal() and last.isascii() and len(last) < 10 else 0
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(_told(request, office, job_id, seen), media_type="text/event-stream", headers=headers)

    return routes


def _job(office: Office, job_id: str) -> record.Job:
    found = office.record.get(job_id)
    if found is None:
        raise HTTPException(404, f"There is no job {job_id}, or it ended long ago; {ADDRESS} lists the last ones.")
    return found


async def _told(request: Request, office: Office, job_id: str, seen: int) -> AsyncIterator[str]:
    begun = spoken = time.monotonic()
    yield "retry: 2000\n\n"
    while time.monotonic() - begun < _LONGEST and not office.is_closing:
        job: Any = await run_in_threadpool(office.record.get, job_id)
        if job is None or await request.is_disconnected():
            return
        if job.version > seen:
            seen, spoken = job.version, time.monotonic()
            yield f"event: {job.state}\nid: {job.version}\ndata: {job_of(job).model_dump_json()}\n\n"
        if job.is_over:
            return
        if time.monotonic() - spoken > _SIGN_OF_LIFE:
            spoken = time.monotonic()
            yield ": still at work\n\n"
        await asyncio.sleep(_LOOK)
