"""What stands in the editor of Neo4j Browser for a named query: its parameters, then the statement."""

from __future__ import annotations

from cypher.catalogue import Query
from cypher.drawing import drawn
from cypher.header import Parameter
from cypher.tokens import pieces


def script(query: Query) -> str:
    """Title, a ``:param`` line for each parameter (its default or example), and the statement that draws its rows."""
    lines = [f"// {query.title}"]
    lines += [f":param {name} => {_value(parameter)};" for name, parameter in query.parameters.items()]
    return "\n".join([*lines, drawn(query) + ";"])


def _value(parameter: Parameter) -> str:
    """A value as Cypher writes it; the day is asked for when the line is run."""
    value = parameter.example if parameter.is_required else parameter.default
    if value is None:
        return "null"
    if parameter.type == "date" and value == "today":
        return "toString(date())"
    text = _literal(value)
    return f"[{text}]" if parameter.many else text


def _literal(value: bool | int | float | str) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def favourite(query: Query) -> str:
    """The same with the values in their places: one statement, which Neo4j Browser runs and draws at one click."""
    values = {f"${name}": _value(parameter) for name, parameter in query.parameters.items()}
    lines = [f"// {query.title}", *(f"// {name[1:]} = {value}" for name, value in values.items())]
    return "\n".join([*lines, _filled(drawn(query), values) + ";"])


def _filled(cypher: str, values: dict[str, str]) -> str:
    """``cypher`` with each parameter outside texts and comments replaced by its value."""
    return "".join(values.get(piece, piece) for piece in pieces(cypher))
