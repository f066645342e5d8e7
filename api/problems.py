"""One shape for every error of the API: problem details for HTTP (RFC 9457), one clear sentence as ``detail``."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.routing import Match

from api.language import language
from api.links import PREFIX
from api.pages.renderer import chosen, page
from api.problem_types import problem_types, usual
from cypher.errors import CatalogueError, UnknownQueryError
from graph.errors import BookmarkError, GraphError, GraphUnavailable, QueryError
from loaders.errors import LoaderError

RETRY_AFTER = "5"
"""Seconds after which a client may ask again while the graph is away."""
_METHODS = ("DELETE", "GET", "PATCH", "POST", "PUT")
_UNREADABLE = "There was an error parsing the body"
"""What the framework says of bytes that are no text."""
_SHOWN = 200
"""Characters of a refused value that are said again."""
_log = logging.getLogger(__name__)


class Problem(BaseModel):
    """The body of every error."""

    type: str = Field(
        description="Address of the description of this kind of problem, relative to the server; about:blank for none.",
        examples=["/problems/invalid"],
    )
    title: str = Field(description="What kind of problem it is, in the language of Accept-Language.")
    status: int = Field(description="Status of HTTP.", ge=400, le=599)
    detail: str = Field(description="What is wrong and what to do, in a sentence.")
    instance: str = Field(description="Path of the request.")
    errors: list[str] = Field(
        default=[], description="Where several things are wrong with a document, each of them; otherwise left out."
    )


class ProblemResponse(JSONResponse):
    """A problem with the media type of the standard."""

    media_type = "application/problem+json"


class Trouble(HTTPException):
    """An error of the client that is of a kind of its own, not the usual one of its status."""

    def __init__(self, kind: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(problem_types()[kind].status, detail, headers)
        self.kind = kind


class Several(HTTPException):
    """An error of the client that has several causes."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None, errors: Sequence[str]) -> None:
        super().__init__(status, detail, headers)
        self.errors = errors


def problem(
    request: Request,
    status: int,
    detail: str,
    headers: Mapping[str, str] | None = None,
    kind: str | None = None,
    errors: Sequence[str] = (),
) -> Response:
    """The answer for one error, of the kind ``kind`` (default: the usual one of the status)."""
    known = problem_types()[kind] if kind else usual(status)
    spoken = chosen(request) if _by_person(request) else language(request.headers)
    body = Problem(
        type=known.uri if known else "about:blank",
        title=known.title(spoken) if known else HTTPStatus(status).phrase,
        status=status,
        detail=_whole(detail),
        instance=_whole(request.url.path),
        errors=[_whole(one) for one in errors],
    )
    answer: Response
    if _by_person(request):
        answer = page(request, "error.html", {"problem": body, "kind": known}, status)
        answer.headers.update(headers or {})
    else:
        answer = ProblemResponse(
            body.model_dump(exclude_defaults=True), status_code=status, headers=dict(headers or {})
        )
    answer.headers.setdefault("Cache-Control", "no-store")
    answer.headers.add_vary_header("Accept-Language")
    return answer


def _by_person(request: Request) -> bool:
    """Whether a browser asks for a page: an address of the API answers programs whatever they take."""
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith(f"{PREFIX}/")


def _whole(text: str) -> str:
    """A text that can be sent: what JSON cut in the middle of a character is written as an escape."""
    return text.encode("utf-8", "backslashreplace").decode()


def trouble(request: Request, error: HTTPException) -> Response:
    """The answer for an error that was raised."""
    detail = str(error.detail)
    if detail == HTTPStatus(error.status_code).phrase:
        detail = _phrase(request, error.status_code)
    errors = error.errors if isinstance(error, Several) else ()
    return problem(request, error.status_code, detail, error.headers, getattr(error, "kind", None), errors)


def broken(request: Request, error: Exception) -> Response:
    """The answer for a fault of ours, which is logged."""
    _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return problem(request, 500, "The server could not answer this; its log says why.")


