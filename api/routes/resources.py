"""What the graph holds, kind by kind: for each file of ``cypher/resources`` a list in pages, and one item of it."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from api import problems
from api.answers import FromGraph
from api.asked import by_address
from api.described import model, parameter
from api.evidence import with_evidence
from api.links import PREFIX, link
from api.paging import AFTER, Page, cursor, cut, position
from api.state import Store
from cypher.arguments import Value, convert
from cypher.catalogue import Query, catalogue
from cypher.names import resolvers
from cypher.run import Row, rows
from graph.moving import mark

_SORTED_BY = "sort_key"
_PAGING = ("id", "after", "after_key")
"""Parameters of a query that the address, the cursor or nobody gives."""
_MADE_BY_HAND = ("policies",)
"""Collections whose single items have more than their rows: they have routes of their own."""


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(route_class=FromGraph)
    for query in lists():
        name = collection(query)
        item = item_model(query)
        routes.add_api_route(
            f"/{name}",
            _list(query),
            methods=["GET"],
            summary=query.title,
            description=f"{query.zh}\n\n{query.description}",
            operation_id=f"list_{name}",
            tags=[name],
            response_model=Page[item],  # type: ignore[valid-type]
            openapi_extra={"parameters": [*_filters(query), AFTER]},
        )
        if name not in _MADE_BY_HAND:
            routes.add_api_route(
                f"/{name}/{{id:path}}",
                _one(query),
                methods=["GET"],
                summary=f"One {query.item}",
                description="Percent-encode the id. Facts of every tier are found.",
                operation_id=f"get_{query.item}",
                tags=[name],
                response_model=item,
                responses=problems.responses(404),
            )
    return routes


def lists() -> list[Query]:
    """The queries that list resources, one a collection."""
    return [query for query in catalogue() if query.item]


def collection(query: Query) -> str:
    """The name of its collection: what stands behind ``/api/v1/``."""
    return query.name.split("/", 1)[1]


def item_model(query: Query) -> type[BaseModel]:
    """The model of one item."""
    address: Any = (str, Field(description="Address of this item.", examples=[f"{PREFIX}/{collection(query)}/…"]))
    return model(query, query.item.capitalize(), leave_out=(_SORTED_BY,), self=address)


def items(store: Store, query: Query, given: dict[str, Value]) -> list[Row]:
    """The items for converted values, each with ``self`` and evidence; what orders them still among their fields."""
    name, key = collection(query), next(iter(query.columns))
    return [{"self": link(name, row[key])} | row for row in with_evidence(store, rows(store, query, given))]


def _filters(query: Query) -> list[dict[str, Any]]:
    return [parameter(name, one) for name, one in query.parameters.items() if name not in _PAGING]


def _list(query: Query) -> Callable[[Request, Store], dict[str, Any]]:
    key = next(iter(query.columns))
    is_sorted = _SORTED_BY in query.columns

    def endpoint(request: Request, store: Store) -> dict[str, Any]:
        given = by_address(query, request, AFTER["name"])
        mark.generation(store)  # refuses while the graph is only partly there
        asked = convert(query, given, resolvers(store))
        limit = int(str(asked["limit"]))
        asked |= {"limit": limit + 1} | position(request.query_params.get(AFTER["name"], ""), is_sorted=is_sorted)
        found = items(store, query, asked)
        ends = [cursor(row[key], row.get(_SORTED_BY)) for row in found]
        return cut(found, ends, limit)

    return endpoint


def _one(query: Query) -> Callable[..., Row]:
    name, example = collection(query), query.parameters["id"].example
    wanted: Any = Path(alias="id", description=f"Id of the {query.item}.", examples=[example])

    def endpoint(store: Store, item_id: str = wanted) -> Row:
        mark.generation(store)
        given = {"id": item_id} | ({"tiers": "candidate"} if "tiers" in query.parameters else {})
        found = items(store, query, convert(query, given, resolvers(store)))
        if not found:
            raise HTTPException(
                HTTPStatus.NOT_FOUND, f"There is no {query.item} {item_id}. {PREFIX}/{name} lists what there is."
            )
        return found[0]

    return endpoint
