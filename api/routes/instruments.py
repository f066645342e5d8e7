"""The taxonomy of instruments."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from api.answers import FromGraph
from api.paging import After, Limit, Page, page
from api.state import Store

_INSTRUMENTS = """
MATCH (i:Instrument)
WHERE i.id > $after
OPTIONAL MATCH (i)<-[:OF_TYPE]-(m:Measure)
WITH i, count(m) AS measures
RETURN i.id AS code, i.zh AS zh, i.en AS en, i.group AS group, i.family AS family, i.definition AS definition,
       i.stip AS stip, i.gta AS gta, i.aliases AS aliases, measures
ORDER BY code LIMIT $limit
"""


class Instrument(BaseModel):
    """A type of policy instrument."""

    code: str
    zh: str
    en: str
    group: str
    family: str
    """supply, environment or demand."""
    definition: str
    stip: str
    """Code of the EC-OECD STIP Compass."""
    gta: str
    """Intervention type of Global Trade Alert."""
    aliases: list[str]
    measures: int
    """How many measures of loaded policies use it."""


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(tags=["instruments"], route_class=FromGraph)

    @routes.get("/instruments", summary="The taxonomy of instruments")
    def instruments(store: Store, limit: Limit = 100, after: After = "") -> Page[Instrument]:
        rows = store.read(_INSTRUMENTS, {"after": after, "limit": limit + 1})
        return page([Instrument(**row) for row in rows], [row["code"] for row in rows], limit)

    return routes
