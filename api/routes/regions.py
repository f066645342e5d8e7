"""The regions as a tree; their list comes from ``cypher/resources/regions.cypher``."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.answers import FromGraph
from api.links import link
from api.state import Store
from cypher.arguments import convert
from cypher.catalogue import catalogue
from cypher.run import rows
from graph.moving import mark

_MOST = 100_000
"""More regions than there are."""


class RegionNode(BaseModel):
    """A region with those below it."""

    self: str = Field(description="Address of the region.")
    code: str = Field(description="GB/T 2260 code; of a zone the code of its division and a Latin name.")
    name: str = Field(description="Full name.")
    en: str | None = Field(description="Name in English, where our table has one.")
    level: str = Field(description="country, province, prefecture, county, town or zone.")
    policies: int = Field(description="Number of loaded policies that are for this very region.")
    regions: list[RegionNode] = Field(description="The regions in it that the graph knows, by code.")


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(tags=["regions"], route_class=FromGraph)

    @routes.get(
        "/regions/tree",
        summary="Regions as a tree",
        operation_id="get_region_tree",
        response_description="The outermost regions, each with those in it.",
    )
    def tree(store: Store) -> list[RegionNode]:
        """Regions that a loaded policy is for or whose agencies are named, and all above them, from the top."""
        mark.generation(store)
        query = catalogue().get("resources/regions")
        asked = convert(query, {"with_policies": False}, {}) | {"limit": _MOST}
        return grown(rows(store, query, asked))

    return routes


def grown(found: list[dict[str, Any]]) -> list[RegionNode]:
    """The tree of rows that stand in the order of their codes; a region whose upper one is not there is a root."""
    made = {
        row["code"]: RegionNode(
            **{name: row[name] for name in ("code", "name", "en", "level", "policies")},
            self=link("regions", row["code"]),
            regions=[],
        )
        for row in found
    }
    roots: list[RegionNode] = []
    for row in found:
        above = made.get(row["part_of"])
        (above.regions if above else roots).append(made[row["code"]])
    return roots
