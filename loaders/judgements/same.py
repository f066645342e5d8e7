"""When two facts are one, and when they say the same: by content, folded as the contract's scoring folds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from loaders.facts import Fact
from loaders.judgements.lines import FIELDS
from loaders.scoring import fold, quantity

_NAMES = {"clause": ("title",), "responsibility": ("agency",), "mention": ("name",), "focus": ("name",)}


def key(kind: str, content: Mapping[str, Any]) -> tuple[Any, ...]:
    """What makes a fact of a clause one: a clause's number, an agency, an instrument, a name, a quantity."""
    if kind == "clause":
        return ()
    if kind == "measure":
        return (content.get("instrument"),)
    if kind == "target":
        return quantity(content) if "value" in content else (None,)
    return tuple(fold(content.get(name)) for name in _NAMES[kind])


def content_of(fact: Fact) -> dict[str, Any]:
    """The fields of a fact that a judgement may speak of, as plain values."""
    plain = fact.as_json("")
    return {name: plain.get(name, [] if name == "amounts" else None) for name in sorted(FIELDS[fact.kind])}


def agrees(given: Mapping[str, Any], content: Mapping[str, Any]) -> bool:
    """Whether every given field has that value in ``content``; what is not given is not looked at."""
    if "value" in given and "unit" in given and "value" in content:
        if quantity(given) != quantity(content):
            return False
        given = {name: value for name, value in given.items() if name not in ("value", "unit")}
    return all(_same(name, value, content.get(name)) for name, value in given.items())


def _same(name: str, one: Any, other: Any) -> bool:
    if name == "amounts":
        return _amounts(one) == _amounts(other)
    if isinstance(one, str) and isinstance(other, str):
        return one == other or (name not in ("op", "unit") and fold(one) == fold(other))
    if isinstance(one, (list, tuple)) or isinstance(other, (list, tuple)):
        return isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)) and list(one) == list(other)
    return bool(one == other)


def _amounts(given: Any) -> set[tuple[str, float]]:
    return {(amount["type"], round(float(amount["value"]), 6)) for amount in given or ()}
