"""A real Neo4j of a version for stores in this process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.settings import GraphSettings
from tests.neo4j.places import Place

LONG_TERM, NEWEST = "5.26.30", "2026.08.1"


@contextmanager
def neo4j_settings(folder: Path, version: str, *, heap: str = "512m", **more: object) -> Iterator[GraphSettings]:
    """Settings of a Neo4j with its files in ``folder``, started here and stopped at the end; ``more`` are settings."""
    place = Place(folder)
    (folder / "data").mkdir(parents=True, exist_ok=True)
    try:
        url = place.up("--version", version, heap=heap)["url"]
        given: dict[str, object] = {"url": url, "user": "neo4j", "password": place.password, "data": folder / "data"}
        yield GraphSettings.load(**given | more)
    finally:
        place.run("neo4j", "down")
