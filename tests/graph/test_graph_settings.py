"""Addresses and settings of the graph."""

from __future__ import annotations

from pathlib import Path

import pytest
import trustme

from graph.connection import Connection
from graph.errors import GraphError
from graph.settings import EmbeddedPlace, GraphSettings, ServerPlace


def test_the_graph_is_embedded_in_the_data_directory_by_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("POLICYGRAPH_URL", raising=False)
    monkeypatch.setenv("POLICYGRAPH_DATA", str(tmp_path))
    assert GraphSettings.load().place == EmbeddedPlace(tmp_path / "graph")


def test_an_embedded_path_may_be_given(tmp_path: Path) -> None:
    assert GraphSettings.load(url=f"embedded:{tmp_path / 'here'}").place == EmbeddedPlace(tmp_path / "here")


def test_an_empty_variable_counts_as_not_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYGRAPH_URL", "")
    monkeypatch.setenv("POLICYGRAPH_DATA", str(tmp_path))
    assert GraphSettings.load().place == EmbeddedPlace(tmp_path / "graph")
    monkeypatch.setenv("POLICYGRAPH_DATA", "")
    assert GraphSettings.load().data.is_absolute()


def test_a_heap_that_is_no_size_is_told_how_to_write_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYGRAPH_ENGINE_HEAP", "lots")
    with pytest.raises(GraphError, match="such as 512m or 2g"):
        GraphSettings.load()


@pytest.mark.parametrize("scheme", ["bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"])
def test_every_scheme_of_the_driver_is_accepted(scheme: str) -> None:
    place = GraphSettings.load(url=f"{scheme}://graph.example:7687", user="ann", password="secret").place
    assert place == ServerPlace(f"{scheme}://graph.example:7687", "ann", "secret")


def test_credentials_of_the_address_are_taken_out_and_never_shown() -> None:
    settings = GraphSettings.load(url="neo4j://ann:p%40ss@graph.example:7687", user="bob", password="other-word")
    place = settings.place
    assert place == ServerPlace("neo4j://graph.example:7687", "ann", "p@ss")
    for shown in (repr(settings), str(settings), repr(place)):
        assert "p%40ss" not in shown
        assert "p@ss" not in shown
        assert "other-word" not in shown


@pytest.mark.parametrize(
    "url",
    ["http://graph.example", "bolt://", "graph", "", "bolt://host:port", "bolt://host:7687/db", "bolt://a:hush@h:1/x"],
)
def test_other_addresses_are_refused_in_one_sentence_without_secrets(url: str) -> None:
    with pytest.raises(GraphError) as raised:
        GraphSettings.load(url=url)
    assert str(raised.value).startswith("POLICYGRAPH_URL cannot be used: ")
    assert "hush" not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_setting_of_the_wrong_kind_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYGRAPH_QUERY_TIMEOUT", "soon")
    with pytest.raises(GraphError, match="POLICYGRAPH_QUERY_TIMEOUT"):
        GraphSettings.load()


def test_every_setting_is_documented() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "servers.md").read_text(encoding="utf-8")
    engine = {"ENGINE_PORT", "ENGINE_GRACE", "ENGINE_START_TIMEOUT"}
    names = {name.upper() for name in GraphSettings.model_fields}
    assert engine <= names
    assert [name for name in sorted(names - engine) if f"`POLICYGRAPH_{name}`" not in page] == []
    assert [name for name in sorted(engine) if f"`_{name.removeprefix('ENGINE_')}`" not in page] == []


@pytest.fixture
def authority(tmp_path: Path) -> Path:
    trustme.CA().cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    return tmp_path / "authority.pem"


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_authorities_of_ones_own_go_to_the_driver_with_the_plain_scheme(authority: Path, scheme: str) -> None:
    connection = Connection.open(GraphSettings.load(url=f"{scheme}+s://graph.example:7687", ca_file=authority))
    assert connection.uri == f"{scheme}://graph.example:7687"
    assert connection.where == f"{scheme}+s://graph.example:7687"
    options = connection.options("writer")
    assert options["encrypted"] is True
    assert options["trusted_certificates"].certs == (str(authority),)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "bolt+ssc", "neo4j+ssc"])
def test_authorities_that_an_address_does_not_use_are_refused(authority: Path, scheme: str) -> None:
    with pytest.raises(GraphError, match=r"^POLICYGRAPH_CA_FILE cannot be used: .* neo4j\+s://, or leave"):
        GraphSettings.load(url=f"{scheme}://graph.example", ca_file=authority)
    assert GraphSettings.load(url="embedded:", ca_file=authority).ca_file == authority


def test_a_file_of_authorities_that_holds_none_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_text("no certificate")
    for path, said in ((tmp_path / "empty.pem", "holds no certificate"), (tmp_path / "none.pem", "cannot be read")):
        with pytest.raises(GraphError, match=f"^POLICYGRAPH_CA_FILE cannot be used: {path} {said}") as raised:
            GraphSettings.load(url="neo4j+s://graph.example", ca_file=path)
        assert "\n" not in str(raised.value)


def test_the_settings_of_the_pool_reach_the_driver_of_a_server_only() -> None:
    given = {
        "connect_timeout": 3,
        "pool_lifetime": 5,
        "pool_liveness": 7,
        "pool_size": 9,
        "pool_wait": 11,
        "retry_time": 13,
        "notifications": "information",
    }
    options = Connection.open(GraphSettings.load(url="neo4j://graph.example", **given)).options("reader")
    assert (options["connection_timeout"], options["max_connection_lifetime"]) == (3, 5)
    assert (options["liveness_check_timeout"], options["max_connection_pool_size"]) == (7, 9)
    assert (options["connection_acquisition_timeout"], options["max_transaction_retry_time"]) == (11, 13)
    assert options["notifications_min_severity"] == "INFORMATION"


@pytest.mark.parametrize(
    ("name", "value"), [("after", "kein\x00Lesezeichen"), ("notifications", "loud"), ("connect_timeout", 0)]
)
def test_other_settings_that_cannot_be_used_are_named(name: str, value: object) -> None:
    with pytest.raises(GraphError, match=f"^POLICYGRAPH_{name.upper()} cannot be used: "):
        GraphSettings.load(**{name: value})
