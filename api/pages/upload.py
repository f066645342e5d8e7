"""Sending a document: the form, and the stages it goes through."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.access import may_edit
from api.jobs.record import STAGES
from api.pages.renderer import page


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/upload")
    def upload(request: Request) -> HTMLResponse:
        return page(request, "upload.html", {"stages": STAGES, "may": may_edit(request)})

    return routes