def named(status: int) -> dict[str, str]:
    """``type`` and ``title`` that a problem of this status has unless something else is said, in English."""
    known = usual(status)
    return {
        "type": known.uri if known else "about:blank",
        "title": known.title("en") if known else HTTPStatus(status).phrase,
    }


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What a route says of its errors in the OpenAPI document."""
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in statuses
    }


def install(app: FastAPI) -> None:
    """Let every error of ``app``, expected or not, leave as a problem."""

    async def http(request: Request, error: Exception) -> Response:
        known = error if isinstance(error, HTTPException) else HTTPException(500)
        if str(known.detail) == _UNREADABLE:
            return problem(request, 422, "The body is not JSON in UTF-8.")
        if known.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            known.headers = {**(known.headers or {}), "Allow": ", ".join(_methods(request))}
        return trouble(request, known)

    async def invalid(request: Request, error: Exception) -> Response:
        errors = error.errors() if isinstance(error, RequestValidationError) else []
        return problem(request, 422, _validation(errors))

    async def unavailable(request: Request, error: Exception) -> Response:
        # Its words are for whoever runs the server: they name addresses.
        _log.warning("%s", error)
        said = error.public if isinstance(error, GraphUnavailable) else str(error)
        return problem(request, 503, said, {"Retry-After": RETRY_AFTER})

    async def unusable_graph(request: Request, error: Exception) -> Response:
        # Its words are for whoever runs the server: they name files and variables.
        _log.error("%s", error)
        said = "The graph cannot be used at the moment; the log of the server says why."
        return problem(request, 503, said, {"Retry-After": RETRY_AFTER})

    async def unknown(request: Request, error: Exception) -> Response:
        return problem(request, 404, _by_rest(error))

    async def unusable(request: Request, error: Exception) -> Response:
        return problem(request, 422, _by_rest(error))

    async def half(request: Request, error: Exception) -> Response:
        return problem(request, 422, "A text of the body holds half a character (\\uD800 to \\uDFFF).")

    async def fault(request: Request, error: Exception) -> Response:
        return broken(request, error)

    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(GraphUnavailable, unavailable)
    app.add_exception_handler(BookmarkError, unusable)
    app.add_exception_handler(QueryError, fault)
    app.add_exception_handler(UnicodeEncodeError, half)
    app.add_exception_handler(GraphError, unusable_graph)
    app.add_exception_handler(UnknownQueryError, unknown)
    app.add_exception_handler(CatalogueError, unusable)
    app.add_exception_handler(LoaderError, unusable)
    app.add_exception_handler(Exception, fault)


def _by_rest(error: Exception) -> str:
    return error.by_rest if isinstance(error, CatalogueError) else str(error)


def _methods(request: Request) -> list[str]:
    """All methods that the path of a request takes, over all its routes; HEAD is GET without the body."""
    asked = ({**request.scope, "method": method} for method in _METHODS)
    found = {
        scope["method"] for scope in asked if any(one.matches(scope)[0] == Match.FULL for one in request.app.routes)
    }
    return sorted(found | {"HEAD"} if "GET" in found else found)


def _phrase(request: Request, status: int) -> str:
    if status == HTTPStatus.NOT_FOUND:
        return f"There is nothing at {request.url.path}; /docs lists what there is."
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        return f"{request.url.path} does not take {request.method}; /docs says what it takes."
    return f"The request cannot be served: {HTTPStatus(status).phrase}."


def _validation(errors: Sequence[Any]) -> str:
    if not errors:
        return "The request cannot be understood; /docs says what it takes."
    first = errors[0]
    where, *names = [str(part) for part in first["loc"]] or ["request"]
    name = ".".join(names) or where
    if first["type"] == "missing":
        return f"{name} is missing; /docs says what it is."
    if first["type"] == "value_error":
        return f"{name} cannot be taken: {str(first['msg']).removeprefix('Value error, ')}."
    given = repr(first["input"])
    given = given if len(given) <= _SHOWN else f"{given[:_SHOWN]}…"
    if first["type"] == "int_parsing":
        return f"{name} must be a whole number, not {given}."
    message = str(first["msg"]).removeprefix("Input ")
    return f"{name} cannot be {given}: it {message}."
