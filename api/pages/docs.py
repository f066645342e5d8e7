"""The reference of the API as a page that needs nothing from elsewhere."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.renderer import page
from api.reference import groups, headers, schemas


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    content: dict[str, Any] = {}  # the document is the same as long as the process lives

    @routes.get("/docs")
    def docs(request: Request) -> HTMLResponse:
        if not content:
            content.update(_content(request.app.openapi()))
        return page(request, "docs.html", dict(content))

    return routes


def _content(document: dict[str, Any]) -> dict[str, Any]:
    _, *conduct = document["info"]["description"].split("\n\n")  # the first is that of the site
    return {
        "conduct": conduct,
        "version": document["info"]["version"],
        "openapi": document["openapi"],
        "groups": groups(document),
        "headers": headers(document),
        "schemas": schemas(document),
    }
