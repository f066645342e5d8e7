"""The OpenAPI document: everything in it is described, named for clients, and leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.openapi.complete import operations
from api.openapi.enums import NAMED
from api.openapi.links import LINKS
from api.openapi.references import ROOT, parameters, resolved


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def parts(value: Any, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of a document and where it stands; values that examples hold are not looked into."""
    if isinstance(value, dict):
        yield where, value
        for name, inner in value.items():
            if name not in ("example", "examples", "default"):
                yield from parts(inner, f"{where}/{name}")
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from parts(inner, f"{where}/{at}")


def undescribed(document: dict[str, Any]) -> Iterator[str]:
    """Where a description is missing, or only says that there is something."""
    for path, method, operation in operations(document):
        where = f"{method} {path}"
        if not (operation.get("summary") and operation.get("description") and operation.get("tags")):
            yield where
        yield from (f"{where} {one['name']}" for one in parameters(document, operation) if not one.get("description"))
        if "requestBody" in operation and not operation["requestBody"].get("description"):
            yield f"{where} body"
        for status, answer in operation["responses"].items():
            if "$ref" not in answer and answer["description"] in ("", "Successful Response"):
                yield f"{where} {status}"
            yield from (
                f"{where} {status} {name}"
                for kind in ("headers", "links")
                for name, one in answer.get(kind, {}).items()
                if "$ref" not in one and not one.get("description")
            )
    for kind in ("schemas", "responses", "headers", "parameters", "securitySchemes"):
        for name, one in document["components"][kind].items():
            if not one.get("description"):
                yield f"{kind} {name}"
    for name, schema in document["components"]["schemas"].items():
        for where, part in parts(schema, name):
            yield from (
                f"{where}.{field}"
                for field, one in part.get("properties", {}).items()
                # a field may itself be called properties: what stands under it are no schemas
                if isinstance(one, dict) and not {"description", "$ref"} & one.keys()
            )


def test_everything_is_described(document: dict[str, Any]) -> None:
    assert list(undescribed(document)) == []


def test_what_lacks_a_description_is_found(document: dict[str, Any]) -> None:
    operation = {
        "summary": "s",
        "description": "d",
        "tags": ["t"],
        "responses": {"200": {"description": "Successful Response"}},
    }
    schemas = {"Thing": {"description": "A thing.", "properties": {"name": {"type": "string"}}}}
    made = {
        "paths": {"/x": {"get": operation | {"parameters": [{"name": "q"}]}}},
        "components": {"schemas": schemas, "responses": {}, "headers": {}, "parameters": {}, "securitySchemes": {}},
    }
    assert list(undescribed(made)) == ["get /x q", "get /x 200", "Thing.name"]


def test_what_must_be_given_has_an_example(document: dict[str, Any]) -> None:
    without = []
    for _, _, operation in operations(document):
        for one in parameters(document, operation):
            shown = {"example", "examples"} & (one.keys() | one["schema"].keys())
            if one.get("required") and not shown:
                without.append((operation["operationId"], one["name"]))
        for media, content in operation.get("requestBody", {}).get("content", {}).items():
            schema = resolved(document, content["schema"])
            if media == "application/json" and not {"example", "examples"} & (content.keys() | schema.keys()):
                without.append((operation["operationId"], media))
    assert without == []


def test_names_are_such_as_a_programmer_would_choose(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(names) == len(set(names)) > 100
    assert [name for name in names if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name)] == []
    schemas = document["components"]["schemas"]
    assert [name for name in schemas if not re.fullmatch(r"([A-Z][a-z0-9]*)+", name)] == []
    assert [name for name in schemas if "Annotated" in name or name.startswith("Body")] == []
    assert len({name.lower() for name in schemas}) == len(schemas)
    assert {"MeasurePage", "JobPage", "NewDocument", "SupportWhichRegionsFundAnswer", "Tier"} <= schemas.keys()


def test_every_reference_leads_somewhere_and_every_component_is_used(document: dict[str, Any]) -> None:
    used = {part["$ref"] for _, part in parts(document) if isinstance(part.get("$ref"), str)}
    there = {
        f"{ROOT}{kind}/{name}"
        for kind in ("schemas", "responses", "headers", "parameters")
        for name in document["components"][kind]
    }
    assert used == there


