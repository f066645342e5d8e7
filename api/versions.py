"""The present state of the graph, asked once for all who want to know it at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from fastapi.concurrency import run_in_threadpool

from graph.moving.mark import Version


class Versions:
    """Asks for the state of the graph; whoever waits shares the next question, never one that has begun before.

    So no answer is older than its request, and many requests at a time cost one question.
    """

    def __init__(self, ask: Callable[[], Version]) -> None:
        self._ask = ask
        self._running: asyncio.Future[Version] | None = None
        self._next: asyncio.Future[Version] | None = None

    async def now(self) -> Version:
        """The state of the graph at a moment after the call; what ``ask`` raises."""
        if self._next is None:
            self._next = asyncio.ensure_future(self._after(self._running))
            self._next.add_done_callback(_heard)
        return await asyncio.shield(self._next)

    async def _after(self, running: asyncio.Future[Version] | None) -> Version:
        if running is not None and not running.done():
            await asyncio.wait([running])
        self._running, self._next = self._next, None
        return await run_in_threadpool(self._ask)


def _heard(asked: asyncio.Future[Version]) -> None:
    """A failure that nobody waits for any more is no failure."""
    if not asked.cancelled():
        asked.exception()
