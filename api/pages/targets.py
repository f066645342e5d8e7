"""Targets on a time line and side by side, with what keeps them apart, and what follows from printed figures."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.comparison.targets import ComparedTarget, side_by_side
from api.pages import grid
from api.pages.renderer import chosen, page
from api.state import Store
from graph.moving import mark


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/targets")
    def targets(
        request: Request, store: Store, words: str = "", year: str = "", region: str = "", tiers: str = "certain"
    ) -> HTMLResponse:
        mark.generation(store)
        asked: dict[str, Any] = {"words": words.split(), "year": year, "region": region, "tiers": tiers}
        found = side_by_side(store, {name: value for name, value in asked.items() if value})
        known = grid.regions(store)
        stated = [one for one in found.targets if one.state == "stated"]
        content = {
            "found": found,
            "stated": {one.id: one for one in stated},
            "years": sorted({one.year for one in stated if one.year is not None}),
            "rows": _rows(stated),
            "without": [one for one in found.targets if one.state != "stated"],
            "regions": known,
            "names": grid.region_names(known, chosen(request)),
            "asked": {"words": words, "year": year, "region": region, "tiers": tiers},
        }
        return page(request, "targets.html", content)

    return routes


def _rows(stated: list[ComparedTarget]) -> dict[tuple[str, str], dict[int | None, list[ComparedTarget]]]:
    """Targets by code and name of the region, and by year."""
    rows: dict[tuple[str, str], dict[int | None, list[ComparedTarget]]] = {}
    for one in stated:
        rows.setdefault((one.region_code, one.region), {}).setdefault(one.year, []).append(one)
    return rows
