"""The header of a query file: what goes in, what comes out, in words and types.

::

    // Title, which Neo4j Browser shows as the name of the favourite
    // ---
    // zh: 中文标题
    // parameters:
    //   year: {type: integer, default: 2026, description: The year in which the targets fall due}
    // columns:
    //   metric: {type: string, zh: 指标, description: What is counted}
    // ---
    // Description, one or more lines.
    MATCH …

Between the two ``---`` stands YAML; a field it does not know is an error.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cypher.errors import QueryFileError

ParameterType = Literal[
    "string", "integer", "number", "boolean", "date", "region", "instrument", "agency", "policy", "clause"
]
ColumnType = Literal["string", "integer", "number", "boolean", "date", "list", "json"]
Scalar = bool | int | float | str


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Parameter(_Strict):
    """One parameter of a query."""

    type: ParameterType
    """What kind of value it takes; those that name a thing take its code, id or label."""
    description: str = Field(min_length=1)
    """What it is."""
    default: Scalar | None = None
    """Used where no argument is given; ``today`` for a date is the day of the call. None together with
    ``required: false`` means that the query is asked without it."""
    required: bool | None = None
    """By default a parameter is required when it has no default."""
    many: bool = False
    """Whether it takes a list: comma-separated on the command line, repeated in a URL."""
    example: Scalar | None = None
    """A value to show in the documentation of a required parameter."""
    values: tuple[str, ...] = ()
    """The only values allowed, if any."""
    minimum: int | None = None
    """The least value, if any."""
    maximum: int | None = None
    """The largest value, if any."""

    @property
    def is_required(self) -> bool:
        """Whether a call without it is an error."""
        return self.default is None if self.required is None else self.required


class Column(_Strict):
    """One column of a result. ``list`` is a list of strings; ``json`` comes as objects, decoded."""

    type: ColumnType
    """What kind of value it holds."""
    description: str = Field(min_length=1)
    """What it says."""
    zh: str = ""
    """Its heading in Chinese tables."""
    values: tuple[str, ...] = ()
    """All values it can have, if few."""
    required: bool = False
    """Whether every row has a value in it."""
    detail: bool = False
    """Left out of tables on a terminal, which have little room; JSON and CSV always have it."""


class Header(_Strict):
    """The YAML between the two ``---``."""

    zh: str = Field(min_length=1)
    item: str = Field(default="", pattern="^[a-z]*$")
    """Of a list of resources (``cypher/resources``): what one row is, in the singular."""
    parameters: dict[str, Parameter] = Field(default_factory=dict)
    columns: dict[str, Column] = Field(min_length=1)


class Parsed(NamedTuple):
    """A file taken apart; ``lines`` gives the line on which a parameter or column is declared."""

    title: str
    header: Header
    description: str
    cypher: str
    first_line: int
    """Line of the file on which ``cypher`` begins."""
    lines: dict[tuple[str, str], int]


def parse(text: str, name: str) -> Parsed:
    """Title, header, description and statement of the file ``name`` (used in messages only).

    Raises QueryFileError, which names the line.
    """
    lines = text.splitlines()
    comments = _leading_comments(lines)
    if not comments or not comments[0]:
        raise QueryFileError(f"{name}:1: the first line must be a // comment with the title of the query.")
    marks = [index for index, line in enumerate(comments) if line.strip() == "---"]
    if len(marks) < 2 or marks[0] != 1:
        raise QueryFileError(
            f"{name}:2: after the title the header must stand between two lines '// ---'; see docs/queries.md."
        )
    first, last = marks[0] + 1, marks[1]
    node, header = _read_yaml("\n".join(comments[first:last]), name, first)
    return Parsed(
        title=comments[0].strip(),
        header=header,
        description="\n".join(line.strip() for line in comments[last + 1 :]).strip(),
        cypher="\n".join(lines[len(comments) :]),
        first_line=len(comments) + 1,
        lines=_declared_at(node, first),
    )


def _leading_comments(lines: list[str]) -> list[str]:
    found: list[str] = []
    for line in lines:
        if not line.startswith("//"):
            break
        found.append(line[3:] if line.startswith("// ") else line[2:])
    return found


def _read_yaml(source: str, name: str, offset: int) -> tuple[yaml.Node | None, Header]:
    try:
        node = yaml.compose(source, Loader=yaml.SafeLoader)
        data = yaml.safe_load(source)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = offset + 1 + (mark.line if mark is not None else 0)
        problem = getattr(error, "problem", None) or "it cannot be read"
        raise QueryFileError(f"{name}:{line}: the header is not valid YAML: {problem}.") from error
    try:
        return node, Header.model_validate(data or {})
    except ValidationError as error:
        # A misspelt field is reported before the missing one it was meant to be.
        first = min(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
        where = first["loc"]
        field = ".".join(str(part) for part in where) or "the header"
        raise QueryFileError(
            f"{name}:{_line_of(node, where) + offset + 1}: {field}: {_sentence(first['type'], first['msg'])}."
        ) from error


def _sentence(kind: str, message: str) -> str:
    if kind == "extra_forbidden":
        return "this field does not exist; see docs/queries.md for those that do"
    if kind == "missing":
        return "this field is missing"
    return message[:1].lower() + message[1:]


def _line_of(node: yaml.Node | None, where: tuple[int | str, ...]) -> int:
    """Line (from 0) of the deepest part of ``where`` that the document holds."""
    line = 0
    for part in where:
        if not isinstance(node, yaml.MappingNode):
            break
        for key, value in node.value:
            if key.value == part:
                line, node = key.start_mark.line, value
                break
        else:
            break
    return line


def _declared_at(node: yaml.Node | None, offset: int) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    if isinstance(node, yaml.MappingNode):
        for section, block in node.value:
            if isinstance(block, yaml.MappingNode):
                for key, _ in block.value:
                    found[section.value, key.value] = key.start_mark.line + offset + 1
    return found
