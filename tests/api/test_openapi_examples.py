"""The examples of the OpenAPI document fit what it says of them, and the server takes them."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
import yaml
from fastapi.testclient import TestClient

from api.openapi.complete import operations
from api.openapi.examples import ANSWERS, answers
from api.openapi.references import parameters
from tests.api.examples import ASKED, short

_UNTOLD = ("after", "after_id", "after_key", "after_rank", "format")
"""Cursors are what a page gave; forms differ from answer to answer."""


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def check(document: dict[str, Any], schema: dict[str, Any], value: Any) -> list[str]:
    """What is wrong with a value, by a schema of the document."""
    whole = {**schema, "components": document["components"]}
    return [one.message for one in jsonschema.Draft202012Validator(whole).iter_errors(value)]


def test_every_parameter_has_an_example_that_fits(document: dict[str, Any]) -> None:
    for _, _, operation in operations(document):
        for one in parameters(document, operation):
            if one["in"] == "header" or one["name"] in _UNTOLD:
                continue
            examples = one["schema"].get("examples") or [one.get("example")]
            wrong = [fault for example in examples for fault in check(document, one["schema"], example)]
            assert wrong == [], (operation["operationId"], one["name"])


def test_the_server_takes_the_examples_of_parameters(document: dict[str, Any], client: TestClient) -> None:
    tried: set[str] = set()
    refused: list[tuple[str, str, str]] = []
    for path, method, operation in operations(document):
        taken = [one for one in parameters(document, operation) if one["in"] == "query"]
        if method != "get" or "{" in path or operation["operationId"].endswith("_jobs"):
            continue
        given = {one["name"]: example(one) for one in taken if one.get("required")} | operation.get("x-tried-with", {})
        for one in taken:
            if one["name"] not in tried | set(_UNTOLD):
                tried.add(one["name"])
                answer = client.get(path, params=given | {one["name"]: example(one)})
                if answer.status_code != 200:
                    refused.append((path, one["name"], answer.text))
    assert refused == []
    table = yaml.safe_load((ANSWERS.parent / "examples.yaml").read_text(encoding="utf-8"))
    assert table.keys() - {"candidates", "explain"} <= tried


def example(parameter: Any) -> Any:
    return parameter.get("example", next(iter(parameter["schema"].get("examples", [])), None))


def test_every_example_of_an_answer_fits_its_schema(document: dict[str, Any]) -> None:
    shown = {}
    for _, _, operation in operations(document):
        for status, answer in operation["responses"].items():
            for content in answer.get("content", {}).values():
                for one in content.get("examples", {}).values():
                    shown[operation["operationId"]] = status
                    assert check(document, content["schema"], one["value"]) == [], operation["operationId"]
    assert shown.keys() == answers().keys() >= ASKED.keys()


def test_every_problem_has_an_example_that_fits(document: dict[str, Any]) -> None:
    for name, answer in document["components"]["responses"].items():
        for content in answer.get("content", {}).values():
            assert check(document, content["schema"], content["example"]) == []
            assert f"Problem{content['example']['status']}" == name


@pytest.mark.parametrize("name", ["get_measure", "list_measures", "compare_matrix", "search", "list_regions"])
def test_examples_of_answers_are_what_the_server_answers(client: TestClient, name: str) -> None:
    """``python -m tests.api.examples`` writes them anew."""
    said = answers()[name]
    found = short(client.get(said["asked"].removeprefix("GET ")).json())
    assert found.keys() == said["answer"].keys()
    assert {**found, "generation": 0} == {**said["answer"], "generation": 0}
