"""Who is answered: keys and their roles, this machine, strangers, pages of other sites."""

from __future__ import annotations

import base64
import json
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.access import Admin, Editor
from api.app import create_app
from api.settings import ServiceSettings
from graph.settings import GraphSettings
from graph.store import GraphStore
from tests.running import call_policygraph
from tests.serving import HERE, local

REGIONS = "/api/v1/regions"
OPEN = ["/healthz", "/readyz", "/docs", "/openapi.json", "/static/site.css", "/problems", "/problems/key-needed"]
GUARDED = [REGIONS, "/api/v1/queries", "/api/v1/nowhere", "/", "/analyst", "/analyst/desk.json", "/metrics", "/nowhere"]
Server = Callable[..., TestClient]


@pytest.fixture
def guarded(loaded_store: GraphStore, tmp_path: Path) -> Iterator[Server]:
    """Makes applications over the shipped plans with keys of the test's own; their clients are on another machine."""
    settings = GraphSettings.load(url=loaded_store.where, data=tmp_path, engine_heap="512m")
    with ExitStack() as stack:

        def server(bound: str = "0.0.0.0", client: str = "192.0.2.7", **service: Any) -> TestClient:  # noqa: S104
            app = _with_writing(create_app(settings, bound, ServiceSettings(**service)))
            at = TestClient(app, f"http://{HERE}:8000", client=(client, 50_000), raise_server_exceptions=False)
            return stack.enter_context(at)

        yield server


def _with_writing(app: FastAPI) -> FastAPI:
    """The application with routes that do more than read."""

    @app.post("/change")
    def change(who: Editor) -> str:
        return who.id

    @app.post("/govern")
    def govern(who: Admin) -> str:
        return who.id

    return app


def add(data: Path, name: str, role: str = "reader") -> str:
    made = call_policygraph(data, "keys", "add", name, "--role", role)
    assert made.returncode == 0, made.stderr.decode()
    return made.stdout.decode().strip()


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def basic(key: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"anybody:{key}".encode()).decode()}


def kind(answer: httpx.Response, status: int) -> str:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    return str(answer.json()["type"]).removeprefix("/problems/")


def test_strangers_meet_a_closed_door_and_what_tells_them_so(guarded: Server) -> None:
    stranger = guarded()
    for path in GUARDED:
        answer = stranger.get(path)
        assert kind(answer, 401) == "key-needed", path
        assert "Bearer" in answer.headers["www-authenticate"]
    for path in OPEN:
        assert stranger.get(path).status_code == 200, path
    assert kind(stranger.post("/change"), 401) == "key-needed"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../api/v1/regions",
        "//api/v1/regions",
        "/healthz/../api/v1/regions",
        "/static/%2e%2e/api/v1/regions",
        "/problems/../api/v1/regions",
        "/API/V1/regions",
    ],
)
def test_no_detour_leads_past_the_door(guarded: Server, path: str) -> None:
    answer = guarded().get(httpx.URL("http://127.0.0.1:8000").copy_with(raw_path=path.encode()))
    assert answer.status_code in (401, 404)
    assert "items" not in answer.text


@pytest.mark.parametrize("carried", [bearer, basic, lambda key: {"X-API-Key": key}])
def test_a_key_opens_however_it_is_carried(
    guarded: Server, tmp_path: Path, carried: Callable[[str], dict[str, str]]
) -> None:
    headers = carried(add(tmp_path, "service"))
    asking = guarded()
    for path in (REGIONS, "/", "/metrics"):
        assert asking.get(path, headers=headers).status_code == 200, path


def test_what_is_not_quite_a_key_opens_nothing(guarded: Server, tmp_path: Path) -> None:
    key = add(tmp_path, "service", "admin")
    kept = json.loads((tmp_path / "keys.json").read_text(encoding="utf-8"))[0]
    identity = kept["id"]
    wrong = [
        key[:-1],
        key + "x",
        key.upper(),
        identity,
        kept["digest"],
        f"pgk_{identity}_{'A' * 43}",
        "",
        "*",
        "null",
        f"{key},{key}",
        f"pgk_00000000_{key[-43:]}",
        "é" * 30,
        key.replace("pgk", "pgk_"),
    ]
    asking = guarded()
    for one in wrong:
        for headers in ({"X-API-Key": one.encode()}, {"Authorization": b"Bearer " + one.encode()}):
            assert kind(asking.get(REGIONS, headers=headers), 401) == "key-needed", one
    for scheme in (f"Token {key}", key, f"Basic {key}", "Basic !!!", "Negotiate abc", "Bearer"):
        assert kind(asking.get(REGIONS, headers={"Authorization": scheme}), 401) == "key-needed", scheme
    assert asking.get(f"{REGIONS}?key={key}").status_code == 401
    assert asking.get(REGIONS, headers=bearer(f" {key} ")).status_code == 200


def test_roles_allow_what_those_below_them_do(guarded: Server, tmp_path: Path) -> None:
    keys = {role: bearer(add(tmp_path, f"a-{role}", role)) for role in ("reader", "editor", "admin")}
    asking = guarded()
    allowed = {
        role: [asking.post(path, headers=headers).status_code == 200 for path in ("/change", "/govern")]
        for role, headers in keys.items()
    }
    assert allowed == {"reader": [False, False], "editor": [True, False], "admin": [True, True]}
    refused = asking.post("/govern", headers=keys["editor"])
    assert kind(refused, 403) == "not-allowed"
    assert refused.json()["detail"] == "This takes a key of the role admin; yours is editor."


