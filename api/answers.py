"""Answers that depend on the graph alone: validators (ETag, Last-Modified) and a bounded store of those given.

A route says that its answers are such by its class: ``APIRouter(route_class=FromGraph)``. They must not depend on
who asks, on files or on the time of day; the day itself counts, for many questions have it as a default.
"""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from api import bookmarks
from api.language import preferred
from api.meters import Meters
from api.state import Graph
from api.versions import Versions
from graph.errors import GraphError
from graph.moving import mark
from graph.moving.mark import Version

_ROOMS = ("data", "loaders", "graph", "cypher", "api")
_SETTLED = 2.0
"""Seconds after a change from which on its time, which HTTP tells in whole seconds, can mean no other one."""
_SHARE = 8
"""An answer of more than this part of the store is not kept."""
_ALWAYS = [(b"cache-control", b"private, no-cache"), (b"vary", b"Accept, Accept-Encoding, Accept-Language")]
_OURS = frozenset((b"etag", *(name for name, _ in _ALWAYS)))


_Headers = list[tuple[bytes, bytes]]
_Key = tuple[bytes, bytes, str, bytes]
_BOOKMARK = bookmarks.HEADER.lower().encode()
_GENERATION = "generation"
_ASKED = frozenset((b"accept", b"accept-language", b"if-none-match", b"if-modified-since", _BOOKMARK))
"""Headers of a request that say which answer is asked for."""


@dataclass(frozen=True, slots=True)
class _State:
    """What answers depend on beside their request."""

    version: Version
    day: str


@dataclass(frozen=True, slots=True)
class _Kept:
    state: _State
    tag: str
    body: bytes
    headers: _Headers
    route: object

    @property
    def size(self) -> int:
        return len(self.body) + 1024  # and what keeps it: keys, headers, objects


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: _Headers
    body: bytes


class Answers:
    """Gives answers of routes that depend on the graph alone; one a process."""

    def __init__(self, graph: Graph, size: int, meters: Meters) -> None:
        self._graph = graph
        self._size = size
        self._meters = meters
        self._versions = Versions(lambda: mark.version(graph.store()), graph.changes)
        self._kept: OrderedDict[_Key, _Kept] = OrderedDict()
        self._held = 0
        self._began = time.time()
        self._changed: tuple[_State, float, str] | None = None
        _code()

    async def at_hand(self, scope: Scope) -> _Answer | None:
        """The answer to a GET where it is kept, or 304 where the client has that one; None where it has to be made."""
        asked = _asked(scope)
        key = _key(scope, asked)
        kept = self._kept.get(key)
        if kept is None or _BOOKMARK in asked:
            return None
        try:
            state = await self._state()
            bookmarks.carry(scope, self._graph.store())
        except GraphError:
            return None  # the route says what is the matter
        if kept.state != state:
            return None
        if key in self._kept:
            self._kept.move_to_end(key)
        scope["route"] = kept.route
        modified, told = self._last_modified(state)
        if _is_unchanged(asked, kept.tag, modified):
            self._meters.kept("unchanged")
            return _Answer(304, [*_validators(kept.tag), *told], b"")
        self._meters.kept("found")
        return _Answer(200, [*kept.headers, *told], kept.body)

    async def give(self, request: Request, make: Callable[[Request], Awaitable[Response]]) -> Response:
        """The answer to ``request`` that is not at hand: 304 where the client has it, or what ``make`` makes."""
        scope = request.scope
        asked = _asked(scope)
        if request.method != "GET" or _BOOKMARK in asked:
            return await make(request)  # whoever brings a bookmark waits for a state of their own
        state = await self._state()
        bookmarks.carry(scope, self._graph.store())
        key = _key(scope, asked)
        tag = _tag(state, key)
        modified, told = self._last_modified(state)
        if names(asked.get(b"if-none-match"), tag):
            return self._unchanged(tag, told)  # whoever knows the tag was given this answer, not an error
        scope["state"][_GENERATION] = state.version.generation
        answer = await make(request)
        if answer.status_code != 200:
            return answer
        answer.raw_headers[:] = [one for one in answer.raw_headers if one[0] not in _OURS]
        answer.raw_headers += _validators(tag)
        body = getattr(answer, "body", None)  # a stream has none, and must be sent once it is made
        self._meters.kept("made")
        if not isinstance(body, bytes) or "content-type" not in answer.headers or "set-cookie" in answer.headers:
            answer.raw_headers += told
            return answer
        self._keep(key, _Kept(state, tag, body, list(answer.raw_headers), scope["route"]))
        answer.raw_headers += told
        return self._unchanged(tag, told) if _is_unchanged(asked, tag, modified) else answer

    def _unchanged(self, tag: str, told: _Headers) -> Response:
        self._meters.kept("unchanged")
        answer = Response(status_code=304)
        answer.raw_headers[:] = [*_validators(tag), *told]
        return answer

    async def _state(self) -> _State:
        return _State(await self._versions.now(), datetime.now().date().isoformat())

    def _keep(self, key: _Key, kept: _Kept) -> None:
        if (before := self._kept.pop(key, None)) is not None:
            self._held -= before.size
        if kept.size * _SHARE <= self._size:
            self._kept[key] = kept
            self._held += kept.size
        while self._held > self._size:
            self._held -= self._kept.popitem(last=False)[1].size
        self._meters.hold(self._held)

    def _last_modified(self, state: _State) -> tuple[float | None, _Headers]:
        """When an answer of this state may have changed last, and the header for it; nothing while it is fresh."""
        if state.version.changed is None:
            return None, []
        if self._changed is None or self._changed[0] != state:
            midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0).timestamp()
            last = max(state.version.changed / 1000, self._began, midnight)
            self._changed = (state, last, format_datetime(datetime.fromtimestamp(last, UTC), usegmt=True))
        _, last, text = self._changed
        return (last, [(b"last-modified", text.encode())]) if time.time() - last >= _SETTLED else (None, [])


