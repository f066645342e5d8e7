"""Lists in pages: a limit, and a cursor that is the id behind which the next page begins."""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar

from fastapi import Query
from pydantic import BaseModel

T = TypeVar("T")
Limit = Annotated[int, Query(ge=1, le=1000, description="How many items at most.")]
After = Annotated[str, Query(description="The value next of the page before; empty for the first page.")]


class Page(BaseModel, Generic[T]):
    """One page of a list."""

    items: list[T]
    next: str | None
    """What `after` must be for the next page; null on the last one."""


def page(items: list[T], ids: list[str], limit: int) -> Page[T]:
    """A page of at most ``limit`` of the items, of which one more than that was fetched."""
    more = len(items) > limit
    return Page(items=items[:limit], next=ids[limit - 1] if more else None)
