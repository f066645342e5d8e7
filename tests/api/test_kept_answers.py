"""Answers that depend on the graph alone: validators, and what is kept until the graph changes."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api import answers
from api.app import create_app
from api.settings import ServiceSettings
from api.versions import Versions
from graph.moving import mark
from graph.moving.mark import Version
from graph.store import GraphStore
from tests.running import Command
from tests.serving import HERE, local

POLICIES = "/api/v1/policies"
QUERY = "/api/v1/queries/targets/due-by-year"
TEXT = "苏州市关于促进激光产业发展的若干措施\n一、支持人才。鼓励企业引进激光领域人才。\n"


@pytest.fixture
def own(store: GraphStore, data: Path) -> Iterator[TestClient]:
    """A server over the module's own graph, which was changed at least once."""
    store.write(mark.bump)
    with local(create_app(store.settings, HERE)) as asking:
        yield asking


def outcomes(asking: TestClient) -> dict[str, int]:
    lines = asking.get("/metrics").text.splitlines()
    counted = (line.partition(" ") for line in lines if line.startswith("policygraph_kept_answers_total"))
    return {name.split('"')[1]: int(float(value)) for name, _, value in counted}


def plan(tmp_path: Path, text: str = TEXT) -> Path:
    file = tmp_path / "suzhou-laser.txt"
    file.write_text(text, encoding="utf-8")
    return file


def test_an_answer_is_kept_until_the_graph_changes(own: TestClient, command: Command, tmp_path: Path) -> None:
    first = own.get(POLICIES)
    assert own.get(POLICIES).content == first.content
    assert outcomes(own) == {"made": 1, "found": 1}
    assert command("load", plan(tmp_path), "--region", "320500").returncode == 0
    loaded = own.get(POLICIES)
    assert [item["id"] for item in loaded.json()["items"]] == ["suzhou-laser"]
    assert loaded.headers["etag"] != first.headers["etag"]
    assert command("remove", "suzhou-laser").returncode == 0
    assert own.get(POLICIES).json()["items"] == []


def test_whoever_has_the_answer_gets_it_without_a_body(own: TestClient, command: Command, tmp_path: Path) -> None:
    tag = own.get(POLICIES).headers["etag"]
    for given in (tag, f'"other", {tag}', tag.removeprefix("W/")):
        again = own.get(POLICIES, headers={"If-None-Match": given})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert "Accept-Encoding" in again.headers["vary"]
    assert own.get(POLICIES, headers={"If-None-Match": '"other"'}).status_code == 200
    assert own.get(f"{POLICIES}?limit=5", headers={"If-None-Match": tag}).status_code == 200
    assert own.get(f"{POLICIES}?limit=x", headers={"If-None-Match": tag}).status_code == 422
    assert command("load", plan(tmp_path), "--region", "320500").returncode == 0
    assert own.get(POLICIES, headers={"If-None-Match": tag}).status_code == 200


def test_what_was_set_back_is_not_taken_for_what_was_there(own: TestClient, store: GraphStore) -> None:
    before = own.get(POLICIES)
    generation = store.generation()
    store.write(lambda transaction: transaction.run("MATCH (m:Meta) SET m.changed = m.changed + 1").consume())
    assert store.generation() == generation
    assert own.get(POLICIES, headers={"If-None-Match": before.headers["etag"]}).status_code == 200


