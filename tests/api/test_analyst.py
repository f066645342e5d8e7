"""The page for analysts, the links into Neo4j Browser, and who is shown a password."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.browser.jar import MEDIA_TYPES
from api.browser.lessons import lessons
from api.browser.place import BrowserSettings, bolt_place, link
from api.browser.policy import content_security_policy
from api.browser.script import favourite, script
from api.settings import ServiceSettings
from cypher.arguments import convert
from cypher.catalogue import Query, catalogue
from cypher.drawing import drawn
from cypher.names import resolvers
from cypher.run import run
from graph.embedded import credentials
from graph.embedded.home import Home
from graph.errors import GraphError
from graph.settings import EmbeddedPlace, GraphSettings
from graph.store import GraphStore

QUERIES = list(catalogue())
HERE = ("127.0.0.1", 50000)
ANYBODY = ServiceSettings(keyless="reader")


@pytest.fixture(scope="module")
def passwords(loaded_settings: GraphSettings, loaded_store: GraphStore) -> dict[str, str]:
    """The passwords of the engine by user."""
    place = loaded_settings.place
    assert isinstance(place, EmbeddedPlace)
    return credentials.read(Home(place.directory)).passwords


@pytest.fixture(scope="module")
def here(loaded_settings: GraphSettings, loaded_store: GraphStore) -> Iterator[TestClient]:
    """A browser on the machine of a server that is bound to loopback."""
    app = create_app(loaded_settings, "127.0.0.1")
    with TestClient(app, base_url="http://127.0.0.1:8000", client=HERE, follow_redirects=False) as client:
        yield client


def test_a_browser_on_this_machine_is_shown_the_password_of_the_reader(
    here: TestClient, passwords: dict[str, str]
) -> None:
    page = here.get("/analyst")
    assert page.status_code == 200
    assert passwords["analyst"] in page.text
    assert page.headers["cache-control"] == "no-store"


@pytest.fixture(scope="module")
def anybody(loaded_settings: GraphSettings, loaded_store: GraphStore) -> Iterator[TestClient]:
    """The same at a server that answers whoever brings no key."""
    app = create_app(loaded_settings, "127.0.0.1", ANYBODY)
    with TestClient(app, base_url="http://127.0.0.1:8000", client=HERE) as client:
        yield client


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "10.0.0.1"},
        {"X-Forwarded-For": "127.0.0.1"},
        {"X-Forwarded-Host": "policies.example"},
        {"X-Forwarded-Proto": "https"},
        {"Forwarded": "for=10.0.0.1"},
        {"Via": "1.1 proxy"},
        {"X-Real-IP": "10.0.0.1"},
        {"CF-Connecting-IP": "10.0.0.1"},
        {"Host": "policies.example"},
        {"Host": "127.0.0.1.policies.example:8000"},
        {"Host": "localhost.policies.example"},
        {"Host": "10.0.0.1:8000"},
        {"Host": ""},
    ],
)
def test_whatever_looks_passed_on_or_renamed_is_shown_none(
    anybody: TestClient, here: TestClient, passwords: dict[str, str], headers: dict[str, str]
) -> None:
    assert here.get("/analyst", headers=headers).status_code == 401
    page = anybody.get("/analyst", headers=headers)
    assert page.status_code == 200
    assert not [user for user, password in passwords.items() if password in page.text]
    assert "密码只显示给运行" in page.text


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000", "LOCALHOST"])
def test_any_name_of_this_machine_will_do(here: TestClient, passwords: dict[str, str], host: str) -> None:
    assert passwords["analyst"] in here.get("/analyst", headers={"Host": host}).text


@pytest.mark.parametrize(
    ("bound", "client"),
    [
        ("0.0.0.0", HERE),  # noqa: S104 - that is the point
        ("::", HERE),
        ("192.168.1.5", HERE),
        (None, HERE),
        ("127.0.0.1", ("192.168.1.7", 50000)),
        ("127.0.0.1", ("policies.example", 50000)),
    ],
)
def test_a_server_that_others_reach_and_other_machines_are_shown_none(
    loaded_settings: GraphSettings, passwords: dict[str, str], bound: str | None, client: tuple[str, int]
) -> None:
    app = create_app(loaded_settings, bound, ANYBODY)
    with TestClient(app, base_url="http://127.0.0.1:8000", client=client) as asking:
        page = asking.get("/analyst")
    assert page.status_code == 200
    assert not [user for user, password in passwords.items() if password in page.text]


def test_no_page_ever_offers_an_account_that_writes(here: TestClient, passwords: dict[str, str]) -> None:
    paths = ["/", "/docs", "/openapi.json", "/analyst", "/analyst/desk.json", "/analyst/policygraph.grass", "/readyz"]
    paths += ["/api/v1/queries", "/browser", *(f"/analyst/open/{query.name}" for query in QUERIES)]
    for path in paths:
        answer = here.get(path)
        assert answer.status_code in (200, 307), path
        said = answer.text + str(answer.headers)
        assert not [user for user in ("root", "writer", "reader") if passwords[user] in said], path


def test_the_address_without_slash_leads_to_neo4j_browser(here: TestClient) -> None:
    assert here.get("/browser").headers["location"] == "/browser/"
    assert here.get("/browser?cmd=edit&arg=x").headers["location"] == "/browser/?cmd=edit&arg=x"


def test_the_connection_is_preselected_and_what_was_asked_is_kept(
    here: TestClient, loaded_settings: GraphSettings
) -> None:
    place = bolt_place(loaded_settings, BrowserSettings.load())
    for stale in ({}, {"dbms": "bolt://elsewhere:7687", "db": "other"}, place.query | {"db": "other"}):
        location = here.get("/browser/", params=stale | {"cmd": "edit", "arg": "RETURN '十九'"}).headers["location"]
        parts = urlsplit(location)
        assert parts.path == "/browser/"
        assert parse_qs(parts.query) == {
            "dbms": [place.query["dbms"]],
            "db": ["policygraph"],
            "cmd": ["edit"],
            "arg": ["RETURN '十九'"],
        }


@pytest.mark.parametrize("path", ["", "index.html", "app.js", "../../etc/passwd", "..%2f..%2fetc%2fpasswd"])
def test_without_the_extra_it_says_in_a_sentence_what_to_install(
    here: TestClient, loaded_settings: GraphSettings, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setitem(sys.modules, "jgo", None)  # as where it is not installed
    place = bolt_place(loaded_settings, BrowserSettings.load())
    page = here.get(f"/browser/{path}", params=place.query)
    if path.startswith(".."):
        assert page.status_code in (404, 503)
        return
    assert page.status_code == 503
    assert "run `pip install &#39;policygraph[neo4j]&#39;`" in page.text


@pytest.mark.neo4j
def test_without_network_it_says_so_in_a_sentence(
    here: TestClient, loaded_settings: GraphSettings, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("M2_REPO", str(tmp_path))
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(name, "")
    place = bolt_place(loaded_settings, BrowserSettings.load())
    page = here.get("/browser/", params=place.query)
    assert page.status_code == 503
    assert "could not be downloaded" in page.text


def test_every_named_query_has_a_link_into_neo4j_browser(here: TestClient, loaded_settings: GraphSettings) -> None:
    place = bolt_place(loaded_settings, BrowserSettings.load())
    items = {item["name"]: item for item in here.get("/api/v1/queries").json()["items"]}
    assert items.keys() == {query.name for query in QUERIES}
    for query in QUERIES:
        parts = urlsplit(items[query.name]["browser"])
        asked = parse_qs(parts.query)
        assert parts.path == "/browser/"
        assert asked["dbms"] == [place.query["dbms"]]
        assert asked["db"] == ["policygraph"]
        assert asked["cmd"] == ["edit"]
        assert asked["arg"] == [script(query)]
        assert here.get(f"/analyst/open/{query.name}").headers["location"] == items[query.name]["browser"]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_a_script_sets_every_parameter_first_and_survives_the_way_into_the_editor(query: Query) -> None:
    lines = script(query).splitlines()
    assert lines[0] == f"// {query.title}"
    names = [line.split()[1] for line in lines if line.startswith(":param ")]
    assert names == list(query.parameters)
    assert all(line.startswith(":param ") and line.endswith(";") for line in lines[1 : 1 + len(names)])
    # Neo4j Browser ends an argument of its address at these, however they are encoded
    assert not {"&", "#"} & set(script(query))


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_what_is_drawn_gives_the_rows_of_the_query(loaded_store: GraphStore, query: Query) -> None:
    rows = loaded_store.read(query.cypher, convert(query, query.examples, resolvers(loaded_store)))
    assert rows == run_raw(loaded_store, drawn(query), query)
    opened = loaded_store.read(favourite(query).removesuffix(";"))
    assert [{name: row[name] for name in query.columns} for row in opened] == rows


def run_raw(store: GraphStore, cypher: str, query: Query) -> list[dict[str, Any]]:
    """The rows of ``cypher`` without what is drawn."""
    rows = store.read(cypher, convert(query, query.examples, resolvers(store)))
    return [{name: row[name] for name in query.columns} for row in rows]


def test_the_flagship_draws_the_way_to_hubeis_clause(loaded_store: GraphStore) -> None:
    row = loaded_store.read(favourite(catalogue().get("support/which-regions-fund")).removesuffix(";"))[0]
    way, duties, measures, _ = row["drawn"]
    assert [node["id"] for node in way[0]] == [
        "420000",
        "hubei-laser-2024",
        "hubei-laser-2024#6",
        "hubei-laser-2024#6/19",
    ]
    assert {path[1]["id"] for path in duties} >= {"420000:省经济和信息化厅"}
    assert [path[2]["id"] for path in measures] == ["first-of-kind"]


def test_a_query_without_clauses_is_opened_as_it_is() -> None:
    query = catalogue().get("identities/candidates")
    assert drawn(query) == query.cypher


def test_values_of_a_favourite_stand_in_the_statement_but_not_in_its_texts(loaded_store: GraphStore) -> None:
    text = favourite(catalogue().get("support/which-regions-fund"))
    assert "$" not in text
    assert "toLower('first-of-kind')" in text
    assert run(loaded_store, catalogue().get("support/which-regions-fund"), {})


def test_the_page_lists_the_lessons_and_every_query(here: TestClient) -> None:
    page = here.get("/analyst").text
    for lesson in lessons():
        assert f"/analyst/open/guide/{lesson.name}" in page
        assert parse_qs(urlsplit(here.get(f"/analyst/open/guide/{lesson.name}").headers["location"]).query)["arg"]
    for query in QUERIES:
        assert f"/analyst/open/{query.name}" in page


@pytest.mark.parametrize("path", ["/analyst/open/guide/nothing", "/analyst/open/support/nothing"])
def test_an_unknown_one_is_a_problem_with_a_sentence(here: TestClient, path: str) -> None:
    answer = here.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("url", "own", "expected", "socket"),
    [
        ("bolt://db.example", None, "bolt://db.example:7687", "ws://db.example:7687"),
        ("neo4j://db.example:7000", None, "bolt://db.example:7000", "ws://db.example:7000"),
        ("neo4j+s://db.example", None, "bolt+s://db.example:7687", "wss://db.example:7687"),
        ("bolt+ssc://[::1]:7000", None, "bolt+s://[::1]:7000", "wss://[::1]:7000"),
        ("bolt://neo4j:7687", "bolt://localhost:17687", "bolt://localhost:17687", "ws://localhost:17687"),
        ("bolt://neo4j:7687", "bolt+s://db.example:443/", "bolt+s://db.example:443", "wss://db.example:443"),
    ],
)
def test_a_server_is_reached_at_its_one_address(url: str, own: str | None, expected: str, socket: str) -> None:
    place = bolt_place(GraphSettings.load(url=url, user="ann", password="x"), BrowserSettings.load(url=own))
    assert (place.url, place.socket, place.user) == (expected, socket, "ann")
    policy = content_security_policy(place)
    assert f"connect-src 'self' {socket};" in policy
    assert "default-src 'none'" in policy
    assert "://" not in policy.replace(socket, "")


@pytest.mark.parametrize("url", ["http://db", "bolt://", "bolt://u:p@db", "bolt://db; script-src *", "bolt://db/x"])
def test_an_address_for_analysts_that_cannot_be_used_is_said_so(url: str) -> None:
    with pytest.raises(GraphError, match="POLICYGRAPH_BROWSER_URL cannot be used: write bolt://HOST:PORT"):
        BrowserSettings.load(url=url)


def test_without_a_running_engine_a_link_names_no_connection(tmp_path: Any) -> None:
    settings = GraphSettings.load(url="embedded:", data=tmp_path)
    assert link(settings, BrowserSettings.load(), "RETURN 1") == "/browser/?cmd=edit&arg=RETURN+1"


def test_media_types_do_not_let_a_browser_guess() -> None:
    for suffix in (".js", ".css", ".html", ".txt"):
        assert MEDIA_TYPES[suffix].endswith("charset=utf-8")
