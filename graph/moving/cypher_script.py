"""The graph as a script of Cypher that builds it in an empty database of either engine, without any extension.

One statement a line, each ended by ``;`` and a line end (line ends inside texts are escaped), so that
whoever runs it need not parse Cypher; a line that begins with ``//`` is a comment.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from graph.dialect import ARCADEDB
from graph.moving.batches import batched, build, row
from graph.moving.entries import Entry
from graph.moving.mark import COUNT_A_CHANGE
from graph.writer import schema

_ROWS = 500
_CHARACTERS = 200_000
_HEAD = """\
// The graph of policygraph, to be built in an empty database: one statement a line, each for itself.
// Neo4j:          cypher-shell --address ADDRESS --username NAME --file THIS_FILE
// either engine:  the lines of Python in docs/moving.md
"""
_HIDDEN = re.compile(r"[\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]")
"""What a viewer hides or a reader takes for a line end; JSON leaves these as they are."""


def script(entries: Iterable[Entry]) -> Iterator[str]:
    """The lines of the script with their ends: constraints and indexes, nodes, relationships.

    Full-text indexes are left out, because the embedded engine has none; on Neo4j the next
    ``policygraph load`` makes them.
    """
    yield _HEAD
    yield from (f"{statement};\n" for statement in schema(ARCADEDB))  # the statements that both engines know
    for kind, batch in batched(entries, rows=_ROWS, characters=_CHARACTERS):
        rows = ", ".join(literal(row(entry)) for entry in batch)
        yield f"UNWIND [{rows}] AS row {build(kind)};\n"
    yield f"{COUNT_A_CHANGE};\n"


def literal(value: Any) -> str:
    """A value as Cypher writes it. Texts are escaped as in JSON, which both engines read alike."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_name(key)}: {literal(item)}" for key, item in sorted(value.items())) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(literal, value)) + "]"
    if isinstance(value, str):
        return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))
    return json.dumps(value, allow_nan=False)


def _name(key: str) -> str:
    return "`" + key.replace("`", "``") + "`"
