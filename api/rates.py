"""How often one client may ask. Counted in each process by itself: N workers let through up to N times as much."""

from __future__ import annotations

import ipaddress
import math
import time

from fastapi import Request
from limits import RateLimitItem
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

from api import problems
from api.access import Principal
from api.asgi import on_start

_UNCOUNTED = ("/healthz",)
_MANY = "There were too many requests from here; wait {seconds} seconds, then ask again."


class Rates:
    """ASGI middleware that counts requests by key, without a good one by address, and answers 429 above the limit.

    It stands between ``Known`` and ``Door``: whoever is turned away is counted too. This machine itself is not
    counted while it needs no key. Addresses are forgotten when their span is over.
    """

    def __init__(self, app: ASGIApp, limit: RateLimitItem | None) -> None:
        self._app = app
        self._limit = limit
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with what is left of its limit, or answer 429."""
        who: Principal | None = scope.get("state", {}).get("principal")
        local = who is not None and who.id == "local"
        if scope["type"] != "http" or self._limit is None or local or scope["path"] in _UNCOUNTED:
            await self._app(scope, receive, send)
            return
        client = who.id if who is not None and who.id != "keyless" else client_of(scope)
        allowed = self._limiter.hit(self._limit, client)
        reset, left = self._limiter.get_window_stats(self._limit, client)
        seconds = max(1, math.ceil(reset - time.time()))
        fields = {
            "RateLimit-Policy": f'"default";q={self._limit.amount};w={self._limit.get_expiry()}',
            "RateLimit": f'"default";r={left};t={seconds}',
        }
        if not allowed:
            said = _MANY.format(seconds=seconds)
            answer = problems.problem(Request(scope), 429, said, fields | {"Retry-After": str(seconds)})
            await answer(scope, receive, send)
            return

        def tell(headers: MutableHeaders, status: int) -> None:
            headers.update(fields)

        await self._app(scope, receive, on_start(send, tell))


def client_of(scope: Scope) -> str:
    """What addresses are counted by: the address, of IPv6 the network (/64) that one subscriber has."""
    host = scope["client"][0] if scope.get("client") else ""
    try:
        address = ipaddress.ip_address(host.split("%")[0])
    except ValueError:
        return host
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return host
