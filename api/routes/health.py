"""Whether the server lives, and whether it can answer."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api import problems
from api.state import Store
from graph.moving import mark

COUNT = "MATCH (p:Policy) WHERE NOT coalesce(p.stub, false) RETURN count(p) AS policies"


class Live(BaseModel):
    """The process answers."""

    status: str = Field(default="ok", description="Always ok: an answer is what tells.")


class Ready(BaseModel):
    """The graph answers."""

    status: str = Field(default="ready", description="Always ready; a graph that cannot be asked is 503.")
    policies: int = Field(description="Policies loaded, without those only cited.")
    generation: int = Field(description="How many times the graph was changed.")


def router() -> APIRouter:
    """The routes of this module."""
    routes = APIRouter(tags=["health"])

    @routes.get("/healthz", operation_id="get_health", summary="Is the process alive?")
    async def healthz() -> Live:
        """Says nothing of the graph: restart the process only when this fails."""
        return Live()

    @routes.get(
        "/readyz", operation_id="get_readiness", summary="Can the graph be reached?", responses=problems.responses(503)
    )
    def readyz(store: Store) -> Ready:
        """Send requests here only while this is 200."""
        store.ready()  # says at once what reading would say only after trying for a while
        return Ready(policies=store.read(COUNT)[0]["policies"], generation=mark.generation(store))

    return routes
