"""Examples in the OpenAPI document: of parameters by their names, of answers as a server over the shipped plans gave.

``answers`` holds one file an operation: what was asked, and what was answered, with long lists and texts cut.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from api.openapi.references import resolved
from api.problem_types import ProblemType
from loaders import yamltext

ANSWERS = Path(__file__).with_name("answers")
_PROBLEM = "/api/v1/policies"


@cache
def _by_name() -> dict[str, Any]:
    text = Path(__file__).with_name("examples.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yamltext.parse(text)
    return found


@cache
def answers() -> dict[str, dict[str, Any]]:
    """The example of each operation that has one."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(ANSWERS.glob("*.json"))}


def give(document: Mapping[str, Any], operation: dict[str, Any]) -> None:
    """Put examples at what an operation takes and answers."""
    operation["parameters"] = [_shown(document, one) for one in operation.get("parameters", [])]
    if operation["operationId"] in answers():
        said = answers()[operation["operationId"]]
        content = operation["responses"][str(said["status"])]["content"]["application/json"]
        shipped = {"summary": f"{said['asked']}, with lists and texts cut short", "value": said["answer"]}
        content["examples"] = {"shipped": shipped}


def of_problem(kind: ProblemType) -> dict[str, Any]:
    """A problem of this kind."""
    return {
        "type": kind.uri,
        "title": kind.en,
        "status": kind.status,
        "detail": f"{kind.means} {kind.remedy}",
        "instance": _PROBLEM,
    }


def _shown(document: Mapping[str, Any], parameter: Mapping[str, Any]) -> Mapping[str, Any]:
    if parameter.get("in") != "query" or "example" in parameter or "examples" in parameter["schema"]:
        return parameter
    schema = parameter["schema"]
    is_list = schema.get("type") == "array"
    schema = resolved(document, schema["items"] if is_list else next(iter(schema.get("anyOf", [schema]))))
    values = schema.get("enum", [])
    named = _by_name().get(parameter["name"])
    example = named if named in values or not values else values[0]
    if example is None:
        return parameter
    return {**parameter, "example": [example] if is_list else example}