def test_keys_are_shown_once_and_kept_as_digests(tmp_path: Path) -> None:
    key = add(tmp_path, "service", "editor")
    file = tmp_path / "keys.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert key[-43:] not in file.read_text(encoding="utf-8")
    listed = json.loads(call_policygraph(tmp_path, "keys", "list", "--json").stdout)
    assert [(one["name"], one["role"]) for one in listed] == [("service", "editor")]
    assert key[-43:] not in json.dumps(listed)
    assert re.fullmatch(r"pgk_[0-9a-f]{8}_[\w-]{43}", key)
    again = call_policygraph(tmp_path, "keys", "add", "service")
    assert (again.returncode, "There is a key service already" in again.stderr.decode()) == (1, True)
    badly = call_policygraph(tmp_path, "keys", "add", "../x")
    assert badly.returncode == 2
    none = call_policygraph(tmp_path, "keys", "revoke", "nobody")
    assert (none.returncode, "There is no key nobody" in none.stderr.decode()) == (1, True)


def test_the_printed_commands_work(tmp_path: Path) -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "rest.md").read_text(encoding="utf-8")
    commands = re.findall(r"^policygraph (keys .*)$", text, re.MULTILINE)
    assert [command.split()[1] for command in commands] == ["add", "list", "revoke"]
    for command in commands:
        done = call_policygraph(tmp_path, *command.split())
        assert done.returncode == 0, done.stderr.decode()


def test_added_and_revoked_keys_count_at_once(guarded: Server, tmp_path: Path) -> None:
    asking = guarded()
    key = add(tmp_path, "first")
    other = add(tmp_path, "second")
    assert asking.get(REGIONS, headers=bearer(key)).status_code == 200
    assert call_policygraph(tmp_path, "keys", "revoke", "first").returncode == 0
    assert asking.get(REGIONS, headers=bearer(key)).status_code == 401
    assert asking.get(REGIONS, headers=bearer(other)).status_code == 200


def test_damaged_keys_let_nobody_in(guarded: Server, tmp_path: Path) -> None:
    here = guarded(HERE, HERE)
    assert here.get(REGIONS).status_code == 200
    (tmp_path / "keys.json").write_text('[{"id": 1', encoding="utf-8")
    answer = here.get(REGIONS)
    assert kind(answer, 503) == "unavailable"
    assert str(tmp_path) not in answer.text
    assert here.get(REGIONS, headers=bearer("pgk_x")).status_code == 503
    assert "cannot be read" in call_policygraph(tmp_path, "keys", "list").stderr.decode()


def test_this_machine_needs_a_key_only_once_there_is_one(guarded: Server, tmp_path: Path) -> None:
    here = guarded(HERE, HERE)
    assert here.post("/govern").json() == "local"
    assert here.get(REGIONS, headers=bearer("pgk_wrong")).status_code == 401
    assert here.get(REGIONS, headers={"X-Forwarded-For": HERE}).status_code == 401
    assert here.get(REGIONS, headers={"Host": "policies.example"}).status_code == 401
    assert guarded("0.0.0.0", HERE).get(REGIONS).status_code == 401  # noqa: S104 - that is the point
    key = add(tmp_path, "service")
    assert here.get(REGIONS).status_code == 401
    assert here.get(REGIONS, headers=bearer(key)).status_code == 200


def test_a_server_may_let_anybody_read(guarded: Server) -> None:
    asking = guarded(keyless="reader")
    assert asking.get(REGIONS).status_code == 200
    refused = asking.post("/change")
    assert kind(refused, 403) == "not-allowed"
    assert "Send an API key" in refused.json()["detail"] or "send an API key" in refused.json()["detail"]
    assert kind(asking.get("/metrics"), 403) == "not-allowed"


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({}, True),
        ({"Origin": "http://127.0.0.1:8000"}, True),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Origin": "https://tools.example"}, True),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "http://127.0.0.1:9000"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
    ],
)
def test_a_page_of_another_site_changes_nothing_with_what_the_browser_knows(
    guarded: Server, tmp_path: Path, headers: dict[str, str], allowed: bool
) -> None:
    here = guarded(HERE, HERE, cors_origins="https://tools.example")
    assert here.post("/change", headers=headers).status_code == (200 if allowed else 403)
    key = add(tmp_path, "person", "editor")
    with_password = here.post("/change", headers=headers | basic(key))
    assert with_password.status_code == (200 if allowed else 403)
    if not allowed:
        assert kind(with_password, 403) == "cross-site"
    assert here.post("/change", headers=headers | bearer(key)).status_code == 200


def test_the_document_says_how_to_bring_a_key(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    schemes = document["components"]["securitySchemes"]
    assert (schemes["bearer"]["scheme"], schemes["header"]["name"]) == ("bearer", "X-API-Key")
    for path, operations in document["paths"].items():
        for operation in operations.values():
            if path.startswith("/api/v1/"):
                assert operation["security"] == [{"bearer": []}, {"header": []}], path
                assert {"401", "403", "429"} <= operation["responses"].keys()


def test_a_client_of_this_machine_is_what_other_tests_use(loaded_settings: GraphSettings) -> None:
    with local(create_app(loaded_settings, "0.0.0.0")) as asking:  # noqa: S104 - that is the point
        assert asking.get(REGIONS).status_code == 401
