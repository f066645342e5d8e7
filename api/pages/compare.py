"""Regions side by side: of two what only one has and in what they differ, of more their part of the matrix; money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.comparison.amounts import AmountPair, Kind, PrintedAmount
from api.comparison.sides import RegionsCompared, compared, read_of
from api.pages import grid, picture, scale
from api.pages.home import cell
from api.pages.pairs import likely
from api.pages.renderer import chosen, page
from api.state import Store
from cypher.errors import ArgumentError
from cypher.names import region
from graph import taxonomy
from graph.moving import mark
from graph.store import GraphStore

MOST = grid.MOST_REGIONS
"""Regions that a page compares at most."""
_FOUND = frozenset(grid.SIGNS) - {"silent", "unknown"}


@dataclass(frozen=True, slots=True)
class Compared:
    """Amounts of one kind that several regions print for an instrument."""

    instrument: str
    kind: Kind
    regions: dict[str, PrintedAmount]
    """By the region's code."""


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/compare")
    def compare(request: Request, store: Store, a: str = "", b: str = "", tiers: str = "certain") -> HTMLResponse:
        mark.generation(store)
        codes = asked(a, b, request.query_params.getlist("more"))
        known = grid.regions(store)
        content: dict[str, Any] = {
            "regions": known,
            "names": grid.region_names(known, chosen(request)),
            "codes": codes,
            "most": MOST,
            "tiers": tiers,
            "least": tiers,
            "found": None,
            "grid": None,
            "signs": grid.SIGNS,
            "labels": {one["id"]: one["props"] for one in taxonomy.instruments()},
            "likely": [] if codes else likely(store),
            "width": scale.WIDTH,
            "rates": scale.RATES,
        }
        if len(codes) == 2:
            found = compared(store, codes[0], codes[1], tiers)
            pairs = money(found)
            axis = scale.scale(side for _, pair in pairs for side in (pair.a, pair.b) if side)
            content |= {"found": found, "read": [found.a, found.b], "pairs": pairs, "axis": axis}
        elif codes:
            content |= _several(request, store, codes, tiers)
        if codes:
            here = [("a", codes[0]), ("b", codes[1]), *(("more", code) for code in codes[2:]), ("tiers", tiers)]
            content |= {"ticks": content["axis"].ticks(chosen(request)), "here": urlencode(here)}
        return page(request, "compare.html", content)

    @routes.get("/compare.svg")
    def drawn(request: Request, store: Store, a: str = "", b: str = "", tiers: str = "certain") -> HTMLResponse:
        mark.generation(store)
        codes = asked(a, b, request.query_params.getlist("more"))
        if not codes:
            raise ArgumentError("Say which regions: a and b, and more for others.")
        for code in codes:
            read_of(store, code)
        shown = narrowed(grid.grid(store, {"regions": codes, "tiers": tiers}, ""))
        made = picture.picture(shown, tiers, chosen(request))
        answer = page(request, "compare.svg", {"picture": made}, media_type="image/svg+xml")
        name = f"compare-{'-'.join(codes)}.svg"
        answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
        return answer

    return routes


def asked(a: str, b: str, more: Sequence[str]) -> list[str]:
    """Codes of the regions that an address asks for, each once; none where a or b is missing.

    ArgumentError where a name is unknown, where a and b are one region, or where there are more than ``MOST``.
    """
    if not a or not b:
        return []
    first, second = region(a), region(b)
    if first == second:
        raise ArgumentError(f"a and b are both {first}; give two regions.")
    codes = list(dict.fromkeys([first, second, *(region(one) for one in more if one)]))
    if len(codes) > MOST:
        raise ArgumentError(f"A page compares at most {MOST} regions, not {len(codes)}; leave some out.")
    return codes


def money(found: RegionsCompared) -> list[tuple[str, AmountPair]]:
    """Instrument and pair of all amounts that either region prints for an instrument of both."""
    return [(one.instrument, pair) for one in found.shared for pair in one.amounts]


def narrowed(whole: grid.Grid) -> grid.Grid:
    """The lines of instruments that at least one of the regions has, if only by facts that are to be checked."""
    groups = [
        grid.Group(group.code, tuple(line for line in group.lines if any(one.state in _FOUND for one in line.cells)))
        for group in whole.groups
    ]
    return grid.Grid(whole.regions, tuple(group for group in groups if group.lines), whole.left_out)


def _several(request: Request, store: GraphStore, codes: list[str], tiers: str) -> dict[str, Any]:
    read = [read_of(store, code) for code in codes]
    whole = grid.grid(store, {"regions": codes, "tiers": tiers}, "")
    shown = narrowed(whole)
    rows = alike(shown)
    place, _, instrument = request.query_params.get("cell", "").partition(":")
    return {
        "grid": shown,
        "none": whole.count - shown.count,
        "read": read,
        "rows": rows,
        "axis": scale.scale(one for row in rows for one in row.regions.values()),
        "panel": cell(store, place, instrument, tiers) if place and instrument else None,
        "couples": [(one, other) for at, one in enumerate(shown.regions) for other in shown.regions[at + 1 :]],
    }


def alike(shown: grid.Grid) -> list[Compared]:
    """Amounts that several of the regions print for the same instrument, thing and basis."""
    found: dict[tuple[str, Kind], dict[str, PrintedAmount]] = {}
    lines: list[grid.Line] = [line for group in shown.groups for line in group.lines]
    for line in lines:
        for one in line.cells:
            for amount in one.amounts:
                found.setdefault((one.instrument, amount.kind), {})[one.region] = amount
    return [Compared(code, kind, regions) for (code, kind), regions in found.items() if len(regions) > 1]
