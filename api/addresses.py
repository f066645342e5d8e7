"""Routes whose address holds no parameter, found by the address instead of by trying one pattern after another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from starlette.routing import BaseRoute, Match, Route
from starlette.types import Receive, Scope, Send


class Addresses(BaseRoute):
    """A table of the routes among ``routes`` that have one address; it stands before them and knows nothing else.

    What it does not find (another method, a root path before the address) the routes themselves answer as ever.
    """

    def __init__(self, routes: Iterable[BaseRoute]) -> None:
        self._found: dict[str, list[Route]] = defaultdict(list)
        for route in routes:
            if isinstance(route, Route) and not route.param_convertors:
                self._found[route.path].append(route)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """What the route of this very address and method says."""
        for route in self._found.get(scope["path"], ()):
            match, found = route.matches(scope)
            if match is Match.FULL:
                return match, found
        return Match.NONE, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the route answer that was found."""
        route: Route = scope["route"]
        await route.handle(scope, receive, send)
