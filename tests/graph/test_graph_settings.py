"""Addresses and settings of the graph."""

from __future__ import annotations

from pathlib import Path

import pytest

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
