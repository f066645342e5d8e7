"""The header by which services that share a server or cluster read each other's writes."""

from __future__ import annotations

from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.types import Scope

from api.asgi import Completing
from graph.bookmarks import written
from graph.store import GraphStore

HEADER = "Policygraph-Bookmark"
_KEY = "bookmarks"


def carry(scope: Scope, store: GraphStore) -> None:
    """Let the answer to a request carry what ``store`` has seen by then."""
    scope.setdefault("state", {})[_KEY] = store.bookmarks


class BookmarkHeader(Completing):
    """ASGI middleware that gives an answer from a graph on a server the header of what has been seen of it."""

    def complete(self, scope: Scope, headers: MutableHeaders) -> None:
        """Add the header where the answer carries bookmarks."""
        seen: Callable[[], list[str]] | None = scope["state"].get(_KEY)
        if seen is not None and (bookmarks := seen()):
            headers[HEADER] = written(bookmarks)
