"""How long a store goes on trying."""

from __future__ import annotations

import random
import time

from neo4j.exceptions import IncompleteCommit

from graph.connection import Connection
from graph.failures import is_conflict, is_gone, may_be_ending

_FIRST_PAUSE, _LONGEST_PAUSE = 0.05, 1.0
_ENDING = 4.0
"""Seconds within which an engine that is ending is known to be."""


class Patience:
    """Whether and how long to wait before the next try."""

    def __init__(self, connection: Connection) -> None:
        self._begun = time.monotonic()
        self._connection = connection
        self._pause = _FIRST_PAUSE

    def pause(self, error: Exception, *, conflicts: bool) -> float | None:
        """Seconds to wait before trying again; None when ``error`` is final.

        On a server the driver itself tries again. The embedded engine may have to be found or
        started again, which only the store can do.
        """
        if isinstance(error, IncompleteCommit):
            return None
        limit = self._connection.settings.retry_time
        again = conflicts and is_conflict(error)
        if self._connection.embedded and not again:
            again = is_gone(error) or may_be_ending(error)
            if again and not is_gone(error) and not self._connection.lost:
                limit = min(limit, _ENDING)
        if not again or time.monotonic() - self._begun >= limit:
            return None
        pause = self._pause * (0.5 + random.random())  # noqa: S311 - spreads writers, guards nothing
        self._pause = min(self._pause * 2, _LONGEST_PAUSE)
        return pause
