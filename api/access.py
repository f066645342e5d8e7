"""Who asks, and what they may: keys and roles, and this machine itself while there are no keys.

``Known`` and ``Door`` refuse whoever may not read before anything else is done, on every address but those of
``_OPEN``; a route that does more than read says so by a dependency: ``editor`` or ``admin``.
"""

from __future__ import annotations

import base64
import binascii
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from api import problems
from api.browser.trust import at_this_machine
from api.keys import KeyRing, Role
from api.settings import ServiceSettings
from graph.errors import GraphError

_OPEN = ("/healthz", "/readyz", "/docs", "/openapi.json", "/problems")
_OPEN_BELOW = ("/static/", "/problems/")
_SAFE = ("GET", "HEAD", "OPTIONS")
_STATE = "principal"
_REFUSED = "refused"
_WHO = {"WWW-Authenticate": 'Basic realm="policygraph: any name, the key as password", charset="UTF-8", Bearer'}
_NEEDED = "Send an API key as Authorization: Bearer KEY; whoever runs the server makes one with policygraph keys add."
_WRONG = "The API key is unknown or revoked; ask whoever runs the server for a new one."
_CROSS = "A page of another origin may not change anything here with what its browser knows; send the key as a Bearer."
_UNREADABLE = "Keys cannot be checked at the moment; the log of the server says why."
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks."""

    id: str
    """Id of the key, ``local`` for this machine itself, ``keyless`` for whoever brings no key where that is allowed."""
    role: Role
    sent: bool
    """Whether a program sent a key, so that no page of another site can have let a browser do it."""

    @property
    def has_key(self) -> bool:
        """Whether ``id`` is that of a key."""
        return self.id not in ("local", "keyless")


@dataclass(frozen=True, slots=True)
class Gate:
    """What decides who somebody is."""

    ring: KeyRing
    settings: ServiceSettings
    bound: str | None
    """Address that the server is bound to; None where nobody said."""

    def judge(self, scope: Scope) -> Principal | None:
        """Who asks; None for a stranger, HTTPException for a key that is none, GraphError for unreadable keys."""
        headers = Headers(scope=scope)
        given = _given(headers)
        if given is not None:
            key = self.ring.match(given.key)
            if key is None:
                raise problems.Trouble("key-needed", _WRONG, _WHO)
            return Principal(key.id, key.role, sent=not given.by_browser)
        if at_this_machine(scope, self.bound) and not self.ring.every():
            return Principal("local", Role.ADMIN, sent=False)
        if self.settings.keyless != "none":
            return Principal("keyless", Role[self.settings.keyless.upper()], sent=False)
        return None


@dataclass(frozen=True, slots=True)
class _Given:
    key: str
    by_browser: bool


class Known:
    """ASGI middleware that notes who asks, and why they may not; ``Door``, further in, turns them away."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self._app = app
        self._gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Find out who asks, then pass the request on."""
        if scope["type"] == "http":
            state = scope.setdefault("state", {})
            state[_STATE] = state[_REFUSED] = None
            try:
                who = state[_STATE] = self._gate.judge(scope)
                if who is None and not is_open(scope["path"]):
                    state[_REFUSED] = problems.Trouble("key-needed", _NEEDED, _WHO)
                elif who and not who.sent and scope["method"] not in _SAFE and self._is_foreign(scope):
                    state[_REFUSED] = problems.Trouble("cross-site", _CROSS)
            except HTTPException as error:
                state[_REFUSED] = error
            except GraphError as error:
                _log.error("%s", error)
                again = {"Retry-After": problems.RETRY_AFTER}
                state[_REFUSED] = problems.Trouble("unavailable", _UNREADABLE, again)
        await self._app(scope, receive, send)

    def _is_foreign(self, scope: Scope) -> bool:
        """Whether a browser says that a page of another origin asks."""
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if origin is None:
            return headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
        scheme, _, host = origin.partition("://")
        is_ours = scheme in ("http", "https") and host == headers.get("host")
        return not (is_ours or origin in self._gate.settings.origins)


class Door:
    """ASGI middleware that lets nobody past whom ``Known`` found to have no right to ask."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 401, 403 or 503."""
        refused: HTTPException | None = scope["state"][_REFUSED] if scope["type"] == "http" else None
        answer = self._app if refused is None else problems.trouble(Request(scope), refused)
        await answer(scope, receive, send)


def is_open(path: str) -> bool:
    """Whether an address answers whoever asks."""
    return path in _OPEN or path.startswith(_OPEN_BELOW)


def _given(headers: Headers) -> _Given | None:
    """The key of a request; None where there is none."""
    authorization = headers.get("authorization")
    if authorization is None:
        key = headers.get("x-api-key")
        return None if key is None else _Given(key, by_browser=False)
    scheme, _, word = authorization.partition(" ")
    if scheme.lower() == "basic":
        try:
            word = base64.b64decode(word.strip(), validate=True).decode().partition(":")[2]
        except (binascii.Error, ValueError):
            word = ""
        return _Given(word, by_browser=True)
    return _Given(word.strip() if scheme.lower() == "bearer" else "", by_browser=False)


def asking(request: Request) -> Principal:
    """Who asks; 401 for a stranger."""
    found: Principal | None = getattr(request.state, _STATE, None)
    if found is None:
        raise problems.Trouble("key-needed", _NEEDED, _WHO)
    return found


def may_edit(request: Request) -> bool:
    """Whether who asks for a page may change documents or judgements."""
    return asking(request).role >= Role.EDITOR


def _at_least(role: Role) -> Callable[..., Awaitable[Principal]]:
    async def check(request: Request) -> Principal:
        who = asking(request)
        if who.role < role:
            said = f"This takes a key of the role {role.word}; yours is {who.role.word}."
            if who.id == "keyless":
                said = f"This takes a key of the role {role.word}; {_NEEDED[:1].lower()}{_NEEDED[1:]}"
            raise problems.Trouble("not-allowed", said)
        return who

    return check


reader = _at_least(Role.READER)
"""Dependency of routes that only read."""
editor = _at_least(Role.EDITOR)
"""Dependency of routes that change documents or judgements."""
admin = _at_least(Role.ADMIN)
"""Dependency of routes for whoever runs the server."""
Reader = Annotated[Principal, Depends(reader)]
Editor = Annotated[Principal, Depends(editor)]
Admin = Annotated[Principal, Depends(admin)]
