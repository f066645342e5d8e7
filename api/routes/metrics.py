"""Counters for Prometheus."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api import problems
from api.access import Reader
from api.meters import CONTENT_TYPE, Meters


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/metrics")
    def metrics(request: Request, who: Reader) -> Response:
        if who.id == "keyless":
            raise problems.Trouble("not-allowed", "Counters are shown to whoever brings a key; any role will do.")
        meters: Meters = request.app.state.meters
        return Response(meters.page(), headers={"Cache-Control": "no-store"}, media_type=CONTENT_TYPE)

    return routes
