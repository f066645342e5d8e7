"""The reference of the API as a page that needs nothing from elsewhere."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.renderer import page
from api.reference import groups, headers, schemas


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/docs")
    def docs(request: Request) -> HTMLResponse:
        document = request.app.openapi()
        _, *conduct = document["info"]["description"].split("\n\n")  # the first is that of the site
        content = {"conduct": conduct, "version": document["info"]["version"], "openapi": document["openapi"]}
        content |= {"groups": groups(document), "headers": headers(document), "schemas": schemas(document)}
        return page(request, "docs.html", content)

    return routes
