"""Requests with an Idempotency-Key: done once, answered the same however often they are sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Header, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from api.access import asking
from api.jobs.answers import Answer, InProgress, OtherRequest
from api.jobs.office import Office

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern=r"^[!-~]+$",
        description="A word of yours, such as a UUID. The same request with the same word is done once for an API key"
        " and answered the same for a day; another request with it is refused (422), one sent while the first is at"
        " work too (409).",
        examples=["8e03978e-40d5-43dd-bc93-6894a57f9324"],
    ),
]


def once(
    request: Request,
    office: Office,
    key: str | None,
    fingerprint: str,
    do: Callable[[], tuple[int, str, BaseModel]],
) -> Response:
    """The answer of ``do`` (status, address of what was made, body), or the one that the same request got before.

    Requests are the same when the same API key sends them.
    """
    if key is None:
        return _answer(_made(do))
    name = f"{asking(request).id} {request.method} {request.url.path} {key}"
    answers = office.answers
    try:
        before = answers.begin(name, fingerprint)
    except OtherRequest:
        raise HTTPException(422, "This Idempotency-Key came with another request; choose another key.") from None
    except InProgress:
        raise HTTPException(409, "The first request with this Idempotency-Key is still at work; wait for it.") from None
    if before is not None:
        return _answer(before, replayed=True)
    try:
        made = _made(do)
    except BaseException:
        answers.drop(name)
        raise
    answers.end(name, made)
    return _answer(made)


def _made(do: Callable[[], tuple[int, str, BaseModel]]) -> Answer:
    status, location, body = do()
    return Answer(status, location, body.model_dump_json())


def _answer(answer: Answer, *, replayed: bool = False) -> Response:
    headers = {"Location": answer.location} if answer.location else {}
    if replayed:
        headers["Idempotency-Replayed"] = "true"
    return Response(answer.body, answer.status, headers, JSONResponse.media_type)
