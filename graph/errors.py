"""Errors of the graph room; every message is one sentence or two for the user: what is wrong, what to do."""


class GraphError(Exception):
    """The graph cannot do what was asked of it."""


class GraphUnavailable(GraphError):  # noqa: N818 - says what is the case
    """The graph's server is away, too slow, or out of memory or disk; the same call may work later.

    The message is for whoever runs the graph and may name its address; ``public`` is for everybody.
    """

    def __init__(self, message: str, public: str = "The graph cannot be reached at the moment; try again.") -> None:
        super().__init__(message)
        self.public = public


class QueryError(GraphError):
    """The server refused a query or a write."""


class BookmarkError(GraphError):
    """The server does not know the bookmarks that a query was to be asked after."""
