"""Errors of the graph room; every message is one sentence or two for the user: what is wrong, what to do."""


class GraphError(Exception):
    """The graph cannot do what was asked of it."""


class GraphUnavailable(GraphError):  # noqa: N818 - says what is the case
    """The graph's server cannot be reached; the same call may work later."""


class QueryError(GraphError):
    """The server refused a query or a write."""
