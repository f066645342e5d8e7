"""Parts of the OpenAPI document that stand elsewhere in it by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ROOT = "#/components/"


def reference(kind: str, name: str) -> dict[str, str]:
    """What stands where the component ``name`` is meant."""
    return {"$ref": f"{ROOT}{kind}/{name}"}


def resolved(document: Mapping[str, Any], part: Mapping[str, Any]) -> Mapping[str, Any]:
    """``part``, or the component that it names."""
    while "$ref" in part:
        kind, _, name = part["$ref"].removeprefix(ROOT).partition("/")
        part = document["components"][kind][name]
    return part


def parameters(document: Mapping[str, Any], operation: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What an operation takes, as it is declared."""
    return [resolved(document, one) for one in operation.get("parameters", [])]
