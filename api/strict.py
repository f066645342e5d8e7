"""A query parameter that a route does not know is an error, not a silence."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from starlette.exceptions import HTTPException

from cypher.suggest import suggestion


async def only_known_parameters(request: Request) -> None:
    """Refuse (422) a request with a query parameter that its operation does not document."""
    route: Any = request.scope.get("route")
    known = {parameter.alias for parameter in route.dependant.query_params}
    extra = (getattr(route, "openapi_extra", None) or {}).get("parameters", [])
    known |= {parameter["name"] for parameter in extra}
    for name in request.query_params:
        if name not in known:
            listed = ", ".join(sorted(known)) or "none"
            raise HTTPException(
                422, f"There is no parameter {name} here.{suggestion(name, known)} The parameters are: {listed}."
            )
