"""The instruments that an agency leads, with the other agencies that documents print as leading the same ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.pages import grid
from cypher.catalogue import catalogue
from cypher.run import Row, run
from graph.store import GraphStore

_QUERY = "responsibility/leads-by-topic"


@dataclass(frozen=True, slots=True)
class Beside:
    """One instrument: its line of the taxonomy, in how many clauses the agency leads it, in how many others do."""

    instrument: Row
    own: int
    others: tuple[tuple[str, int], ...]
    """Names with numbers of clauses, most first."""


def beside(store: GraphStore, agency: str, instruments: Sequence[str]) -> tuple[Beside, ...]:
    """Of those ``instruments`` that the agency of the id ``agency`` leads in some clause; only sure facts count."""
    if not instruments:
        return ()
    led: dict[str, Counter[str]] = {}
    names: dict[str, str] = {}
    for row in run(store, catalogue().get(_QUERY), {"instruments": list(instruments)}):
        leading = {one["agency_id"]: one["agency"] for one in row["duties"] if one["role"] == "lead"}
        names |= leading
        for code in row["instruments_used"]:
            led.setdefault(code, Counter()).update(leading.keys())
    return tuple(
        Beside(line, led[line["id"]][agency], _others(led[line["id"]], agency, names))
        for line in grid.taxonomy_lines()
        if line["id"] in led and led[line["id"]][agency]
    )


def _others(led: Counter[str], agency: str, names: Mapping[str, str]) -> tuple[tuple[str, int], ...]:
    others = ((names[one], count) for one, count in led.items() if one != agency)
    return tuple(sorted(others, key=lambda one: (-one[1], one)))
