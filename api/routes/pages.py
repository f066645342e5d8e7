"""Pages for people: the first page with the flagship answer, and the API reference."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates

from api import wording
from api.reference import groups
from api.state import Store
from cypher.catalogue import catalogue
from cypher.run import answer

FLAGSHIP = "support/which-regions-fund"
_INSTRUMENTS = "MATCH (i:Instrument) RETURN i.id AS id, i.zh AS zh ORDER BY id"
_TITLES = "MATCH (p:Policy) WHERE p.id IN $ids RETURN p.id AS id, p.title AS title ORDER BY id"
_INCOMPLETE = """
MATCH (r:Region)<-[:APPLIES_TO]-(p:Policy)
WHERE r.id IN $codes AND NOT coalesce(p.stub, false) AND p.completeness <> 'full'
RETURN r.id AS region, p.id AS id, p.title AS title, p.completeness AS completeness, p.completeness_reason AS reason
ORDER BY region, id
"""


def templates() -> Jinja2Templates:
    """The templates of all pages."""
    found = Jinja2Templates(directory=Path(__file__).resolve().parent.parent / "templates")
    found.env.filters["amount"] = wording.amount
    found.env.filters["listed"] = wording.listed
    found.env.globals.update(
        states=wording.STATES,
        notes=wording.STATE_NOTES,
        acts=wording.ACTS,
        ended=wording.ENDED,
        completeness=wording.COMPLETENESS,
        read_by=wording.READ_BY,
        tiers=wording.TIERS,
    )
    found.env.trim_blocks = found.env.lstrip_blocks = True
    return found


def router(templates: Jinja2Templates) -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/")
    def home(request: Request, store: Store, instrument: str = "", tiers: str = "") -> HTMLResponse:
        query = catalogue().get(FLAGSHIP)
        found = answer(store, query, {"instrument": instrument, "tiers": tiers})
        instruments = store.read(_INSTRUMENTS)
        chosen = found.parameters["instrument"]
        content: dict[str, Any] = {
            "query": query,
            "rows": found.rows,
            "instruments": instruments,
            "instrument": chosen,
            "label": next((one["zh"] for one in instruments if one["id"] == chosen), chosen),
            "as_of": found.parameters["as_of"],
            "least": found.parameters["tiers"],
            "choices": query.parameters["tiers"].values,
            "titles": _titles(store, found.rows),
            "incomplete": _incomplete(store, found.rows),
            "queries": [one for one in catalogue() if one.name != FLAGSHIP],
        }
        return templates.TemplateResponse(request, "home.html", content)

    @routes.get("/docs")
    def docs(request: Request) -> HTMLResponse:
        document = request.app.openapi()
        content = {"info": document["info"], "openapi": document["openapi"], "groups": groups(document)}
        return templates.TemplateResponse(request, "docs.html", content)

    return routes


def _titles(store: Store, rows: list[dict[str, Any]]) -> dict[str, str]:
    named = {row["policy"] for row in rows if row["policy"]} | {one["policy"] for row in rows for one in row["also"]}
    return {row["id"]: row["title"] or row["id"] for row in store.read(_TITLES, {"ids": sorted(named)})}


def _incomplete(store: Store, rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """For each region whose answer is unknown, its policies whose text is not full, and why."""
    codes = sorted(row["region_code"] for row in rows if row["state"] == "unknown")
    found: dict[str, list[dict[str, Any]]] = {}
    for policy in store.read(_INCOMPLETE, {"codes": codes}) if codes else []:
        found.setdefault(policy["region"], []).append(policy)
    return found
