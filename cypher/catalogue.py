"""The named queries: ``cypher/<topic>/<name>.cypher``, read and checked once.

Adding a file adds a query, and with it an endpoint, a command and its documentation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from cypher.checks import Vocabulary, check
from cypher.errors import QueryFileError, UnknownQueryError
from cypher.header import Column, Parameter, parse
from cypher.suggest import suggestion
from cypher.vocabulary import declared

ROOT = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Query:
    """One named query."""

    name: str
    """``topic/name``."""
    title: str
    zh: str
    description: str
    parameters: Mapping[str, Parameter]
    columns: Mapping[str, Column]
    cypher: str
    item: str = ""
    """What one row is, where the query lists resources."""

    @property
    def topic(self) -> str:
        """The folder it stands in."""
        return self.name.split("/", 1)[0]

    @property
    def examples(self) -> dict[str, object]:
        """A value for each parameter that cannot be left out, to try the query with."""
        return {
            name: [one.example] if one.many else one.example for name, one in self.parameters.items() if one.is_required
        }

    def as_json(self) -> dict[str, Any]:
        """``name``, ``title``, ``zh``, ``description``, ``parameters`` and ``columns`` as plain objects."""
        return {
            "name": self.name,
            "title": self.title,
            "zh": self.zh,
            "description": self.description,
            "parameters": [
                {"name": name, "required": parameter.is_required}
                | parameter.model_dump(mode="json", exclude={"required"}, exclude_defaults=True)
                for name, parameter in self.parameters.items()
            ],
            "columns": [
                {"name": name} | column.model_dump(mode="json", exclude_defaults=True)
                for name, column in self.columns.items()
            ],
        }


class Catalogue:
    """All queries below a folder, by name."""

    def __init__(self, root: Path, vocabulary: Vocabulary) -> None:
        """Read ``root``; raises QueryFileError for the first file that breaks a rule."""
        self._queries = {
            query.name: query for query in (read(path, vocabulary) for path in sorted(root.glob("*/*.cypher")))
        }

    def __iter__(self) -> Iterator[Query]:
        return iter(self._queries.values())

    def get(self, name: str) -> Query:
        """The query called ``topic/name``; a bare name serves where only one topic has it.

        Raises UnknownQueryError with names that come close.
        """
        found = self._queries.get(name.removesuffix(".cypher"))
        if found is None:
            same = [query for query in self if query.name.split("/", 1)[1] == name]
            if len(same) != 1:
                said, hint = f"There is no query {name}.", suggestion(name, self._queries)
                raise UnknownQueryError(
                    said + (hint or " `policygraph query` lists them all."),
                    said + (hint or " /api/v1/queries lists them all."),
                )
            found = same[0]
        return found


def read(path: Path, vocabulary: Vocabulary) -> Query:
    """One query file, checked against its own header and the declared model; raises QueryFileError."""
    name = f"{path.parent.name}/{path.stem}"
    shown = f"cypher/{name}.cypher"
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise QueryFileError(f"{shown}:1: the file is not UTF-8; save it as UTF-8.") from error
    parsed = parse(text, shown)
    check(parsed, shown, vocabulary)
    return Query(
        name=name,
        title=parsed.title,
        zh=parsed.header.zh,
        description=parsed.description,
        parameters=MappingProxyType(parsed.header.parameters),
        columns=MappingProxyType(parsed.header.columns),
        cypher=parsed.cypher.strip().rstrip(";"),
        item=parsed.header.item,
    )


@cache
def catalogue() -> Catalogue:
    """The shipped queries, checked against the model of the graph."""
    return Catalogue(ROOT, declared())
