"""Who is printed as responsible in a region without leading: beside those who lead, never mixed with them."""

from __future__ import annotations

from dataclasses import dataclass

from api.evidence import with_evidence
from cypher.run import Row
from graph.store import GraphStore

_DUTIES = """
MATCH (:Region {id: $region})<-[:APPLIES_TO]-(p:Policy)
MATCH (p)-[:HAS_CLAUSE*0..8]->(c)<-[d:RESPONSIBLE_FOR]-(a:Agency)
WHERE d.tier IN $tiers
OPTIONAL MATCH (c)<-[l:LEADS]-(a)
WITH p, c, d, a, count(l) AS leads
WHERE leads = 0
RETURN a.name AS agency, coalesce(c.path, '') AS clause, CASE WHEN c.path IS NULL THEN '' ELSE c.title END AS title,
       d.name AS name, d.tier AS tier, CASE WHEN d.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END AS read_by,
       p.id AS policy, d.quote AS quote, d.start AS start, d.end AS end
ORDER BY agency, policy, start, name
"""
_TIERS = ("certain", "likely", "candidate")


@dataclass(frozen=True, slots=True)
class Responsible:
    """An agency with the clauses it is responsible for and does not lead."""

    agency: str
    duties: tuple[Row, ...]
    clauses: int


def responsible(store: GraphStore, region: str, tiers: str) -> list[Responsible]:
    """Those of ``region`` by facts of at least the tier ``tiers``, most clauses first.

    A clause that the agency leads too, if only by a fact that is not sure, is left out.
    """
    counted = _TIERS[: _TIERS.index(tiers) + 1]
    found: dict[str, list[Row]] = {}
    for row in with_evidence(store, store.read(_DUTIES, {"region": region, "tiers": list(counted)})):
        found.setdefault(row["agency"], []).append(row)
    made = [
        Responsible(agency, tuple(duties), len({(one["policy"], one["clause"]) for one in duties}))
        for agency, duties in found.items()
    ]
    return sorted(made, key=lambda one: (-one.clauses, one.agency))
