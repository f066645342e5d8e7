"""Who is printed as responsible in a region without leading: beside those who lead, never mixed with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.evidence import with_evidence
from cypher.run import Row
from graph.store import GraphStore

_DUTIES = """
MATCH (:Region {id: $region})<-[:APPLIES_TO]-(p:Policy)
MATCH (a:Agency)-[d:RESPONSIBLE_FOR]->(c)
WHERE d.policy = p.id AND d.tier IN $tiers
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


def responsible(store: GraphStore, region: str, tiers: str, leads: Sequence[Row]) -> list[Responsible]:
    """Those of ``region`` by facts of at least the tier ``tiers``, most clauses first.

    ``leads`` are the rows of ``responsibility/leads-by-agency`` there: a clause that an agency leads is not said twice.
    """
    counted = _TIERS[: _TIERS.index(tiers) + 1]
    led = {(row["agency"], one["policy"], one["clause"]) for row in leads for one in row["evidence"]}
    found: dict[str, list[Row]] = {}
    for row in with_evidence(store, store.read(_DUTIES, {"region": region, "tiers": list(counted)})):
        if (row["agency"], row["policy"], row["clause"]) not in led:
            found.setdefault(row["agency"], []).append(row)
    made = [
        Responsible(agency, tuple(duties), len({(one["policy"], one["clause"]) for one in duties}))
        for agency, duties in found.items()
    ]
    return sorted(made, key=lambda one: (-one.clauses, one.agency))
