"""Lists in pages: a limit, and a cursor that says behind which item the next page begins."""

from __future__ import annotations

from typing import Annotated, Any, Generic, TypeVar

from fastapi import Query
from pydantic import BaseModel, Field

from cypher.errors import ArgumentError

T = TypeVar("T")
AFTER: dict[str, Any] = {
    "name": "after",
    "in": "query",
    "required": False,
    "description": "The value next of the page before, as it is; empty for the first page.",
    "schema": {"type": "string", "default": ""},
}
"""The parameter that takes a cursor, for the OpenAPI document."""
After = Annotated[str, Query(description=AFTER["description"])]
Limit = Annotated[int, Query(ge=1, le=1000, description="How many items at most.")]
_PARTED = ","


class Page(BaseModel, Generic[T]):
    """One page of a list."""

    items: list[T] = Field(description="The items of this page, in the order of the list.")
    next: str | None = Field(description="What `after` must be for the next page; null on the last one.")


def cursor(item: str, key: float | None = None) -> str:
    """The cursor behind an item with this id, in a list ordered by ``key`` before the ids."""
    return item if key is None else f"{key!r}{_PARTED}{item}"


def position(after: str, *, is_sorted: bool) -> dict[str, Any]:
    """``after`` and, for a list ordered by a key, ``after_key`` as a query takes them; ArgumentError for no cursor."""
    if not is_sorted:
        return {"after": after}
    if not after:
        return {"after": "", "after_key": None}
    key, parted, item = after.partition(_PARTED)
    try:
        number = float(key)
    except ValueError:
        parted = ""
    if not parted or not abs(number) < float("inf"):
        raise ArgumentError(f"after cannot be {after!r}: it must be the value next of the page before.")
    return {"after": item, "after_key": number}


def cut(items: list[Any], cursors: list[str], limit: int) -> dict[str, Any]:
    """The page of at most ``limit`` of the items, of which one more than that was fetched."""
    more = len(items) > limit
    return {"items": items[:limit], "next": cursors[limit - 1] if more else None}


def page(items: list[T], cursors: list[str], limit: int) -> Page[T]:
    """The same as a model, for items that are models themselves."""
    return Page(**cut(items, cursors, limit))
