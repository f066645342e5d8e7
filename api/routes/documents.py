"""Documents by REST: sent, tried out, replaced, removed, given back as facts and as they came."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from api import problems, uploads
from api.access import Editor
from api.answers import names
from api.documents import kept
from api.documents.errors import DocumentError, Interrupted
from api.documents.facts import lines_of
from api.documents.incoming import ID, MOST_ITEMS, Incoming, Metadata, receive
from api.documents.lines import FactLine
from api.documents.once import IdempotencyKey, once
from api.jobs.office import Office, is_taken
from api.jobs.record import Kind
from api.links import WEB
from api.openapi.headers import of_made, of_source
from api.routes.jobs import ADDRESS as JOBS
from api.routes.jobs import AtOffice, Job, job_of
from api.routes.policies import PolicyId
from api.state import Store
from graph import writer
from loaders.pipeline import Reading

ADDRESS = "/api/v1/policies"
_MEDIA = {".pdf": "application/pdf", ".html": "text/html", ".htm": "text/html", ".md": "text/markdown"}
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ALL_MEDIA = sorted({*_MEDIA.values(), _DOCX, "text/plain"})
_PATIENCE = 120.0
"""Seconds that a trial waits for its turn."""
_SHUT = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""Content-Security-Policy of a document as it came: wherever it is opened, nothing of it runs or is fetched."""
_EXAMPLE: dict[str, Any] = {
    "text": "苏州市关于促进激光产业发展的若干措施\n一、支持首台（套）。按售价的10%给予最高200万元奖励。\n",
    "metadata": {"id": "suzhou-laser", "region": "320500"},
}
GivenId = Annotated[
    str,
    Path(
        alias="id",
        description="Id that the policy has or is to have: a-z, 0-9, single hyphens.",
        examples=["hubei-laser-2024"],
        json_schema_extra=dict(ID),
    ),
]
DryRun = Annotated[
    bool, Query(description="Answer with the facts that would be loaded, and load nothing.", examples=[False])
]
Candidates = Annotated[bool, Query(description="Also facts of the tier candidate: more often wrong than right.")]
Explain = Annotated[bool, Query(description="Say which rule found each fact, and why.")]


class Trial(BaseModel):
    """What a document would bring into the graph."""

    id: str = Field(description="Id that the policy would have.")
    taken: bool = Field(
        description="Whether a policy of that id is loaded: POST would be refused, PUT would replace it."
    )
    facts: list[FactLine] = Field(
        description="The lines of the facts contract, the policy line first, as `policygraph extract` prints them, each"
        " with its id and version."
    )
    warnings: list[str] = Field(description="Sentences about damage in the file.")


