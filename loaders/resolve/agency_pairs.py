"""Agencies of one region that may be one body under two names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from loaders import regions
from loaders.agencies import departments
from loaders.agencies.forms import level

_MOST_KIN = 60
"""Bodies of one function in one region that are held against each other; no government has as many."""


def pairs(ids: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Two ids (``code:name``) and the rule: the same functions, or those of one part of the other's.

    Only departments and classes of them (科技部门): party organs and branches of national bodies are what they say.
    """
    groups: dict[tuple[str, str], list[tuple[str, tuple[str, ...]]]] = {}
    for key in sorted(set(ids)):
        code, _, name = key.partition(":")
        if regions.region(code) is not None and (functions := _functions(name)):
            for function in functions:
                groups.setdefault((code, function), []).append((key, functions))
    for (_, function), bodies in groups.items():
        for (one, mine), (other, theirs) in combinations(bodies[:_MOST_KIN], 2):
            if set(mine) == set(theirs):
                yield one, other, "same-functions"
            elif mine[0] == theirs[0] == function and (set(mine) < set(theirs) or set(theirs) < set(mine)):
                yield one, other, "part-of-fields"


def _functions(name: str) -> tuple[str, ...]:
    word = level(name)
    rest = name.removeprefix(word) if word else name.removeprefix("国家")
    is_class = bool(departments.fields(rest.removesuffix(departments.CLASS_WORD)))
    return departments.functions_of(rest) if is_class or departments.parse(rest) else ()