def test_the_time_of_the_last_change_is_told_once_it_is_settled(
    own: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = own.get(f"{POLICIES}?limit=7")
    monkeypatch.setattr(answers, "_SETTLED", 1e9)
    assert "last-modified" not in own.get(POLICIES).headers
    monkeypatch.setattr(answers, "_SETTLED", 0.0)
    told = parsedate_to_datetime(own.get(POLICIES).headers["last-modified"])
    assert fresh.status_code == 200

    def since(moment: datetime) -> int:
        answer = own.get(POLICIES, headers={"If-Modified-Since": format_datetime(moment, usegmt=True)})
        return int(answer.status_code)

    assert since(told) == 304
    assert since(told + timedelta(days=1)) == 304
    assert since(told - timedelta(seconds=1)) == 200
    assert own.get(POLICIES, headers={"If-Modified-Since": "yesterday"}).status_code == 200
    later = {"If-Modified-Since": format_datetime(told + timedelta(days=1), usegmt=True)}
    assert own.get(f"{POLICIES}/nothing", headers=later).status_code == 404
    assert own.get(POLICIES, headers=later | {"If-None-Match": '"other"'}).status_code == 200


def test_an_answer_of_today_is_not_that_of_tomorrow(own: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    class Tomorrow(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime.now() + timedelta(days=1)

    today = own.get(QUERY).headers["etag"]
    monkeypatch.setattr(answers, "datetime", Tomorrow)
    assert own.get(QUERY, headers={"If-None-Match": today}).status_code == 200


def test_errors_and_answers_after_a_bookmark_are_not_kept(own: TestClient) -> None:
    before = outcomes(own)
    for _ in range(2):
        assert own.get(f"{POLICIES}/nothing").status_code == 404
        answer = own.get(POLICIES, headers={"Policygraph-Bookmark": "FB:x"})
        assert answer.status_code == 200
        assert "etag" not in answer.headers
    assert outcomes(own) == before


def test_forms_and_languages_are_kept_apart(own: TestClient) -> None:
    tags = {
        own.get(POLICIES, headers=headers).headers["etag"]
        for headers in ({}, {"Accept": "text/csv"}, {"Accept-Language": "zh"})
    }
    assert len(tags) == 3


@pytest.mark.parametrize(("size", "kept"), [(0, 0), (8 * 1024, 0), (64 * 1024, 3)])
def test_what_is_kept_is_bounded(store: GraphStore, data: Path, size: int, kept: int) -> None:
    with local(create_app(store.settings, HERE, ServiceSettings(cache_size=size))) as asking:
        for _ in range(2):
            for limit in (1, 2, 3):
                assert asking.get(POLICIES, params={"limit": limit}).status_code == 200
        for limit in range(10, 200):
            assert asking.get(POLICIES, params={"limit": limit}).status_code == 200
        app = asking.app
        held = app.state.answers._held  # type: ignore[attr-defined]
        assert held <= size
        assert outcomes(asking).get("found", 0) == kept


def test_many_who_wait_share_a_question_that_none_of_them_came_after() -> None:
    asked: list[int] = []
    go = threading.Event()

    def ask() -> Version:
        asked.append(1)
        go.wait(10)
        return Version(len(asked), None)

    async def several() -> list[int]:
        versions = Versions(ask, lambda: None)
        first = asyncio.ensure_future(versions.now())
        while not asked:
            await asyncio.sleep(0.01)
        later = [asyncio.ensure_future(versions.now()) for _ in range(20)]
        await asyncio.sleep(0.01)
        go.set()
        return [version.generation for version in await asyncio.gather(first, *later)]

    assert asyncio.run(several()) == [1, *[2] * 20]


def test_nothing_is_asked_while_nobody_writes() -> None:
    asked: list[int] = []
    changes = 0

    def ask() -> Version:
        asked.append(changes)
        return Version(changes, None)

    async def several() -> None:
        nonlocal changes
        versions = Versions(ask, lambda: changes)
        for _ in range(5):
            await versions.now()
        changes = 1
        assert (await versions.now()).generation == 1

    asyncio.run(several())
    assert asked == [0, 1]


def test_a_failed_question_is_asked_again() -> None:
    failing = True

    def ask() -> Version:
        if failing:
            raise OSError
        return Version(7, None)

    async def twice() -> int:
        nonlocal failing
        versions = Versions(ask, lambda: 0)
        with pytest.raises(OSError):
            await versions.now()
        failing = False
        return (await versions.now()).generation

    assert asyncio.run(twice()) == 7


@pytest.mark.parametrize("given", ["1 Jan 99999999999999999999 00:00:00 GMT", "nonsense", "Sun, 06 Nov 1994 08:49:37"])
def test_a_time_that_is_none_is_taken_as_not_given(client: TestClient, given: str) -> None:
    assert client.get("/api/v1/regions", headers={"If-Modified-Since": given}).status_code == 200
