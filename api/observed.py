"""What is known of every request: an id, a line of the log, counters; and no fault of ours leaves without an answer."""

from __future__ import annotations

import logging
import os
import re
import time

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import problems
from api.logs import FIELDS, request_id
from api.meters import Meters

HEADER = "X-Request-Id"
_NAME = HEADER.lower().encode()
_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{1,64}")
_GONE = 499
"""Status that is noted for a client that left before it was answered."""
_NO_ROUTE = "none"
_log = logging.getLogger("api.requests")


class Observed:
    """The ASGI middleware around all that can fail."""

    def __init__(self, app: ASGIApp, meters: Meters, prefix: str) -> None:
        self._app = app
        self._meters = meters
        self._prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and note how it was answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        asked = next((value.decode("latin-1") for name, value in scope["headers"] if name == _NAME), "")
        identity = asked if _WELL_FORMED.fullmatch(asked) else os.urandom(16).hex()
        method, begun = scope["method"], time.perf_counter()
        status = size = 0

        async def watched(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = [one for one in message.get("headers", ()) if one[0].lower() != _NAME]
                message["headers"] = [*headers, (_NAME, identity.encode())]
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        token = request_id.set(identity)
        self._meters.begin()
        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            answer = problems.broken(Request(scope), error)
            if status:
                raise  # the answer has begun: all that is left is to break it off
            await answer(scope, receive, watched)
        finally:
            seconds = time.perf_counter() - begun
            route = self._route(scope)
            self._meters.end(method, route, status or _GONE, seconds)
            if _log.isEnabledFor(logging.INFO):
                who = state.get("principal")
                fields = {
                    "method": method,
                    "route": route,
                    "status": status or _GONE,
                    "milliseconds": round(seconds * 1000, 1),
                    "bytes": size,
                    "principal": who.id if who else None,
                }
                _log.info("%s %s %s", method, route, status or _GONE, extra={FIELDS: fields})
            request_id.reset(token)

    def _route(self, scope: Scope) -> str:
        """The pattern of the address, which holds no values."""
        path: str | None = getattr(scope.get("route"), "path", None)
        if path is None:
            return _NO_ROUTE
        below = scope["path"].startswith(self._prefix + "/") and not path.startswith(self._prefix)
        return self._prefix + path if below else path
