"""Named queries by POST, as CSV and as JSON Lines."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from cypher.catalogue import catalogue

NO_FACTS = {"places/areas", "resources/clauses", "text/find-words", "text/search"}
"""Queries that quote the text itself: clauses, and words wherever they stand."""
FLAGSHIP = "/api/v1/queries/support/which-regions-fund"
ASKED = {"instrument": "first-of-kind", "as_of": "2026-11-30"}


def test_a_posted_question_gets_the_same_answer(client: TestClient) -> None:
    assert client.post(FLAGSHIP, json=ASKED).json() == client.get(FLAGSHIP, params=ASKED).json()


@pytest.mark.parametrize(
    "asked", [{"params": {"format": "csv"}}, {"headers": {"Accept": "text/csv"}}, {"headers": {"Accept": "text/*"}}]
)
def test_rows_as_csv(client: TestClient, asked: dict[str, dict[str, str]]) -> None:
    rows = client.get(FLAGSHIP, params=ASKED).json()["rows"]
    answer = client.post(FLAGSHIP, json=ASKED, **asked)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert int(answer.headers["policygraph-generation"]) > 0
    assert answer.headers["policygraph-left-out"] == "0"
    read = list(csv.DictReader(io.StringIO(answer.text)))
    assert list(read[0]) == list(rows[0])
    assert [line["region"] for line in read] == [row["region"] for row in rows]
    assert json.loads(read[0]["lead"]) == rows[0]["lead"]
    assert answer.text.count("\r\n") == len(rows) + 1


def test_rows_as_json_lines(client: TestClient) -> None:
    for query in catalogue():
        address = f"/api/v1/queries/{query.name}"
        rows = client.post(address, json=query.examples).json()["rows"]
        answer = client.post(address, json=query.examples, headers={"Accept": "application/x-ndjson"})
        assert answer.headers["content-type"] == "application/x-ndjson"
        assert [json.loads(line) for line in answer.text.splitlines()] == rows


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("*/*", 200),
        ("text/html,application/xhtml+xml,*/*;q=0.8", 200),
        ("application/json;q=0.1, text/html", 200),
        ("image/png", 406),
        ("nonsense", 400),
    ],
)
def test_json_is_what_comes_unless_something_else_is_asked_for(client: TestClient, accept: str, status: int) -> None:
    answer = client.get(FLAGSHIP, params=ASKED, headers={"Accept": accept})
    assert answer.status_code == status
    assert answer.headers["content-type"] == ("application/json" if status == 200 else "application/problem+json")


@pytest.mark.parametrize(
    "body",
    ['{"instrument": {"a": 1}}', '{"instrument": ["a", "b"]}', '{"nothing": 1}', "[]", "3", '{"instrument": '],
)
def test_a_body_that_is_no_question_is_one_sentence(client: TestClient, body: str) -> None:
    answer = client.post(FLAGSHIP, content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert "\n" not in answer.json()["detail"]


def test_half_a_character_is_refused_wherever_it_stands(client: TestClient) -> None:
    for body in ('{"instrument": "\\ud800"}', '{"\\ud800": "1"}'):
        answer = client.post(FLAGSHIP, content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code == 422, answer.text
    words = client.post("/api/v1/queries/text/count-words", content='{"words": ["\\ud800"]}')
    assert words.status_code == 422, words.text


def test_a_list_has_a_hundred_values_at_most(client: TestClient) -> None:
    address = "/api/v1/queries/text/count-words"
    assert client.get(address, params={"words": ["光"] * 100}).status_code == 200
    answer = client.get(address, params={"words": ["光"] * 101})
    assert answer.status_code == 422
    assert "takes 100 at a time" in answer.json()["detail"]


def test_wrong_values_are_refused_before_the_first_line(client: TestClient) -> None:
    answer = client.get(FLAGSHIP, params={"instrument": "no such thing", "format": "ndjson"})
    assert answer.status_code == 422


def test_every_query_comes_with_its_cypher_and_its_address(client: TestClient) -> None:
    for one in client.get("/api/v1/queries").json()["items"]:
        query = catalogue().get(one["name"])
        assert one["cypher"] == query.cypher
        assert one["self"] == f"/api/v1/queries/{query.name}"


def test_no_query_has_a_parameter_of_the_name_that_chooses_the_form() -> None:
    assert [query.name for query in catalogue() if "format" in query.parameters] == []


def test_what_is_quoted_says_how_sure_it_is_and_who_read_it(client: TestClient) -> None:
    silent: dict[str, set[str]] = {}
    found = 0

    def walk(name: str, value: Any, column: str) -> None:
        nonlocal found
        if isinstance(value, list):
            for one in value:
                walk(name, one, column)
        elif isinstance(value, dict):
            if value.get("quote") is not None or isinstance(value.get("evidence"), dict):
                found += 1
                if "tier" not in value or not any(key.startswith("read_by") for key in value):
                    silent.setdefault(name, set()).add(column)
            for key, one in value.items():
                walk(name, one, key)

    for query in catalogue():
        walk(query.name, client.post(f"/api/v1/queries/{query.name}", json=query.examples).json()["rows"], "row")
    assert found > 500
    assert silent.keys() == NO_FACTS
