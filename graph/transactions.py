"""A transaction whose query failed: the driver's session has given its connection back, so nothing may touch it.

The session (of driver 6.4) does so as soon as the server's refusal is read, and only then ends the transaction, for
which it asks the connection whether it is well and was reset. By then another thread may have that connection: two
read from one socket, and one of them waits forever or gets the error of the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from neo4j import AsyncManagedTransaction, AsyncTransaction, ManagedTransaction, Transaction
from neo4j.exceptions import DriverError, Neo4jError

FAILURES = (Neo4jError, DriverError, OSError)
"""What the driver raises when a session fails."""


@contextmanager
def interruptions() -> Iterator[None]:
    """Have the user's Ctrl+C come through as such where the driver fails, in whatever way, at tidying up after it."""
    try:
        yield
    except Exception as error:
        inner: BaseException | None = error
        while inner is not None:
            if isinstance(inner, KeyboardInterrupt):
                raise KeyboardInterrupt from error
            inner = inner.__context__
        raise


@contextmanager
def left_alone(
    transaction: Transaction | ManagedTransaction | AsyncTransaction | AsyncManagedTransaction,
) -> Iterator[None]:
    """Have ``transaction`` count as ended once a query of it failed inside; the server has ended it already."""
    try:
        yield
    except KeyboardInterrupt:
        transaction._on_cancel()  # as the driver does where a task is cancelled: half an answer may be on its way
        transaction._closed_flag = True
        raise
    except BaseException:
        if transaction._last_error is not None:  # the driver has no public way to say or to ask it
            transaction._closed_flag = True
        raise
