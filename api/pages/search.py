"""Search for people: names first, then passages with the words marked."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.links import reading_at
from api.pages.renderer import page
from api.routes.search import Hit, SearchPage, searched
from api.state import Store
from graph.moving import mark

_PAGE = 30
_FACETS = ("region", "instrument", "doc_type", "year")
_PLACES = {
    "region": "/regions/",
    "instrument": "/instruments/",
    "agency": "/agencies/",
    "policy": "/policies/",
    "industry": "/graph?of=Industry/",
    "enterprise": "/graph?of=Enterprise/",
    "institution": "/graph?of=Institution/",
    "place": "/graph?of=Place/",
    "fund": "/graph?of=Fund/",
    "event": "/graph?of=Event/",
}
"""Pages of what was found by its name; what has none is shown in the graph, with the documents that name it."""


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/search")
    def search(request: Request, store: Store, q: str = "", after: str = "") -> HTMLResponse:
        mark.generation(store)
        words = q.strip()[:200]
        found: SearchPage | None = None
        if words:
            given: dict[str, Any] = {name: request.query_params.get(name, "") for name in _FACETS}
            found = searched(store, given | {"words": words, "year": given["year"] or None}, _PAGE, after)
        hits = [(hit, _address(hit), _parts(hit)) for hit in found.items] if found else []
        chosen = {name: request.query_params.get(name, "") for name in _FACETS}
        return page(request, "search.html", {"q": words, "found": found, "hits": hits, "chosen": chosen})

    return routes


def _address(hit: Hit) -> str | None:
    if hit.snippet:
        return reading_at(hit.snippet.policy, hit.snippet.word_start, hit.snippet.word_end)
    place = _PLACES.get(hit.kind)
    return f"{place}{quote(hit.id, safe='')}" if place else None


def _parts(hit: Hit) -> tuple[str, str, str] | None:
    """The snippet before, in and behind the searched words."""
    if hit.snippet is None:
        return None
    said, start = hit.snippet.quote, hit.snippet.start
    begin, end = hit.snippet.word_start - start, hit.snippet.word_end - start
    return said[:begin], said[begin:end], said[end:]
