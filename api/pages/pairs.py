"""Pairs of regions that are worth comparing: those with most instruments in common."""

from __future__ import annotations

from itertools import combinations

from api.pages import grid
from cypher.catalogue import catalogue
from cypher.run import run
from graph.store import GraphStore

_MOST = 6
_MATRIX = "compare/region-instrument-matrix"


def likely(store: GraphStore) -> list[tuple[str, str, int]]:
    """Codes of two regions and how many instruments both have by sure facts; most first, none without any in common."""
    codes = [row["code"] for row in grid.regions(store)][: grid.MOST_REGIONS]
    if len(codes) < 2:
        return []
    used: dict[str, set[str]] = {code: set() for code in codes}
    for row in run(store, catalogue().get(_MATRIX), {"regions": codes}):
        if row["state"] in grid.STRENGTH:
            used[row["region_code"]].add(row["instrument"])
    found = [(one, other, len(used[one] & used[other])) for one, other in combinations(codes, 2)]
    return sorted((pair for pair in found if pair[2]), key=lambda pair: -pair[2])[:_MOST]
