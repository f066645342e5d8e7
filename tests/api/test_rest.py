"""The resources and named queries under /api/v1."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.openapi.references import parameters
from cypher.catalogue import catalogue
from tests.running import Command

FLAGSHIP = "/api/v1/queries/support/which-regions-fund"


def test_the_first_answer_by_rest(client: TestClient) -> None:
    answer = client.get(FLAGSHIP, params={"instrument": "first-of-kind"}).json()
    assert answer["query"] == "support/which-regions-fund"
    assert answer["parameters"]["instrument"] == "first-of-kind"
    assert answer["generation"] > 0
    assert all(list(row) == answer["columns"] for row in answer["rows"])
    rows = {row["region_code"]: row for row in answer["rows"]}
    hubei = rows["420000"]
    assert (hubei["state"], hubei["rate"], hubei["cap_yuan"], hubei["lead"]) == (
        "funded",
        0.15,
        10_000_000,
        ["省经信厅"],
    )
    assert {code: row["state"] for code, row in rows.items()} == {
        "420000": "funded",
        "441900": "provided",
        "442000": "facilitated",
        "440000": "unknown",
    }


def test_rest_and_command_line_give_the_same_rows(client: TestClient, policygraph: Command) -> None:
    printed = policygraph("query", "support/which-regions-fund", "instrument=首台套", "--json")
    assert printed.returncode == 0, printed.stderr.decode()
    assert json.loads(printed.stdout) == client.get(FLAGSHIP, params={"instrument": "首台（套）"}).json()["rows"]


def test_every_query_is_listed_and_answers(client: TestClient) -> None:
    listed = client.get("/api/v1/queries").json()["items"]
    assert [one["name"] for one in listed] == [query.name for query in catalogue()]
    for one in listed:
        given = {spec["name"]: spec["example"] for spec in one["parameters"] if "example" in spec}
        answer = client.get(f"/api/v1/queries/{one['name']}", params=given)
        assert answer.status_code == 200, answer.text
        assert answer.json()["columns"] == [column["name"] for column in one["columns"]]


def test_every_query_is_documented_with_its_parameters(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    for query in catalogue():
        operation = document["paths"][f"/api/v1/queries/{query.name}"]["get"]
        assert operation["summary"] == query.title
        taken = parameters(document, operation)
        documented = {one["name"]: one for one in taken if one["in"] == "query"}
        assert list(documented) == [*query.parameters, "format"]
        headers = [one["name"] for one in taken if one["in"] == "header"]
        assert headers == ["Policygraph-Bookmark", "Accept-Language", "If-None-Match", "If-Modified-Since"]
        for name, spec in query.parameters.items():
            assert documented[name]["description"].startswith(spec.description)
            assert documented[name]["required"] == spec.is_required
    due = document["paths"]["/api/v1/queries/targets/due-by-year"]["get"]["parameters"]
    year = next(one for one in due if one.get("name") == "year")
    assert (year["schema"]["type"], year["schema"]["default"]) == ("integer", 2026)


def test_regions_are_those_with_a_policy(client: TestClient) -> None:
    page = client.get("/api/v1/regions").json()
    assert {item["code"]: item["policies"] for item in page["items"]} == {
        "420000": 1,
        "440000": 1,
        "441900": 1,
        "442000": 2,
    }
    assert page["next"] is None


def test_a_list_can_be_read_page_by_page(client: TestClient) -> None:
    whole = [item["id"] for item in client.get("/api/v1/policies").json()["items"]]
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        page: dict[str, Any] = client.get("/api/v1/policies", params={"limit": 2, "after": after}).json()
        assert len(page["items"]) <= 2
        seen += [item["id"] for item in page["items"]]
        after = page["next"]
    assert seen == whole
    assert len(whole) == 5


def test_policies_of_one_region(client: TestClient) -> None:
    items = client.get("/api/v1/policies", params={"region": "中山"}).json()["items"]
    assert [item["id"] for item in items] == ["zhongshan-laser-reply-2023", "zhongshan-optoelectronics-2024"]


def test_a_policy_says_where_its_fields_stand_in_its_text(client: TestClient) -> None:
    policy = client.get("/api/v1/policies/dongguan-emerging-2024").json()
    text = client.get("/api/v1/policies/dongguan-emerging-2024/text").json()["text"]
    start, end = policy["evidence"]["doc_number"]
    assert text[start:end] == policy["doc_number"] == "东府办〔2024〕18号"
    assert policy["characters"] == len(text)


def test_the_clause_tree_lies_in_the_text(client: TestClient) -> None:
    body = client.get("/api/v1/policies/hubei-laser-2024/text").json()
    paths: list[str] = []

    def walk(clauses: list[dict[str, Any]], start: int, end: int) -> None:
        for clause in clauses:
            assert start <= clause["start"] <= clause["own_end"] <= clause["end"] <= end
            assert body["text"][clause["title_start"] : clause["title_end"]] == clause["title"]
            paths.append(clause["path"])
            walk(clause["clauses"], clause["start"], clause["end"])

    walk(body["clauses"], 0, len(body["text"]))
    assert "6/19" in paths
    assert len(paths) == len(set(paths)) >= 23


def test_the_taxonomy_is_listed_with_its_use(client: TestClient) -> None:
    items = {item["code"]: item for item in client.get("/api/v1/instruments").json()["items"]}
    assert items["first-of-kind"]["measures"] >= 3
    assert items["government-procurement"]["measures"] == 0
    assert "demand" in {item["family"] for item in items.values()}


@pytest.mark.parametrize("path", ["/", "/docs", "/healthz", "/api/v1/policies", "/api/v1/policies/nothing"])
def test_head_is_get_without_the_body(client: TestClient, path: str) -> None:
    named = {"X-Request-Id": "the-same"}
    got, head = client.get(path, headers=named), client.head(path, headers=named)
    assert head.status_code == got.status_code
    fresh = {"last-modified": ""}  # left out for the first seconds
    assert dict(head.headers) | fresh == dict(got.headers) | fresh
    assert head.content == b""


def test_health(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz").json()
    assert (ready["status"], ready["policies"]) == ("ready", 5)
    assert ready["generation"] > 0


def test_an_embedded_graph_takes_and_gives_no_bookmarks(client: TestClient) -> None:
    answer = client.get("/api/v1/regions", headers={"Policygraph-Bookmark": "FB:of-another-graph"})
    assert answer.status_code == 200
    assert "policygraph-bookmark" not in answer.headers
