"""Whether two engines answer alike: the same rows of the same Python types, in the same order."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

Row = dict[str, Any]
_LAST_PART = re.compile(r"\bRETURN\b(?!.*\bRETURN\b)(.*)", re.DOTALL)


def difference(cypher: str, expected: Sequence[Row], found: Sequence[Row]) -> str | None:
    """The first difference in words; None when there is none. Order counts where the statement orders its rows."""
    if not ordered(cypher):
        expected, found = sorted(expected, key=_key), sorted(found, key=_key)
    if len(expected) != len(found):
        return f"{len(expected)} rows against {len(found)}"
    for place, (one, other) in enumerate(zip(expected, found, strict=True)):
        if list(one) != list(other):
            return f"row {place}: columns {list(one)} against {list(other)}"
        for name in one:
            if not same(one[name], other[name]):
                return f"row {place}, {name}: {one[name]!r} against {other[name]!r}"
    return None


def _key(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True)


def ordered(cypher: str) -> bool:
    """Whether the last part of a statement orders its rows."""
    last = _LAST_PART.search(cypher)
    return last is not None and re.search(r"\bORDER\s+BY\b", last.group(1)) is not None


def same(one: object, other: object) -> bool:
    """Equal and of the same types, all the way down; the keys of a map have no order in Cypher."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other
