"""The headers of answers, as the OpenAPI document tells of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.bookmarks import HEADER as BOOKMARK
from api.observed import HEADER as REQUEST_ID
from api.openapi.references import reference


def _text(description: str, **more: Any) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"}, **more}


HEADERS: dict[str, dict[str, Any]] = {
    REQUEST_ID: _text("Id of the request; a well-formed one that it brought is kept.", required=True),
    "RateLimit-Policy": _text("How many requests the key may make in how many seconds; where they are counted."),
    "RateLimit": _text("How many requests are left, and for how many seconds; where they are counted."),
    "ETag": _text("Validator of the answer: sent as If-None-Match it makes an unchanged answer 304 without a body."),
    "Last-Modified": _text("When the answer last changed: of use as If-Modified-Since. Left out while that is fresh."),
    BOOKMARK: _text("What this answer has seen of a graph on a server; an embedded graph has none."),
    "Retry-After": _text("Seconds after which to ask again.", required=True),
    "WWW-Authenticate": _text("How a key may be brought.", required=True),
    "Location": _text("Address of what was made.", required=True),
    "Content-Disposition": _text("A name for the file, where the answer is one."),
    "Link": _text('With GraphML and Cytoscape JSON: address of the next page, rel="next"; JSON has `next`.'),
    "Idempotency-Replayed": _text("true where the same request was answered before."),
}
_COUNTED = (REQUEST_ID, "RateLimit-Policy", "RateLimit")
_ONLY = {401: ("WWW-Authenticate",), 429: ("Retry-After",), 503: ("Retry-After",)}


def of_success(operation: Mapping[str, Any], *, is_kept: bool) -> dict[str, Any]:
    """References to the headers of what an operation answers when it can."""
    takes = {one["name"] for one in operation.get("parameters", [])}
    names = [*_COUNTED, *(("ETag", "Last-Modified") if is_kept else ()), *((BOOKMARK,) if BOOKMARK in takes else ())]
    return _references(names)


def of_refusal(status: int) -> dict[str, Any]:
    """References to the headers of a problem of that status."""
    return _references([*_COUNTED, *_ONLY.get(status, ())])


def unchanged() -> dict[str, Any]:
    """The answer to whoever has the present one."""
    return {
        "description": "Unchanged: the answer is the one that If-None-Match or If-Modified-Since speaks of. No body.",
        "headers": _references([*_COUNTED, "ETag", "Last-Modified"]),
    }


def of_file() -> dict[str, Any]:
    """References to the headers of an answer that may be kept as a file."""
    return _references(["Content-Disposition"])


def of_drawing() -> dict[str, Any]:
    """References to the headers of a part of the graph."""
    return _references(["Link"])


def of_made() -> dict[str, Any]:
    """References to the headers of an answer that tells of something new."""
    return _references(["Location", "Idempotency-Replayed"])


def of_source() -> dict[str, Any]:
    """References to the headers of a document as it came."""
    return _references(["ETag", "Content-Disposition"])


def _references(names: list[str]) -> dict[str, Any]:
    return {name: reference("headers", name) for name in names}
