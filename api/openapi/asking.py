"""The headers of requests that no route declares, as the OpenAPI document tells of them."""

from __future__ import annotations

from typing import Any

from api.openapi.references import reference

_TAG = 'W/"9b2f6c1d0e3a4857c6d1b2a0"'


def _header(name: str, description: str, example: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "header",
        "required": False,
        "description": description,
        "schema": {"type": "string"},
        "example": example,
    }


PARAMETERS: dict[str, dict[str, Any]] = {
    "AcceptLanguage": _header(
        "Accept-Language", "zh or en: the language of a problem's `title`, and of nothing else; else en.", "zh"
    ),
    "IfNoneMatch": _header(
        "If-None-Match", "ETag of an answer that you have: 304 without a body while it is the same.", _TAG
    ),
    "IfModifiedSince": _header(
        "If-Modified-Since",
        "Last-Modified of an answer that you have: 304 without a body where it is the same; of no effect beside"
        " If-None-Match.",
        "Wed, 01 Jan 2025 00:00:00 GMT",
    ),
}


def of(*, has_tag: bool, is_kept: bool) -> list[dict[str, str]]:
    """References to what an operation takes: every refusal has a title."""
    names = ["AcceptLanguage", *(["IfNoneMatch"] if has_tag else []), *(["IfModifiedSince"] if is_kept else [])]
    return [reference("parameters", name) for name in names]
