"""The named queries: a list of them, and one route generated for each file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Request, Response, params
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from api import problems
from api.answers import FromGraph, generation
from api.asked import by_address, by_body
from api.browser.script import script
from api.described import parameter, parameters_schema, row_schema
from api.links import PREFIX
from api.paging import Page
from api.representations import MEDIA_TYPES, PARAMETER, Form, Wanted, csv_lines, ndjson_lines
from api.routes.browser import AtWork
from api.state import Store
from cypher.catalogue import Query, catalogue
from cypher.errors import UnknownQueryError
from cypher.header import Column, Parameter
from cypher.run import answer, stream
from graph.moving import mark
from graph.store import GraphStore

GENERATION = "Policygraph-Generation"


async def _something(request: Request) -> None:
    """Refuse a body that says null; one that is left out asks with the defaults."""
    if (await request.body()).strip() == b"null":
        raise HTTPException(422, "The body is null; leave it out, or send the parameters as an object {…}.")


Something = Annotated[None, Depends(_something)]
_HEADERS = {
    GENERATION: {
        "description": "With CSV and NDJSON: state of the graph it was asked of.",
        "schema": {"type": "string"},
    },
    "Policygraph-Left-Out": {
        "description": "With CSV: further rows that rest on facts below the asked tier.",
        "schema": {"type": "string"},
    },
    "Content-Disposition": {"description": "With CSV: a name for the file.", "schema": {"type": "string"}},
}


class QueryAnswer(BaseModel):
    """What a named query found."""

    query: str = Field(description="Name of the query: topic/name.")
    parameters: dict[str, Any] = Field(description="The values it was asked with, labels resolved to codes.")
    columns: list[str] = Field(description="Names of the columns in their order.")
    rows: list[dict[str, Any]] = Field(description="The rows: objects of these columns.")
    generation: int = Field(description="State of the graph it was asked of.")
    left_out: int | None = Field(
        description="Further rows that rest on facts below the asked tier (parameter `tiers`); null for lists that come"
        " in pages."
    )


class QueryParameter(Parameter):
    """A parameter of a named query."""

    name: str = Field(description="Its name.")


class QueryColumn(Column):
    """A column of a named query."""

    name: str = Field(description="Its name.")


class NamedQuery(BaseModel):
    """A named query: what it is asked with, what it answers, its statement."""

    name: str = Field(description="Topic and name: what stands behind /queries/.", examples=["support/largest-cap"])
    title: str = Field(description="Its title in English.")
    zh: str = Field(description="Its title in Chinese.")
    description: str = Field(description="What it answers and what to mind.")
    parameters: list[QueryParameter] = Field(description="What it is asked with.")
    columns: list[QueryColumn] = Field(description="What each row holds.")
    cypher: str = Field(description="Its Cypher text, the same on every engine.")
    self: str = Field(description="Address at which it is asked.")
    browser: str = Field(description="Address that opens it in Neo4j Browser.")


def router(prefix: str = "", dependencies: Sequence[params.Depends] = ()) -> APIRouter:
    """The routes of this module below ``prefix``, each of which depends on ``dependencies``."""
    routes = APIRouter(tags=["queries"], prefix=prefix, dependencies=dependencies)

    @routes.get(
        "/queries",
        summary="The named queries with parameters, columns, Cypher and a link into Neo4j Browser",
        operation_id="list_queries",
        response_model_exclude_defaults=True,
    )
    def queries(at_work: AtWork) -> Page[NamedQuery]:
        """All of them: whoever adds a query file adds an entry here and an address of its own."""
        items = [
            NamedQuery(
                **query.as_json(),
                cypher=query.cypher,
                self=f"{PREFIX}/queries/{query.name}",
                browser=at_work.link(script(query)),
            )
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
                response_description=f"The rows, in the form asked for: {query.title}.",
                route_class_override=FromGraph,
                responses=problems.responses(400, 406, *(() if method == "GET" else (408, 413))),
                openapi_extra={
                    "parameters": [*_parameters(query), PARAMETER] if method == "GET" else [PARAMETER],
                    "responses": {"200": {"content": _contents(query), "headers": _HEADERS}},
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
        return _answer(store, query, by_address(query, request, "format"), form, generation(request))

    return ask


def _post(query: Query) -> Callable[..., Any]:
    def post(
        store: Store, form: Wanted, _: Something, parameters: Annotated[dict[str, Any] | None, Body()] = None
    ) -> Any:
        return _answer(store, query, by_body(query, parameters or {}), form)

    return post


def _answer(
    store: GraphStore, query: Query, given: Mapping[str, object], form: Form, known: int | None = None
) -> Response:
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
    made = QueryAnswer.model_construct(
        query=query.name,
        parameters=dict(found.parameters),
        columns=list(query.columns),
        rows=found.rows,
        generation=found.generation,
        left_out=found.left_out,
    )
    # the rows are what the columns declare: to hold them against a model once more would cost a tenth of the answer
    return Response(made.model_dump_json(), media_type=MEDIA_TYPES["json"])


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
    return {
        "description": "The parameters by name.",
        "required": any(one.is_required for one in query.parameters.values()),
        "content": {"application/json": {"schema": _ref(query, "Parameters"), "example": query.examples}},
    }


def _contents(query: Query) -> dict[str, Any]:
    return {
        MEDIA_TYPES["json"]: {"schema": _ref(query, "Answer")},
        MEDIA_TYPES["csv"]: {"schema": {"type": "string"}},
        MEDIA_TYPES["ndjson"]: {"schema": {"type": "string"}},
    }


def _ref(query: Query, what: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{schema_name(query)}{what}"}


def schema_name(query: Query) -> str:
    """What the names of its schemas begin with: ``SupportLargestCap``."""
    return "".join(word.capitalize() for word in re.findall(r"[a-z0-9]+", query.name))


def schemas() -> dict[str, Any]:
    """The schemas of what the queries are asked with and what they answer, by name."""
    found: dict[str, Any] = {}
    base = QueryAnswer.model_json_schema()
    for query in catalogue():
        rows = base["properties"]["rows"] | {"items": _ref(query, "Row")}
        found[f"{schema_name(query)}Parameters"] = parameters_schema(query)
        found[f"{schema_name(query)}Row"] = row_schema(query)
        found[f"{schema_name(query)}Answer"] = base | {
            "description": f"What “{query.title}” found.",
            "properties": base["properties"] | {"rows": rows},
        }
    return found
