"""The graph, or a part of it, in forms that other programs read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from threading import BoundedSemaphore
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import StreamingResponse
from starlette.exceptions import HTTPException

from api import problems
from api.answers import FromGraph
from api.openapi.headers import of_file
from api.representations import format_parameter, wanted
from api.selections import EXPORT, scope_of, selection_of
from api.state import Store
from graph.moving import mark
from graph.moving.entries import entries
from graph.moving.forms import FORMS
from graph.parts.taken import TooMuch, chosen

OFFERED = {name: form.media_type for name, form in FORMS.items() if name != "cypher"}
_SAID = (
    "jsonl (one node or relationship a line), csv (a zip of tables with a data package), graphml, turtle or ntriples"
    " (RDF: SKOS, PROV, Web Annotation)"
)
AT_ONCE = 4
"""Exports that a process makes at a time: each takes a whole processor."""
_Form = Annotated[str, Depends(wanted(OFFERED))]


def router() -> APIRouter:
    """The route of this module."""
    routes = APIRouter(tags=["export"], route_class=FromGraph)
    places = BoundedSemaphore(AT_ONCE)

    @routes.get(
        "/export",
        summary="The graph or a part of it as a file",
        operation_id="export_graph",
        response_class=StreamingResponse,
        response_description="The file, in the form that was asked for.",
        responses=problems.responses(400, 406),
        openapi_extra={
            "parameters": [*EXPORT.documented, format_parameter(OFFERED, _SAID)],
            "responses": {"200": {"content": _contents(), "headers": of_file()}},
        },
    )
    def export(request: Request, store: Store, form: _Form) -> StreamingResponse:
        """Sent while it is read. Whole texts are in it; facts of every tier, unless `tiers` asks for surer ones.

        When the graph is changed meanwhile the transfer breaks off: what came until then is no export.
        """
        mark.generation(store)
        asked = EXPORT.asked(store, request)
        try:
            part = chosen(store, selection_of(store, asked), scope_of(asked))
        except TooMuch as error:
            raise HTTPException(422, str(error)) from None
        if not places.acquire(blocking=False):
            again = {"Retry-After": problems.RETRY_AFTER}
            raise HTTPException(503, f"{AT_ONCE} exports are being made; ask again when one has ended.", again)
        written = _held(FORMS[form].write(entries(store, part)), places)
        headers = {"Content-Disposition": f'attachment; filename="policygraph.{FORMS[form].ending}"'}
        return StreamingResponse(_begun(written), media_type=OFFERED[form], headers=headers)

    return routes


def _held(parts: Iterator[bytes], places: BoundedSemaphore) -> Iterator[bytes]:
    """The same parts; the place is free again when they end or are given up, once the first was asked for."""
    try:
        yield from parts
    finally:
        places.release()


def _begun(parts: Iterator[bytes]) -> Iterator[bytes]:
    """The same parts; what is wrong before the first of them is an error, not a broken transfer."""
    return chain([next(parts, b"")], parts)


def _contents() -> dict[str, Any]:
    text, binary = {"type": "string"}, {"type": "string", "format": "binary"}
    return {kind: {"schema": binary if name == "csv" else text} for name, kind in OFFERED.items()}
