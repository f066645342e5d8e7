"""The graph's store: reads and writes over the official driver, for an embedded graph, a server or a cluster."""

from __future__ import annotations

import asyncio
import copy
import threading
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from types import TracebackType
from typing import Any, Self, TypeVar

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncManagedTransaction,
    Bookmarks,
    Driver,
    GraphDatabase,
    ManagedTransaction,
    Result,
    ResultSummary,
    unit_of_work,
)
from neo4j.exceptions import DriverError, IncompleteCommit, Neo4jError

from graph import notices
from graph.bookmarks import AsyncSeen, Seen, is_refused, parse, written
from graph.connection import Connection, User
from graph.dialect import Dialect, dialect_of
from graph.errors import GraphError, GraphUnavailable
from graph.failures import translated
from graph.patience import Patience
from graph.settings import GraphSettings
from graph.values import row

T = TypeVar("T")
Rows = list[dict[str, Any]]

GENERATION = "MATCH (m:Meta {id: 'graph'}) RETURN m.generation AS generation"
_PING = "RETURN 1 AS one"
_FAILURES = (Neo4jError, DriverError, OSError)
_LOST_COMMIT = (
    "The connection broke while a change was being saved; it is saved as a whole or not at all. Run the command again."
)


_SET_BACK = (
    "The graph at {where} is not, or not yet, in the state in which this process saw it last: restored or behind; "
    "try again, and the answer will be of its present state."
)


class _Base:
    """State of a store that does not depend on the kind of driver."""

    def __init__(self, connection: Connection) -> None:
        self.settings: GraphSettings = connection.settings
        self._connection = connection
        self._seen = Seen() if connection.embedded else Seen(parse(connection.settings.after))
        self._after: tuple[str, ...] = ()
        self._opened = False

    @property
    def where(self) -> str:
        """The graph for people, without credentials: ``embedded:PATH`` or the server's address."""
        return self._connection.where

    @property
    def is_server(self) -> bool:
        """Whether the graph is on a server, not embedded."""
        return not self._connection.embedded

    @property
    def dialect(self) -> Dialect:
        """What is particular to the engine behind the store."""
        return dialect_of(embedded=self._connection.embedded)

    def bookmarks(self) -> list[str]:
        """Bookmarks of what this store has seen, for ``after`` or POLICYGRAPH_AFTER elsewhere; none when embedded."""
        return sorted(self._seen.get_bookmarks())

    def changes(self) -> int | None:
        """A number that grows with every write to an embedded graph, by whatever process; None on a server.

        It costs no question to the graph. A writer that is killed right after its commit may not have counted it.
        """
        return self._connection.changes()

    def after(self, bookmarks: Iterable[str]) -> Self:
        """The same store (with the same connections), answering only once the server has come to ``bookmarks``.

        BookmarkError from its calls when the server does not know them, GraphUnavailable when it does
        not come to them in time. An embedded graph is always up to date and takes no notice.
        """
        view = copy.copy(self)
        view._after = () if self._connection.embedded else parse(written(bookmarks))
        return view

    def _session(self, access: str) -> dict[str, Any]:
        """Keyword arguments of a session."""
        options: dict[str, Any] = {"database": self._connection.database, "default_access_mode": access}
        if not self._connection.embedded:
            options["bookmark_manager"] = self._manager()
            options["bookmarks"] = Bookmarks.from_raw_values(self._after)
        return options

    def _manager(self) -> Seen | AsyncSeen:
        return self._seen

    def _note(self, summary: ResultSummary) -> None:
        if not self._connection.embedded:
            notices.log(summary)

    def _learn(self, summary: ResultSummary) -> None:
        """Name the database from now on, also where the settings leave it to the server."""
        if self._connection.database is None:
            self._connection.database = summary.database

    def _error(self, error: Exception) -> GraphError:
        if is_refused(error) and self._opened and not self._after:
            # what this process saw, nobody asked for it: the database is another one, or was set back
            self._seen.forget()
            return GraphUnavailable(_SET_BACK.format(where=self.where))
        if isinstance(error, IncompleteCommit):
            return GraphUnavailable(_LOST_COMMIT)
        return translated(error, self.where, self.settings)


