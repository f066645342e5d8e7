"""Whether the server lives, and whether it can answer."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from api import problems
from api.state import Store
from graph.moving import mark

COUNT = "MATCH (p:Policy) WHERE NOT coalesce(p.stub, false) RETURN count(p) AS policies"


class Live(BaseModel):
    """The process answers."""

    status: str = "ok"


class Ready(BaseModel):
    """The graph answers."""

    status: str = "ready"
    policies: int
    """Policies loaded, without those only cited."""
    generation: int
    """How many times the graph was changed."""


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(tags=["health"])

    @routes.get("/healthz", operation_id="get_health", summary="Is the process alive?")
    async def healthz() -> Live:
        return Live()

    @routes.get(
        "/readyz", operation_id="get_readiness", summary="Can the graph be reached?", responses=problems.responses(503)
    )
    def readyz(store: Store) -> Ready:
        store.ready()  # says at once what reading would say only after trying for a while
        return Ready(policies=store.read(COUNT)[0]["policies"], generation=mark.generation(store))

    return routes
