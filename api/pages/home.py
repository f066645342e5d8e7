"""The first page: questions to start with, and the matrix of regions and instruments."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages import grid
from api.pages.renderer import page
from api.state import Store
from cypher import names
from cypher.catalogue import catalogue
from cypher.errors import NotInGraphError
from graph import taxonomy
from graph.moving import mark
from graph.store import GraphStore
from loaders import yamltext

_QUESTIONS = Path(__file__).resolve().parent / "questions.yaml"
_CHOICES = ("group", "family", "tiers")


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/")
    def home(request: Request, store: Store) -> HTMLResponse:
        mark.generation(store)
        asked = asked_of(request)
        sort = request.query_params.get("sort", "")
        shown = grid.grid(store, asked, sort)
        all_regions = grid.regions(store)
        content: dict[str, Any] = {
            "grid": shown,
            "sort": sort,
            "chosen": {name: request.query_params.get(name, "") for name in _CHOICES},
            "all_regions": all_regions,
            "policies": sum(row["policies"] for row in all_regions),
            "groups": list(dict.fromkeys(one["props"]["group"] for one in taxonomy.instruments())),
            "families": ("supply", "environment", "demand"),
            "tiers": catalogue().get("compare/region-instrument-matrix").parameters["tiers"].values,
            "questions": _questions({row["code"] for row in all_regions}),
            "signs": grid.SIGNS,
            "panel": None,
            "least": str(asked.get("tiers") or "certain"),
            "asked": urlencode(
                {name: value if isinstance(value, str) else ",".join(value) for name, value in asked.items()}
            ),
        }
        region, _, instrument = request.query_params.get("cell", "").partition(":")
        if region and instrument:
            content["panel"] = cell(store, region, instrument, str(asked.get("tiers") or "certain"))
        return page(request, "home.html", content)

    @routes.get("/cell")
    def one_cell(request: Request, store: Store, region: str, instrument: str, tiers: str = "certain") -> HTMLResponse:
        mark.generation(store)
        return page(
            request, "cell.html", {"panel": cell(store, region, instrument, tiers or "certain"), "signs": grid.SIGNS}
        )

    return routes


def asked_of(request: Request) -> dict[str, Any]:
    """What an address asks of the matrix; empty values ask nothing."""
    given: dict[str, Any] = {name: value for name in _CHOICES if (value := request.query_params.get(name))}
    codes = [code for code in request.query_params.getlist("regions") if code]
    return given | ({"regions": codes} if codes else {})


def cell(store: GraphStore, region: str, instrument: str, tiers: str) -> dict[str, Any]:
    """All that one cell rests on: its measures, and the texts that were read. Errors as of the matrix."""
    code, kind = names.region(region), names.instrument(instrument)
    shown = grid.grid(store, {"regions": [code], "tiers": tiers}, "")
    if not shown.regions:
        raise NotInGraphError(f"No policy of {code} is loaded: nothing was read of it.")
    line = next(line for group in shown.groups for line in group.lines if line.instrument["id"] == kind)
    return {
        "region": shown.regions[0],
        "instrument": line.instrument,
        "cell": line.cells[0],
        "measures": grid.measures(store, region=code, instrument=[kind], tiers=tiers),
        "texts": grid.texts(store, code, kind),
    }


def _questions(loaded: set[str]) -> list[dict[str, Any]]:
    shown = [one for one in _read() if loaded.issuperset(one.get("regions", ()))]
    return [one | {"address": quote(one["address"], safe="/?=&")} for one in shown]


@cache
def _read() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yamltext.parse(_QUESTIONS.read_text(encoding="utf-8"))
    return found
