"""The present state of the graph, asked once for all who want to know it, and only when it can have changed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

from fastapi.concurrency import run_in_threadpool

from graph.moving.mark import Version

_TRUST = 1.0
"""Seconds for which a count that has not grown is believed: a writer may have been killed before it counted."""


@dataclass(frozen=True, slots=True)
class _Known:
    version: Version
    changes: int
    asked: float


class Versions:
    """Asks for the state of the graph; whoever waits shares the next question, never one that has begun before.

    So no answer is older than its request, and many requests at a time cost one question. ``changes`` is what
    grows with every write (``GraphStore.changes``): while it stands still there is nothing to ask; where it is
    None, on a server, every request waits for a question.
    """

    def __init__(self, ask: Callable[[], Version], changes: Callable[[], int | None]) -> None:
        self._ask = ask
        self._changes = changes
        self._known: _Known | None = None
        self._running: asyncio.Future[Version] | None = None
        self._next: asyncio.Future[Version] | None = None

    async def now(self) -> Version:
        """The state of the graph at a moment after the call; what ``ask`` raises."""
        known = self._known
        if known and known.changes == self._changes() and time.monotonic() - known.asked < _TRUST:
            return known.version
        if self._next is None:
            self._next = asyncio.ensure_future(self._after(self._running))
            self._next.add_done_callback(_heard)
        return await asyncio.shield(self._next)

    async def _after(self, running: asyncio.Future[Version] | None) -> Version:
        if running is not None and not running.done():
            await asyncio.wait([running])
        self._running, self._next = self._next, None
        changes, asked = self._changes(), time.monotonic()
        version = await run_in_threadpool(self._ask)
        self._known = None if changes is None else _Known(version, changes, asked)
        return version


def _heard(asked: asyncio.Future[Version]) -> None:
    """A failure that nobody waits for any more is no failure."""
    if not asked.cancelled():
        asked.exception()
