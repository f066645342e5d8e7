"""What the driver returns as plain Python values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from neo4j import Record
from neo4j.graph import Entity, Path
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

_AS_THEY_ARE = frozenset({str, int, float, bool, type(None), bytes})
"""Most values by far, so they are told first."""


def plain(value: Any) -> Any:
    """Nodes and relationships as their properties, paths as lists of them, dates as ISO 8601 text."""
    if type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, Entity):
        return {key: plain(item) for key, item in sorted(dict(value).items())}
    if isinstance(value, Path):
        return [plain(node) for node in value.nodes]
    if isinstance(value, (Date, DateTime, Duration, Time)):
        return value.iso_format()
    if isinstance(value, Point):
        return list(value)
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    return value


def row(record: Record) -> dict[str, Any]:
    """One record by column name."""
    return dict(zip(record.keys(), map(plain, record), strict=True))
