"""The files of Neo4j Browser as our server hands them out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.browser.jar import MEDIA_TYPES, Jar
from api.browser.place import BrowserSettings, bolt_place
from graph.settings import GraphSettings
from graph.store import GraphStore
from tests.serving import HERE, local

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def client(loaded_settings: GraphSettings, loaded_store: GraphStore) -> Iterator[TestClient]:
    with local(create_app(loaded_settings, HERE)) as client:
        yield client


@pytest.fixture(scope="module")
def names() -> Iterator[list[str]]:
    jar = Jar()
    yield jar.names()
    jar.close()


def test_the_application_comes_whole_and_unchanged(client: TestClient, names: list[str]) -> None:
    jar = Jar()
    for name in names:
        answer = client.get(f"/browser/{name}") if name != "index.html" else client.get("/browser/")
        assert answer.status_code == 200, name
        found = jar.file(name)
        assert found is not None
        assert answer.content == found.content
        assert answer.headers["content-type"] == MEDIA_TYPES[PurePosixPath(name).suffix]
        assert answer.headers["x-content-type-options"] == "nosniff"
    jar.close()


def test_what_the_page_loads_is_kept_for_ever(client: TestClient) -> None:
    page = client.get("/browser/")
    assert page.headers["cache-control"] == "no-cache"
    assert "<title>Neo4j Browser</title>" in page.text
    scripts = re.findall(r'<script src="([^"]+)"', page.text)
    assert scripts
    for script in scripts:
        answer = client.get(f"/browser/{script}")
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
        assert answer.headers["content-encoding"] == "gzip"


def test_it_comes_uncompressed_to_who_does_not_take_gzip(client: TestClient) -> None:
    name = re.findall(r'<script src="([^"]+)"', client.get("/browser/").text)[0]
    plain = client.get(f"/browser/{name}", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == client.get(f"/browser/{name}").content


def test_what_was_seen_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/browser/")
    again = client.get("/browser/", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_head_answers_like_get(client: TestClient) -> None:
    head = client.head("/browser/assets/images/device-icons/favicon.ico")
    assert head.status_code == 200
    assert head.content == b""


@pytest.mark.parametrize(
    "path",
    [
        "../../etc/passwd",
        "..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/META-INF/MANIFEST.MF",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "assets/../../META-INF/MANIFEST.MF",
        "assets\\..\\index.html",
        "assets/",
        "assets",
        "nothing.js",
        "index.html%00.js",
        "META-INF/maven/org.neo4j.client/neo4j-browser/pom.xml",
    ],
)
def test_only_files_of_the_application_are_there(client: TestClient, path: str) -> None:
    answer = client.get(f"/browser/{path}")
    assert answer.status_code == 404
    assert "root:" not in answer.text


def test_the_policy_names_this_server_and_one_bolt_port(client: TestClient, loaded_settings: GraphSettings) -> None:
    socket = bolt_place(loaded_settings, BrowserSettings.load()).socket
    assert re.fullmatch(r"ws://127\.0\.0\.1:\d+", socket)
    for path in ("/browser/", "/browser/preview/index.html", "/browser/assets/images/books.png"):
        policy = client.get(path).headers["content-security-policy"]
        assert f"connect-src 'self' {socket};" in policy
        assert re.findall(r"\w+://\S+?(?=[ ;]|$)", policy) == [socket]
        assert "unsafe-eval" not in policy
        assert "script-src 'self';" in policy


def test_a_persons_browser_lays_the_desk_first_and_a_program_gets_the_application(client: TestClient) -> None:
    person = client.get("/browser/", headers={"Sec-Fetch-Dest": "document"})
    assert person.status_code == 200
    assert "/static/desk.js" in person.text
    ready = client.get(
        "/browser/", params=dict(person.url.params) | {"ready": "1"}, headers={"Sec-Fetch-Dest": "document"}
    )
    assert "<title>Neo4j Browser</title>" in ready.text
