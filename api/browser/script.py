"""What stands in the editor of Neo4j Browser for a named query: its parameters, then the statement."""

from __future__ import annotations

from cypher.arguments import Value, convert
from cypher.catalogue import Query
from cypher.drawing import drawn
from cypher.names import instrument, region
from cypher.tokens import pieces


def script(query: Query) -> str:
    """Title, a ``:param`` line for each parameter (its default or example), and the statement that draws its rows."""
    lines = [f"// {query.title}", *(f":param {name} => {value};" for name, value in _values(query).items())]
    return "\n".join([*lines, drawn(query) + ";"])


def favourite(query: Query) -> str:
    """The same with the values in their places: one statement, which Neo4j Browser runs and draws at one click."""
    values = _values(query)
    lines = [f"// {query.title}", *(f"// {name} = {value}" for name, value in values.items())]
    filled = "".join(values.get(piece[1:], piece) if piece[0] == "$" else piece for piece in pieces(drawn(query)))
    return "\n".join([*lines, filled + ";"])


def _values(query: Query) -> dict[str, str]:
    """The values of an example call as Cypher writes them; the day is asked for when the statement is run."""
    given = convert(query, query.examples, {"region": region, "instrument": instrument})
    days = {name for name, one in query.parameters.items() if one.type == "date" and one.default == "today"}
    return {name: "toString(date())" if name in days else _literal(value) for name, value in given.items()}


def _literal(value: Value) -> str:
    if value is None:
        return "null"
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
