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
from starlette.types import Scope

from api import bookmarks
from api.language import language
from api.meters import Meters
from api.state import Graph
from api.versions import Versions
from graph.moving import mark
from graph.moving.mark import Version

_ROOMS = ("data", "loaders", "graph", "cypher", "api")
_SETTLED = 2.0
"""Seconds after a change from which on its time, which HTTP tells in whole seconds, can mean no other one."""
_SHARE = 8
"""An answer of more than this part of the store is not kept."""
_VARY = "Accept, Accept-Encoding, Accept-Language"


@dataclass(frozen=True, slots=True)
class _Kept:
    body: bytes
    media_type: str
    headers: dict[str, str]

    @property
    def size(self) -> int:
        return len(self.body) + 1024  # and what keeps it: keys, headers, objects


class Answers:
    """Gives answers of routes that depend on the graph alone; one a process."""

    def __init__(self, graph: Graph, size: int, meters: Meters) -> None:
        self._graph = graph
        self._size = size
        self._meters = meters
        self._versions = Versions(lambda: mark.version(graph.store()), graph.changes)
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._held = 0
        self._began = time.time()
        _code()

    async def give(self, request: Request, make: Callable[[Request], Awaitable[Response]]) -> Response:
        """The answer to ``request``: 304 where the client has it, the kept one, or what ``make`` makes."""
        if request.method != "GET" or bookmarks.HEADER in request.headers:
            return await make(request)  # whoever brings a bookmark waits for a state of their own
        version = await self._versions.now()
        bookmarks.carry(request.scope, self._graph.store())
        today = datetime.now().astimezone()
        variant = (language(request.headers), request.headers.get("accept", ""))
        tag = _tag(version, today.date().isoformat(), _address(request.scope), *variant)
        headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": _VARY}
        modified = self._modified(version, today)
        if modified is not None:
            headers["Last-Modified"] = format_datetime(datetime.fromtimestamp(modified, UTC), usegmt=True)
        if names(request.headers.get("if-none-match"), tag):
            return self._unchanged(headers)  # whoever knows the tag was given this answer, not an error
        answer = self._found(tag, headers)
        if answer is None:
            answer = await make(request)
            if answer.status_code != 200:
                return answer
            self._keep(tag, answer)
            answer.headers.update(headers)
            self._meters.kept("made")
        if "if-none-match" not in request.headers and _is_since(request.headers.get("if-modified-since"), modified):
            return self._unchanged(headers)
        return answer

    def _unchanged(self, headers: dict[str, str]) -> Response:
        self._meters.kept("unchanged")
        return Response(status_code=304, headers=headers)

    def _found(self, tag: str, headers: dict[str, str]) -> Response | None:
        kept = self._kept.get(tag)
        if kept is None:
            return None
        self._kept.move_to_end(tag)
        self._meters.kept("found")
        return Response(kept.body, headers=kept.headers | headers, media_type=kept.media_type)

    def _keep(self, key: str, answer: Response) -> None:
        body, media_type = getattr(answer, "body", None), answer.headers.get("content-type")
        if not isinstance(body, bytes) or media_type is None or "set-cookie" in answer.headers:
            return
        own = {name: value for name, value in answer.headers.items() if name not in ("content-type", "content-length")}
        kept = _Kept(body, media_type, own)
        if kept.size * _SHARE > self._size:
            return
        if (before := self._kept.pop(key, None)) is not None:
            self._held -= before.size
        self._kept[key] = kept
        self._held += kept.size
        while self._held > self._size:
            self._held -= self._kept.popitem(last=False)[1].size

    def _modified(self, version: Version, now: datetime) -> float | None:
        """When an answer of this state may have changed last; None while that is too fresh to be told apart."""
        if version.changed is None:
            return None
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0).timestamp()
        last = max(version.changed / 1000, self._began, midnight)
        return last if time.time() - last >= _SETTLED else None


class FromGraph(APIRoute):
    """A route whose answers depend on the graph, its own code and the day alone."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler that asks ``Answers`` first."""
        make = super().get_route_handler()

        async def handler(request: Request) -> Response:
            answers: Answers = request.app.state.answers
            return await answers.give(request, make)

        return handler


def _address(scope: Scope) -> str:
    """Path and parameters as they were sent: decoded, ``#`` and a literal ``%23`` would be one."""
    path: bytes = scope.get("raw_path") or scope["path"].encode()
    query: bytes = scope["query_string"]
    return f"{path.decode('latin-1')}?{query.decode('latin-1')}"


def _tag(version: Version, *parts: str) -> str:
    """A weak validator: what is compared is the content, whatever it is encoded in on the way."""
    said = "\n".join((str(version.generation), str(version.changed), _code(), *parts))
    return f'W/"{hashlib.sha256(said.encode()).hexdigest()[:24]}"'


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


def names(given: str | None, tag: str) -> bool:
    """Whether If-None-Match names ``tag``; validators are compared weakly (RFC 9110, 13.1.2)."""
    opaque = tag.removeprefix("W/")
    return given is not None and any(one.strip().removeprefix("W/") == opaque for one in given.split(","))


def _is_since(given: str | None, modified: float | None) -> bool:
    """Whether If-Modified-Since names a time at or after the last change."""
    if given is None or modified is None:
        return False
    try:
        return int(modified) <= parsedate_to_datetime(given).timestamp()
    except (ValueError, OverflowError):
        return False
