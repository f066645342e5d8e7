"""How large and how slow a request may be, and by which names the server is called."""

from __future__ import annotations

import asyncio
import re
import time

from fastapi import Request
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import problems
from api.settings import ServiceSettings

ADDRESS = 8 * 1024
"""Bytes that path and parameters may have together."""
HEADERS = 16 * 1024
"""Bytes that all headers may have together."""
METADATA_BYTES = 1_000_000
"""Bytes that a body may have that is no document, and what comes along with a document."""
_DOCUMENTS = re.compile(r"/api/v1/policies(?:/[^/]+)?")
_PACE = 10_000
"""Bytes of a body for which its sender gets one second more."""
_CLOSE = {"Connection": "close"}
_PLAIN = {"Accept-Encoding": "identity", **_CLOSE}


class Limits:
    """ASGI middleware that refuses what is too large, too slow or meant for another host."""

    def __init__(self, app: ASGIApp, settings: ServiceSettings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, its body watched, or answer 4xx."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = self._refused(scope)
        if refused is not None:
            answer = problems.trouble(Request(scope), refused)
            await answer(scope, receive, send)
            return
        await self._app(scope, _Body(receive, self._most(scope), self._settings.body_time).receive, send)

    def _most(self, scope: Scope) -> int:
        """Bytes that the body of a request may have."""
        is_document = scope["method"] in ("POST", "PUT") and _DOCUMENTS.fullmatch(scope["path"])
        return self._settings.body_limit if is_document else min(self._settings.body_limit, METADATA_BYTES)

    def _refused(self, scope: Scope) -> problems.Trouble | None:
        headers = Headers(scope=scope)
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > ADDRESS:
            return problems.Trouble(
                "address-too-long", f"Path and parameters may have {ADDRESS} bytes together.", _CLOSE
            )
        if sum(len(name) + len(value) for name, value in scope["headers"]) > HEADERS:
            return problems.Trouble("headers-too-large", f"The headers may have {HEADERS} bytes together.", _CLOSE)
        length = headers.get("content-length", "")
        if length and "transfer-encoding" in headers:
            # a proxy on the way may have believed the other one (RFC 9112, 6.3)
            return problems.Trouble(
                "bad-request", "The body has a length and comes in chunks; send one of both.", _CLOSE
            )
        if headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
            return problems.Trouble("wrong-media-type", "A body is taken as it is, without Content-Encoding.", _PLAIN)
        most = self._most(scope)
        if length.isdecimal() and int(length) > most:
            return _too_large(most)
        names = self._settings.names
        if names and scope["path"] != "/healthz" and _name(headers.get("host", "")) not in names:
            said = "This server does not go by that name; POLICYGRAPH_HOSTS lists those by which it does."
            return problems.Trouble("wrong-host", said)
        return None


class _Body:
    """A body as it comes in: counted, and given up when it is too slow."""

    def __init__(self, receive: Receive, most: int, seconds: float) -> None:
        self._receive = receive
        self._most = most
        self._seconds = seconds
        self._begun: float | None = None
        self._size = 0
        self._whole = False

    async def receive(self) -> Message:
        """The next part of the body, or whatever comes after it; Trouble for one too large or too slow."""
        if self._whole:
            return await self._receive()
        now = time.monotonic()
        self._begun = self._begun or now
        left = self._begun + self._seconds + self._size / _PACE - now
        try:
            message = await asyncio.wait_for(self._receive(), max(left, 0))
        except TimeoutError:
            said = f"The body did not come within {self._seconds:g} seconds and at {_PACE} bytes a second."
            raise problems.Trouble("slow-body", said, _CLOSE) from None
        if message["type"] == "http.request":
            self._size += len(message.get("body", b""))
            self._whole = not message.get("more_body", False)
            if self._size > self._most:
                raise _too_large(self._most)
        return message


def _too_large(most: int) -> problems.Trouble:
    return problems.Trouble("too-large", f"This body may have {most:,} bytes; send less at once.", _CLOSE)


def _name(host: str) -> str:
    """The name in a header Host, without port and in small letters."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdecimal() else host).strip("[]").lower().rstrip(".")
