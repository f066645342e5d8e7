"""Data and method: what was read and how much of it, how well the reading does, the taxonomy, the licence."""

from __future__ import annotations

from importlib import metadata

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages import grid
from api.pages.model_picture import joined, picture
from api.pages.renderer import chosen, page
from api.state import Store
from cypher.catalogue import catalogue
from cypher.run import run
from graph.moving import mark
from loaders import accuracy

_COUNTS = """
MATCH (n)
WHERE NOT n:Meta
RETURN labels(n)[0] AS label, count(*) AS nodes
ORDER BY label
"""


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/method")
    def method(request: Request, store: Store) -> HTMLResponse:
        generation = mark.generation(store)
        content = {
            "policies": run(store, catalogue().get("resources/policies"), {"limit": 1000}),
            "taxonomy": grid.taxonomy_lines(),
            "counts": store.read(_COUNTS),
            "picture": picture(chosen(request)),
            "joined": joined(chosen(request)),
            "signs": grid.SIGNS,
            "accuracy": accuracy.packaged(),
            "generation": generation,
            "version": metadata.version("policygraph"),
        }
        return page(request, "method.html", content)

    return routes
