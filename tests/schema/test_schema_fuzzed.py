"""The server keeps the word of its OpenAPI document, whatever is sent: schemathesis, links between operations included.

What it is given is written and removed, so each run has a data directory of its own.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from api.keys import KeyRing, Role
from graph.settings import GraphSettings
from tests.neo4j.running import LONG_TERM
from tests.schema.fuzzing import Outcome, fuzz
from tests.serving import Served

pytestmark = [pytest.mark.long, pytest.mark.timeout(3600)]
SOME = ("--phases", "fuzzing,stateful", "--max-examples", "1")
MANY = ("--phases", "examples,coverage,fuzzing,stateful", "--max-examples", "25")


@contextmanager
def serving(data: Path, **more: str) -> Iterator[tuple[str, str]]:
    """Address of a server over the shipped plans with its files in ``data``, and a key that may do everything there."""
    _, key = KeyRing(data).add("fuzz", Role.ADMIN)
    limits = {"POLICYGRAPH_RATE_LIMIT": "off", "POLICYGRAPH_UPLOAD_READ_SECONDS": "60"}
    served = Served(data, **limits | more)
    try:
        yield served.url, key
    finally:
        served.stop(signal.SIGTERM)


def require(found: Outcome, least: int) -> None:
    """What every run must have seen: answers of all kinds, and no fault of ours."""
    assert found.cases > least
    assert not {status for status in found.statuses if status >= 500}, found.answers
    assert found.answers["GET", 200] > 0


def require_all(found: Outcome) -> None:
    """What many rounds must have seen as well: every kind of change, and of refusal but 409: a matter of pace."""
    require(found, 10_000)
    assert found.answers["POST", 202] + found.answers["PUT", 202] > 0, "a document was sent"
    assert {200, 201, 202, 401, 404, 415, 422} <= found.statuses
    assert found.answers["DELETE", 200] > 0
    assert found.answers["POST", 201] > 0, "a fact was judged"


def test_a_round_over_every_operation(tmp_path: Path) -> None:
    with serving(tmp_path / "data", POLICYGRAPH_CYPHER_ENABLED="true") as (url, key):
        require(fuzz(url, key, tmp_path, *SOME), 150)


@pytest.mark.parametrize("own_cypher", ["false", "true"])
def test_many_rounds_over_every_operation(tmp_path: Path, own_cypher: str) -> None:
    with serving(tmp_path / "data", POLICYGRAPH_CYPHER_ENABLED=own_cypher) as (url, key):
        require_all(fuzz(url, key, tmp_path, *MANY))


@pytest.mark.neo4j
@pytest.mark.parametrize("options", [pytest.param(SOME, id="some"), pytest.param(MANY, id="many")])
def test_rounds_over_every_operation_on_neo4j(
    tmp_path: Path, neo4j_of: Callable[[str], GraphSettings], options: tuple[str, ...]
) -> None:
    settings = neo4j_of(LONG_TERM)
    assert settings.password is not None
    there = {
        "POLICYGRAPH_URL": settings.url,
        "POLICYGRAPH_USER": "neo4j",
        "POLICYGRAPH_PASSWORD": settings.password.get_secret_value(),
        "POLICYGRAPH_CYPHER_ENABLED": "true",
    }
    with serving(tmp_path / "data", **there) as (url, key):
        found = fuzz(url, key, tmp_path, *options)
    require(found, 150)
    if options is MANY:
        require_all(found)
