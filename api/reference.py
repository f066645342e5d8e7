"""The OpenAPI document arranged for the page /docs, which needs nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode


def groups(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Operations by tag, in the order of the document."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            tag = next(iter(reversed(operation.get("tags", []))), "other")
            found.setdefault(tag, []).append(_operation(path, method, operation))
    return [{"name": name, "operations": operations} for name, operations in found.items()]


def _operation(path: str, method: str, operation: Mapping[str, Any]) -> dict[str, Any]:
    # the one header is the same everywhere: the description of the whole speaks of it
    parameters = [one for one in operation.get("parameters", []) if one["in"] != "header"]
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": operation.get("summary", ""),
        "description": operation.get("description", ""),
        "parameters": [_parameter(parameter) for parameter in parameters],
        "errors": sorted(status for status in operation["responses"] if status >= "400"),
        "query": path.partition("/queries/")[2],
        "example": _example(path, parameters) if method == "get" else None,
    }


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


def _example(path: str, parameters: list[Mapping[str, Any]]) -> str | None:
    """An address to try; None where a needed value has no example."""
    asked: dict[str, Any] = {}
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
