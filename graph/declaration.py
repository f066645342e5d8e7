"""What the graph's model is declared with: types of nodes, relationships and their properties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ValueType = Literal["string", "integer", "float", "boolean", "list of strings"]


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a node or relationship. Absent means: not printed, or not known."""

    name: str
    type: ValueType
    description: str
    required: bool = False
    indexed: bool = False
    searched: bool = False
    """Whether it gets a full-text index where the engine can make one."""


@dataclass(frozen=True, slots=True)
class NodeType:
    """A label. Every node has a unique ``id``; ``key`` says what it is made of."""

    label: str
    key: str
    description: str
    properties: tuple[Property, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    """Indexes over several properties together, for what is always asked for by all of them."""
    shared: bool = False
    """Whether several policies may refer to one node: it goes when the last one does."""

    @property
    def all_properties(self) -> tuple[Property, ...]:
        """``id`` and what is declared."""
        return (Property("id", "string", self.key, required=True), *self.properties)


@dataclass(frozen=True, slots=True)
class RelationshipType:
    """A relationship type with the labels it may join."""

    type: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    description: str
    properties: tuple[Property, ...] = ()
