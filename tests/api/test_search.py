"""Search by REST."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

SEARCH = "/api/v1/search"


def _found(client: TestClient, q: str, **more: Any) -> dict[str, Any]:
    answer: httpx.Response = client.get(SEARCH, params={"q": q, **more})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_words_are_found_with_offsets_of_the_clean_text(client: TestClient) -> None:
    found = _found(client, "首台(套)", limit=100)
    by_policy = {item["snippet"]["policy"]: item for item in found["items"] if item["kind"] == "clause"}
    assert by_policy.keys() == {"hubei-laser-2024", "dongguan-emerging-2024", "zhongshan-optoelectronics-2024"}
    assert by_policy["hubei-laser-2024"]["snippet"]["clause"] == "6/19"
    for policy, item in by_policy.items():
        text = client.get(f"/api/v1/policies/{policy}/text").json()["text"]
        snippet = item["snippet"]
        assert text[snippet["word_start"] : snippet["word_end"]] == "首台(套)"
        assert text[snippet["start"] : snippet["end"]] == snippet["quote"]
        assert client.get(item["self"]).json()["id"] == item["id"]
        reader = client.get(snippet["links"]["reader"])
        assert "<mark" in reader.text
        assert snippet["links"]["source"] is None or ":~:text=" in snippet["links"]["source"]
        assert client.get(snippet["links"]["text"]).status_code == 200


def test_what_is_called_so_comes_before_what_only_holds_the_words(client: TestClient) -> None:
    found = _found(client, "大族激光")
    assert (found["items"][0]["kind"], found["items"][0]["rank"]) == ("enterprise", 0)
    ranks = [item["rank"] for item in found["items"]]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize("q", ["湖北", "首台", "华为", "激光", "省经信厅", "火炬"])
def test_every_hit_has_an_address_that_leads_to_it(client: TestClient, q: str) -> None:
    for item in _found(client, q, limit=20)["items"]:
        assert client.get(item["self"]).status_code == 200, item


@pytest.mark.parametrize(
    ("q", "kind", "id"),
    [
        ("hubei", "region", "420000"),
        ("First-of-kind", "instrument", "first-of-kind"),
        ("省经信厅", "agency", None),
        ("湖北", "region", "420000"),
    ],
)
def test_english_labels_and_short_names_find_things(client: TestClient, q: str, kind: str, id: str | None) -> None:  # noqa: A002
    items = _found(client, q)["items"]
    assert [item for item in items if item["kind"] == kind and id in (None, item["id"])]


def test_one_character_is_enough_and_pages_give_every_hit_once(client: TestClient) -> None:
    whole = _found(client, "光", limit=1000)["items"]
    assert len(whole) > 50
    paged: list[dict[str, Any]] = []
    after = ""
    while after is not None:
        page = _found(client, "光", limit=7, after=after)
        paged += page["items"]
        after = page["next"]
    assert paged == whole


def test_text_before_the_first_clause_is_searched_too(client: TestClient) -> None:
    items = _found(client, "千行百业")["items"]
    assert [item for item in items if item["rank"] == 4 and item["snippet"]["policy"] == "hubei-laser-2024"]


def test_facets_count_clauses_and_filters_keep_to_them(client: TestClient) -> None:
    facets = _found(client, "激光")["facets"]
    by_region = {facet["value"]: facet["clauses"] for facet in facets["region"]}
    assert by_region.keys() >= {"420000", "440000", "442000"}
    narrowed = _found(client, "激光", region="湖北", limit=1000)
    assert {item["snippet"]["policy"] for item in narrowed["items"] if item["snippet"]} == {"hubei-laser-2024"}
    assert [facet["value"] for facet in narrowed["facets"]["region"]] == ["420000"]
    clauses = [item for item in narrowed["items"] if item["kind"] == "clause"]
    assert len(clauses) == by_region["420000"]
    funds = _found(client, "激光", region="420000", instrument="first-of-kind")
    assert [item["snippet"]["clause"] for item in funds["items"]] == ["6/19"]


@pytest.mark.parametrize(
    "asked",
    [
        {"q": ""},
        {"q": "  "},
        {"q": "光", "after": "nonsense"},
        {"q": "光", "after": "2.5,x"},
        {},
        {"q": "光", "year": "soon"},
        {"q": "光", "region": "atlantis"},
        {"q": "光" * 201},
    ],
)
def test_what_cannot_be_searched_for_is_one_sentence(client: TestClient, asked: dict[str, str]) -> None:
    answer = client.get(SEARCH, params=asked)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


def test_words_of_a_regular_expression_or_of_cypher_are_words(client: TestClient) -> None:
    for q in (".*", "' OR 1=1 //", "\\", "$words", "`", "\u0000"):
        assert _found(client, q)["items"] == []
    percent = [item["snippet"] for item in _found(client, "%")["items"]]
    assert percent
    assert all("%" in snippet["quote"] for snippet in percent)
