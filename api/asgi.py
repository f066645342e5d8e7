"""What the ASGI middlewares of the application share: the look at an answer's head before it leaves."""

from __future__ import annotations

from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


def on_start(send: Send, change: Callable[[MutableHeaders, int], None]) -> Send:
    """``send`` that first lets ``change`` see and change the headers of an answer, given its status."""

    async def changed(message: Message) -> None:
        if message["type"] == "http.response.start":
            change(MutableHeaders(scope=message), message["status"])
        await send(message)

    return changed


class Completing:
    """ASGI middleware that completes the headers of every answer; a subclass says how."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    def complete(self, scope: Scope, headers: MutableHeaders) -> None:
        """Add to ``headers`` of the answer to ``scope``."""
        raise NotImplementedError

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the headers of the answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        # one mapping for the whole request, whoever copies the scope on the way
        scope.setdefault("state", {})
        await self._app(scope, receive, on_start(send, lambda headers, _: self.complete(scope, headers)))
