"""The OpenAPI document arranged for the page /docs, which needs nothing from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from api.openapi.references import parameters, resolved

TRIED = "x-tried-with"
"""Extension of an operation: parameters that an address to try it needs though none of them alone is required."""
_Document = Mapping[str, Any]


def groups(document: _Document) -> list[dict[str, Any]]:
    """Operations by tag, in the order of the document."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            tag = next(iter(reversed(operation.get("tags", []))), "other")
            found.setdefault(tag, []).append(_operation(document, path, method, operation))
    return [{"name": name, "operations": operations} for name, operations in found.items()]


def headers(document: _Document) -> list[dict[str, Any]]:
    """The headers that operations take or answer, each once."""
    found: dict[str, dict[str, Any]] = {}
    for operations in document["paths"].values():
        for operation in operations.values():
            taken = {one["name"]: one for one in parameters(document, operation) if one["in"] == "header"}
            for name, one in (taken | _answered(document, operation)).items():
                said = found.setdefault(name, {"name": name, "taken": "", "answered": ""})
                said["taken" if one.get("in") else "answered"] = one.get("description", "")
    return sorted(found.values(), key=lambda one: str(one["name"]).lower())


def schemas(document: _Document) -> list[dict[str, Any]]:
    """The named types: what they are, and their fields or their values."""
    return [
        {
            "name": name,
            "description": schema.get("description", ""),
            "allowed": schema.get("enum", []),
            "fields": [
                {"name": field, "type": type_of(one), "description": resolved(document, one).get("description", "")}
                | ({"description": one["description"]} if "description" in one else {})
                for field, one in schema.get("properties", {}).items()
            ],
        }
        for name, schema in sorted(document.get("components", {}).get("schemas", {}).items())
    ]


def type_of(schema: Mapping[str, Any]) -> list[dict[str, str]]:
    """The alternatives of a type: the words for each, those that stand behind it, and the named type that it is."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return [{"words": name, "behind": "", "named": name}]
    if "anyOf" in schema:
        return [one for option in schema["anyOf"] for one in type_of(option)]
    if schema.get("type") == "array":
        return [one | {"behind": one["behind"] + "[]"} for one in type_of(schema.get("items", {}))]
    words = schema.get("format") or schema.get("type") or "any"
    return [{"words": str(words), "behind": "", "named": ""}]


def _operation(document: _Document, path: str, method: str, operation: Mapping[str, Any]) -> dict[str, Any]:
    taken = parameters(document, operation)
    asked = [one for one in taken if one["in"] != "header"]
    is_tried = method == "get" and not _is_passing(path)
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": operation.get("summary", ""),
        "description": operation.get("description", ""),
        "parameters": [_parameter(document, parameter) for parameter in asked],
        "headers": [one["name"] for one in taken if one["in"] == "header"],
        "body": _body(document, operation),
        "answers": [_answer(document, status, one) for status, one in operation["responses"].items() if status < "300"],
        "answered": list(_answered(document, operation)),
        "errors": sorted(status for status in operation["responses"] if status >= "400"),
        "query": path.partition("/queries/")[2],
        "example": _example(path, asked, operation.get(TRIED, {})) if is_tried else None,
    }


def _answer(document: _Document, status: str, answer: Mapping[str, Any]) -> dict[str, Any]:
    """What an answer is, its forms, and the types that make it up: its own, and that of the items of a list."""
    content = answer.get("content", {})
    types = type_of(content["application/json"]["schema"]) if "application/json" in content else []
    inner: list[dict[str, str]] = []
    for one in types:
        fields = document["components"]["schemas"].get(one["named"], {}).get("properties", {})
        inner += [part for name in ("items", "rows") if name in fields for part in type_of(fields[name])]
    return {
        "status": status,
        "description": answer["description"],
        "media": list(content),
        "types": [one for one in types if one["named"]],
        "items": [one for one in inner if one["named"]],
    }


def _answered(document: _Document, operation: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The headers of what an operation answers when it can."""
    return {
        name: resolved(document, one)
        for status, answer in operation["responses"].items()
        if status < "300"
        for name, one in answer.get("headers", {}).items()
    }


def _body(document: _Document, operation: Mapping[str, Any]) -> dict[str, Any] | None:
    """What is sent: media types, its type, and the example in JSON; None where nothing is."""
    content = operation.get("requestBody", {}).get("content", {})
    said = content.get("application/json", {})
    schema = resolved(document, said.get("schema", {}))
    example = said.get("example", schema.get("example"))
    shown = "" if example is None else json.dumps(example, ensure_ascii=False)
    types = [one for one in type_of(said.get("schema", {})) if one["named"]]
    return {"media": list(content), "types": types, "example": shown} if content else None


def _parameter(document: _Document, parameter: Mapping[str, Any]) -> dict[str, Any]:
    schema = parameter["schema"]
    types = [one for one in type_of(schema) if one["words"] != "null"]
    named = [document["components"]["schemas"][one["named"]] for one in types if one["named"]]
    return {
        "name": parameter["name"],
        "required": parameter.get("required", False),
        "type": types,
        "default": schema.get("default", ""),
        "description": parameter.get("description", ""),
        "allowed": [] if named else schema.get("enum", []),
    }


def _is_passing(path: str) -> bool:
    """Whether an address is of something that a graph need not have: a job, a judgement."""
    return any(path.endswith(end) or f"{end}/" in path for end in ("/jobs/{id}", "/judgements/{judgement}"))


def _example(path: str, asked: list[Mapping[str, Any]], tried: Mapping[str, str]) -> str | None:
    """An address to try, with ``tried`` among its parameters; None where a needed value has no example."""
    given: dict[str, Any] = dict(tried)
    for parameter in asked:
        schema = parameter["schema"]
        value = parameter.get("example", next(iter(schema.get("examples", [])), schema.get("default")))
        if parameter["in"] == "path":
            if value is None:
                return None
            written = quote(str(value), safe="")
            path = path.replace(f"{{{parameter['name']}}}", written)
        elif parameter.get("required"):
            if value is None:
                return None
            given[parameter["name"]] = value
    return f"{path}?{urlencode(given, doseq=True)}" if given else path
