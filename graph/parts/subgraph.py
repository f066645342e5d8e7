"""What belongs to a region, a policy, an instrument …: chosen by walking from it as a reader would.

Each kind has a way: stages of moves, each made from the nodes that the one before reached first, the last one
until nothing new is reached.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.moving.entries import Key
from graph.parts.pages import Place, Reached
from graph.parts.scope import Reader, Scope
from graph.parts.steps import Move, into, out, reached

_UP = (into("Clause", "HAS_CLAUSE"), out("Policy", "APPLIES_TO"))
"""From a clause up to its policy and that one's region."""
_FACTS = (
    out("Clause", "HAS_CLAUSE|DEPLOYS|SETS|NAMES"),
    into("Clause", "LEADS|RESPONSIBLE_FOR"),
    out("Measure", "OF_TYPE"),
)
WAYS: Mapping[str, tuple[tuple[Move, ...], ...]] = {
    "Policy": (
        (
            out("Policy", "APPLIES_TO|ISSUED_BY|CITES|RELATED_TO|HAS_CLAUSE|DEPLOYS|SETS|NAMES|FOCUSES_ON"),
            into("Policy", "LEADS|RESPONSIBLE_FOR"),
        ),
        _FACTS,
    ),
    "Instrument": (
        (into("Instrument", "OF_TYPE"),),
        (into("Measure", "DEPLOYS"),),
        (into("Clause", "LEADS|RESPONSIBLE_FOR"), into("Policy", "LEADS|RESPONSIBLE_FOR"), *_UP),
        _UP,
    ),
    "Industry": ((into("Industry", "FOCUSES_ON"),), (out("Policy", "APPLIES_TO|ISSUED_BY"),)),
    "Agency": (
        (out("Agency", "BELONGS_TO|HAS_FUNCTION|LEADS|RESPONSIBLE_FOR"), into("Agency", "ISSUED_BY")),
        (out("Clause", "DEPLOYS|SETS"), *_UP),
        (out("Measure", "OF_TYPE"), *_UP),
    ),
    **{
        label: ((into(label, "NAMES"), out(label, "MAY_BE"), into(label, "MAY_BE")), _UP)
        for label in ("Enterprise", "Institution", "Place", "Fund", "Event")
    },
}
"""By label of what was asked for. Regions are walked by their policies, each in the way of Policy."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What a subgraph is of. Regions and policies by themselves mean all that their policies say; beside
    ``things`` they only say whose statements count."""

    regions: Sequence[str] = ()
    policies: Sequence[str] = ()
    things: Sequence[Key] = field(default=())
    """Instruments, industries, agencies, enterprises, institutions, places, funds, events."""


def policies_of(store: Reader, regions: Sequence[str]) -> list[str]:
    """Ids of the loaded policies for these very regions."""
    cypher = (
        "UNWIND $regions AS code MATCH (:Region {id: code})<-[:APPLIES_TO]-(p:Policy) "
        "WHERE NOT coalesce(p.stub, false) RETURN DISTINCT p.id AS id ORDER BY id"
    )
    return [row["id"] for row in store.read(cypher, {"regions": list(regions)})]


def subgraph(store: Reader, selection: Selection, scope: Scope, most: int) -> Reached:
    """The nodes of a selection, by the number of steps from what was asked for, label and id; at most ``most``."""
    policies: list[str] | None = None
    if selection.regions or selection.policies:
        policies = policies_of(store, selection.regions) if selection.regions else list(selection.policies)
        if selection.regions and selection.policies:
            policies = [one for one in policies if one in selection.policies]
    found = _Found(store, scope, most, policies if selection.things else None)
    if selection.things:
        found.add(0, selection.things)
        for label in dict.fromkeys(key.label for key in selection.things):
            found.walk([key for key in selection.things if key.label == label], WAYS[label], 1)
    else:
        found.add(0, [Key("Region", code) for code in selection.regions])
        first = 1 if selection.regions else 0
        starts = [Key("Policy", one) for one in policies or ()]
        found.add(first, starts)
        found.walk(starts, WAYS["Policy"], first + 1)
    return Reached(sorted(found.places)[:most], found.is_whole)


class _Found:
    """Nodes on their way into a subgraph."""

    def __init__(self, store: Reader, scope: Scope, most: int, policies: Sequence[str] | None) -> None:
        self._store = store
        self._scope = scope
        self._most = most
        self._policies = policies
        self._distances: dict[Key, int] = {}
        self.is_whole = True

    @property
    def places(self) -> list[Place]:
        return [Place(distance, key) for key, distance in self._distances.items()]

    def add(self, distance: int, keys: Iterable[Key]) -> None:
        for key in keys:
            self._distances[key] = min(distance, self._distances.get(key, distance))
        self.is_whole = self.is_whole and len(self._distances) <= self._most

    def walk(self, starts: Sequence[Key], way: Sequence[Sequence[Move]], distance: int) -> None:
        """Reach what ``way`` leads to from ``starts``, which other walks may have reached as well."""
        seen, frontier, stage = set(starts), list(starts), 0
        while frontier and self.is_whole:
            moves = way[min(stage, len(way) - 1)]
            frontier = reached(self._store, frontier, moves, self._scope, seen, self._most, self._policies)
            seen.update(frontier)
            self.add(distance + stage, frontier)
            stage += 1
