"""Regions that a policy is for."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from api.answers import FromGraph
from api.paging import After, Limit, Page, page
from api.state import Store

_REGIONS = """
MATCH (r:Region)<-[:APPLIES_TO]-(p:Policy)
WHERE r.id > $after AND NOT coalesce(p.stub, false)
OPTIONAL MATCH (r)-[:PART_OF]->(above:Region)
WITH r, above, collect(DISTINCT p.id) AS policies
RETURN r.id AS code, r.name AS name, r.short AS short, r.level AS level, above.id AS part_of, size(policies) AS policies
ORDER BY code LIMIT $limit
"""


class Region(BaseModel):
    """An administrative division or a zone."""

    code: str
    """GB/T 2260 code."""
    name: str
    short: str
    level: str
    part_of: str | None
    """Code of the region above."""
    policies: int
    """How many loaded policies are for it."""


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(tags=["regions"], route_class=FromGraph)

    @routes.get("/regions", summary="Regions that have a policy")
    def regions(store: Store, limit: Limit = 100, after: After = "") -> Page[Region]:
        rows = store.read(_REGIONS, {"after": after, "limit": limit + 1})
        return page([Region(**row) for row in rows], [row["code"] for row in rows], limit)

    return routes
