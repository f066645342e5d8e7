"""The named queries: a list of them, and one route generated for each file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel

from api.answers import FromGraph
from api.browser.script import script
from api.paging import Page
from api.routes.browser import AtWork
from api.state import Store
from cypher.catalogue import Query, catalogue
from cypher.errors import UnknownQueryError
from cypher.header import Column, Parameter
from cypher.run import answer

_TYPES = {"integer": "integer", "number": "number", "boolean": "boolean"}


class QueryAnswer(BaseModel):
    """What a named query found."""

    query: str
    parameters: dict[str, Any]
    """The values it was asked with, labels resolved to codes."""
    columns: list[str]
    rows: list[dict[str, Any]]
    generation: int
    """State of the graph it was asked of."""
    left_out: int
    """Further rows that rest on facts below the asked tier (parameter ``tiers``)."""


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(tags=["queries"])

    @routes.get("/queries", summary="The named queries with parameters, columns and a link into Neo4j Browser")
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
            operation_id=query.name.replace("/", "-"),
            tags=[f"queries: {query.topic}"],
            response_model=QueryAnswer,
            route_class_override=FromGraph,
            openapi_extra={
                "parameters": [_parameter(name, one) for name, one in query.parameters.items()],
                "responses": {"200": {"content": {"application/json": {"schema": _answer_schema(query)}}}},
            },
        )

    @routes.get("/queries/{topic}/{name}", include_in_schema=False)
    def unknown(topic: str, name: str) -> None:
        catalogue().get(f"{topic}/{name}")
        raise UnknownQueryError(f"There is no query {topic}/{name}.")

    return routes


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


def _parameter(name: str, parameter: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": _TYPES.get(parameter.type, "string")}
    description = parameter.description
    if parameter.type == "date":
        schema["format"] = "date"
    if parameter.values:
        schema["enum"] = list(parameter.values)
    if parameter.minimum is not None:
        schema["minimum"] = parameter.minimum
    if parameter.maximum is not None:
        schema["maximum"] = parameter.maximum
    if parameter.default == "today":
        description += "; today when not given"
    elif parameter.default is not None:
        schema["default"] = parameter.default
    if parameter.many:
        schema = {"type": "array", "items": schema}
    documented = {
        "name": name,
        "in": "query",
        "required": parameter.is_required,
        "description": description,
        "schema": schema,
    }
    return documented if parameter.example is None else documented | {"example": parameter.example}


def _answer_schema(query: Query) -> dict[str, Any]:
    row = {
        "type": "object",
        "properties": {name: _column(column) for name, column in query.columns.items()},
        "required": list(query.columns),
    }
    return {
        "allOf": [
            {"$ref": "#/components/schemas/QueryAnswer"},
            {"type": "object", "properties": {"rows": {"type": "array", "items": row}}},
        ]
    }


def _column(column: Column) -> dict[str, Any]:
    schema: dict[str, Any] = {"description": column.description}
    if column.type == "list":
        return schema | {"type": "array", "items": {"type": "string"}}
    if column.type == "json":
        return schema
    if column.values:
        return schema | {"enum": [*column.values, None]}
    kind = {"date": "string"}.get(column.type, column.type)
    return schema | {"type": [kind, "null"]}
