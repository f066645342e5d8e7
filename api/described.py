"""From the header of a query file to what OpenAPI and typed clients need: parameters, and a model of its rows."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field, create_model

from api.evidence import QUOTE, Evidence
from api.shapes import SHAPES
from cypher.arguments import MOST_ITEMS
from cypher.catalogue import Query
from cypher.header import Column, Parameter

NOT_BLANK = r"[^\s\x1c-\x1f\x85]"
"""What a text that must say something holds: one character that is not left out at the ends of values."""
_TYPES = {"integer": "integer", "number": "number", "boolean": "boolean"}
_PYTHON: dict[str, Any] = {"integer": int, "number": float, "boolean": bool, "list": list[str]}


def parameter(name: str, spec: Parameter) -> dict[str, Any]:
    """A parameter of a query as a parameter of an address."""
    schema: dict[str, Any] = {"type": _TYPES.get(spec.type, "string")}
    description = spec.description
    if spec.type == "date":
        schema["format"] = "date"
    if spec.type == "integer":
        schema["format"] = "int64"
    if schema["type"] == "string" and (spec.is_required or spec.many) and not spec.values:
        schema |= {"minLength": 1, "pattern": NOT_BLANK}
    if spec.values:
        schema["enum"] = list(spec.values)
    if spec.minimum is not None:
        schema["minimum"] = spec.minimum
    if spec.maximum is not None:
        schema["maximum"] = spec.maximum
    if spec.default == "today":
        description += "; today when not given"
    elif spec.default is not None and not spec.many:
        schema["default"] = spec.default
    if spec.many:
        schema = {"type": "array", "items": schema, "maxItems": MOST_ITEMS}
        if spec.default is not None:
            schema["default"] = str(spec.default).split(",")
        if spec.is_required:
            schema["minItems"] = 1
    documented = {
        "name": name,
        "in": "query",
        "required": spec.is_required,
        "description": description,
        "schema": schema,
    }
    return (
        documented if spec.example is None else documented | {"example": [spec.example] if spec.many else spec.example}
    )


def parameters_schema(query: Query) -> dict[str, Any]:
    """The parameters of a query as a JSON schema of one object."""
    found = [parameter(name, one) for name, one in query.parameters.items()]
    schema: dict[str, Any] = {
        "type": "object",
        "description": f"Parameters of “{query.title}”.",
        "properties": {one["name"]: one["schema"] | {"description": one["description"]} for one in found},
        "additionalProperties": False,
        "example": query.examples,
    }
    required = [one["name"] for one in found if one["required"]]
    return schema | ({"required": required} if required else {})


def row_schema(query: Query) -> dict[str, Any]:
    """A row of a query as a JSON schema."""
    return {
        "type": "object",
        "description": f"A row of “{query.title}”.",
        "properties": {name: column(name, one) for name, one in query.columns.items()},
        "required": list(query.columns),
    }


def column(name: str, spec: Column) -> dict[str, Any]:
    """A column of a query as a JSON schema; the objects of some columns have a shape of their own."""
    said = {"description": spec.description}
    if spec.type == "list":
        return {"type": "array", "items": {"type": "string"}} | said
    if spec.type == "json":
        shape = SHAPES.get(name)
        if shape is None or "evidence" in shape.model_fields:  # there the words stand beside their offsets
            return said
        return {"type": "array", "items": {"$ref": f"#/components/schemas/{shape.__name__}"}} | said
    kind: dict[str, Any] = {"type": {"date": "string"}.get(spec.type, spec.type)}
    if spec.values:
        kind = {"type": "string", "enum": list(spec.values)}
    return (kind if spec.required else {"anyOf": [kind, {"type": "null"}]}) | said


def model(query: Query, name: str, *, leave_out: tuple[str, ...] = (), **more: Any) -> type[BaseModel]:
    """The model ``name`` of a row of ``query`` after ``api.evidence.with_evidence``, with ``more`` fields before.

    KeyError where a column of the type json has no shape in ``api.shapes``.
    """
    columns = {key: one for key, one in query.columns.items() if key not in leave_out}
    fields: dict[str, Any] = dict(more)
    quotes = {"policy", *QUOTE} <= columns.keys()
    for key, one in columns.items():
        if not (quotes and key in QUOTE):
            fields[key] = (_kind(key, one), Field(description=one.description))
    if quotes:
        kind: Any = Evidence if columns["quote"].required else Evidence | None
        fields["evidence"] = (kind, Field(description="The words that show it, and where they stand."))
    return create_model(name, __doc__=f"One {query.item}, as the list has it.", **fields)


def _kind(name: str, spec: Column) -> Any:
    if spec.type == "json":
        return list[SHAPES[name]]  # type: ignore[valid-type]
    kind: Any = Literal[spec.values] if spec.values else _PYTHON.get(spec.type, str)
    return kind if spec.required or spec.type == "list" else kind | None
