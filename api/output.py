"""Rows for people and for programs: a table on a terminal, JSON or CSV for programs."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Annotated, Any

import typer

from api import wording
from api.errors import CommandError


class Form(Enum):
    """How rows are written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


AsJson = Annotated[bool, typer.Option("--json", help="Write JSON.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Write CSV (UTF-8; lists as JSON).")]
_FORMULA = re.compile(r"[=+\-@\t\r](?s:.)+")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?%?")


def form(as_json: bool, as_csv: bool) -> Form:
    """The form asked for by the two switches."""
    if as_json and as_csv:
        raise CommandError("--json and --csv exclude each other; give one of them.", 2)
    return Form.JSON if as_json else Form.CSV if as_csv else Form.TABLE


def write_json(value: object) -> None:
    """One JSON document on stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def write_rows(
    rows: Iterable[Mapping[str, Any]],
    columns: Sequence[str],
    how: Form,
    *,
    title: str | None = None,
    labels: Mapping[str, str] | None = None,
    shown: Sequence[str] | None = None,
) -> None:
    """Write ``rows`` with ``columns``; a table heads them by ``labels`` and may show fewer (``shown``)."""
    listed = [{column: row.get(column) for column in columns} for row in rows]
    if how is Form.JSON:
        write_json(listed)
    elif how is Form.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([field(row[column]) for column in columns] for row in listed)
    else:
        _write_table(listed, shown or columns, title, labels or {})


def write_fact(fact: Mapping[str, Any], sentence: str, how: Form) -> None:
    """What a command did: an object, a line of CSV, or a sentence for people."""
    if how is Form.JSON:
        write_json(dict(fact))
    elif how is Form.CSV:
        write_rows([fact], list(fact), how)
    else:
        typer.echo(sentence)


def _write_table(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[str], title: str | None, labels: Mapping[str, str]
) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else 160, highlight=False)
    table = Table(box=box.SIMPLE_HEAD)
    for column in columns:
        numeric = all(isinstance(row[column], int | float) or row[column] is None for row in rows) and bool(rows)
        table.add_column(labels.get(column, column), justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_readable(row[column])) for column in columns))
    if title:
        console.print(title, markup=False)
    console.print(table if rows else "No rows.")


def _readable(value: object) -> str:
    """A cell for people: printed amounts in words, lists of names as a Chinese text writes them."""
    if (
        isinstance(value, list)
        and value
        and all(isinstance(one, dict) and {"type", "value"} <= set(one) for one in value)
    ):
        return "；".join(wording.amount(one) for one in value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return wording.listed(value)
    return _cell(value)


def field(value: object) -> str:
    """A cell of CSV. A text that a spreadsheet would run as a formula gets the ' that spreadsheets mark texts with."""
    text = _cell(value)
    return f"'{text}" if isinstance(value, str) and _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def pairs(arguments: Sequence[str]) -> dict[str, object]:
    """``key=value`` as typed on the command line, by key."""
    found: dict[str, object] = {}
    for argument in arguments:
        key, equals, value = argument.partition("=")
        if not equals or not key:
            raise CommandError(f"{argument!r} is not key=value; write for example instrument=first-of-kind.", 2)
        if key in found:
            raise CommandError(f"{key} is given twice; give it once.", 2)
        found[key] = value
    return found


def complain(message: str) -> None:
    """A sentence on stderr."""
    sys.stderr.write(f"policygraph: {message}\n")
