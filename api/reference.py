"""The OpenAPI document arranged for the page /docs, which needs nothing from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

TRIED = "x-tried-with"
"""Extension of an operation: parameters that an address to try it needs though none of them alone is required."""


def groups(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Operations by tag, in the order of the document."""
    found: dict[str, list[dict[str, Any]]] = {}
    schemas = document.get("components", {}).get("schemas", {})
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            tag = next(iter(reversed(operation.get("tags", []))), "other")
            found.setdefault(tag, []).append(_operation(path, method, operation, schemas))
    return [{"name": name, "operations": operations} for name, operations in found.items()]


def _operation(path: str, method: str, operation: Mapping[str, Any], schemas: Mapping[str, Any]) -> dict[str, Any]:
    # headers are the same everywhere: the description of the whole speaks of them
    parameters = [one for one in operation.get("parameters", []) if one.get("in", "header") != "header"]
    is_tried = method == "get" and not _is_passing(path)
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": operation.get("summary", ""),
        "description": operation.get("description", ""),
        "parameters": [_parameter(parameter) for parameter in parameters],
        "body": _body(operation, schemas),
        "errors": sorted(status for status in operation["responses"] if status >= "400"),
        "query": path.partition("/queries/")[2],
        "example": _example(path, parameters, operation.get(TRIED, {})) if is_tried else None,
    }


def _body(operation: Mapping[str, Any], schemas: Mapping[str, Any]) -> dict[str, Any] | None:
    """What is sent: media types, and the example in JSON; None where nothing is."""
    content = operation.get("requestBody", {}).get("content", {})
    said = content.get("application/json", {})
    schema = schemas.get(said.get("schema", {}).get("$ref", "").rpartition("/")[2], {})
    example = said.get("example", schema.get("example"))
    shown = "" if example is None else json.dumps(example, ensure_ascii=False)
    return {"media": list(content), "example": shown} if content else None


def _parameter(parameter: Mapping[str, Any]) -> dict[str, Any]:
    schema = parameter["schema"]
    options = schema.get("anyOf", [schema])
    types = [one.get("format") or one.get("type", "") for one in options if one.get("type") != "null"]
    return {
        "name": parameter["name"],
        "required": parameter.get("required", False),
        "type": ", ".join(types),
        "default": schema.get("default", ""),
        "description": parameter.get("description", ""),
        "allowed": schema.get("enum", []),
    }


def _is_passing(path: str) -> bool:
    """Whether an address is of something that a graph need not have: a job, a judgement."""
    return any(path.endswith(end) or f"{end}/" in path for end in ("/jobs/{id}", "/judgements/{judgement}"))


def _example(path: str, parameters: list[Mapping[str, Any]], tried: Mapping[str, str]) -> str | None:
    """An address to try, with ``tried`` among its parameters; None where a needed value has no example."""
    asked: dict[str, Any] = dict(tried)
    for parameter in parameters:
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
            asked[parameter["name"]] = value
    return f"{path}?{urlencode(asked)}" if asked else path