class Removed(BaseModel):
    """A policy that was taken out of the graph."""

    removed: str = Field(description="Its id.")
    copy_deleted: bool = Field(
        description="Whether its kept document, with the judgements on it, was deleted too; shipped plans stay."
    )


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(tags=["documents"])
    accepted: dict[int | str, dict[str, Any]] = {
        200: {"model": Trial, "description": "With dry_run: what would be loaded."},
        202: {
            "model": Job,
            "description": "The document is at work; the job at Location tells what becomes of it.",
            "headers": of_made(),
        },
    }

    @routes.post(
        "/policies",
        summary="Send a document to be read and loaded",
        description="Reading and loading is a job. A document that cannot be read, or does not hold what"
        " `metadata.assertions` says, changes nothing: its job fails (with dry_run: the answer is 422), and `errors`"
        " names each broken assertion.",
        operation_id="upload_policy",
        status_code=202,
        response_model=None,
        responses={**accepted, **problems.responses(408, 409, 413, 415)},
        openapi_extra={"requestBody": _body("NewDocument", _EXAMPLE)},
    )
    async def upload(
        request: Request,
        store: Store,
        office: AtOffice,
        by: Editor,
        key: IdempotencyKey = None,
        dry_run: DryRun = False,
    ) -> Response:
        return await _take("create", request, store, office, key, dry_run, None)

    @routes.put(
        "/policies/{id}",
        summary="Replace a policy by a document, or load it under this id",
        description="Like POST, but what the graph holds of that policy gives way. Judgements on it stay and are"
        " applied to the new document.",
        operation_id="replace_policy",
        status_code=202,
        response_model=None,
        responses={**accepted, **problems.responses(408, 409, 413, 415)},
        openapi_extra={"requestBody": _body("Document", _EXAMPLE | {"metadata": {"region": "320500"}})},
    )
    async def replace(
        request: Request,
        store: Store,
        office: AtOffice,
        by: Editor,
        policy_id: GivenId,
        key: IdempotencyKey = None,
        dry_run: DryRun = False,
    ) -> Response:
        return await _take("replace", request, store, office, key, dry_run, policy_id)

    @routes.delete(
        "/policies/{id}",
        summary="Take a policy out of the graph",
        description="With all that only it said. The kept document and the judgements on it are deleted; a shipped plan"
        " stays on the disk and comes back with `policygraph load --all`.",
        operation_id="delete_policy",
        responses=problems.responses(404),
    )
    def delete(store: Store, by: Editor, policy_id: PolicyId) -> Removed:
        data = store.settings.data
        with uploads.changing(data):
            if not writer.remove_policy(store, policy_id):
                raise kept.unknown(store, policy_id)
            return Removed(removed=policy_id, copy_deleted=uploads.forget(policy_id, data))

    @routes.get(
        "/policies/{id}/facts",
        summary="Its facts, as JSON Lines",
        description="The lines of the facts contract, the policy line first, as `policygraph extract` prints them with"
        " judgements applied, each with its id and version for judging it. The contract gives the words as `quote`,"
        " `start` and `end` in `/policies/{id}/text`; `/facts/{id}` has the same fact with links to them.",
        operation_id="get_policy_facts",
        response_class=Response,
        response_description="The facts, one JSON object a line.",
        responses={
            200: {"content": {"application/x-ndjson": {"schema": {"type": "string"}}}},
            **problems.responses(404, 409),
        },
    )
    def facts(
        store: Store, office: AtOffice, policy_id: PolicyId, candidates: Candidates = False, explain: Explain = False
    ) -> Response:
        reading = office.readings.loaded(store, policy_id, store.settings.data).reading
        lines = lines_of(reading, candidates=candidates, explain=explain)
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        return Response(text, media_type="application/x-ndjson")

    @routes.get(
        "/policies/{id}/source",
        summary="Its document, byte for byte as it came",
        description="As an attachment that runs nothing, wherever it is opened. Its ETag is the SHA-256 of the bytes.",
        operation_id="get_policy_source",
        response_class=Response,
        response_description="The document.",
        responses={
            200: {
                "content": {media: {"schema": {"type": "string", "format": "binary"}} for media in _ALL_MEDIA},
                "headers": of_source(),
            },
            **problems.responses(404, 409),
        },
    )
    def source(request: Request, store: Store, policy_id: PolicyId) -> Response:
        one, content = kept.settled(store, policy_id, store.settings.data, lambda one: (one, kept.source_bytes(one)))
        suffix = one.source.suffix.lower()
        headers = {
            "Content-Disposition": f'attachment; filename="{one.id}{suffix}"',
            "Content-Security-Policy": _SHUT,
            "ETag": f'"{one.sha256}"',
        }
        if names(dict(request.scope["headers"]).get(b"if-none-match"), headers["ETag"]):
            return Response(status_code=304, headers=headers)
        return Response(
            content,
            headers=headers,
            media_type=_DOCX if suffix == ".docx" else _media(suffix, one.encoding),
        )

    return routes


@contextmanager
def answering() -> Iterator[None]:
    """What is wrong with a document, as an answer."""
    try:
        yield
    except DocumentError as error:
        headers = {"Retry-After": problems.RETRY_AFTER} if error.status == 503 else None
        raise problems.Several(error.status, str(error), headers, error.errors) from None


