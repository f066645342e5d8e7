"""The header by which services that share a server or cluster read each other's writes."""

from __future__ import annotations

from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph.bookmarks import written
from graph.store import GraphStore

HEADER = "Policygraph-Bookmark"
_KEY = "bookmarks"


def carry(scope: Scope, store: GraphStore) -> None:
    """Let the answer to a request carry what ``store`` has seen by then."""
    scope.setdefault("state", {})[_KEY] = store.bookmarks


class BookmarkHeader:
    """ASGI middleware that gives an answer from a graph on a server the header of what has been seen of it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the headers of the answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})

        async def complete(message: Message) -> None:
            seen: Callable[[], list[str]] | None = state.get(_KEY)
            if message["type"] == "http.response.start" and seen is not None and (bookmarks := seen()):
                MutableHeaders(scope=message)[HEADER] = written(bookmarks)
            await send(message)

        await self._app(scope, receive, complete)
