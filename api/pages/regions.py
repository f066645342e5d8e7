"""One region: its documents, its instruments beside those of others, who leads what, its targets."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from api.evidence import with_evidence
from api.pages import grid
from api.pages.renderer import page
from api.pages.responsible import responsible
from api.state import Store
from cypher.catalogue import catalogue
from cypher.errors import ArgumentError
from cypher.names import region
from cypher.run import Row, run
from graph.moving import mark
from graph.store import GraphStore

_LATE = 9999
"""Where targets without a year stand."""


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/regions/{code}")
    def one(request: Request, store: Store, code: str, tiers: str = "certain") -> HTMLResponse:
        mark.generation(store)
        try:
            found = region(code)
        except ArgumentError as error:
            raise HTTPException(404, str(error)) from error
        known = grid.regions(store)
        others = [row for row in known if row["code"] != found]
        if len(others) == len(known):
            raise HTTPException(404, f"No policy of {found} is loaded: nothing was read of it. / shows the others.")
        beside = [row["code"] for row in others[: grid.MOST_REGIONS - 1]]
        shown = grid.grid(store, {"regions": [found, *beside], "tiers": tiers}, "")
        own = {"region": found, "tiers": tiers}
        policies = run(store, catalogue().get("resources/policies"), {"region": found, "limit": 1000})
        goals = _rows(store, "targets/side-by-side", own)
        stated = [one for one in goals if one["state"] == "stated"]
        leads = _rows(store, "responsibility/leads-by-agency", own)
        content = {
            "region": next(row for row in known if row["code"] == found),
            "columns": shown.regions,
            "groups": shown.groups,
            "policies": policies,
            "others": others,
            "left_out": shown.left_out,
            "leads": leads,
            "responsible": responsible(store, found, tiers),
            "is_incomplete": any(one["completeness"] != "full" for one in policies),
            "targets": sorted(stated, key=lambda one: one["year"] or _LATE),
            "without": [one for one in goals if one["state"] != "stated"],
            "signs": grid.SIGNS,
            "tiers": tiers,
        }
        return page(request, "region.html", content)

    return routes


def _rows(store: GraphStore, query: str, asked: dict[str, str]) -> list[Row]:
    return with_evidence(store, run(store, catalogue().get(query), asked))
