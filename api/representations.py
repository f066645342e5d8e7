"""The forms in which answers leave, by ``format`` or by the header Accept (RFC 9110, 12.5.1); rows as CSV and lines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

import mimeparse
from fastapi import Depends, Header, Query
from starlette.exceptions import HTTPException

from api.output import field
from cypher.suggest import suggestion

Form = Literal["json", "csv", "ndjson"]
MEDIA_TYPES: dict[Form, str] = {"json": "application/json", "csv": "text/csv", "ndjson": "application/x-ndjson"}
"""Of rows. NDJSON: one object a line, sent as the graph gives them."""


def format_parameter(offered: Iterable[str], said: str) -> dict[str, Any]:
    """The parameter ``format`` for the OpenAPI document; ``said`` tells what the forms are."""
    return {
        "name": "format",
        "in": "query",
        "required": False,
        "description": f"Form of the answer, before what the header Accept asks for: {said}",
        "schema": {"type": "string", "enum": list(offered)},
    }


PARAMETER = format_parameter(
    MEDIA_TYPES,
    "json, csv (UTF-8; lists and objects as JSON) or ndjson (one row a line, sent as it is found; without `left_out`)",
)


def wanted(offered: Mapping[Any, str]) -> Callable[..., Awaitable[str]]:
    """A dependency: which of the forms (name: media type, the first is the usual one) a request asks for.

    406 where it takes none of them.
    """

    async def choose(
        form: Annotated[str | None, Query(alias="format", include_in_schema=False)] = None,
        accept: Annotated[str, Header(include_in_schema=False)] = "*/*",
    ) -> str:
        if form in offered:
            return str(form)
        if form is not None:
            hint = suggestion(form, offered)
            raise HTTPException(422, f"format cannot be {form!r:.200}.{hint} It is one of {', '.join(offered)}.")
        try:
            # of equals it takes the last one
            best = mimeparse.best_match(list(offered.values())[::-1], accept)
        except mimeparse.MimeTypeParseException:
            raise HTTPException(400, "The header Accept holds no media types, such as text/csv.") from None
        for name, media_type in offered.items():
            if media_type == best:
                return str(name)
        listed = ", ".join(offered.values())
        raise HTTPException(406, f"This is there as {listed}; name one of them in the header Accept, or leave it out.")

    return choose


Wanted = Annotated[Form, Depends(wanted(MEDIA_TYPES))]
"""The form of rows that a request asks for."""


def csv_lines(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Lines of CSV (RFC 4180) with a head; what a spreadsheet would run as a formula is led by ``'``."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for cells in ([*columns], *([field(row[column]) for column in columns] for row in rows)):
        writer.writerow(cells)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def ndjson_lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """One JSON object a line."""
    return (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
