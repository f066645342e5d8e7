"""Interactive pages of parts of the graph: of regions, an instrument, an industry, a firm, an agency, around a node."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse
from starlette.exceptions import HTTPException

from api.drawn import Graph, graph
from api.pages import grid
from api.pages.layout import places, sides_of
from api.pages.network import SETTLED, assets, data, embedded
from api.pages.renderer import chosen, page
from api.selections import NEIGHBOURHOOD, SELECTORS, SUBGRAPH, cursor_of, key_of, scope_of, selection_of
from api.state import Store
from api.words import words
from cypher.catalogue import catalogue
from cypher.run import run
from graph import looks
from graph.moving import mark
from graph.parts import pages
from graph.parts.neighbourhood import around
from graph.parts.scope import LABELS
from graph.parts.subgraph import subgraph
from graph.store import GraphStore

MOST_NODES, MOST_LINKS = 3000, 6000
"""What a page draws at most."""
_FILES = ("vis-network.min.js", "vis-network.css")
_USUAL = ("Region", "Policy", "Clause", "Measure", "Instrument")
"""Labels that a page of regions shows where no others are asked for."""
_OWN = ("lang", "hide", "at")
"""Parameters of the page itself."""


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/graph")
    def drawn(request: Request, store: Store) -> HTMLResponse:
        mark.generation(store)
        given = _given(request)
        content: dict[str, Any] = {
            "regions": grid.regions(store),
            "instruments": grid.taxonomy_lines(),
            "industries": [row["name"] for row in run(store, catalogue().get("resources/industries"), {"limit": 1000})],
            "asked": given,
            "labels": LABELS,
            "named_labels": {label: words(chosen(request)).named("label", label) for label in LABELS},
            "looks": looks.NODES,
            "found": None,
            "left_out": 0,
            "kept": given.get("labels", []),
        }
        if any(given.get(name) for name in ("of", *SELECTORS)):
            content |= _drawn(store, request, given)
        return page(request, "graph.html", content)

    @routes.get("/static/vis/{name}")
    def asset(name: str) -> FileResponse:
        if name not in _FILES:
            raise HTTPException(404, f"There is no file {name}.")
        return FileResponse(assets() / name, headers={"Cache-Control": "public, max-age=86400"})

    return routes


def _given(request: Request) -> dict[str, list[str]]:
    names = dict.fromkeys(name for name in request.query_params if name not in _OWN)
    given = {name: [value for value in request.query_params.getlist(name) if value] for name in names}
    given = {name: values for name, values in given.items() if values}
    if given.get("region") and not given.get("labels") and not set(given) & (set(SELECTORS) - {"region"}):
        given["labels"] = list(_USUAL)
    return given


def _drawn(store: GraphStore, request: Request, given: Mapping[str, list[str]]) -> dict[str, Any]:
    """The part of the graph that was asked for, placed; ArgumentError and 404 where it cannot be."""
    if given.get("of"):
        asked = NEIGHBOURHOOD.values(store, given) | {"of": given["of"][0]}
        scope = scope_of(asked)
        reached = around(store, key_of(store, "of", asked["of"]), int(str(asked["steps"])), scope, MOST_NODES)
    else:
        asked = SUBGRAPH.values(store, given)
        scope = scope_of(asked)
        selection = selection_of(store, asked)
        if selection is None:
            raise HTTPException(422, f"Say of what: {', '.join(SELECTORS)}.")
        reached = subgraph(store, selection, scope, MOST_NODES)
    part = pages.page(store, reached.places, scope, cursor_of(asked), MOST_NODES, MOST_LINKS)
    found = graph(store, part.places, part.edges)
    return {
        "found": found,
        "left_out": len(reached.places) - len(part.places),
        "is_whole": reached.is_whole and part.next is None,
        "data": embedded(data(found, places(found.nodes, found.links, _sides(found, given))) | {"settled": SETTLED}),
        "captions": {node.id: node.caption for node in found.nodes},
        "kinds": sorted({node.label for node in found.nodes}),
    }


def _sides(found: Graph, given: Mapping[str, list[str]]) -> dict[str, int]:
    """Sides of two regions that are compared; none otherwise."""
    regions = [node.id for node in found.nodes if node.label == "Region" and node.distance == 0]
    if len(given.get("region", ())) != 2 or len(regions) != 2:
        return {}
    return sides_of(found.nodes, found.links, *regions)
