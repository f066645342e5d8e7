"""Errors of the API: one shape, one clear sentence."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from graph.settings import GraphSettings
from tests.serving import HERE, local


def detail(response: object, status: int) -> str:
    from httpx import Response

    assert isinstance(response, Response)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert list(body) == ["type", "title", "status", "detail", "instance"]
    assert (body["status"], body["instance"]) == (status, response.request.url.path)
    assert body["detail"].endswith((".", "?"))
    return str(body["detail"])


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/nowhere", 404, "There is nothing at /nowhere"),
        ("/api/v1/nowhere", 404, "There is nothing at /api/v1/nowhere"),
        ("/static/nowhere.css", 404, "There is nothing at /static/nowhere.css"),
        ("/api/v1/queries/support/which-region-funds", 404, "Did you mean support/which-regions-fund"),
        ("/api/v1/policies/hubei-laser-2042", 404, "Did you mean hubei-laser-2024"),
        ("/api/v1/policies/hubei-laser-2042/text", 404, "Did you mean hubei-laser-2024"),
        ("/api/v1/regions?limits=5", 422, "There is no parameter limits here. Did you mean limit?"),
        ("/api/v1/regions?limit=many", 422, "limit must be a whole number such as 2026, not 'many'."),
        ("/api/v1/regions?limit=0", 422, "limit must be at least 1, not 0."),
        ("/api/v1/policies?region=999999", 422, "There is no region '999999'"),
        ("/api/v1/queries/targets/due-by-year?year=soon", 422, "year must be a whole number such as 2026, not 'soon'."),
        ("/api/v1/queries/targets/due-by-year?yaer=2026", 422, "There is no parameter yaer here. Did you mean year?"),
        ("/api/v1/queries/targets/due-by-year?year=2025&year=2026", 422, "year is given 2 times"),
        ("/api/v1/queries/support/which-regions-fund?instrument=gifts", 422, "There is no instrument gifts."),
        ("/api/v1/queries/support/which-regions-fund?as_of=2026-13-01", 422, "as_of must be a date such as"),
        ("/api/v1/queries/compare/gaps?a=420000", 422, "compare/gaps needs the parameter b"),
        ("/api/v1/queries/provenance/evidence?policy=hubei-laser", 422, "Did you mean hubei-laser-2024"),
    ],
)
def test_a_request_that_cannot_be_served_gets_one_sentence(
    client: TestClient, path: str, status: int, said: str
) -> None:
    assert said in detail(client.get(path), status)


def test_a_method_that_a_path_does_not_take(client: TestClient) -> None:
    response = client.delete("/api/v1/regions")
    assert "does not take DELETE" in detail(response, 405)
    assert response.headers["allow"] == "GET, HEAD"


def test_a_fault_of_ours_says_nothing_of_the_inside(loaded_settings: GraphSettings) -> None:
    app = create_app(loaded_settings, HERE)

    @app.get("/broken")
    def broken() -> None:
        raise ZeroDivisionError("a secret path")

    with local(app) as client:
        assert detail(client.get("/broken"), 500) == "The server could not answer this; its log says why."


def test_without_a_graph_the_server_lives_but_is_not_ready(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = GraphSettings.load(url=f"bolt://127.0.0.1:{port}", data=tmp_path, retry_time=0, pool_wait=1)
    with local(create_app(settings, HERE)) as client:
        assert client.get("/healthz").status_code == 200
        assert client.get("/docs").status_code == 200
        for path in ("/readyz", "/api/v1/regions", "/api/v1/queries/support/which-regions-fund", "/"):
            response = client.get(path)
            detail(response, 503)
            assert int(response.headers["retry-after"]) > 0


def test_a_graph_that_cannot_be_opened_is_503_and_keeps_its_place_to_itself(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    url = f"embedded:{tmp_path / 'file' / 'graph'}"
    settings = GraphSettings.load(url=url, engine_heap="512m", engine_grace=0.5)
    with local(create_app(settings, HERE)) as client:
        response = client.get("/readyz")
        assert str(tmp_path) not in detail(response, 503)
        (tmp_path / "file").unlink()
        assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize("path", ["/", "/docs", "/healthz", "/openapi.json", "/static/site.css", "/nowhere"])
def test_every_answer_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
