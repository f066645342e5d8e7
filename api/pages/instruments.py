"""The taxonomy, and one instrument: what it is, who uses it how, all measures with their words."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from api.evidence import with_evidence
from api.pages import grid
from api.pages.renderer import chosen, page
from api.state import Store
from cypher.catalogue import catalogue
from cypher.errors import ArgumentError
from cypher.names import instrument
from cypher.run import Row, answer, run
from graph.moving import mark
from graph.store import GraphStore
from graph.taxonomy import chinese_definitions

FLAGSHIP = "support/which-regions-fund"
_INCOMPLETE = """
MATCH (r:Region)<-[:APPLIES_TO]-(p:Policy)
WHERE r.id IN $codes AND NOT coalesce(p.stub, false) AND p.completeness <> 'full'
RETURN r.id AS region, p.id AS id, coalesce(p.title, p.id) AS title, p.completeness AS completeness,
       p.completeness_reason AS reason
ORDER BY region, id
"""


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(prefix="/instruments", include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("")
    def every(request: Request, store: Store) -> HTMLResponse:
        mark.generation(store)
        found = {row["code"]: row for row in run(store, catalogue().get("resources/instruments"), {"limit": 1000})}
        groups: dict[str, list[Row]] = {}
        for line in grid.taxonomy_lines():
            groups.setdefault(str(line["group"]), []).append(line)
        content = {"groups": groups, "rows": found, "definitions": chinese_definitions()}
        return page(request, "instruments.html", content)

    @routes.get("/{code}")
    def one(request: Request, store: Store, code: str, tiers: str = "certain") -> HTMLResponse:
        mark.generation(store)
        try:
            kind = instrument(code)
        except ArgumentError as error:
            raise HTTPException(404, str(error)) from error
        named = run(store, catalogue().get("resources/instruments"), {"id": kind})
        if not named:
            raise HTTPException(404, "The graph holds no instruments yet: load a document, and it has them all.")
        found = answer(store, catalogue().get(FLAGSHIP), {"instrument": kind, "tiers": tiers})
        rows = sorted(with_evidence(store, found.rows), key=lambda row: -grid.STRENGTH.get(row["state"], 0))
        content = {
            "instrument": named[0],
            "rows": rows,
            "incomplete": _incomplete(store, rows),
            "as_of": found.parameters["as_of"],
            "measures": grid.measures(store, instrument=[kind], tiers=tiers),
            "signs": grid.SIGNS,
            "tiers": tiers,
            "definitions": chinese_definitions(),
            "names": grid.region_names(grid.regions(store), chosen(request)),
        }
        return page(request, "instrument.html", content)

    return routes


def _incomplete(store: GraphStore, rows: list[Row]) -> dict[str, list[dict[str, Any]]]:
    """For each region whose answer is unknown, its policies whose text is not full, and why."""
    codes = sorted(row["region_code"] for row in rows if row["state"] == "unknown")
    found: dict[str, list[dict[str, Any]]] = {}
    for policy in store.read(_INCOMPLETE, {"codes": codes}) if codes else []:
        found.setdefault(policy["region"], []).append(policy)
    return found
