"""Search over names, headings and texts; the graph gives candidates, the order is ours: rank, kind, id."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from api.answers import FromGraph
from api.evidence import Links, links_to, sources
from api.links import link
from api.paging import After, Limit, cursor, position
from api.routes.resources import collection, lists
from api.state import Store
from cypher.catalogue import catalogue
from cypher.errors import ArgumentError
from cypher.run import answer, run
from graph.store import GraphStore

_KINDS = catalogue().get("text/search").columns["kind"].values

Words = Annotated[
    str,
    Query(
        max_length=200,
        description="Words as printed; one character is enough.",
        examples=["首台"],
        json_schema_extra={"minLength": 1, "pattern": r"\S"},
    ),
]


class Snippet(BaseModel):
    """Words of the clean text around the first place where the searched ones stand."""

    policy: str = Field(description="Id of the policy.")
    clause: str = Field(description="Printed number of the clause; empty before the first one.")
    quote: str = Field(description="The words with those around them.")
    start: int = Field(description="Offset of the quote in the clean text of the policy.")
    end: int = Field(description="Offset behind the quote.")
    word_start: int = Field(description="Offset of the searched words.")
    word_end: int = Field(description="Offset behind them.")
    links: Links = Field(description="Where the words can be read; the page for people has the searched ones marked.")


class Hit(BaseModel):
    """One thing that was found."""

    rank: int = Field(
        description="0 the name itself, 1 in a name, 2 in a heading or title, 3 in the text of a clause, "
        "4 in a text before its first clause."
    )
    kind: Literal[_KINDS] = Field(description="What kind of thing it is.")  # type: ignore[valid-type]
    self: str = Field(description="Its address.", examples=["/api/v1/clauses/hubei-laser-2024%236%2F19"])
    id: str = Field(description="Its id; of a region or an instrument the code.")
    name: str | None = Field(description="Its name, title or heading; of an instrument the Chinese label.")
    snippet: Snippet | None = Field(description="Null where a name was found.")


class Facet(BaseModel):
    """How many clauses hold the words under one value."""

    value: str = Field(description="Code, kind or year; empty where the policy prints none.")
    label: str | None = Field(description="The value for people.")
    clauses: int = Field(description="Number of clauses that hold the words.")


class Facets(BaseModel):
    """How many clauses hold the words, over all pages."""

    region: list[Facet] = Field(description="By region.")
    instrument: list[Facet] = Field(description="By instrument that they use.")
    doc_type: list[Facet] = Field(description="By kind of document.")
    year: list[Facet] = Field(description="By year of issue.")


class SearchPage(BaseModel):
    """A page of what was found, and the facets of all."""

    items: list[Hit] = Field(description="What was found, the best rank first.")
    next: str | None = Field(description="What `after` must be for the next page; null on the last one.")
    facets: Facets = Field(description="Clauses by region, instrument, doc_type and year.")
    generation: int = Field(description="State of the graph that was asked.")


def router() -> APIRouter:
    """The route of this module."""
    routes = APIRouter(tags=["search"], route_class=FromGraph)

    @routes.get(
        "/search",
        summary="Names, headings and words of the texts",
        operation_id="search",
    )
    def search(
        store: Store,
        q: Words,
        region: Annotated[str, Query(description="Only texts of this region, by code or name.")] = "",
        instrument: Annotated[str, Query(description="Only clauses with this instrument, by code or label.")] = "",
        doc_type: Annotated[str, Query(description="Only policies of this kind, as printed.")] = "",
        year: Annotated[int | None, Query(ge=1949, le=2100, description="Only policies issued in this year.")] = None,
        limit: Limit = 50,
        after: After = "",
    ) -> SearchPage:
        """Names first, then headings and titles, then texts; facets count over all pages.

        What is printed is searched, so no tier counts: only `instrument` and the facet of that name rest on facts, and
        these on measures of every tier that is loaded.
        """
        if not q.strip():
            raise HTTPException(422, "q is empty; give the words to look for.")
        asked: dict[str, Any] = {"words": q, "region": region, "instrument": instrument, "doc_type": doc_type}
        return searched(store, asked | {"year": year}, limit, after)

    return routes


def searched(store: GraphStore, asked: dict[str, Any], limit: int, after: str) -> SearchPage:
    """What ``asked`` (words, region, instrument, doc_type, year) finds; ArgumentError where it cannot be used."""
    facets = Facets(region=[], instrument=[], doc_type=[], year=[])
    for row in run(store, catalogue().get("text/search-facets"), asked):
        getattr(facets, row["facet"]).append(Facet(value=row["value"], label=row["label"], clauses=row["clauses"]))
    found = answer(store, catalogue().get("text/search"), asked | _behind(after) | {"most": limit + 1})
    rows = sorted(found.rows, key=lambda row: (row["rank"], row["id"]))
    shown = rows[:limit]
    pages = sources(store, {row["policy"] for row in shown if row["quote"] is not None})
    return SearchPage(
        items=[_hit(row, pages) for row in shown],
        next=cursor(rows[limit - 1]["id"], rows[limit - 1]["rank"]) if len(rows) > limit else None,
        facets=facets,
        generation=found.generation,
    )


def _behind(after: str) -> dict[str, Any]:
    place = position(after, is_sorted=True)
    if after and not float(place["after_key"]).is_integer():
        raise ArgumentError(f"after cannot be {after!r}: it must be the value next of the page before.")
    return {"after_rank": int(place["after_key"]), "after_id": place["after"]} if after else {}


def _hit(row: dict[str, Any], pages: Mapping[str, str]) -> Hit:
    snippet = None
    if row["quote"] is not None:
        snippet = Snippet(
            **{name: row[name] for name in Snippet.model_fields if name in row and name != "clause"},
            clause=row["clause"] or "",
            links=links_to(row["policy"], row["word_start"], row["word_end"], row["quote"], pages),
        )
    address = link(_collections()[row["kind"]], row["id"])
    return Hit(rank=row["rank"], kind=row["kind"], self=address, id=row["id"], name=row["name"], snippet=snippet)


@cache
def _collections() -> dict[str, str]:
    return {query.item: collection(query) for query in lists()}
