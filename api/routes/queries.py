"""The named queries: a list of them, and one route generated for each file."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel

from api.browser.script import script
from api.described import column, parameter
from api.paging import Page
from api.routes.browser import AtWork
from api.state import Store
from cypher.catalogue import Query, catalogue
from cypher.errors import UnknownQueryError
from cypher.run import answer


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
        summary="The named queries with parameters, columns and a link into Neo4j Browser",
        operation_id="list_queries",
    )
    def queries(at_work: AtWork) -> Page[dict[str, Any]]:
        items = [query.as_json() | {"browser": at_work.link(script(query))} for query in catalogue()]
        return Page(items=items, next=None)

    for query in catalogue():
        routes.add_api_route(
            f"/queries/{query.name}",
            _endpoint(query),
            methods=["GET"],
            summary=query.title,
            description=f"{query.zh}\n\n{query.description}",
            operation_id=operation_id(query),
            tags=[f"queries: {query.topic}"],
            response_model=QueryAnswer,
            openapi_extra={
                "parameters": [parameter(name, one) for name, one in query.parameters.items()],
                "responses": {"200": {"content": {"application/json": {"schema": _answer_schema(query)}}}},
            },
        )

    @routes.get("/queries/{topic}/{name}", include_in_schema=False)
    def unknown(topic: str, name: str) -> None:
        catalogue().get(f"{topic}/{name}")
        raise UnknownQueryError(f"There is no query {topic}/{name}.")

    return routes


def operation_id(query: Query) -> str:
    """The name of its operation, which clients make a method of: ``query_support_largest_cap``."""
    return "query_" + re.sub(r"\W", "_", query.name)


def _endpoint(query: Query) -> Callable[[Request, Store], QueryAnswer]:
    def endpoint(request: Request, store: Store) -> QueryAnswer:
        given = {name: request.query_params.getlist(name) for name in request.query_params}
        found = answer(store, query, given)
        return QueryAnswer(
            query=query.name,
            parameters=dict(found.parameters),
            columns=list(query.columns),
            rows=found.rows,
            generation=found.generation,
            left_out=found.left_out,
        )

    return endpoint


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
