"""Sending a document: the form, and the stages it goes through."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.access import may_edit
from api.jobs.record import STAGES
from api.pages.noted import noted
from api.pages.renderer import chosen, page


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/upload")
    def upload(request: Request) -> HTMLResponse:
        content = {"stages": STAGES, "may": may_edit(request), "notes": noted(chosen(request))}
        return page(request, "upload.html", content)

    return routes
