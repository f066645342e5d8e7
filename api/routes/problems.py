"""The pages that the ``type`` of an error leads to."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from api.pages.renderer import page
from api.problem_types import PATH, problem_types


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get(PATH.rstrip("/"))
    def every(request: Request) -> HTMLResponse:
        return page(request, "problems.html", {"kinds": list(problem_types().values())})

    @routes.get(PATH + "{name}")
    def one(request: Request, name: str) -> HTMLResponse:
        kind = problem_types().get(name)
        if kind is None:
            raise HTTPException(404, f"There is no kind of problem {name}; /problems lists them.")
        return page(request, "problems.html", {"kinds": [kind]})

    return routes
