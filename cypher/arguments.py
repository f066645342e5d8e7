"""From what a user typed to the values a query is asked with."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Mapping, Sequence

from cypher.catalogue import Query
from cypher.errors import ArgumentError
from cypher.header import Parameter
from cypher.suggest import suggestion

Value = bool | int | float | str | None | list["Value"]
Resolver = Callable[[str], str]
"""From what names a thing (code, label, alias) to its id; raises CatalogueError with suggestions."""

MOST_ITEMS = 100
"""Values that a parameter which takes a list may have."""
_LARGEST = 2**63
_TRUE = ("true", "yes", "1", "是")
_FALSE = ("false", "no", "0", "否")


def convert(query: Query, arguments: Mapping[str, object], resolvers: Mapping[str, Resolver]) -> dict[str, Value]:
    """The typed value of every parameter of ``query``; ``resolvers`` by parameter type (region, instrument …).

    Texts are read as the declared type; values that already have it pass. Raises ArgumentError for an
    unknown, missing or ill-typed argument, and what a resolver raises for a name it does not know.
    """
    for name in arguments:
        if name not in query.parameters:
            known = ", ".join(query.parameters) or "none"
            raise ArgumentError(
                f"{query.name} has no parameter {name}.{suggestion(name, query.parameters)} Its parameters: {known}."
            )
    return {
        name: _one(query, name, parameter, arguments.get(name), resolvers)
        for name, parameter in query.parameters.items()
    }


def precheck(query: Query, arguments: Mapping[str, object]) -> None:
    """Raise what ``convert`` raises for arguments that are wrong whatever the graph holds."""
    from cypher.names import instrument, region

    convert(query, arguments, {"region": region, "instrument": instrument})


def _one(query: Query, name: str, parameter: Parameter, given: object, resolvers: Mapping[str, Resolver]) -> Value:
    if isinstance(given, list | tuple) and len(given) == 1:
        given = given[0]
    if given is None or given == "" or given == []:
        if parameter.is_required:
            raise ArgumentError(f"{query.name} needs the parameter {name} ({parameter.description}).")
        given = parameter.default
        if given is None:
            return None
    if parameter.many:
        items: Sequence[object] = given.split(",") if isinstance(given, str) else _sequence(given)
        if len(items) > MOST_ITEMS:
            raise ArgumentError(f"{name} has {len(items)} values; {query.name} takes {MOST_ITEMS} at a time.")
        # each value once: said a hundred times it would be asked a hundred times
        return list(dict.fromkeys(_scalar(name, parameter, item, resolvers) for item in items))
    if isinstance(given, list | tuple):
        raise ArgumentError(f"{name} is given {len(given)} times; {query.name} takes it once.")
    return _scalar(name, parameter, given, resolvers)


def _sequence(given: object) -> Sequence[object]:
    return given if isinstance(given, list | tuple) else [given]


def _scalar(name: str, parameter: Parameter, given: object, resolvers: Mapping[str, Resolver]) -> Value:
    value: Value
    if isinstance(given, dict | list | tuple):
        raise ArgumentError(
            f"{name} takes a {parameter.type}, not {'an object' if isinstance(given, dict) else 'a list'}."
        )
    if parameter.type == "boolean":
        value = _boolean(name, given)
    elif parameter.type == "integer":
        value = _integer(name, given)
    elif parameter.type == "number":
        value = _number(name, given)
    elif parameter.type == "date":
        value = _date(name, given)
    else:
        value = str(given).strip()
        if parameter.type in resolvers:
            value = resolvers[parameter.type](value)
    _within(name, parameter, value)
    return value


def _within(name: str, parameter: Parameter, value: Value) -> None:
    if parameter.values and value not in parameter.values:
        raise ArgumentError(
            f"{name} cannot be {value!r}.{suggestion(str(value), parameter.values)}"
            f" It is one of {', '.join(parameter.values)}."
        )
    if isinstance(value, int | float):
        if parameter.minimum is not None and value < parameter.minimum:
            raise ArgumentError(f"{name} must be at least {parameter.minimum}, not {value}.")
        if parameter.maximum is not None and value > parameter.maximum:
            raise ArgumentError(f"{name} must be at most {parameter.maximum}, not {value}.")


def _boolean(name: str, given: object) -> bool:
    if isinstance(given, bool):
        return given
    word = str(given).strip().lower()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise ArgumentError(f"{name} must be true or false, not {given!r}.")


def _integer(name: str, given: object) -> int:
    text = str(int(given) if isinstance(given, float) and given.is_integer() else given).strip()
    if isinstance(given, bool) or not re.fullmatch(r"[+-]?[0-9]{1,19}", text):
        raise ArgumentError(f"{name} must be a whole number such as 2026, not {given!r}.")
    number = int(text)
    if not -_LARGEST <= number < _LARGEST:
        raise ArgumentError(f"{name} must be a whole number of at most 64 bits, not {given!r}.")
    return number


def _number(name: str, given: object) -> float:
    text = str(given).strip()
    number = None
    if not isinstance(given, bool) and re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?", text):
        number = float(text)
    if number is None or not math.isfinite(number):
        raise ArgumentError(f"{name} must be a number such as 0.15, not {given!r}.")
    return number


def _date(name: str, given: object) -> str:
    if isinstance(given, datetime.date):
        return given.isoformat()[:10]
    text = str(given).strip()
    if text == "today":
        return datetime.datetime.now().astimezone().date().isoformat()
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError(text)
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise ArgumentError(f"{name} must be a date such as 2026-01-31, not {given!r}.") from error