def generation(request: Request) -> int | None:
    """State of the graph that was found for this request; None where nobody asked for it."""
    found: int | None = getattr(request.state, _GENERATION, None)
    return found


class FromGraph(APIRoute):
    """A route whose answers depend on the graph, its own code and the day alone."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler that asks ``Answers`` first."""
        make = super().get_route_handler()

        async def handler(request: Request) -> Response:
            answers: Answers = request.app.state.answers
            return await answers.give(request, make)

        return handler


class Shelf:
    """The innermost ASGI middleware: answers that are at hand leave without a look for their route."""

    def __init__(self, app: ASGIApp, answers: Answers) -> None:
        self._app = app
        self._answers = answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with what is kept, or pass the request on."""
        answer = None
        if scope["type"] == "http" and scope["method"] == "GET":
            answer = await self._answers.at_hand(scope)
        if answer is None:
            await self._app(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        await send({"type": "http.response.body", "body": answer.body})


def _asked(scope: Scope) -> dict[bytes, bytes]:
    """The headers of ``_ASKED`` that a request has; of one that comes twice the first."""
    found: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        if name in _ASKED:
            found.setdefault(name, value)
    return found


def _key(scope: Scope, asked: dict[bytes, bytes]) -> _Key:
    """What tells answers of one state apart: address, language, form.

    Path and parameters as they were sent: decoded, ``#`` and a literal ``%23`` would be one.
    """
    path: bytes = scope.get("raw_path") or scope["path"].encode()
    query: bytes = scope["query_string"]
    return path, query, preferred(asked.get(b"accept-language", b"").decode("latin-1")), asked.get(b"accept", b"")


def _tag(state: _State, key: _Key) -> str:
    """A weak validator: what is compared is the content, whatever it is encoded in on the way."""
    path, query, *variant = key
    address = f"{path.decode('latin-1')}?{query.decode('latin-1')}"
    said = (state.version.generation, state.version.changed, _code(), state.day, address, *variant)
    return f'W/"{hashlib.sha256(repr(said).encode()).hexdigest()[:24]}"'


def _validators(tag: str) -> _Headers:
    return [(b"etag", tag.encode()), *_ALWAYS]


def _is_unchanged(asked: dict[bytes, bytes], tag: str, modified: float | None) -> bool:
    """Whether a request says that the client has the answer of ``tag``, last changed at ``modified``."""
    named = asked.get(b"if-none-match")
    return names(named, tag) if named is not None else _is_since(asked.get(b"if-modified-since"), modified)


@cache
def _code() -> str:
    """Digest of the code that makes answers."""
    root = Path(__file__).resolve().parent.parent
    found = hashlib.sha256(metadata.version("policygraph").encode())
    for room in _ROOMS:
        for path in sorted((root / room).rglob("*")):
            if path.suffix in (".py", ".cypher", ".yaml", ".json") and "plans" not in path.parts:
                found.update(path.read_bytes())
    return found.hexdigest()


def names(given: bytes | None, tag: str) -> bool:
    """Whether If-None-Match names ``tag``; validators are compared weakly (RFC 9110, 13.1.2)."""
    opaque = tag.removeprefix("W/")
    return given is not None and any(
        one.strip().removeprefix("W/") == opaque for one in given.decode("latin-1").split(",")
    )


def _is_since(given: bytes | None, modified: float | None) -> bool:
    """Whether If-Modified-Since names a time at or after the last change."""
    if given is None or modified is None:
        return False
    try:
        return int(modified) <= parsedate_to_datetime(given.decode("latin-1")).timestamp()
    except (ValueError, OverflowError):
        return False
