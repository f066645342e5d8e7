"""Pairs of regions that are worth comparing: those with most instruments in common."""

from __future__ import annotations

from itertools import combinations

from graph.store import GraphStore

_MOST = 6
_USED = """
MATCH (r:Region)<-[:APPLIES_TO]-(p:Policy)
MATCH (m:Measure {policy: p.id})
WHERE m.tier = 'certain'
RETURN r.id AS code, collect(DISTINCT m.instrument) AS instruments
ORDER BY code
"""


def likely(store: GraphStore) -> list[tuple[str, str, int]]:
    """Codes of two regions and how many instruments both have by sure facts; most first, none without any in common."""
    used = [(row["code"], set(row["instruments"])) for row in store.read(_USED)]
    found = [(one, other, len(own & others)) for (one, own), (other, others) in combinations(used, 2)]
    return sorted((pair for pair in found if pair[2]), key=lambda pair: (-pair[2], pair))[:_MOST]
