"""The documents, and the reader: one document with its clauses, what was read from it, and the words marked."""

from __future__ import annotations

from typing import Any, get_args

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from api.access import may_edit
from api.pages import judged
from api.pages.marked import Mark, Piece, pieces
from api.pages.renderer import chosen, page
from api.pages.source import source_pieces
from api.paging import cut
from api.routes.jobs import AtOffice
from api.state import Store
from api.words import words
from cypher.catalogue import catalogue
from cypher.errors import NotInGraphError
from cypher.run import Row, run
from graph import taxonomy
from graph.moving import mark
from graph.store import GraphStore
from loaders.facts import Tier

_MORE = """
MATCH (p:Policy {id: $id})
WHERE p.text IS NOT NULL
RETURN p.text AS text, p.source AS source, p.completeness_reason AS completeness_reason, p.publisher AS publisher,
       p.source_url AS source_url, p.retrieved AS retrieved
"""
_CLAUSES = """
MATCH (c:Clause {policy: $id})
RETURN c.path AS path, c.title AS title, c.start AS start, c.title_start AS title_start, c.title_end AS title_end
ORDER BY c.order
"""
_HERE, _HEADING = "here", "heading"
_TIERS: tuple[Tier, ...] = get_args(Tier)
"""From the surest on."""
_PAGE = 100
_HEADINGS = 40
"""Characters of a heading in a list."""


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(prefix="/policies", include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("")
    def every(request: Request, store: Store, after: str = "") -> HTMLResponse:
        mark.generation(store)
        found = run(store, catalogue().get("resources/policies"), {"after": after, "limit": _PAGE + 1})
        shown = cut(found, [row["id"] for row in found], _PAGE)
        return page(request, "policies.html", {"policies": shown["items"], "next": shown["next"]})

    @routes.get("/{policy_id}")
    def one(
        request: Request,
        store: Store,
        office: AtOffice,
        policy_id: str,
        tiers: Tier = "likely",
        start: int | None = None,
        end: int | None = None,
        view: str = "clean",
    ) -> HTMLResponse:
        mark.generation(store)
        rows = run(store, catalogue().get("resources/policies"), {"id": policy_id, "tiers": "candidate"})
        more = store.read(_MORE, {"id": policy_id})
        if not rows or not more:
            raise HTTPException(404, f"There is no policy {policy_id}; /policies lists them.")
        clauses = store.read(_CLAUSES, {"id": policy_id})
        may = may_edit(request)
        text = str(more[0].pop("text"))
        source = more[0].pop("source")
        content: dict[str, Any] = {
            "policy": rows[0] | more[0],
            "clauses": clauses,
            "facts": [],
            "pieces": [],
            "view": view,
            "tiers": tiers,
            "may": may,
            "form": judged.form(words(chosen(request)), [(row["path"], _heading(row)) for row in clauses])
            if may
            else {},
            "labels": {one["id"]: one["props"] for one in taxonomy.instruments()},
        }
        if view == "source":
            raw = str(source or "")
            content["source"] = raw
            content["pieces"] = source_pieces(store, office.readings, policy_id, raw, text)
        else:
            facts = _facts(store, policy_id, tiers)
            content |= {"facts": facts, "pieces": _pieces(text, facts, clauses, start, end)}
        return page(request, "policy.html", content)

    return routes


def _heading(clause: Row) -> str:
    """A clause as a list has room for it."""
    return f"{clause['path']} {clause['title'][:_HEADINGS]}".strip()


def _facts(store: GraphStore, policy: str, tiers: Tier) -> list[Row]:
    """Facts of at least the tier ``tiers``; their anchors are the same whichever that is."""
    try:
        every = run(store, catalogue().get("provenance/evidence"), {"policy": policy, "tiers": "candidate"})
    except NotInGraphError as error:
        raise HTTPException(404, str(error)) from error
    counted = _TIERS[: _TIERS.index(tiers) + 1]
    return [fact for fact in _anchored(every) if fact["tier"] in counted]


def _anchored(facts: list[Row]) -> list[Row]:
    """Each fact with its ``anchor``, which says where its words stand: it outlives another tier and another reading."""
    used: dict[str, int] = {}
    found: list[Row] = []
    for fact in facts:
        place = f"{fact['start']}-{fact['end']}"
        used[place] = used.get(place, 0) + 1
        found.append(fact | {"anchor": place if used[place] == 1 else f"{place}-{used[place]}"})
    return found


def _pieces(
    text: str, facts: list[Row], clauses: list[Row], start: int | None, end: int | None
) -> list[dict[str, Any]]:
    """The text as the template writes it: pieces with kinds and facts, anchors where clauses begin."""
    marks = [Mark(fact["start"], fact["end"], str(fact["kind"])) for fact in facts]
    marks += [Mark(one["title_start"], one["title_end"], _HEADING) for one in clauses]
    if start is not None and end is not None:
        marks.append(Mark(start, end, _HERE))
    anchors = {one["start"]: one["path"] for one in clauses}
    found: list[dict[str, Any]] = []
    at = 0
    is_begun = False
    for piece in pieces(text, marks, anchors):
        is_here = _HERE in piece.kinds
        place = {"anchor": anchors.get(at), "here": is_here, "first": is_here and not is_begun}
        found.append(_written(piece, facts) | place)
        is_begun = is_begun or is_here
        at += len(piece.text)
    return found


def _written(piece: Piece, facts: list[Row]) -> dict[str, Any]:
    return {
        "text": piece.text,
        "kinds": [kind for kind in piece.kinds if kind not in (_HERE, _HEADING)],
        "heading": _HEADING in piece.kinds,
        "facts": [facts[number]["anchor"] for number in piece.marks if number < len(facts)],
        "begins": [facts[number]["anchor"] for number in piece.begins if number < len(facts)],
    }
