"""The document as it is served: one problem shape, named types, headers, links, and a description for everything."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from threading import Lock
from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from api import problems
from api.answers import FromGraph
from api.openapi import asking, enums, examples, headers, keys, links
from api.openapi.references import reference
from api.problem_types import usual
from api.routes import documents, queries

_PLAIN = "Successful Response"
"""What the framework says of an answer of which nobody said anything."""
_METHODS = ("get", "put", "post", "delete", "patch")
_EVERYWHERE = (401, 403, 414, 421, 422, 429, 431, 500, 503)
"""Statuses of refusals that any request can meet, whatever it asks for."""


def install(app: FastAPI) -> None:
    """Let ``app`` serve the completed document."""
    generated, making = app.openapi, Lock()
    made: dict[str, Any] = {}

    def openapi() -> dict[str, Any]:
        with making:
            if not made:
                document = generated()
                _complete(document, app)
                made.update(document)
            return made

    app.openapi = openapi  # type: ignore[method-assign]


def operations(document: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method and operation, one by one."""
    for path, item in document["paths"].items():
        for method in _METHODS:
            if method in item:
                yield path, method, item[method]


def _complete(document: dict[str, Any], app: FastAPI) -> None:
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError", "QueryAnswer"):
        schemas.pop(unused, None)
    _name_generics(document)
    schemas = components["schemas"]
    schemas["Problem"] = problems.Problem.model_json_schema()
    schemas |= queries.schemas() | documents.schemas()
    components["headers"] = headers.HEADERS
    components["responses"] = {"Unchanged": headers.unchanged()}
    originals = [context.original_route for context in iter_route_contexts(app.routes)]
    kept = {one.operation_id for one in originals if isinstance(one, FromGraph) and one.methods == {"GET"}}
    components["securitySchemes"] = keys.SCHEMES
    for path, _, operation in operations(document):
        operation |= keys.of(path)
        _complete_operation(document, operation, is_kept=operation["operationId"] in kept)
        links.add(operation)
    _only_references(document["paths"])
    _drop_titles(document)
    _say_defaults(document)
    enums.name(document)
    components["parameters"] = asking.PARAMETERS
    for _, _, operation in operations(document):
        has_tag = "304" in operation["responses"]
        taken = asking.of(has_tag=has_tag, is_kept=operation["operationId"] in kept)
        examples.give(document, operation)
        operation["parameters"] += taken


def _complete_operation(document: dict[str, Any], operation: dict[str, Any], *, is_kept: bool) -> None:
    answers = operation["responses"]
    answers |= {str(status): {} for status in _EVERYWHERE}
    shared = document["components"]["responses"]
    has_tag = False
    if "requestBody" in operation:
        operation["requestBody"].setdefault("description", _said(document, operation["requestBody"]))
    for status, answer in sorted(answers.items()):
        if status.startswith("2"):
            if answer["description"] == _PLAIN:
                answer["description"] = _said(document, answer)
            found = headers.of_success(operation, is_kept=is_kept)
            answer["headers"] = found | answer.get("headers", {})
            has_tag = has_tag or "ETag" in answer["headers"]
        else:
            name = f"Problem{status}"
            shared[name] = _refusal(int(status))
            answers[status] = reference("responses", name)
    if has_tag:
        answers["304"] = reference("responses", "Unchanged")
    operation["responses"] = dict(sorted(answers.items()))


def _refusal(status: int) -> dict[str, Any]:
    kind = usual(status)
    [answer] = problems.responses(status).values()
    said = f"{kind.en}. {kind.means} {kind.remedy}" if kind else HTTPStatus(status).phrase
    if kind:
        answer["content"]["application/problem+json"]["example"] = examples.of_problem(kind)
    return answer | {"description": said, "headers": headers.of_refusal(status)}


def _said(document: Mapping[str, Any], answer: Mapping[str, Any]) -> str:
    """What an answer or a body is, in the words of the schema that it has."""
    schema: dict[str, Any] = next((one.get("schema", {}) for one in answer.get("content", {}).values()), {})
    named = document["components"]["schemas"].get(schema.get("$ref", "").rpartition("/")[2], {})
    return str(named.get("description") or _PLAIN)


def _name_generics(document: dict[str, Any]) -> None:
    """``MeasurePage`` for what the framework calls ``Page_Measure_``."""
    schemas = document["components"]["schemas"]
    parts = {old: found.groups() for old in schemas if (found := re.fullmatch(r"([A-Za-z]+)_([A-Za-z]+)_", old))}
    names = {old: f"{item}{kind}" for old, (kind, item) in parts.items()}
    for old in names:
        schemas[old].setdefault("description", "One page of a list: its items, and where the next page begins.")
    document["components"]["schemas"] = {names.get(old, old): schema for old, schema in schemas.items()}

    def inside(value: Any) -> None:
        if isinstance(value, dict):
            old = str(value.get("$ref", "")).rpartition("/")[2]
            if old in names:
                value["$ref"] = f"#/components/schemas/{names[old]}"
            for inner in value.values():
                inside(inner)
        elif isinstance(value, list):
            for inner in value:
                inside(inner)

    inside(document)


def _only_references(value: Any) -> None:
    """Where a component was named for a body, nothing of what the framework made of it may stand beside the name."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "schema" and isinstance(inner, dict) and "$ref" in inner and "anyOf" in inner:
                value[name] = {"$ref": inner["$ref"]}
            _only_references(value[name])
    elif isinstance(value, list):
        for inner in value:
            _only_references(inner)


def _say_defaults(document: dict[str, Any]) -> None:
    """Say in words what holds for a field that is left out: makers of clients take a default for always there."""
    for schema in document["components"]["schemas"].values():
        for field in schema.get("properties", {}).values():
            default = field.pop("default", None)
            if isinstance(default, list):
                default = ", ".join(map(str, default))
            if isinstance(default, bool):
                default = str(default).lower()
            if default not in (None, "") and not isinstance(default, dict):
                field["description"] = f"{field['description'].removesuffix('.')}; {default} if left out."


def _drop_titles(value: Any) -> None:
    """Leave out the titles that are made of names: generated comments would say every name twice."""
    if isinstance(value, dict):
        if isinstance(value.get("title"), str) and not value.keys() & {"version", "openapi"}:
            del value["title"]
        for name, inner in value.items():
            if name not in ("example", "examples", "default", "enum"):
                _drop_titles(inner)
    elif isinstance(value, list):
        for inner in value:
            _drop_titles(inner)
