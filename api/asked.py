"""What is asked by REST, taken at the document's word: every value of the type that it says."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import Request

from cypher.catalogue import Query
from cypher.errors import ArgumentError
from cypher.header import Parameter

_NUMBERS = ("integer", "number")
_WORDS = {"integer": "a whole number", "number": "a number", "boolean": "true or false"}


def by_address(query: Query, request: Request, *but: str) -> dict[str, object]:
    """The values that an address gives to the parameters of ``query``; names in ``but`` are not theirs.

    ArgumentError for an empty or lenient one where the document asks for a number, a date or one of some values.
    """
    given = {name: request.query_params.getlist(name) for name in request.query_params if name not in but}
    for name, texts in given.items():
        spec = query.parameters.get(name)
        for text in texts if spec else ():
            _require_typed(name, spec, text)
    return dict(given)


def by_body(query: Query, given: Mapping[str, object]) -> Mapping[str, object]:
    """The values of a JSON object for the parameters of ``query``; ArgumentError for one of another type."""
    for name, value in given.items():
        spec = query.parameters.get(name)
        if spec is None:
            continue  # what does not exist is refused with a suggestion later
        if spec.many and not isinstance(value, list):
            raise ArgumentError(f"{name} must be a list, not {_shown(value)}.")
        for one in value if isinstance(value, list) and spec.many else [value]:
            if not _is_typed(spec, one):
                raise ArgumentError(f"{name} must be {_WORDS.get(spec.type, 'a text')}, not {_shown(one)}.")
            if isinstance(one, str):
                _require_typed(name, spec, one)
    return given


def _require_typed(name: str, spec: Parameter | None, text: str) -> None:
    if spec is None:
        return
    is_needed = spec.values or spec.is_required or spec.many or spec.type in ("boolean", "date", *_NUMBERS)
    if is_needed and not text.strip():
        raise ArgumentError(f"{name} is empty; leave it out, or give {_wanted(spec)}.")
    if spec.type == "boolean" and text not in ("true", "false"):
        raise ArgumentError(f"{name} must be true or false, not {_shown(text)}.")


def _is_typed(spec: Parameter, value: object) -> bool:
    if spec.type == "boolean":
        return isinstance(value, bool)
    if spec.type in _NUMBERS:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str)


def _wanted(spec: Parameter) -> str:
    if spec.values:
        return f"one of {', '.join(spec.values)}"
    return _WORDS.get(spec.type) or ("a date such as 2026-01-31" if spec.type == "date" else spec.description)


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 100 else f"{text[:100]}…"
