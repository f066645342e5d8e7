"""Interactive pages of parts of the graph: of regions, an instrument, an industry, a firm, an agency, around a node."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse
from starlette.exceptions import HTTPException

from api.pages import grid
from api.pages.layout import places, sides_of
from api.pages.network import SETTLED, assets, data, embedded
from api.pages.renderer import chosen, page, with_parameters
from api.pages.shown import PATTERNS, ShownLink, ShownNode, shown
from api.selections import NEIGHBOURHOOD, SELECTORS, SUBGRAPH, key_of, scope_of, selection_of
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

MOST_NODES, MOST_LINKS = 3000, 9000
"""What a page draws at most; so many nodes seldom have more than three links each."""
_SCRIPT = "vis-network.min.js"
_USUAL = ("Region", "Policy", "Clause", "Measure", "Instrument")
"""Labels that a page of regions shows where no others are asked for."""
_STATE = ("hide", "at", "expanded", "camera")
"""Parameters that only the page's scripts read: how a reader left the picture."""
_OWN = ("lang", "view", *_STATE)
"""Parameters of the page itself."""
_LISTED = 300
"""Rows up to which the table stands below the picture; that of more has a page of its own."""
_NAMED = 3
"""Nodes that were asked for that the title names."""
_NARROWER = 8
"""Ways to ask for less that are offered of each sort."""


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
            "named_types": PATTERNS[chosen(request)],
            "looks": looks.NODES,
            "found": False,
            "names": [],
            "kept": given.get("labels", []),
            "is_table": request.query_params.get("view") == "table",
        }
        if any(given.get(name) for name in ("of", *SELECTORS)):
            content |= _drawn(store, request, given)
        return page(request, "graph.html", content)

    @routes.get(f"/static/vis/{_SCRIPT}")
    def script() -> FileResponse:
        return FileResponse(assets() / _SCRIPT, headers={"Cache-Control": "public, max-age=86400"})

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
    part = pages.first(store, reached.places, scope, MOST_LINKS)
    nodes, links = shown(store, part.places, part.edges, chosen(request))
    is_table = request.query_params.get("view") == "table"
    is_whole = reached.is_whole and part.next is None
    joined = {end for link in links for end in (link.source, link.target)}
    alone = [node for node in nodes if node.id not in joined]
    content: dict[str, Any] = {
        "found": True,
        "nodes": len(nodes),
        "links": links,
        "is_whole": is_whole,
        "narrower": None if is_whole else _narrower(request, nodes, given),
        "is_listed": is_table or len(links) + len(alone) <= _LISTED,
        "alone": alone,
        "ends": {node.id: node for node in nodes},
        "names": [node.name for node in nodes if node.distance == 0][:_NAMED],
        "kinds": sorted({node.kind for node in nodes}),
    }
    if not is_table:
        drawing = data(nodes, links, places(nodes, links, _sides(nodes, links, given)))
        content["data"] = embedded(drawing | {"settled": SETTLED})
    return content


def _narrower(request: Request, nodes: Sequence[ShownNode], given: Mapping[str, list[str]]) -> dict[str, Any]:
    """Addresses that ask for less: without one of the kinds that take most room, or of one document alone."""
    counts = Counter(node.kind for node in nodes if node.distance != 0 and node.kind != "Policy")
    left_out = given.get("without", [])
    policies = [node for node in nodes if node.kind == "Policy" and not node.is_stub]
    tiers = {"tiers": given["tiers"]} if "tiers" in given else {}
    afresh = dict.fromkeys((*_STATE, "view"))
    return {
        "kinds": [
            (label, count, with_parameters(request, without=[*left_out, label], **afresh))
            for label, count in counts.most_common(_NARROWER)
        ],
        "documents": [
            (node.name, f"/graph?{urlencode({'policy': node.id.partition('/')[2], **tiers}, doseq=True)}")
            for node in policies[:_NARROWER]
            if len(policies) > 1
        ],
    }


def _sides(nodes: Sequence[ShownNode], links: Sequence[ShownLink], given: Mapping[str, list[str]]) -> dict[str, int]:
    """Sides of two regions that are compared; none otherwise."""
    regions = [node.id for node in nodes if node.kind == "Region" and node.distance == 0]
    if len(given.get("region", ())) != 2 or len(regions) != 2:
        return {}
    return sides_of(nodes, links, *regions)
