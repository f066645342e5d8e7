"""One region: its documents, its instruments, and the way to a comparison."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from api.pages import grid
from api.pages.renderer import page
from api.state import Store
from cypher.catalogue import catalogue
from cypher.errors import ArgumentError
from cypher.names import region
from cypher.run import run
from graph.moving import mark


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/regions/{code}")
    def one(request: Request, store: Store, code: str, tiers: str = "certain") -> HTMLResponse:
        mark.generation(store)
        try:
            found = region(code)
        except ArgumentError as error:
            raise HTTPException(404, str(error)) from error
        shown = grid.grid(store, {"regions": [found], "tiers": tiers}, "")
        if not shown.regions:
            raise HTTPException(404, f"No policy of {found} is loaded: nothing was read of it. / shows the others.")
        content = {
            "region": shown.regions[0],
            "groups": shown.groups,
            "policies": run(store, catalogue().get("resources/policies"), {"region": found, "limit": 1000}),
            "others": [row for row in grid.regions(store) if row["code"] != found],
            "signs": grid.SIGNS,
            "tiers": tiers,
        }
        return page(request, "region.html", content)

    return routes
