"""The forms in which rows leave: JSON, CSV or JSON Lines, by ``format`` or by the header Accept (RFC 9110, 12.5.1)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

import mimeparse
from fastapi import Depends, Header, Query
from starlette.exceptions import HTTPException

from api.output import field

Form = Literal["json", "csv", "ndjson"]
MEDIA_TYPES: dict[Form, str] = {"json": "application/json", "csv": "text/csv", "ndjson": "application/x-ndjson"}
"""NDJSON: one object a line, sent as the graph gives them."""
PARAMETER = {
    "name": "format",
    "in": "query",
    "required": False,
    "description": "Form of the answer, before what the header Accept asks for: json, csv (UTF-8; lists and objects as"
    " JSON) or ndjson (one row a line, sent as it is found; without `left_out`)",
    "schema": {"type": "string", "enum": list(MEDIA_TYPES)},
}


async def _wanted(
    form: Annotated[Form | None, Query(alias="format", include_in_schema=False)] = None,
    accept: Annotated[str, Header(include_in_schema=False)] = "*/*",
) -> Form:
    if form is not None:
        return form
    try:
        # of equals it takes the last one
        best = mimeparse.best_match(list(reversed(MEDIA_TYPES.values())), accept)
    except mimeparse.MimeTypeParseException:
        raise HTTPException(400, "The header Accept holds no media types, such as text/csv.") from None
    for form, media_type in MEDIA_TYPES.items():
        if media_type == best:
            return form
    offered = ", ".join(MEDIA_TYPES.values())
    raise HTTPException(406, f"This is there as {offered}; name one of them in the header Accept, or leave it out.")


Wanted = Annotated[Form, Depends(_wanted)]
"""The form that a request asks for; 406 where it takes none of them."""


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
