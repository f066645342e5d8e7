"""Captions of nodes for clients that draw them: the words cut by blanks, where a line may end.

Neo4j Browser breaks a caption at blanks only, and Chinese has none; without this it shows the first few
characters of a title or quote. A caption is derived from one property and never read by a query.
"""

from __future__ import annotations

import math
import re

from neo4j import ManagedTransaction

from graph.run import run, table

_WIDTH = 6.0
"""Characters of a line."""
_LINES = 6
_ATOM = re.compile(r"[0-9A-Za-z.+/-]+[%％]?|\s+|.", re.DOTALL)
_CLOSING = frozenset("，。、；：！？）》〉」』”’,;:!?)]%％")
SOURCES = {
    "Policy": "title",
    "Clause": "title",
    "Measure": "quote",
    "Target": "quote",
    "Agency": "short",
    "Instrument": "zh",
    "Function": "zh",
    "Industry": "name",
    "Enterprise": "name",
    "Institution": "name",
    "Place": "name",
    "Fund": "name",
    "Event": "name",
}
"""Label and the property that its caption is made of."""


def caption(text: str) -> str:
    """``text`` in at most six lines of about six characters, parted by blanks; ``…`` where it goes on."""
    whole = _size(text)
    # lines of one length: two short ones fit side by side, and Neo4j Browser then loses a third
    share = whole / max(1, math.ceil(whole / _WIDTH))
    lines, done = [""], 0.0
    for atom in _ATOM.findall(text):
        if atom.isspace() or (atom not in _CLOSING and done + _size(atom) / 2 > share * len(lines)):
            lines.append("")
        lines[-1] += atom.strip()
        done += _size(atom)
    lines = [line for line in lines if line]
    return " ".join(lines[:_LINES]) + ("…" if len(lines) > _LINES else "")


def fill(transaction: ManagedTransaction) -> None:
    """Give a caption to the nodes of a graph that was written before there were captions."""
    for label, name in SOURCES.items():
        found = table(
            transaction, f"MATCH (n:{label}) WHERE n.caption IS NULL AND n.{name} IS NOT NULL RETURN n.id, n.{name}"
        )
        run(
            transaction,
            f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) SET n.caption = row.caption",
            rows=[{"id": key, "caption": caption(text)} for key, text in found],
        )


def _size(line: str) -> float:
    """Width in Chinese characters."""
    return sum(0.6 if char.isascii() else 1.0 for char in line)