def test_sets_of_values_have_one_name_everywhere(document: dict[str, Any]) -> None:
    named = {values for values, _ in NAMED.values()}
    assert len(named) == len(NAMED)
    inline = [
        where
        for where, part in parts(document)
        if isinstance(part.get("enum"), list) and tuple(part["enum"]) in named and "/components/schemas/" not in where
    ]
    assert inline == []
    assert NAMED.keys() <= document["components"]["schemas"].keys()


def test_links_lead_from_operation_to_operation(document: dict[str, Any]) -> None:
    takes = {one["operationId"]: one for _, _, one in operations(document)}
    found = {
        (name, link["operationId"])
        for name, one in takes.items()
        for answer in one["responses"].values()
        for link in answer.get("links", {}).values()
        if link["parameters"].keys() <= {given["name"] for given in parameters(document, takes[link["operationId"]])}
    }
    said = {
        (name, link["operationId"])
        for name, one in takes.items()
        for answer in one["responses"].values()
        for link in answer.get("links", {}).values()
    }
    assert found == said
    assert len(said) > 80
    assert LINKS.keys() <= {name for name, _ in said}


def test_every_operation_tells_how_it_may_be_refused(document: dict[str, Any]) -> None:
    for path, _, operation in operations(document):
        refusals = {status: one["$ref"] for status, one in operation["responses"].items() if status >= "400"}
        assert refusals == {status: f"{ROOT}responses/Problem{status}" for status in refusals}
        assert {"414", "421", "422", "431", "500"} <= refusals.keys(), path
        if "requestBody" in operation:
            assert {"408", "413"} <= refusals.keys(), path
    for name, answer in document["components"]["responses"].items():
        if name == "Unchanged":
            continue
        assert answer["content"].keys() == {"application/problem+json"}, name


def test_answers_that_can_be_asked_for_again_say_so(document: dict[str, Any]) -> None:
    listed = document["paths"]["/api/v1/measures"]["get"]["responses"]["200"]
    assert {"ETag", "Last-Modified", "X-Request-Id", "Policygraph-Bookmark"} <= listed["headers"].keys()
    sent = document["paths"]["/api/v1/policies"]["post"]["responses"]["202"]
    assert "ETag" not in sent["headers"]
    assert document["components"]["headers"]["Location"]["required"] is True
    assert "Location" in sent["headers"]


def taken_headers(document: dict[str, Any], path: str, method: str = "get") -> set[str]:
    operation = document["paths"][path][method]
    return {one["name"] for one in parameters(document, operation) if one["in"] == "header"}


def test_headers_of_requests_stand_where_they_are_heeded(document: dict[str, Any], client: TestClient) -> None:
    conditional = {"If-None-Match", "If-Modified-Since"}
    for path, method, operation in operations(document):
        headers = taken_headers(document, path, method)
        assert "Accept-Language" in headers
        tagged = "ETag" in operation["responses"].get("200", {}).get("headers", {})
        assert ("If-None-Match" in headers) == tagged == ("304" in operation["responses"]), path
        assert headers & conditional in (set(), conditional, {"If-None-Match"})
    for path in ("/api/v1/policies/hubei-laser-2024/source", "/api/v1/export?policy=hubei-laser-2024"):
        answer = client.get(path)
        again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
        assert (answer.status_code, again.status_code, again.content) == (200, 304, b"")
    source = "/api/v1/policies/{id}/source"
    assert taken_headers(document, source) & conditional == {"If-None-Match"}


@pytest.mark.parametrize(
    ("path", "asked", "header"),
    [
        ("/api/v1/graph/subgraph", "?region=420000&limit=5&format=cytoscape", "Link"),
        ("/api/v1/graph/neighbourhood", "?of=Region/420000&limit=1&format=graphml", "Link"),
        ("/api/v1/export", "?policy=hubei-laser-2024", "Content-Disposition"),
        ("/api/v1/compare/matrix", "?regions=420000&format=xlsx", "Content-Disposition"),
    ],
)
def test_headers_of_files_and_drawings_are_told(
    document: dict[str, Any], client: TestClient, path: str, asked: str, header: str
) -> None:
    assert header in client.get(f"{path}{asked}").headers
    assert header in document["paths"][path]["get"]["responses"]["200"]["headers"]
