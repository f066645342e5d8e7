"""The one store of a server process."""

from __future__ import annotations

import logging
import threading
from typing import Annotated

from fastapi import Depends, Header, Request
from fastapi.concurrency import run_in_threadpool

from api import bookmarks
from graph.errors import GraphError
from graph.settings import GraphSettings
from graph.store import GraphStore

_log = logging.getLogger(__name__)


class Graph:
    """Opens the store once and keeps it; while the graph is away every use tries again."""

    def __init__(self, settings: GraphSettings) -> None:
        self.settings = settings
        self._store: GraphStore | None = None
        self._lock = threading.Lock()

    @property
    def opened(self) -> GraphStore | None:
        """The store where it is open already; never waits."""
        return self._store

    def store(self) -> GraphStore:
        """The store; GraphUnavailable or GraphError while it cannot be opened."""
        with self._lock:
            if self._store is None:
                self._store = GraphStore.open(self.settings)
            return self._store

    def changes(self) -> int | None:
        """What ``GraphStore.changes`` says; None too while the store is not open. Never waits."""
        store = self._store
        return None if store is None else store.changes()

    def warm_up(self) -> None:
        """Open the store ahead of the first request; a graph that is away is logged, not fatal."""
        try:
            self.store()
        except GraphError as error:
            _log.warning("%s", error)

    def close(self) -> None:
        """Give the store up."""
        with self._lock:
            if self._store is not None:
                self._store.close()
                self._store = None


async def _store(
    request: Request,
    after: Annotated[
        str,
        Header(
            alias=bookmarks.HEADER,
            description="Bookmarks (parted by commas) of an earlier answer or of `policygraph load --json`: this answer"
            " waits for their state. Of use with a server or cluster; an embedded graph is always up to date.",
        ),
    ] = "",
) -> GraphStore:
    graph: Graph = request.app.state.graph
    store = graph.opened
    if store is None:
        store = await run_in_threadpool(graph.store)
    bookmarks.carry(request.scope, store)
    # a request may say it several times, as with any header whose values are parted by commas
    return store.after(request.headers.getlist(bookmarks.HEADER)) if after else store


Store = Annotated[GraphStore, Depends(_store)]
"""What a route declares to read from the graph."""
