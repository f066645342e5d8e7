"""What a server remarks on our queries (deprecated words, missing indexes, costly plans), as lines of the log."""

from __future__ import annotations

import logging
import threading

from neo4j import NotificationClassification, NotificationSeverity, ResultSummary

_log = logging.getLogger(__name__)
_MANY = 1000
"""How many remarks are remembered as said."""
_said: set[tuple[str, str]] = set()
_lock = threading.Lock()

# The driver would log each of them each time.
_driver_log = logging.getLogger("neo4j.notifications")
_driver_log.addHandler(logging.NullHandler())
_driver_log.propagate = False


def log(summary: ResultSummary) -> None:
    """Log the server's remarks of severity WARNING on a query; each code once for a query text.

    A name that no node has yet is logged as information only: the model declares more than a graph may hold.
    """
    query = summary.query or ""
    for status in summary.gql_status_objects:
        if not status.is_notification or not _is_new(status.gql_status, query):
            continue
        grave = (
            status.severity == NotificationSeverity.WARNING
            and status.classification != NotificationClassification.UNRECOGNIZED
        )
        _log.log(
            logging.WARNING if grave else logging.INFO,
            "The graph's server remarks %s (%s) on the query “%s”: %s",
            status.gql_status,
            status.raw_classification,
            " ".join(query.split())[:200],
            " ".join(status.status_description.split()),
        )


def _is_new(code: str, query: str) -> bool:
    with _lock:
        if len(_said) >= _MANY:
            _said.clear()
        known = (code, query) in _said
        _said.add((code, query))
        return not known
