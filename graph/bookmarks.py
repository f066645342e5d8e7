"""What a process has seen of a graph on a server, as bookmarks that another process can be given.

A bookmark is the server's own word for a state of its database. A query that is asked after it waits
until the server (of a cluster: whichever member answers) has come to that state, and so reads what was
written elsewhere. The embedded engine is one process and always up to date: it knows no bookmarks.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Collection, Iterable

from neo4j.api import AsyncBookmarkManager, BookmarkManager
from neo4j.exceptions import Neo4jError

from graph.errors import BookmarkError

SEPARATOR = ","


def parse(text: str) -> tuple[str, ...]:
    """The bookmarks of a text that holds them separated by commas; BookmarkError when one cannot be such."""
    found = tuple(part for part in re.split(r"[,\s]+", text) if part)
    for one in found:
        # of one shorter than its usual prefix (FB:) Neo4j itself fails, not the request
        if not re.fullmatch(r"[!-~]{3,1000}", one):
            raise BookmarkError("A bookmark is three or more printable characters of ASCII; give it as it was printed.")
    return found


def written(bookmarks: Iterable[str]) -> str:
    """The text that ``parse`` reads."""
    return SEPARATOR.join(bookmarks)


def is_refused(error: Exception) -> bool:
    """Whether the server does not know the bookmarks it was given, or did not come to their state in time."""
    return isinstance(error, Neo4jError) and "Bookmark" in (error.code or "")


class Seen(BookmarkManager):
    """What all sessions of a store have seen; each new one starts from it. Safe to share between threads."""

    def __init__(self, first: Iterable[str] = ()) -> None:
        self._values = set(first)
        self._lock = threading.Lock()

    def get_bookmarks(self) -> set[str]:
        """The present bookmarks; in most cases one."""
        with self._lock:
            return set(self._values)

    def update_bookmarks(self, previous_bookmarks: Collection[str], new_bookmarks: Collection[str]) -> None:
        """Put ``new_bookmarks`` in place of those a session started from."""
        if new_bookmarks:
            with self._lock:
                self._values.difference_update(previous_bookmarks)
                self._values.update(new_bookmarks)

    def forget(self) -> None:
        """Start anew: the database is another one by now, or was set back."""
        with self._lock:
            self._values.clear()


class AsyncSeen(AsyncBookmarkManager):
    """The same for sessions of the asynchronous driver."""

    def __init__(self, seen: Seen) -> None:
        self._seen = seen

    async def get_bookmarks(self) -> set[str]:
        """The present bookmarks."""
        return self._seen.get_bookmarks()

    async def update_bookmarks(self, previous_bookmarks: Collection[str], new_bookmarks: Collection[str]) -> None:
        """Put ``new_bookmarks`` in place of those a session started from."""
        self._seen.update_bookmarks(previous_bookmarks, new_bookmarks)
