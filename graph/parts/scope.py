"""What may be walked and shown: labels, types and tiers; and nodes by what users call them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from graph import model
from graph.moving.entries import Key
from loaders.facts import TIERS

LABELS = tuple(node.label for node in model.NODES)
TYPES = tuple(kind.type for kind in model.RELATIONSHIPS)


class Reader(Protocol):
    """What parts are read from: ``graph.store.GraphStore``."""

    def read(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """The rows of a reading query."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Only nodes of ``labels`` and relationships of ``types``, both of ``tiers`` where they are facts."""

    labels: frozenset[str] = frozenset(LABELS)
    types: frozenset[str] = frozenset(TYPES)
    tiers: tuple[str, ...] = TIERS

    @property
    def parameters(self) -> dict[str, Any]:
        """What statements take of it."""
        return {"labels": sorted(self.labels), "tiers": list(self.tiers)}


def scope(
    labels: Iterable[str] = (), types: Iterable[str] = (), without: Iterable[str] = (), least: str = TIERS[0]
) -> Scope:
    """The scope of what users give: labels and types to keep (all where none is given), those to leave out, a tier."""
    left_out = frozenset(without)
    return Scope(
        (frozenset(labels) or frozenset(LABELS)) - left_out,
        (frozenset(types) or frozenset(TYPES)) - left_out,
        TIERS[: TIERS.index(least) + 1],
    )


def parse(text: str) -> Key | None:
    """The key ``Label/id``; None for what is none."""
    label, parted, name = text.partition("/")
    return Key(label, name) if parted and name and label in model.labels() else None


def exists(store: Reader, key: Key) -> bool:
    """Whether the graph holds the node."""
    return bool(store.read(f"MATCH (n:{key.label} {{id: $id}}) RETURN n.id AS id", {"id": key.id}))
