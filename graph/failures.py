"""What the driver raises, as errors of the graph room."""

from __future__ import annotations

import re

from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    ConstraintError,
    DatabaseError,
    DriverError,
    Forbidden,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph.errors import GraphError, GraphUnavailable, QueryError

_TIMED_OUT = "TransactionTimedOut"
_FASTER = re.compile(
    r"ConcurrentModification|NeedRetry|DeadlockDetected|version .* is (?:stale|not the latest)"
    r"|Record #\d+:\d+ not found",  # another writer removed it between its being found and being read
    re.I,
)
_DAMAGED = re.compile(r"Invalid position \d+|Invalid page|corrupt|BufferUnderflow", re.I)
"""What the embedded engine says when it reads files that are not as it wrote them."""


def is_gone(error: Exception) -> bool:
    """Whether the server could not be reached or went away."""
    return isinstance(error, (ServiceUnavailable, SessionExpired)) or (
        isinstance(error, DriverError) and "defunct" in str(error)
    )


def may_be_ending(error: Exception) -> bool:
    """Whether an engine that is being stopped answers like this: its users or database are closed already."""
    return isinstance(error, (AuthError, DatabaseError, TransientError)) or (
        isinstance(error, Neo4jError) and error.code == "Neo.ClientError.Request.Invalid"
    )


def is_conflict(error: Exception) -> bool:
    """Whether another writer was faster and the same work may succeed when done again.

    The embedded engine reports two writers that merge one node as a broken constraint.
    """
    if isinstance(error, (ConstraintError, TransientError)):
        return True
    return isinstance(error, Neo4jError) and _FASTER.search(f"{error.code} {error.message}") is not None


def translated(error: Exception, where: str, timeout: float) -> GraphError:
    """The error for the user; ``where`` names the graph without its credentials."""
    if is_gone(error):
        return GraphUnavailable(f"The graph at {where} cannot be reached; see that it runs, then try again.")
    if isinstance(error, AuthError) and not isinstance(error, Forbidden):
        return GraphError(
            f"The graph at {where} refuses these credentials; set POLICYGRAPH_USER and POLICYGRAPH_PASSWORD."
        )
    if isinstance(error, Neo4jError):
        if _TIMED_OUT in (error.code or ""):
            return QueryError(
                f"The query ran longer than {timeout:g} seconds and was stopped; ask for less, "
                "or raise POLICYGRAPH_QUERY_TIMEOUT."
            )
        if isinstance(error, Forbidden):
            return QueryError(f"The graph does not allow this: {_short(error)}; queries may only read.")
        if "DatabaseNotFound" in (error.code or ""):
            return GraphError(f"The graph at {where} has no such database; set POLICYGRAPH_DATABASE.")
        if where.startswith("embedded:") and _DAMAGED.search(error.message or ""):
            return GraphError(
                f"The files of the graph at {where} are damaged ({_short(error)}); move its folder 'databases' away, "
                "then run `policygraph restore` with a backup or `policygraph load --all`."
            )
        kind = "refused" if isinstance(error, ClientError) else "could not do"
        return QueryError(f"The graph {kind} what was asked: {_short(error)}.")
    if isinstance(error, ConfigurationError):
        return GraphError(f"The address {where} cannot be used: {_line(str(error))}.")
    return GraphError(f"The graph at {where} failed: {_line(str(error))}.")


def _short(error: Neo4jError) -> str:
    return _line(error.message or error.code or type(error).__name__)


def _line(text: str) -> str:
    return " ".join(text.split()).rstrip(".")[:400]
