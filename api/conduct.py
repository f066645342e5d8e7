"""How the server behaves towards its clients, whatever they ask: the middlewares of the application in their order."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette_compress import CompressMiddleware, add_compress_type, remove_compress_type

from api.access import Door, Gate, Known
from api.bookmarks import HEADER as BOOKMARK
from api.bookmarks import BookmarkHeader
from api.headers import Heads, SecurityHeaders
from api.limits import Limits
from api.meters import Meters
from api.observed import HEADER as REQUEST_ID
from api.observed import Observed
from api.rates import Rates

DESCRIPTION = (
    "Every answer carries X-Request-Id (a well-formed one of the request is kept). Answers that depend on the graph"
    " alone carry ETag and Last-Modified: send them back as If-None-Match or If-Modified-Since, and an unchanged"
    " answer is 304 without a body. Errors are problems of RFC 9457; their `type` leads to a description under"
    " /problems. Accept-Language chooses the language of their `title`; instruments and functions are"
    " named in both languages. Requests of this machine need no key until there is one; all others send one as"
    " Authorization: Bearer KEY or X-API-Key. RateLimit-Policy and RateLimit tell how many requests a key has; above"
    " that the answer is 429 with Retry-After."
)
_SENT = ["Accept", "Accept-Language", "Authorization", "Content-Type", "Idempotency-Key", "If-Modified-Since"]
_SENT += ["If-None-Match", "Last-Event-ID", "X-API-Key", BOOKMARK, REQUEST_ID]
_READ = [
    "Content-Disposition",
    "ETag",
    "Idempotency-Replayed",
    "Last-Modified",
    "Link",
    "Location",
    "Policygraph-Generation",
    "Policygraph-Left-Out",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
]
_READ += [BOOKMARK, REQUEST_ID]
_COMPRESSED = [
    *("application/problem+json", "application/x-ndjson", "application/graphml+xml", "text/csv"),
    *("text/turtle", "application/n-triples", "application/vnd.cytoscape+json"),
]
"""Kinds of texts that the library does not know to be such."""
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]


def install(app: FastAPI, gate: Gate, meters: Meters, prefix: str) -> None:
    """Put the middlewares around ``app``; the first one added is the innermost."""
    remove_compress_type("text/event-stream")
    for kind in _COMPRESSED:
        add_compress_type(kind)
    service = gate.settings
    app.add_middleware(BookmarkHeader)
    app.add_middleware(Door)
    app.add_middleware(Rates, limit=service.rate)
    app.add_middleware(Known, gate=gate)
    app.add_middleware(Limits, settings=service)
    app.add_middleware(CompressMiddleware, brotli=False)
    app.add_middleware(Heads)
    if service.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=service.origins,
            allow_methods=_METHODS,
            allow_headers=_SENT,
            expose_headers=_READ,
        )
    app.add_middleware(Observed, meters=meters, prefix=prefix)
    app.add_middleware(SecurityHeaders)
