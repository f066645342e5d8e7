"""The analysts' guide and favourites on a real Neo4j: the same rows as on the embedded engine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from api.browser.lessons import Lesson, lessons
from api.browser.script import favourite
from cypher.catalogue import Query, catalogue
from graph.settings import GraphSettings
from graph.store import GraphStore
from tests.neo4j.places import Server

pytestmark = pytest.mark.neo4j


@pytest.fixture(scope="module")
def on_neo4j(server: Server) -> Iterator[GraphStore]:
    """A store over the server with the shipped plans."""
    loaded = server.place.run("load", "--all", POLICYGRAPH_URL=server.url)
    assert loaded.returncode == 0, loaded.stderr.decode()
    with GraphStore.open(GraphSettings.load(url=server.url, user="neo4j", password=server.place.password)) as store:
        yield store


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.name)
def test_a_lesson_answers_alike(on_neo4j: GraphStore, loaded_store: GraphStore, lesson: Lesson) -> None:
    rows = on_neo4j.read(lesson.cypher)
    assert rows
    assert _unordered(rows) == _unordered(loaded_store.read(lesson.cypher))


@pytest.mark.parametrize("query", list(catalogue()), ids=lambda query: query.name)
def test_a_favourite_answers_alike_and_draws_the_same(
    on_neo4j: GraphStore, loaded_store: GraphStore, query: Query
) -> None:
    statement = favourite(query).removesuffix(";")
    assert _unordered(on_neo4j.read(statement)) == _unordered(loaded_store.read(statement))


def _unordered(rows: list[dict[str, Any]]) -> list[str]:
    """Rows as texts, paths within a row and rows in no particular order."""
    return sorted(json.dumps({name: _sorted(value) for name, value in row.items()}, sort_keys=True) for row in rows)


def _sorted(value: Any) -> Any:
    return sorted(json.dumps(_sorted(item), sort_keys=True) for item in value) if isinstance(value, list) else value
