"""What the driver raises, as errors of the graph room."""

from __future__ import annotations

import re
import ssl

from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    ConnectionAcquisitionTimeoutError,
    ConstraintError,
    DatabaseError,
    DriverError,
    Forbidden,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph.errors import BookmarkError, GraphError, GraphUnavailable, QueryError
from graph.settings import GraphSettings

_BUSY = "The graph is too busy at the moment; try again."
_NO_ROOM = re.compile(r"No space left on device|Disk quota exceeded|File too large", re.I)
_REMEDIES = dict.fromkeys((62, 64), "name it in POLICYGRAPH_URL as its certificate does")
_REMEDIES[10] = "have the certificate renewed"
"""What to do by OpenSSL's number of what is wrong: another host, another address, expired."""
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

    The embedded engine reports two writers that merge one node as a broken constraint; and whoever reads there may
    find a record that is gone when its turn comes.
    """
    return isinstance(error, (ConstraintError, TransientError)) or _was_slower(error)


def _was_slower(error: Exception) -> bool:
    return isinstance(error, Neo4jError) and _FASTER.search(f"{error.code} {error.message}") is not None


def translated(error: Exception, where: str, settings: GraphSettings) -> GraphError:
    """The error for the user; ``where`` names the graph without its credentials."""
    if untrusted := _encryption(error, where, settings):
        return untrusted
    if is_gone(error):
        return GraphUnavailable(f"The graph at {where} cannot be reached; see that it runs, then try again.")
    if isinstance(error, ConnectionAcquisitionTimeoutError):
        return GraphUnavailable(
            f"The graph at {where} gave no connection within {settings.pool_wait:g} seconds: it does not answer, or "
            f"all {settings.pool_size} are at work; see that it is well, or raise POLICYGRAPH_POOL_SIZE.",
            _BUSY,
        )
    if isinstance(error, AuthError) and not isinstance(error, Forbidden):
        return GraphError(
            f"The graph at {where} refuses these credentials; set POLICYGRAPH_USER and POLICYGRAPH_PASSWORD."
        )
    if isinstance(error, Neo4jError):
        return _answered(error, where, settings)
    if isinstance(error, ConfigurationError):
        return GraphError(f"The address {where} cannot be used: {_line(str(error))}.")
    return GraphError(f"The graph at {where} failed: {_line(str(error))}.")


def _answered(error: Neo4jError, where: str, settings: GraphSettings) -> GraphError:
    """The error for what the server answered."""
    code = error.code or ""
    if "DatabaseNotFound" in code:
        return GraphError(f"The graph at {where} has no such database; set POLICYGRAPH_DATABASE.")
    if where.startswith("embedded:") and _DAMAGED.search(error.message or ""):
        return GraphError(
            f"The files of the graph at {where} are damaged ({_short(error)}); move its folder 'databases' away, "
            "then run `policygraph restore` with a backup or `policygraph load --all`."
        )
    if "Bookmark" in code and not isinstance(error, TransientError):
        return BookmarkError(
            "The graph does not know these bookmarks: they are of another graph, or damaged; ask without them."
        )
    if overloaded := _overloaded(error, code, where, settings):
        return overloaded
    if isinstance(error, Forbidden):
        return QueryError(f"The graph does not allow this: {_short(error)}; queries may only read.")
    kind = "refused" if isinstance(error, ClientError) else "could not do"
    return QueryError(f"The graph {kind} what was asked: {_short(error)}.")


def _overloaded(error: Neo4jError, code: str, where: str, settings: GraphSettings) -> GraphUnavailable | None:
    """The error of a server that is too slow, out of memory or disk, or busy; the same may work later."""
    if "TransactionTimedOut" in code:
        return GraphUnavailable(
            f"The query ran longer than {settings.query_timeout:g} seconds and was stopped; ask for less, "
            "or raise POLICYGRAPH_QUERY_TIMEOUT.",
            "The answer took too long and was given up; ask for less, or again later.",
        )
    if "OutOfMemory" in code or "heap budget exceeded" in (error.message or ""):
        return GraphUnavailable(
            f"The graph at {where} has not enough memory for this; ask for less, or give it more memory.",
            "The graph has not enough memory for this at the moment; ask for less, or again later.",
        )
    if code.startswith("Neo.DatabaseError.Transaction.") or _NO_ROOM.search(error.message or ""):
        return GraphUnavailable(
            f"The graph at {where} cannot write its files ({_short(error)}): its disk is full or broken; make room, "
            "restart it, then do this again.",
        )
    if "Bookmark" in code:
        return GraphUnavailable(
            f"The graph at {where} has not come to the state of these bookmarks in time; try again.",
            "The graph has not come to the state of these bookmarks in time; try again.",
        )
    if isinstance(error, TransientError) or _was_slower(error):
        return GraphUnavailable(f"The graph at {where} cannot do this now ({_short(error)}); try again.", _BUSY)
    return None


def _encryption(error: Exception, where: str, settings: GraphSettings) -> GraphError | None:
    """The error for a connection that could not be encrypted, or not with somebody who is trusted."""
    inner: BaseException | None = error
    while inner is not None and not isinstance(inner, ssl.SSLError):
        inner = inner.__cause__ or inner.__context__
    if isinstance(inner, ssl.SSLCertVerificationError):
        trusted = f"the authorities in {settings.ca_file}" if settings.ca_file else "the authorities of this system"
        remedy = _REMEDIES.get(
            inner.verify_code, "set POLICYGRAPH_CA_FILE to the certificate of the authority that signed it"
        )
        return GraphError(
            f"The certificate of the graph at {where} is not one that {trusted} vouch for here "
            f"({inner.verify_message.rstrip('.')}); {remedy}."
        )
    if isinstance(inner, ssl.SSLError):
        return GraphUnavailable(
            f"The graph at {where} broke off before the connection was encrypted: it is going down, or has no TLS; see "
            "that it is well, set TLS up on it, or write bolt:// or neo4j:// where nobody can listen in."
        )
    if is_gone(error) and "incomplete handshake" in str(error):
        return GraphUnavailable(
            f"The graph at {where} broke off before a word was said: it is going down, or wants encryption; see that "
            "it is well, or write bolt+s:// or neo4j+s://."
        )
    return None


def _short(error: Neo4jError) -> str:
    return _line(error.message or error.code or type(error).__name__)


def _line(text: str) -> str:
    return " ".join(text.split()).rstrip(".")[:400]
