"""Who does what: functions of government by region, and one agency with its duties."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from api.comparison.functions import side_by_side
from api.evidence import with_evidence
from api.pages import grid
from api.pages.duties import duties
from api.pages.renderer import chosen, page
from api.state import Store
from cypher.catalogue import catalogue
from cypher.run import run
from graph.moving import mark

_NAMED = """
MATCH (a:Agency)
WHERE a.id = $word OR a.name = $word OR $word IN a.aliases
RETURN a.id AS id
ORDER BY id
"""


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(prefix="/agencies", include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("")
    def every(request: Request, store: Store, tiers: str = "certain") -> HTMLResponse:
        mark.generation(store)
        found = side_by_side(store, {"tiers": tiers})
        regions = grid.regions(store)
        if any(one.region_code is None for function in found.functions for one in function.regions):
            regions.append({"code": None})
        content = {"functions": found.functions, "regions": regions, "tiers": tiers}
        return page(request, "agencies.html", content)

    @routes.get("/{agency:path}")
    def one(request: Request, store: Store, agency: str) -> HTMLResponse:
        mark.generation(store)
        query = catalogue().get("resources/agencies")
        # several regions may have a body of one name: all of them are shown
        ids = [row["id"] for row in store.read(_NAMED, {"word": agency})]
        found = [row for one in ids for row in run(store, query, {"id": one, "tiers": "candidate"})]
        if not found:
            raise HTTPException(404, f"There is no agency {agency}; /agencies lists them.")
        agencies = with_evidence(store, found)
        content = {
            "agencies": agencies,
            "duties": {agency["id"]: duties(store, agency) for agency in agencies},
            "states": grid.STATES,
            "signs": grid.SIGNS,
            "names": grid.region_names(grid.regions(store), chosen(request)),
        }
        return page(request, "agency.html", content)

    return routes
