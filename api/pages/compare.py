"""Two regions side by side: what only one has, what both have and in what they differ, and the money."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.comparison.amounts import AmountPair, PrintedAmount
from api.comparison.sides import RegionsCompared, compared
from api.pages import grid
from api.pages.renderer import page
from api.state import Store
from graph import taxonomy
from graph.moving import mark

_LEAST, _MOST = 4, 12
"""Powers of ten of yuan between which bars are drawn at least."""
WIDTH = 240
"""Units of a drawing from edge to edge."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One side of a pair of amounts as it is drawn."""

    amount: PrintedAmount
    length: float
    """Of the bar, or where the dot of a rate stands, in units of ``WIDTH``."""


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/compare")
    def compare(request: Request, store: Store, a: str = "", b: str = "", tiers: str = "certain") -> HTMLResponse:
        mark.generation(store)
        content: dict[str, Any] = {
            "regions": grid.regions(store),
            "a": a,
            "b": b,
            "tiers": tiers,
            "found": None,
            "signs": grid.SIGNS,
            "labels": {one["id"]: one["props"] for one in taxonomy.instruments()},
            "width": WIDTH,
        }
        if a and b:
            found = compared(store, a, b, tiers)
            content |= {"found": found, "a": found.a.code, "b": found.b.code, "amounts": money(found)}
        return page(request, "compare.html", content)

    return routes


def money(found: RegionsCompared) -> list[tuple[str, AmountPair, Drawn | None, Drawn | None]]:
    """Instrument, pair, and both sides as drawn, of all amounts that either prints for an instrument of both."""
    pairs = [(one.instrument, pair) for one in found.shared for pair in one.amounts]
    sums = [side.value for _, pair in pairs for side in (pair.a, pair.b) if side and side.unit == "yuan"]
    return [(code, pair, _drawn(pair.a, sums), _drawn(pair.b, sums)) for code, pair in pairs]


def _drawn(side: PrintedAmount | None, sums: Sequence[float]) -> Drawn | None:
    if side is None:
        return None
    if side.unit == "fraction":
        return Drawn(side, WIDTH * min(1.0, side.value))
    least = min(_LEAST, *(math.floor(math.log10(value)) for value in sums if value > 0))
    most = max(_MOST, *(math.ceil(math.log10(value)) for value in sums if value > 0))
    share = (math.log10(side.value) - least) / (most - least) if side.value > 0 else 0
    return Drawn(side, WIDTH * share)
