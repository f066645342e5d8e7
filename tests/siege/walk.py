"""Every place of the API that takes a text, by its OpenAPI document: new routes are attacked by themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote

from api.openapi.references import resolved

_METHODS = ("get", "post", "put", "patch", "delete")
_TRIALS = "dry_run"


@dataclass(frozen=True)
class Operation:
    """One method of one address."""

    method: str
    path: str
    parameters: tuple[Mapping[str, Any], ...]
    body: Mapping[str, Any] | None
    """Schema of its JSON, with an example of it under ``example``."""

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True)
class Slot:
    """A place of an operation that takes a text."""

    operation: Operation
    where: Literal["path", "query", "header", "body"]
    name: str

    def __str__(self) -> str:
        return f"{self.operation}: {self.where} {self.name}"


@dataclass(frozen=True)
class Ask:
    """A request."""

    method: str
    target: str
    headers: Mapping[str, bytes]
    content: bytes | None

    @property
    def raw(self) -> list[tuple[bytes, bytes]]:
        """The headers as they are sent."""
        return [(name.encode(), value) for name, value in self.headers.items()]


def operations(document: Mapping[str, Any]) -> list[Operation]:
    """All operations of the document; a parameter that they share stands with the first that takes it."""
    found = []
    shared: set[str] = set()
    for path, item in document["paths"].items():
        for method in _METHODS:
            if method in item:
                given = [one for one in item[method].get("parameters", ()) if one.get("$ref") not in shared]
                shared |= {one["$ref"] for one in given if "$ref" in one}
                taken = tuple(resolved(document, one) for one in given)
                found.append(Operation(method.upper(), path, taken, _body(document, item[method])))
    return found


def slots(operation: Operation) -> Iterator[Slot]:
    """The places of one operation."""
    for parameter in operation.parameters:
        if parameter["name"] != _TRIALS:
            yield Slot(operation, parameter["in"], parameter["name"])
    for name in (operation.body or {}).get("properties", {}):
        yield Slot(operation, "body", name)
    if operation.body is not None and "example" in operation.body:
        for name in operation.body["example"]:
            if name not in operation.body.get("properties", {}):
                yield Slot(operation, "body", name)


def ask(operation: Operation, ids: Mapping[str, str], slot: Slot | None = None, payload: str = "") -> Ask:
    """The request of ``operation`` with examples for what it must have and ``payload`` in ``slot``.

    ``ids`` has what stands for ``{id}`` by the beginning of a path, in operations that change anything.
    """
    path, query, headers = operation.path, [], {}
    for parameter in operation.parameters:
        name, place = parameter["name"], parameter["in"]
        is_slot = slot is not None and (slot.where, slot.name) == (place, name)
        if not is_slot and not parameter.get("required") and name != _TRIALS:
            continue
        value = payload if is_slot else _example(parameter)
        if place == "path":
            if not is_slot and operation.method != "GET":
                value = next((one for begin, one in ids.items() if path.startswith(begin)), value)
            path = path.replace(f"{{{name}}}", quote(value, safe=""))
        elif place == "query":
            query.append(f"{quote(name)}={quote('true' if name == _TRIALS else value, safe='')}")
        elif place == "header":
            headers[name] = _legal(value)
    content = None
    if operation.body is not None:
        example = operation.body.get("example")
        given = dict(example) if isinstance(example, dict) else {}
        if slot is not None and slot.where == "body":
            given[slot.name] = _shaped(operation.body.get("properties", {}).get(slot.name, {}), payload)
        content = json.dumps(given).encode()
        headers["Content-Type"] = b"application/json"
    return Ask(operation.method, f"{path}?{'&'.join(query)}" if query else path, headers, content)


def _legal(value: str) -> bytes:
    """As much of a text as a header may hold: clients send no others."""
    return "".join(sign if sign >= " " and sign != "\x7f" else " " for sign in value).strip().encode()


def _shaped(schema: Mapping[str, Any], payload: str) -> Any:
    kinds = {schema.get("type"), *(one.get("type") for one in schema.get("anyOf", ()))}
    if "array" in kinds:
        return [payload]
    return {payload: payload, "id": payload} if "object" in kinds else payload


def _example(parameter: Mapping[str, Any]) -> str:
    schema = parameter.get("schema", {})
    for found in (parameter.get("example"), *_listed(parameter.get("examples")), *_listed(schema.get("examples"))):
        if found is not None:
            return str(found[0] if isinstance(found, list) else found)
    items = schema.get("items", schema)
    return str(schema.get("default") or items.get("default") or next(iter(items.get("enum", ["x"]))))


def _listed(examples: Any) -> list[Any]:
    if isinstance(examples, dict):
        return [one.get("value") for one in examples.values()]
    return list(examples or ())


def _body(document: Mapping[str, Any], operation: Mapping[str, Any]) -> Mapping[str, Any] | None:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        return None
    schema = content.get("schema", {})
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    examples = [content.get("example"), *_listed(content.get("examples")), schema.get("example")]
    found = next((one for one in [*examples, *_listed(schema.get("examples"))] if one is not None), None)
    made = {name: one["examples"][0] for name, one in schema.get("properties", {}).items() if one.get("examples")}
    return {**schema, "example": found if found is not None else made}