class GraphStore(_Base):
    """A graph to read from and write to; safe to share between threads, one a process.

    On the embedded engine reads run as a user that may not write; on a server in READ mode with the
    query timeout. Every call raises GraphError: GraphUnavailable when the server is gone, slow, or out
    of memory or disk, QueryError when it refuses the query.
    """

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._drivers: dict[User, Driver] = {}
        self._retired: list[Driver] = []
        """Drivers of an engine that was replaced: other threads may still be at them."""
        self._lock = threading.RLock()

    @classmethod
    def open(cls, settings: GraphSettings | None = None) -> GraphStore:
        """Connect to the graph of ``settings`` (default: the environment's); starts the embedded engine if need be."""
        store = cls(Connection.open(settings or GraphSettings.load()))
        try:
            store.ready() if store.is_server else store.read(_PING)
            store._opened = True
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Close the connections; the embedded engine ends a grace period after its last client."""
        with self._lock:
            self._close_drivers()
            self._connection.close()

    def __enter__(self) -> GraphStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Rows:
        """The rows of a reading query as dicts of plain values, in the order returned."""

        @unit_of_work(timeout=self.settings.query_timeout)
        def work(transaction: ManagedTransaction) -> Rows:
            result = transaction.run(cypher, dict(parameters or {}))
            rows = [row(record) for record in result]
            self._note(result.consume())
            return rows

        def once() -> Rows:
            with self._driver("reader").session(**self._session(READ_ACCESS)) as session:
                return session.execute_read(work)

        return self._persist(once, conflicts=False)

    @contextmanager
    def stream(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Iterator[Iterator[dict[str, Any]]]:
        """The rows of a reading query one by one, as they come: none is held, and reading may stop at any of them.

        It is not tried again once the first row is out. Rows raise what ``read`` raises.
        """
        with ExitStack() as stack:

            def begin() -> Result:
                stack.pop_all().close()
                session = stack.enter_context(self._driver("reader").session(**self._session(READ_ACCESS)))
                transaction = stack.enter_context(session.begin_transaction(timeout=self.settings.query_timeout))
                result = transaction.run(cypher, dict(parameters or {}))
                result.peek()
                return result

            yield self._rows(self._persist(begin, conflicts=False))

    def _rows(self, result: Result) -> Iterator[dict[str, Any]]:
        try:
            for record in result:
                yield row(record)
            self._note(result.consume())
        except _FAILURES as error:
            raise self._error(self._connection.cause(error)) from error

    def write(self, work: Callable[[ManagedTransaction], T]) -> T:
        """What ``work`` returns after its transaction was committed.

        ``work`` may run several times (another writer was faster, the engine was restarted); each
        time in a fresh transaction, and only the last one counts.
        """

        def once() -> T:
            try:
                with self._driver("writer").session(**self._session(WRITE_ACCESS)) as session:
                    return session.execute_write(work)
            finally:
                self._connection.count_change()

        return self._persist(once, conflicts=True)

    def schema(self, statements: Sequence[str]) -> None:
        """Run statements of the schema, each by itself as engines want it."""

        def once() -> None:
            with self._driver("writer").session(**self._session(WRITE_ACCESS)) as session:
                for statement in statements:
                    self._note(session.run(statement).consume())

        self._persist(once, conflicts=True)

    def generation(self) -> int:
        """How many times the graph was changed; 0 for one that never was."""
        rows = self.read(GENERATION)
        return int(rows[0]["generation"]) if rows else 0

    def ready(self) -> None:
        """Return when the graph answers right now; GraphUnavailable or GraphError, without trying again, when not."""
        try:
            with self._driver("reader").session(**self._session(READ_ACCESS)) as session:
                self._learn(session.run(_PING).consume())
        except _FAILURES as error:
            raise self._error(self._connection.cause(error)) from error

    def _persist(self, once: Callable[[], T], *, conflicts: bool) -> T:
        patience = Patience(self._connection)
        while True:
            try:
                return once()
            except _FAILURES as error:
                pause = patience.pause(error, conflicts=conflicts)
                if pause is None:
                    raise self._error(error) from error
            time.sleep(pause)
            self._find_again()

    def _find_again(self) -> None:
        with self._lock:
            if self._connection.lost:
                self._connection.find()
                self._retired.extend(self._drivers.values())
                self._drivers.clear()

    def _driver(self, user: User) -> Driver:
        if not self._connection.embedded:
            user = "writer"
        with self._lock:
            if user not in self._drivers:
                self._drivers[user] = GraphDatabase.driver(self._connection.uri, **self._connection.options(user))
            return self._drivers[user]

    def _close_drivers(self) -> None:
        for driver in (*self._drivers.values(), *self._retired):
            driver.close()
        self._drivers.clear()
        self._retired.clear()


class AsyncGraphStore(_Base):
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
            await (store.ready() if store.is_server else store.read(_PING))
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
            result = await transaction.run(cypher, dict(parameters or {}))
            rows = [row(record) async for record in result]
            self._note(await result.consume())
            return rows

        async def once() -> Rows:
            driver = await self._driver("reader")
            async with driver.session(**self._session(READ_ACCESS)) as session:
                return await session.execute_read(work)

        return await self._persist(once, conflicts=False)

    async def write(self, work: Callable[[AsyncManagedTransaction], Awaitable[T]]) -> T:
        """What ``work`` returns after its transaction was committed; it may run several times."""

        async def once() -> T:
            driver = await self._driver("writer")
            try:
                async with driver.session(**self._session(WRITE_ACCESS)) as session:
                    return await session.execute_write(work)
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
                self._learn(await (await session.run(_PING)).consume())
        except _FAILURES as error:
            raise self._error(await asyncio.to_thread(self._connection.cause, error)) from error

    async def _persist(self, once: Callable[[], Awaitable[T]], *, conflicts: bool) -> T:
        patience = Patience(self._connection)
        while True:
            try:
                return await once()
            except _FAILURES as error:
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
