"""Comparisons: regions by instruments, two regions, targets, functions, industries."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from api import problems
from api.answers import FromGraph
from api.asked import by_address
from api.comparison import functions, industries, sides, targets
from api.comparison.functions import ResponsibilityCompared
from api.comparison.industries import IndustriesCompared
from api.comparison.matrix import Matrix, matrix
from api.comparison.sides import RegionsCompared
from api.comparison.targets import TargetsCompared
from api.comparison.workbook import workbook
from api.described import parameter
from api.evidence import with_evidence
from api.openapi.headers import of_file
from api.paging import AFTER
from api.representations import format_parameter, wanted
from api.state import Store
from cypher.arguments import convert
from cypher.catalogue import catalogue
from cypher.names import resolvers
from cypher.run import rows, run
from graph.moving import mark

_MATRIX = "compare/region-instrument-matrix"
_TARGETS = "targets/side-by-side"
_FUNCTIONS = "responsibility/functions-by-region"
_INDUSTRIES = "compare/industries"
_FORMS = {
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_A = Query(description="One region, by code or name.", examples=["420000"])
_B = Query(description="The other region, by code or name.", examples=["442000"])
_TIERS = Query(description="Least tier of the facts that count.")
_LIMIT = {
    "name": "limit",
    "in": "query",
    "required": False,
    "description": "How many regions at most; those given as regions are not counted.",
    "schema": {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100},
}


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(prefix="/compare", tags=["compare"], route_class=FromGraph)

    @routes.get(
        "/matrix",
        summary="Regions by instruments",
        operation_id="compare_matrix",
        response_model=Matrix,
        responses=problems.responses(400, 406),
        openapi_extra={
            "parameters": [*_parameters(_MATRIX), AFTER, _LIMIT, format_parameter(_FORMS, "json or xlsx (Excel)")],
            "responses": {
                "200": {
                    "content": {_FORMS["xlsx"]: {"schema": {"type": "string", "format": "binary"}}},
                    "headers": of_file(),
                }
            },
        },
    )
    def matrix_(request: Request, store: Store, form: Annotated[str, Depends(wanted(_FORMS))]) -> Any:
        """State, largest amounts, number of measures and evidence of every region and instrument.

        Only amounts of equal type and unit, for the same thing and on the same basis are compared.
        """
        mark.generation(store)
        given = by_address(catalogue().get(_MATRIX), request, "after", "limit", "format")
        following = None
        if not given.get("regions"):
            query = catalogue().get("resources/regions")
            asked = convert(query, by_address(query, request, *given, "format"), {})
            limit = int(str(asked["limit"]))
            codes = [row["code"] for row in rows(store, query, asked | {"limit": limit + 1})]
            following = codes[limit - 1] if len(codes) > limit else None
            given["regions"] = codes[:limit]
        found = run(store, catalogue().get(_MATRIX), given) if given["regions"] else []
        made = matrix(with_evidence(store, found), following)
        if form == "json":
            return made
        headers = {"Content-Disposition": 'attachment; filename="matrix.xlsx"'}
        return Response(workbook(made), media_type=_FORMS["xlsx"], headers=headers)

    @routes.get("/regions", summary="Two regions", operation_id="compare_regions")
    def regions(
        store: Store,
        a: Annotated[str, _A],
        b: Annotated[str, _B],
        tiers: Annotated[Literal["certain", "likely", "candidate"], _TIERS] = "certain",
    ) -> RegionsCompared:
        """What each has and the other lacks, with how sure the lack is; where both have it, in what they differ."""
        mark.generation(store)
        return sides.compared(store, a, b, tiers)

    @routes.get(
        "/targets",
        summary="Targets side by side",
        operation_id="compare_targets",
        openapi_extra={"parameters": _parameters(_TARGETS)},
    )
    def targets_(request: Request, store: Store) -> TargetsCompared:
        """Targets of the same metric, unit, year and scope are grouped; the others say what keeps them apart.

        Growth is derived from printed figures and comes with its formula and its inputs.
        """
        mark.generation(store)
        return targets.side_by_side(store, by_address(catalogue().get(_TARGETS), request))

    @routes.get(
        "/responsibility",
        summary="Which function leads what where",
        operation_id="compare_responsibility",
        openapi_extra={"parameters": _parameters(_FUNCTIONS)},
    )
    def responsibility(request: Request, store: Store) -> ResponsibilityCompared:
        """What departments are for, region by region, with the clauses they are printed as leading."""
        mark.generation(store)
        return functions.side_by_side(store, by_address(catalogue().get(_FUNCTIONS), request))

    @routes.get(
        "/industries",
        summary="Which regions are about which industries",
        operation_id="compare_industries",
        openapi_extra={"parameters": _parameters(_INDUSTRIES)},
    )
    def industries_(request: Request, store: Store) -> IndustriesCompared:
        """Industry by industry the regions whose policies are about it, and of the others whether they are silent."""
        mark.generation(store)
        query = catalogue().get(_INDUSTRIES)
        asked = convert(query, by_address(query, request), resolvers(store))
        limit = int(str(asked["limit"]))
        found = rows(store, query, asked | {"limit": limit + 1})
        return industries.compared(with_evidence(store, found), limit)

    return routes


def _parameters(name: str) -> list[dict[str, Any]]:
    return [parameter(key, one) for key, one in catalogue().get(name).parameters.items()]
