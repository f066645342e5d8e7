"""The named queries: a list of them, and one route generated for each file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from typing import Annotated, Any

from fastapi import APIRouter, Body, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from api import problems
from api.answers import FromGraph, generation
from api.browser.script import script
from api.described import column, parameter
from api.paging import Page
from api.representations import MEDIA_TYPES, PARAMETER, Form, Wanted, csv_lines, ndjson_lines
from api.routes.browser import AtWork
from api.state import Store
from cypher.catalogue import Query, catalogue
from cypher.errors import UnknownQueryError
from cypher.run import answer, stream
from graph.moving import mark
from graph.store import GraphStore

GENERATION = "Policygraph-Generation"


class QueryAnswer(BaseModel):
    """What a named query found."""

    query: str
    parameters: dict[str, Any]
    """The values it was asked with, labels resolved to codes."""
    columns: list[str]
    rows: list[dict[str, Any]]
    generation: int
    """State of the graph it was asked of."""
    left_out: int | None
    """Further rows that rest on facts below the asked tier (parameter ``tiers``); null for lists that come in pages."""


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(tags=["queries"])

    @routes.get(
        "/queries",
        summary="The named queries with parameters, columns, Cypher and a link into Neo4j Browser",
        operation_id="list_queries",
    )
    def queries(at_work: AtWork) -> Page[dict[str, Any]]:
        items = [
            query.as_json()
            | {
                "cypher": query.cypher,
                "self": f"/api/v1/queries/{query.name}",
                "browser": at_work.link(script(query)),
            }
            for query in catalogue()
        ]
        return Page(items=items, next=None)

    for query in catalogue():
        for method, ask in (("GET", _get(query)), ("POST", _post(query))):
            routes.add_api_route(
                f"/queries/{query.name}",
                ask,
                methods=[method],
                summary=query.title,
                description=f"{query.zh}\n\n{query.description}",
                operation_id=operation_id(query) + ("" if method == "GET" else "_by_post"),
                tags=[f"queries: {query.topic}"],
                response_model=QueryAnswer,
                route_class_override=FromGraph,
                responses=problems.responses(400, 406),
                openapi_extra={
                    "parameters": [*_parameters(query), PARAMETER] if method == "GET" else [PARAMETER],
                    "responses": {"200": {"content": _contents(query)}},
                }
                | ({} if method == "GET" else {"requestBody": _body(query)}),
            )

    @routes.get("/queries/{topic}/{name}", include_in_schema=False)
    @routes.post("/queries/{topic}/{name}", include_in_schema=False)
    def unknown(topic: str, name: str) -> None:
        catalogue().get(f"{topic}/{name}")
        raise UnknownQueryError(f"There is no query {topic}/{name}.")

    return routes


def operation_id(query: Query) -> str:
    """The name of its operation, which clients make a method of: ``query_support_largest_cap``."""
    return "query_" + re.sub(r"\W", "_", query.name)


def _get(query: Query) -> Callable[..., Any]:
    def ask(request: Request, store: Store, form: Wanted) -> Any:
        given = {name: request.query_params.getlist(name) for name in request.query_params if name != "format"}
        return _answer(store, query, given, form, generation(request))

    return ask


def _post(query: Query) -> Callable[..., Any]:
    def post(store: Store, form: Wanted, parameters: Annotated[dict[str, Any] | None, Body()] = None) -> Any:
        return _answer(store, query, parameters or {}, form)

    return post


def _answer(store: GraphStore, query: Query, given: Mapping[str, object], form: Form, known: int | None = None) -> Any:
    if form == "ndjson":
        return _streamed(store, query, given)
    found = answer(store, query, given, known)
    if form == "csv":
        headers = {GENERATION: str(found.generation)}
        if found.left_out is not None:
            headers["Policygraph-Left-Out"] = str(found.left_out)
        headers["Content-Disposition"] = f'attachment; filename="{query.name.replace("/", "-")}.csv"'
        lines = csv_lines(list(query.columns), found.rows)
        return StreamingResponse(lines, media_type=f"{MEDIA_TYPES['csv']}; charset=utf-8", headers=headers)
    return QueryAnswer(
        query=query.name,
        parameters=dict(found.parameters),
        columns=list(query.columns),
        rows=found.rows,
        generation=found.generation,
        left_out=found.left_out,
    )


def _streamed(store: GraphStore, query: Query, given: Mapping[str, object]) -> StreamingResponse:
    """The rows as the graph gives them; what is wrong with the question is said before the first."""
    generation = mark.generation(store)
    held = ExitStack()
    rows = held.enter_context(stream(store, query, given))

    def lines() -> Iterator[str]:
        with held:
            yield from ndjson_lines(rows)

    return StreamingResponse(lines(), media_type=MEDIA_TYPES["ndjson"], headers={GENERATION: str(generation)})


def _parameters(query: Query) -> list[dict[str, Any]]:
    return [parameter(name, one) for name, one in query.parameters.items()]


def _body(query: Query) -> dict[str, Any]:
    schema = {
        "type": "object",
        "properties": {one["name"]: one["schema"] | {"description": one["description"]} for one in _parameters(query)},
        "required": [name for name, one in query.parameters.items() if one.is_required],
        "additionalProperties": False,
    }
    return {
        "description": "The parameters by name.",
        "required": bool(schema["required"]),
        "content": {"application/json": {"schema": schema, "example": query.examples}},
    }


def _contents(query: Query) -> dict[str, Any]:
    return {
        MEDIA_TYPES["json"]: {"schema": _answer_schema(query)},
        MEDIA_TYPES["csv"]: {"schema": {"type": "string"}},
        MEDIA_TYPES["ndjson"]: {"schema": {"type": "string"}},
    }


def _answer_schema(query: Query) -> dict[str, Any]:
    row = {
        "type": "object",
        "properties": {name: column(one) for name, one in query.columns.items()},
        "required": list(query.columns),
    }
    return {
        "allOf": [
            {"$ref": "#/components/schemas/QueryAnswer"},
            {"type": "object", "properties": {"rows": {"type": "array", "items": row}}},
        ]
    }
