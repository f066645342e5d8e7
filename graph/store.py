"""The graph's store: reads and writes over the official driver, for an embedded graph, a server or a cluster."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from types import TracebackType
from typing import Any, TypeVar

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    Driver,
    GraphDatabase,
    ManagedTransaction,
    Result,
    Transaction,
    unit_of_work,
)

from graph.base_store import GENERATION, PING, BaseStore, Rows
from graph.connection import Connection, User
from graph.patience import Patience
from graph.settings import GraphSettings
from graph.transactions import FAILURES, interruptions, left_alone
from graph.values import row

T = TypeVar("T")


class GraphStore(BaseStore):
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
            store.ready() if store.is_server else store.read(PING)
            store._opened = True
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Close the connections; the embedded engine ends a grace period after its last client."""
        with self._lock:
            try:
                with interruptions():
                    self._close_drivers()
            finally:
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
            with left_alone(transaction):
                result = transaction.run(cypher, dict(parameters or {}))
                rows = [row(record) for record in result]
                self._note(result.consume())
            return rows

        def once() -> Rows:
            with self._driver("reader").session(**self._session(READ_ACCESS)) as session:
                return session.execute_read(work)

        return self._persist(once, conflicts=not self.is_server)

    @contextmanager
    def stream(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Iterator[Iterator[dict[str, Any]]]:
        """The rows of a reading query one by one, as they come: none is held, and reading may stop at any of them.

        It is not tried again once the first row is out. Rows and its end raise what ``read`` raises.
        """
        own: BaseException | None = None
        try:
            with interruptions(), ExitStack() as stack:

                def begin() -> tuple[Transaction, Result]:
                    stack.pop_all().close()
                    session = stack.enter_context(self._driver("reader").session(**self._session(READ_ACCESS)))
                    transaction = stack.enter_context(session.begin_transaction(timeout=self.settings.query_timeout))
                    with left_alone(transaction):
                        result = transaction.run(cypher, dict(parameters or {}))
                        result.peek()
                    return transaction, result

                found = self._persist(begin, conflicts=not self.is_server)
                try:
                    yield self._rows(*found)
                except BaseException as error:
                    own = error
                    raise
        except FAILURES as error:
            if error is own:  # of whoever reads the rows, not of the graph
                raise
            raise self._error(self._connection.cause(error)) from error

    def _rows(self, transaction: Transaction, result: Result) -> Iterator[dict[str, Any]]:
        try:
            with left_alone(transaction):
                for record in result:
                    yield row(record)
                self._note(result.consume())
        except FAILURES as error:
            raise self._error(self._connection.cause(error)) from error

    def write(self, work: Callable[[ManagedTransaction], T]) -> T:
        """What ``work`` returns after its transaction was committed.

        ``work`` may run several times (another writer was faster, the engine was restarted); each
        time in a fresh transaction, and only the last one counts.
        """

        def guarded(transaction: ManagedTransaction) -> T:
            with left_alone(transaction):
                return work(transaction)

        def once() -> T:
            try:
                with self._driver("writer").session(**self._session(WRITE_ACCESS)) as session:
                    return session.execute_write(guarded)
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
                self._learn(session.run(PING).consume())
        except FAILURES as error:
            raise self._error(self._connection.cause(error)) from error

    def _persist(self, once: Callable[[], T], *, conflicts: bool) -> T:
        patience = Patience(self._connection)
        while True:
            try:
                with interruptions():
                    return once()
            except FAILURES as error:
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