async def _take(
    kind: Kind, request: Request, store: Store, office: Office, key: str | None, dry_run: bool, policy_id: str | None
) -> Response:
    with answering():
        async with office.receiving:
            document = await receive(request, office.settings, policy_id)
        taken = await run_in_threadpool(is_taken, store, document.id)
        if dry_run:
            async with _turn(office):
                reading = await _tried(request, office, document)
            return Response(_trial(reading, taken).model_dump_json(), media_type="application/json")

        def work() -> tuple[int, str, Job]:
            if kind == "create" and taken:
                raise DocumentError(office.taken(document.id), 409)
            job = job_of(office.take(kind, document))
            return 202, f"{JOBS}/{job.id}", job

        return await run_in_threadpool(once, request, office, key, document.fingerprint, work)


@asynccontextmanager
async def _turn(office: Office) -> AsyncIterator[None]:
    """A trial's turn; 503 where others take too long."""
    try:
        await asyncio.wait_for(office.trials.acquire(), _PATIENCE)
    except TimeoutError:
        raise DocumentError("Too many documents are being read; send this one again later.", 503) from None
    try:
        yield
    finally:
        office.trials.release()


async def _tried(request: Request, office: Office, document: Incoming) -> Reading:
    """What is read of a document while somebody waits for it."""
    unwanted = threading.Event()
    try:
        task = asyncio.create_task(run_in_threadpool(office.try_out, document, unwanted))
        while not task.done():
            await asyncio.wait({task}, timeout=0.5)
            if await request.is_disconnected():
                unwanted.set()
        return task.result()
    except Interrupted:
        raise DocumentError("The reading was given up; send the document again.", 503) from None
    finally:
        unwanted.set()


def _trial(reading: Reading, taken: bool) -> Trial:
    return Trial(
        id=reading.id,
        taken=taken,
        facts=[FactLine(**line) for line in lines_of(reading)],
        warnings=list(reading.warnings),
    )


def _media(suffix: str, encoding: str | None) -> str:
    kind = _MEDIA.get(suffix, "text/plain")
    return kind if suffix == ".pdf" else f"{kind}; charset={encoding or 'utf-8'}"


def _body(name: str, example: dict[str, Any]) -> dict[str, Any]:
    return {
        "required": True,
        "description": "A document as a file or as text, and what is known of it beside its text.",
        "content": {
            "multipart/form-data": {
                "schema": {"$ref": f"#/components/schemas/{name}File"},
                "encoding": {"metadata": {"contentType": "application/json"}},
            },
            "application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}, "example": example},
        },
    }


def schemas() -> dict[str, Any]:
    """The schemas of documents that are sent, by name; only a new one may bring an id."""
    metadata = Metadata.model_json_schema(ref_template="#/components/schemas/Document{model}")
    parts = {f"Document{name}": one for name, one in metadata.pop("$defs").items()}
    parts["DocumentSource"]["properties"]["url"]["anyOf"][0]["pattern"] = WEB
    metadata["properties"]["relations"]["maxItems"] = MOST_ITEMS
    parts["DocumentAssertions"]["properties"]["sections"]["maxItems"] = MOST_ITEMS
    without_id = {name: one for name, one in metadata["properties"].items() if name != "id"}
    return {
        **parts,
        **_sent("NewDocument", metadata),
        **_sent("Document", metadata | {"properties": without_id}),
    }


def _sent(name: str, metadata: dict[str, Any]) -> dict[str, Any]:
    """A document as text, as a file, and what is known of it beside that."""
    known = {"$ref": f"#/components/schemas/{name}Metadata", "description": "What is known of it beside its text."}
    text = {
        "type": "string",
        "minLength": 1,
        "pattern": r"^[^\u0000]*[^\s\u0000\u200b][^\u0000]*$",
        "description": "Text of the document, not blank; Markdown and HTML are told apart.",
        "examples": [_EXAMPLE["text"]],
    }
    file_name = {
        "type": "string",
        "description": "A file's name, which helps to tell text from Markdown; names the policy where no id is given.",
    }
    file = {"type": "string", "format": "binary", "description": "Text, Markdown, HTML, PDF or DOCX."}
    form = {"type": "object", "additionalProperties": False}
    return {
        f"{name}Metadata": metadata,
        name: form
        | {
            "description": "A document as text.",
            "required": ["text"],
            "properties": {"text": text, "name": file_name, "metadata": known},
        },
        f"{name}File": form
        | {
            "description": "A document as a file.",
            "required": ["file"],
            "properties": {"file": file, "metadata": known},
        },
    }
