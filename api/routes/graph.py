"""Parts of the graph to be drawn: what lies around a node, paths between two, subgraphs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api import problems
from api.answers import FromGraph
from api.drawn import FORMS, MEDIA_TYPES, Graph, GraphPage, GraphPaths, cytoscape, graph, graphml
from api.openapi.headers import of_drawing
from api.reference import TRIED
from api.representations import format_parameter, wanted
from api.selections import NEIGHBOURHOOD, PATH, SELECTORS, SUBGRAPH, Address, cursor_of, key_of, scope_of, selection_of
from api.state import Store
from cypher.arguments import Value
from graph.moving import mark
from graph.parts.neighbourhood import around
from graph.parts.pages import Place, Reached, page
from graph.parts.paths import MOST_PAIRS, shortest
from graph.parts.scope import Scope
from graph.parts.steps import Edge, between
from graph.parts.subgraph import subgraph
from graph.store import GraphStore

MOST_NODES = 5000
"""Nodes of a neighbourhood or subgraph, on all its pages."""
_MOST_LINKS = 5000
"""Links of an answer with paths."""
_Form = Annotated[str, Depends(wanted(MEDIA_TYPES))]


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(prefix="/graph", tags=["graph"], route_class=FromGraph)

    @routes.get(
        "/neighbourhood",
        summary="What lies around a node",
        operation_id="graph_neighbourhood",
        response_model=GraphPage,
        responses=problems.responses(400, 404, 406),
        openapi_extra=_documented(NEIGHBOURHOOD, of_drawing()),
    )
    def neighbourhood(request: Request, store: Store, form: _Form) -> Any:
        """Nodes by their distance, label and id; whichever way links lead. What is not kept is not walked through."""
        mark.generation(store)
        asked = NEIGHBOURHOOD.asked(store, request)
        start, scope = key_of(store, "of", asked["of"]), scope_of(asked)
        found = around(store, start, _number(asked["steps"]), scope, MOST_NODES)
        return _page(request, store, form, found, scope, asked)

    @routes.get(
        "/path",
        summary="The shortest paths between two nodes",
        operation_id="graph_path",
        response_model=GraphPaths,
        responses=problems.responses(400, 404, 406),
        openapi_extra=_documented(PATH, {}),
    )
    def path(request: Request, store: Store, form: _Form) -> Any:
        """All shortest paths, whichever way links lead. Where there is none the answer says so and is empty.

        There are no pages: `limit` paths of at most ten steps are one small answer, `found` counts those left out too,
        and `labels`, `types` and `without` choose among them.
        """
        mark.generation(store)
        asked = PATH.asked(store, request)
        ends = key_of(store, "from", asked["from"]), key_of(store, "to", asked["to"])
        scope, steps = scope_of(asked), _number(asked["steps"])
        found = shortest(store, *ends, steps, scope, _number(asked["limit"]), MOST_PAIRS)
        nodes = list(dict.fromkeys(key for one in found.paths for key in one))
        joined = {pair for one in found.paths for pair in pairwise(one)}
        links = between(store, joined, scope)
        said = ""
        if not found.is_searched:
            said = (
                f"The search was given up after {MOST_PAIRS} neighbours: there may be a path. Leave hubs out, "
                "such as without=Region, or ask for fewer steps."
            )
        elif not found.paths:
            said = f"There is no path of at most {steps} steps."
        elif found.count > len(found.paths):
            said = f"{found.count - len(found.paths)} more paths are as short. "
        if len(links) > _MOST_LINKS:
            said += f"Only the first {_MOST_LINKS} links are shown."
        places, links = [Place(0, key) for key in nodes], links[:_MOST_LINKS]
        if form == "graphml":
            return _graphml(store, places, links)
        drawn = graph(store, places, links, is_path=True)
        if form == "cytoscape":
            return _cytoscape(drawn)
        return GraphPaths(
            nodes=drawn.nodes,
            links=drawn.links,
            steps=found.steps,
            paths=[[str(key) for key in one] for one in found.paths],
            found=found.count,
            left_out=said.strip() or None,
        )

    @routes.get(
        "/subgraph",
        summary="What belongs to regions, policies, instruments …",
        operation_id="graph_subgraph",
        response_model=GraphPage,
        responses=problems.responses(400, 406),
        openapi_extra=_documented(SUBGRAPH, of_drawing()) | {TRIED: {"region": "420000"}},
    )
    def subgraph_(request: Request, store: Store, form: _Form) -> Any:
        """Regions and policies alone: all that their policies say. Beside anything else they say whose words count.

        An instrument comes with its measures, their clauses, who leads these, policies and regions; an agency with
        its duties and what those clauses deploy and set; an industry with the policies about it; a named thing
        with where it is named. What is not kept is not walked through.
        """
        mark.generation(store)
        asked = SUBGRAPH.asked(store, request)
        selection, scope = selection_of(store, asked), scope_of(asked)
        if selection is None:
            raise HTTPException(422, f"Say of what: {', '.join(SELECTORS)}.")
        return _page(request, store, form, subgraph(store, selection, scope, MOST_NODES), scope, asked)

    return routes


def _page(
    request: Request, store: GraphStore, form: str, found: Reached, scope: Scope, asked: Mapping[str, Value]
) -> Any:
    part = page(store, found.places, scope, cursor_of(asked), _number(asked["limit"]), _number(asked["links"]))
    following = str(part.next) if part.next else None
    headers = {}
    if following is not None:
        given = [(name, value) for name, value in request.query_params.multi_items() if name != "after"]
        headers["Link"] = f'<{request.url.path}?{urlencode([*given, ("after", following)])}>; rel="next"'
    if form == "graphml":
        return _graphml(store, part.places, part.edges, headers)
    drawn = graph(store, part.places, part.edges)
    if form == "cytoscape":
        return _cytoscape(drawn, headers)
    said = f"It goes on behind these {len(found.places)} nodes: keep fewer labels or types to see the rest."
    return GraphPage(
        nodes=drawn.nodes,
        links=drawn.links,
        next=following,
        reached=len(found.places),
        left_out=None if found.is_whole else said,
    )


def _graphml(
    store: GraphStore, places: Sequence[Place], edges: Sequence[Edge], headers: dict[str, str] | None = None
) -> Response:
    text = "".join(graphml(store, places, edges))
    return Response(text, media_type=MEDIA_TYPES["graphml"], headers=headers)


def _cytoscape(drawn: Graph, headers: dict[str, str] | None = None) -> Response:
    text = json.dumps(cytoscape(drawn), ensure_ascii=False)
    return Response(text, media_type=MEDIA_TYPES["cytoscape"], headers=headers)


def _documented(address: Address, headers: dict[str, Any]) -> dict[str, Any]:
    others = {MEDIA_TYPES[name]: {"schema": {"type": "string"}} for name in ("graphml", "cytoscape")}
    others[MEDIA_TYPES["cytoscape"]] = {"schema": {"type": "object"}}
    return {
        "parameters": [*address.documented, format_parameter(MEDIA_TYPES, FORMS)],
        "responses": {"200": {"content": others, "headers": headers}},
    }


def _number(value: Value) -> int:
    return int(str(value))
