"""What stores share whichever driver they speak through: the connection, bookmarks, notices and errors."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any, Self

from neo4j import Bookmarks, ResultSummary
from neo4j.exceptions import IncompleteCommit

from graph import notices
from graph.bookmarks import AsyncSeen, Seen, is_refused, parse, written
from graph.connection import Connection
from graph.dialect import Dialect, dialect_of
from graph.errors import GraphError, GraphUnavailable
from graph.failures import translated
from graph.settings import GraphSettings

Rows = list[dict[str, Any]]
GENERATION = "MATCH (m:Meta {id: 'graph'}) RETURN m.generation AS generation"
PING = "RETURN 1 AS one"
_LOST_COMMIT = (
    "The connection broke while a change was being saved; it is saved as a whole or not at all. Run the command again."
)
_SET_BACK = (
    "The graph at {where} is not, or not yet, in the state in which this process saw it last: restored or behind; "
    "try again, and the answer will be of its present state."
)


class BaseStore:
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
