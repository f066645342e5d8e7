"""The graph's store for ``asyncio``: the same reads and writes over the driver's own asynchronous half."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from types import TracebackType
from typing import Any, TypeVar

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncManagedTransaction,
    unit_of_work,
)

from graph.base_store import GENERATION, PING, BaseStore, Rows
from graph.bookmarks import AsyncSeen
from graph.connection import Connection, User
from graph.patience import Patience
from graph.settings import GraphSettings
from graph.transactions import FAILURES, left_alone
from graph.values import row

T = TypeVar("T")


class AsyncGraphStore(BaseStore):
    """The same graph for ``asyncio``: reads and writes wait without holding the loop."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._drivers: dict[User, AsyncDriver] = {}
        self._retired: list[AsyncDriver] = []
        """Drivers of an engine that was replaced: other tasks may still be at them."""
        self._lock = asyncio.Lock()

    def _manager(self) -> AsyncSeen:
        return AsyncSeen(self._seen)

    @classmethod
    async def open(cls, settings: GraphSettings | None = None) -> AsyncGraphStore:
        """Connect to the graph of ``settings`` (default: the environment's); starts the embedded engine if need be."""
        chosen = settings or GraphSettings.load()
        store = cls(await asyncio.to_thread(Connection.open, chosen))
        try:
            await (store.ready() if store.is_server else store.read(PING))
            store._opened = True
        except BaseException:
            await store.close()
            raise
        return store

    async def close(self) -> None:
        """Close the connections; the embedded engine ends a grace period after its last client."""
        async with self._lock:
            await self._close_drivers()
            self._connection.close()

    async def __aenter__(self) -> AsyncGraphStore:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def read(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Rows:
        """The rows of a reading query as dicts of plain values, in the order returned."""

        @unit_of_work(timeout=self.settings.query_timeout)
        async def work(transaction: AsyncManagedTransaction) -> Rows:
            with left_alone(transaction):
                result = await transaction.run(cypher, dict(parameters or {}))
                rows = [row(record) async for record in result]
                self._note(await result.consume())
            return rows

        async def once() -> Rows:
            driver = await self._driver("reader")
            async with driver.session(**self._session(READ_ACCESS)) as session:
                return await session.execute_read(work)

        return await self._persist(once, conflicts=not self.is_server)

    async def write(self, work: Callable[[AsyncManagedTransaction], Awaitable[T]]) -> T:
        """What ``work`` returns after its transaction was committed; it may run several times."""

        async def guarded(transaction: AsyncManagedTransaction) -> T:
            with left_alone(transaction):
                return await work(transaction)

        async def once() -> T:
            driver = await self._driver("writer")
            try:
                async with driver.session(**self._session(WRITE_ACCESS)) as session:
                    return await session.execute_write(guarded)
            finally:
                self._connection.count_change()

        return await self._persist(once, conflicts=True)

    async def generation(self) -> int:
        """How many times the graph was changed; 0 for one that never was."""
        rows = await self.read(GENERATION)
        return int(rows[0]["generation"]) if rows else 0

    async def ready(self) -> None:
        """Return when the graph answers right now; GraphUnavailable or GraphError, without trying again, when not."""
        try:
            driver = await self._driver("reader")
            async with driver.session(**self._session(READ_ACCESS)) as session:
                self._learn(await (await session.run(PING)).consume())
        except FAILURES as error:
            raise self._error(await asyncio.to_thread(self._connection.cause, error)) from error

    async def _persist(self, once: Callable[[], Awaitable[T]], *, conflicts: bool) -> T:
        patience = Patience(self._connection)
        while True:
            try:
                return await once()
            except FAILURES as error:
                pause = patience.pause(error, conflicts=conflicts)
                if pause is None:
                    raise self._error(error) from error
            await asyncio.sleep(pause)
            await self._find_again()

    async def _find_again(self) -> None:
        async with self._lock:
            if self._connection.lost:
                await asyncio.to_thread(self._connection.find)
                self._retired.extend(self._drivers.values())
                self._drivers.clear()

    async def _driver(self, user: User) -> AsyncDriver:
        if not self._connection.embedded:
            user = "writer"
        async with self._lock:
            if user not in self._drivers:
                self._drivers[user] = AsyncGraphDatabase.driver(self._connection.uri, **self._connection.options(user))
            return self._drivers[user]

    async def _close_drivers(self) -> None:
        for driver in (*self._drivers.values(), *self._retired):
            await driver.close()
        self._drivers.clear()
        self._retired.clear()
