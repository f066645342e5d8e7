"""What holds for every answer: ids, limits, languages, encodings, origins, counters, lines of the log."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
import zstandard
from fastapi import Request
from fastapi.responses import StreamingResponse
from fastapi.testclient import TestClient

from api.app import create_app
from api.logs import JsonLines
from api.problem_types import page, problem_types
from api.settings import ServiceSettings
from graph.errors import GraphError
from graph.settings import GraphSettings
from tests.serving import HERE, local

ROOT = Path(__file__).resolve().parents[2]
REGIONS = "/api/v1/regions"
CYTOSCAPE = "/api/v1/graph/subgraph"
POLICIES = "/api/v1/policies"


@pytest.fixture(scope="module")
def strict(loaded_settings: GraphSettings) -> Iterator[TestClient]:
    """A server with small limits, a name of its own and a friend on another origin."""
    service = ServiceSettings(
        keyless="reader",
        hosts="policies.example",
        cors_origins="https://tools.example",
        rate_limit="5/minute",
        body_limit=1024,
        body_time=0.2,
    )
    app = create_app(loaded_settings, "0.0.0.0", service)  # noqa: S104 - that is the point
    with TestClient(app, "http://policies.example", client=("192.0.2.1", 50_000)) as asking:
        yield asking


def kind(answer: httpx.Response, status: int) -> str:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    return str(answer.json()["type"]).removeprefix("/problems/")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("abc-1.2_3", True),
        ("a" * 64, True),
        ("a" * 65, False),
        ("", False),
        ("a b", False),
        ("<script>", False),
        ("a,b", False),
    ],
)
def test_a_request_has_an_id(client: TestClient, given: str, kept: bool) -> None:
    for path in ("/healthz", REGIONS, "/nowhere"):
        answered = client.get(path, headers={"X-Request-Id": given}).headers["x-request-id"]
        assert (answered == given) is kept
        assert re.fullmatch(r"[A-Za-z0-9._-]{1,64}", answered)


def test_a_fault_has_an_id_too_and_all_the_headers(loaded_settings: GraphSettings) -> None:
    app = create_app(loaded_settings, HERE)

    @app.get("/broken")
    def broken() -> None:
        raise ZeroDivisionError

    with local(app) as asking:
        answer = asking.get("/broken", headers={"X-Request-Id": "seen-before"})
    assert kind(answer, 500) == "fault"
    assert answer.headers["x-request-id"] == "seen-before"
    assert "cache-control" in answer.headers


def test_every_kind_of_problem_has_a_page_and_the_page_in_docs_is_current(client: TestClient) -> None:
    for kind in problem_types().values():
        shown = client.get(kind.uri)
        assert shown.status_code == 200
        for text in (kind.en, kind.zh, kind.name):
            assert text in shown.text
    assert client.get("/problems/nothing-of-the-kind").status_code == 404
    assert (ROOT / "docs" / "problems.md").read_text(encoding="utf-8") == page()


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        (None, "There is no such thing"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "找不到所请求的对象"),
        ("en;q=0.1, zh;q=0.2", "找不到所请求的对象"),
        ("en-GB,zh;q=0.5", "There is no such thing"),
        ("fr", "There is no such thing"),
        ("zh;q=0", "There is no such thing"),
        ("zh;q=x,,;;", "There is no such thing"),
    ],
)
def test_the_title_of_a_problem_is_in_the_language_asked_for(client: TestClient, asked: str | None, title: str) -> None:
    answer = client.get("/nowhere", headers={} if asked is None else {"Accept-Language": asked})
    assert answer.json()["title"] == title
    assert "Accept-Language" in answer.headers["vary"]


@pytest.mark.parametrize(
    "path",
    [
        POLICIES,
        "/openapi.json",
        "/",
        "/static/site.css",
        "/api/v1/queries",
        f"{CYTOSCAPE}?region=420000&format=cytoscape",
    ],
)
def test_answers_are_compressed_for_whoever_takes_it(client: TestClient, path: str) -> None:
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    for encoding in ("gzip", "zstd"):
        with client.stream("GET", path, headers={"Accept-Encoding": encoding}) as answer:
            raw = b"".join(answer.iter_raw())
            assert answer.headers["content-encoding"] == encoding
            assert answer.headers["vary"].count("Accept-Encoding") == 1
        assert len(raw) < len(plain.content)
        assert answer.headers["content-length"] == str(len(raw))
        if encoding == "zstd":
            assert zstandard.ZstdDecompressor().decompress(raw) == plain.content
        else:
            assert client.get(path, headers={"Accept-Encoding": "gzip"}).content == plain.content


def test_events_are_never_compressed(loaded_settings: GraphSettings) -> None:
    app = create_app(loaded_settings, HERE)

    @app.get("/events")
    def events() -> StreamingResponse:
        return StreamingResponse(iter(["data: x\n\n"] * 500), media_type="text/event-stream")

    with local(app) as asking:
        assert "content-encoding" not in asking.get("/events", headers={"Accept-Encoding": "gzip, zstd"}).headers


def test_what_is_too_large_or_meant_for_another_is_refused(strict: TestClient) -> None:
    assert kind(strict.get("/healthz", params={"a": "x" * 9000}), 414) == "address-too-long"
    assert kind(strict.get("/healthz", headers={"X-Much": "x" * 17_000}), 431) == "headers-too-large"
    assert kind(strict.get("/docs", headers={"Host": "evil.example"}), 421) == "wrong-host"
    assert strict.get("/docs", headers={"Host": "Policies.Example:8000"}).status_code == 200
    assert strict.get("/healthz", headers={"Host": "10.0.0.1"}).status_code == 200
    assert kind(strict.post("/healthz", content=b"x" * 1025), 413) == "too-large"


def test_a_body_without_a_length_is_counted_as_it_comes(loaded_settings: GraphSettings) -> None:
    app = create_app(loaded_settings, HERE, ServiceSettings(body_limit=1024))

    @app.post("/size")
    async def size(request: Request) -> int:
        return len(await request.body())

    with local(app) as asking:
        assert asking.post("/size", content=iter([b"x" * 512] * 2)).json() == 1024
        assert kind(asking.post("/size", content=iter([b"x" * 512] * 3)), 413) == "too-large"


def test_a_body_that_does_not_come_is_given_up(loaded_settings: GraphSettings) -> None:
    app = create_app(loaded_settings, HERE, ServiceSettings(body_time=0.1))

    @app.post("/size")
    async def size(request: Request) -> int:
        return len(await request.body())

    async def half() -> AsyncIterator[bytes]:
        yield b"half"
        await asyncio.sleep(60)

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app, client=(HERE, 50_000))
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{HERE}:8000") as asking:
            return await asking.post("/size", content=half())

    answer = asyncio.run(send())
    assert kind(answer, 408) == "slow-body"
    assert answer.headers["connection"] == "close"


def test_only_origins_of_the_setting_may_read_answers_in_a_browser(strict: TestClient, client: TestClient) -> None:
    asked = {
        "Origin": "https://tools.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "authorization",
    }
    allowed = strict.options(REGIONS, headers=asked)
    assert (allowed.status_code, allowed.headers["access-control-allow-origin"]) == (200, "https://tools.example")
    assert "access-control-allow-credentials" not in allowed.headers
    refused = strict.options(REGIONS, headers=asked | {"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in refused.headers
    answer = strict.get("/healthz", headers={"Origin": "https://tools.example"})
    readable = {name.strip().lower() for name in answer.headers["access-control-expose-headers"].split(",")}
    responses = [
        response
        for item in client.get("/openapi.json").json()["paths"].values()
        for operation in item.values()
        for response in operation["responses"].values()
    ]
    assert {"etag", *(name.lower() for response in responses for name in response.get("headers", {}))} <= readable
    unset = client.get(REGIONS, headers={"Origin": "https://tools.example"})
    assert not [name for name in unset.headers if name.startswith("access-control")]


def test_a_client_that_asks_too_often_is_told_to_wait(strict: TestClient) -> None:
    asked = [strict.get(REGIONS) for _ in range(6)]
    allowed = [answer for answer in asked if answer.status_code == 200]
    assert asked[0].headers["ratelimit-policy"] == '"default";q=5;w=60'
    left = [int(re.findall(r"r=(\d+)", answer.headers["ratelimit"])[0]) for answer in allowed]
    assert left == sorted(left, reverse=True)
    refused = asked[-1]
    assert kind(refused, 429) == "too-many-requests"
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert strict.get("/healthz").status_code == 200
    with TestClient(strict.app, "http://policies.example", client=("192.0.2.2", 1)) as other:
        assert other.get(REGIONS).status_code == 200


def test_this_machine_is_not_counted(client: TestClient) -> None:
    assert "ratelimit" not in client.get(REGIONS).headers


def test_counters_name_routes_and_no_values(client: TestClient) -> None:
    client.get(f"{POLICIES}/hubei-laser-2024")
    client.request("BREW", "/healthz")
    client.get("/nowhere-in-particular")
    shown = client.get("/metrics")
    assert shown.headers["content-type"].startswith("text/plain")
    assert 'route="/api/v1/policies/{id}",status="200"' in shown.text
    assert 'method="other"' in shown.text
    assert 'route="none",status="404"' in shown.text
    for value in ("hubei-laser-2024", "nowhere-in-particular", "BREW"):
        assert value not in shown.text


def test_the_log_is_json_without_addresses_or_values(client: TestClient) -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("api.requests")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        query = "/api/v1/queries/text/find-words"
        client.get(query, params={"words": "secret-word"}, headers={"X-Request-Id": "one", "User-Agent": "somebody"})
        client.get(f"{POLICIES}/secret-policy")
    finally:
        logger.removeHandler(handler)
        logger.setLevel(logging.NOTSET)
    first, second = (json.loads(line) for line in written.getvalue().splitlines())
    assert (first["request_id"], first["route"], first["method"], first["principal"]) == ("one", query, "GET", "local")
    assert first["time"].endswith("+00:00")
    assert (second["route"], second["status"]) == ("/api/v1/policies/{id}", 404)
    for value in ("secret", "somebody", HERE):
        assert value not in written.getvalue()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cors_origins", "*"),
        ("cors_origins", "https://a.example/path"),
        ("rate_limit", "lots"),
        ("rate_limit", "0/minute"),
        ("keyless", "admin"),
        ("body_limit", "12"),
        ("log", "all"),
        ("cache_size", "-1"),
    ],
)
def test_a_setting_that_cannot_be_used_is_one_sentence(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"POLICYGRAPH_{name.upper()}", value)
    with pytest.raises(GraphError, match=f"^POLICYGRAPH_{name.upper()} cannot be used: ") as raised:
        ServiceSettings.load()
    assert "\n" not in str(raised.value)


def test_every_setting_is_documented() -> None:
    text = (ROOT / "docs" / "rest.md").read_text(encoding="utf-8")
    assert [name for name in ServiceSettings.model_fields if f"`POLICYGRAPH_{name.upper()}`" not in text] == []
