"""The matrix of regions and instruments as it is shown: lines in groups, cells with a sign, one cell's measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from api.comparison.matrix import Matrix, MatrixCell, matrix
from api.evidence import with_evidence
from api.language import Language
from cypher.catalogue import catalogue
from cypher.run import Row, run
from graph import taxonomy
from graph.store import GraphStore

STRENGTH = {"funded": 4, "provided": 3, "facilitated": 2, "encouraged": 1}
SIGNS = {
    "funded": "●",
    "provided": "■",
    "facilitated": "◆",
    "encouraged": "○",
    "to be checked": "?",
    "silent": "–",
    "unknown": "…",
}
"""A sign for each state: the shape says what the colour says."""
MOST_REGIONS = 12
"""Columns shown where nobody chose regions."""
_MATRIX = "compare/region-instrument-matrix"
_TEXTS = """
MATCH (r:Region {id: $region})<-[:APPLIES_TO]-(p:Policy)
WHERE NOT coalesce(p.stub, false)
RETURN p.id AS id, coalesce(p.title, p.id) AS title, p.completeness AS completeness,
       p.completeness_reason AS reason, $instrument IN coalesce(p.candidate_instruments, []) AS maybe
ORDER BY id
"""
_TITLES = "MATCH (p:Policy) WHERE p.id IN $ids RETURN p.id AS id, coalesce(p.title, p.id) AS title ORDER BY id"
_HEADINGS = (
    "MATCH (c:Clause) WHERE c.policy IN $ids RETURN c.policy AS policy, c.path AS path, c.title AS title ORDER BY c.id"
)


@dataclass(frozen=True, slots=True)
class Line:
    """An instrument with its cells in the order of the regions."""

    instrument: Row
    cells: tuple[MatrixCell, ...]

    @property
    def strength(self) -> tuple[int, int]:
        """By what the most used come first: states over all regions, then measures."""
        return sum(STRENGTH.get(cell.state, 0) for cell in self.cells), sum(cell.measures for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one group of the taxonomy; of no group where they stand in another order."""

    code: str | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """What a matrix page shows."""

    regions: tuple[Row, ...]
    groups: tuple[Group, ...]
    left_out: int
    """Regions with policies that are not shown."""

    @property
    def count(self) -> int:
        """How many instruments are shown."""
        return sum(len(group.lines) for group in self.groups)


def regions(store: GraphStore) -> list[Row]:
    """The regions that have a policy, by code: code, name, short, en, level, part_of, policies."""
    return run(store, catalogue().get("resources/regions"), {"limit": 1000})


def grid(store: GraphStore, asked: dict[str, Any], sort: str) -> Grid:
    """The matrix for arguments of its query (``group``, ``family``, ``regions``, ``tiers``).

    ``sort``: ``strength``, the code of a region shown, or anything else for the order of the taxonomy.
    ArgumentError for an argument that cannot be used.
    """
    known = regions(store)
    chosen = [str(code) for code in asked.get("regions") or _first(known, sort)]
    found = run(store, catalogue().get(_MATRIX), asked | {"regions": chosen}) if chosen else []
    shown = matrix(with_evidence(store, found), None)
    columns = tuple(row for code in _codes(shown) for row in known if row["code"] == code)
    lines = _lines(shown)
    if sort == "strength":
        groups = [Group(None, tuple(sorted(lines, key=lambda line: line.strength, reverse=True)))]
    elif sort in _codes(shown):
        at = _codes(shown).index(sort)
        groups = [Group(None, tuple(sorted(lines, key=lambda line: _rank(line.cells[at]), reverse=True)))]
    else:
        by_group: dict[str, list[Line]] = {}
        for line in lines:
            by_group.setdefault(str(line.instrument["group"]), []).append(line)
        groups = [Group(code, tuple(part)) for code, part in by_group.items()]
    return Grid(columns, tuple(groups), len(known) - len(columns))


def region_name(row: Row, language: Language) -> str:
    """The name of a region in the reader's language, where it has one there."""
    return str(row["name"] if language == "zh" or not row["en"] else row["en"])


def region_names(regions: list[Row], language: Language) -> dict[str, str]:
    """The names of regions in the reader's language by code."""
    return {row["code"]: region_name(row, language) for row in regions}


def taxonomy_lines() -> list[Row]:
    """The instruments in the order of the taxonomy: id, zh, en, group, family, definition …"""
    return [{"id": one["id"], **one["props"]} for one in taxonomy.instruments()]


def measures(store: GraphStore, **asked: object) -> list[Row]:
    """Measures with evidence, title of the policy and heading of the clause; arguments of ``resources/measures``."""
    found = with_evidence(store, run(store, catalogue().get("resources/measures"), {"limit": 1000} | asked))
    policies = sorted({row["policy"] for row in found})
    titles = {row["id"]: row["title"] for row in store.read(_TITLES, {"ids": policies})}
    headings = {(row["policy"], row["path"]): row["title"] for row in store.read(_HEADINGS, {"ids": policies})}
    found.sort(key=lambda row: (-STRENGTH[STATES[row["mode"]]], -(row["cap_yuan"] or 0), row["id"]))
    return [
        row
        | {
            "policy_title": titles.get(row["policy"], row["policy"]),
            "heading": headings.get((row["policy"], row["clause"]), ""),
        }
        for row in found
    ]


def texts(store: GraphStore, region: str, instrument: str) -> list[Row]:
    """The policies read for a region: id, title, completeness, reason, whether a candidate names the instrument."""
    return store.read(_TEXTS, {"region": region, "instrument": instrument})


def _first(known: list[Row], sort: str) -> list[str]:
    """Codes of the first regions, with the one that lines are to be sorted by."""
    codes = [row["code"] for row in known]
    return codes[:MOST_REGIONS] + [code for code in codes[MOST_REGIONS:] if code == sort]


STATES = {"funds": "funded", "provides": "provided", "facilitates": "facilitated", "encourages": "encouraged"}
"""What a measure of a mode makes of a cell."""


def _codes(shown: Matrix) -> list[str]:
    return [region.code for region in shown.regions]


def _lines(shown: Matrix) -> list[Line]:
    cells = {(cell.instrument, cell.region): cell for cell in shown.cells}
    wanted = {one.code for one in shown.instruments}
    return [
        Line(row, tuple(cells[row["id"], code] for code in _codes(shown)))
        for row in taxonomy_lines()
        if row["id"] in wanted
    ]


def _rank(cell: MatrixCell) -> tuple[int, float, int]:
    caps = [one.value for one in cell.amounts if one.type == "cap"]
    return STRENGTH.get(cell.state, 0), max(caps, default=0), cell.measures
