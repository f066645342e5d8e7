"""The taxonomy, and one instrument: what it is, who uses it how, all measures with their words."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from api.pages import grid
from api.pages.renderer import page
from api.state import Store
from cypher.catalogue import catalogue
from cypher.errors import ArgumentError
from cypher.names import instrument
from cypher.run import run
from graph.moving import mark


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(prefix="/instruments", include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("")
    def every(request: Request, store: Store) -> HTMLResponse:
        mark.generation(store)
        found = {row["code"]: row for row in run(store, catalogue().get("resources/instruments"), {"limit": 1000})}
        shown = grid.grid(store, {}, "")
        return page(request, "instruments.html", {"groups": shown.groups, "rows": found})

    @routes.get("/{code}")
    def one(request: Request, store: Store, code: str, tiers: str = "certain") -> HTMLResponse:
        mark.generation(store)
        try:
            kind = instrument(code)
        except ArgumentError as error:
            raise HTTPException(404, str(error)) from error
        query = catalogue().get("resources/instruments")
        row = run(store, query, {"id": kind})[0]
        regions = [region["code"] for region in grid.regions(store)]
        shown = grid.grid(store, {"tiers": tiers, "regions": regions}, "")
        line = next(line for group in shown.groups for line in group.lines if line.instrument["id"] == kind)
        cells = sorted(
            zip(shown.regions, line.cells, strict=True), key=lambda pair: -grid.STRENGTH.get(pair[1].state, 0)
        )
        content = {
            "instrument": row,
            "cells": cells,
            "measures": grid.measures(store, instrument=[kind], tiers=tiers),
            "signs": grid.SIGNS,
            "tiers": tiers,
        }
        return page(request, "instrument.html", content)

    return routes
