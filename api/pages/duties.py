"""What documents print of one agency: what it issues, its duties, and what their clauses deploy and set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.evidence import with_evidence
from api.pages import grid
from api.pages.beside import Beside, beside
from cypher.catalogue import catalogue
from cypher.run import Row, run
from graph.functions import functions
from graph.store import GraphStore

_READ_BY = "CASE WHEN {0}.reviewed IS NOT NULL THEN 'reviewed' ELSE 'machine' END AS read_by"
_QUOTED = (
    "{0}.tier AS tier, " + _READ_BY + ", {0}.policy AS policy, {0}.quote AS quote, {0}.start AS start, {0}.end AS end"
)
_POLICIES = """
MATCH (p:Policy)
WHERE p.id IN $ids
OPTIONAL MATCH (p)-[:APPLIES_TO]->(r:Region)
RETURN p.id AS id, p.title AS title, p.completeness AS completeness, r.name AS region, r.id AS region_code,
       p.issuer AS issuer, p.doc_number AS doc_number, p.issued_on AS issued_on
ORDER BY id
"""
_ISSUED = "MATCH (:Agency {id: $id})<-[:ISSUED_BY]-(p:Policy) RETURN DISTINCT p.id AS id ORDER BY id"
_RESPONSIBLE = f"""
MATCH (:Agency {{id: $id}})-[d:RESPONSIBLE_FOR]->(c)
RETURN coalesce(c.path, '') AS clause, CASE WHEN c.path IS NULL THEN '' ELSE c.title END AS title, d.name AS name,
       {_QUOTED.format("d")}
ORDER BY policy, start, name
"""
_MEASURES = f"""
MATCH (:Agency {{id: $id}})-[:LEADS|RESPONSIBLE_FOR]->()-[:DEPLOYS]->(m:Measure)
WITH DISTINCT m
RETURN m.instrument AS instrument, m.mode AS mode, m.clause AS clause, {_QUOTED.format("m")}
ORDER BY policy, start, instrument
"""
_TARGETS = f"""
MATCH (:Agency {{id: $id}})-[:LEADS|RESPONSIBLE_FOR]->()-[:SETS]->(t:Target)
WITH DISTINCT t
RETURN t.metric AS metric, t.op AS op, t.value AS value, t.value_max AS value_max, t.unit AS unit, t.year AS year,
       t.clause AS clause, {_QUOTED.format("t")}
ORDER BY policy, start, metric
"""
_SURE = ("candidate", "likely", "certain")


@dataclass(frozen=True, slots=True)
class Used:
    """An instrument in the clauses of an agency: its line of the taxonomy, its measures."""

    instrument: Row
    measures: tuple[Row, ...]
    """The surest first, of those the strongest."""


@dataclass(frozen=True, slots=True)
class Duties:
    """All that is shown of an agency beside what it leads."""

    functions: tuple[str, ...]
    """English names of what it is for."""
    policies: tuple[Row, ...]
    """Those it issues or has duties in."""
    responsible: tuple[Row, ...]
    """Its duties for clauses that it does not lead."""
    instruments: tuple[Used, ...]
    beside: tuple[Beside, ...]
    """The instruments it leads, set against the other agencies that lead them."""
    targets: tuple[Row, ...]
    elsewhere: tuple[Row, ...]
    """Rows of ``responsibility/functions-by-region`` of its functions, with the others' bodies; ``en`` names them."""


def duties(store: GraphStore, agency: Row) -> Duties:
    """Of a row of ``resources/agencies``; facts of every tier, each saying how sure it is."""
    asked = {"id": agency["id"]}
    responsible = with_evidence(store, store.read(_RESPONSIBLE, asked))
    issued = [row["id"] for row in store.read(_ISSUED, asked)]
    ids = dict.fromkeys([*issued, *(one["policy"] for one in (*agency["led"], *responsible))])
    led = {(one["policy"], one["clause"]) for one in agency["led"]}
    instruments = _used(with_evidence(store, store.read(_MEASURES, asked)))
    english = {one["id"]: one["props"]["en"] for one in functions()}
    return Duties(
        functions=tuple(english[code] for code in agency["functions"]),
        policies=tuple(store.read(_POLICIES, {"ids": list(ids)})),
        responsible=tuple(one for one in responsible if (one["policy"], one["clause"]) not in led),
        instruments=instruments,
        beside=beside(store, agency["id"], [one.instrument["id"] for one in instruments]),
        targets=tuple(with_evidence(store, store.read(_TARGETS, asked))),
        elsewhere=tuple(_elsewhere(store, agency, english)),
    )


def _used(measures: list[Row]) -> tuple[Used, ...]:
    found: dict[str, list[dict[str, Any]]] = {}
    for one in measures:
        found.setdefault(one["instrument"], []).append(one)
    return tuple(
        Used(line, tuple(sorted(found[line["id"]], key=_rank, reverse=True)))
        for line in grid.taxonomy_lines()
        if line["id"] in found
    )


def _rank(measure: Row) -> tuple[int, int]:
    return _SURE.index(measure["tier"]), grid.STRENGTH[grid.STATES[measure["mode"]]]


def _elsewhere(store: GraphStore, agency: Row, english: Mapping[str, str]) -> list[Row]:
    query = catalogue().get("responsibility/functions-by-region")
    found = [row for code in agency["functions"] for row in run(store, query, {"function": code, "tiers": "candidate"})]
    others = [row | {"agencies": [name for name in row["agencies"] if name != agency["name"]]} for row in found]
    own = agency["region_code"]
    return [row | {"en": english[row["function"]]} for row in others if row["agencies"] and row["region_code"] != own]
