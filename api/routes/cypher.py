"""Cypher of the caller's own: off unless switched on, and then for reading only."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from starlette.exceptions import HTTPException

from api import problems
from api.access import Admin
from api.nesting import deeper
from cypher.reading_only import MOST_CHARACTERS, only_reading
from graph.errors import GraphError, GraphUnavailable, QueryError
from graph.settings import GraphSettings
from graph.store import GraphStore

_BYTES = 16_000_000
"""What the rows of an answer may take together."""
_DEEPEST = 100
"""Lists and maps within each other in a parameter; how deep the driver can go is left to the stack of its thread."""
_SLOW = "The statement takes too long; ask for less."


class CypherSettings(BaseSettings):
    """Settings of ``POST /cypher``, each read from ``POLICYGRAPH_CYPHER_<NAME>`` (empty counts as not set)."""

    model_config = SettingsConfigDict(
        env_prefix="POLICYGRAPH_CYPHER_",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    enabled: bool = False
    """Whether statements of callers are taken at all."""
    user: str | None = None
    password: SecretStr | None = None
    """An account of the server that can only read; without it the account of POLICYGRAPH_USER, in READ transactions."""
    timeout: float = Field(default=10.0, gt=0)
    """Seconds a statement may run on a server; on the embedded engine POLICYGRAPH_QUERY_TIMEOUT holds for all."""
    rows: int = Field(default=1000, ge=1, le=100_000)
    """Rows an answer holds at most."""

    @classmethod
    def load(cls, **given: Any) -> CypherSettings:
        """Settings from the environment, ``given`` values first; GraphError for a value that cannot be used."""
        try:
            return cls(**given)
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False, include_input=False)[0]
            name = str(first["loc"][0]).upper()
            raise GraphError(f"POLICYGRAPH_CYPHER_{name} cannot be used: {first['msg']}.") from None


class Statement(BaseModel):
    """A statement that reads, with its parameters."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "cypher": "MATCH (r:Region)<-[:APPLIES_TO]-(p:Policy) RETURN r.name AS region, count(p) AS policies",
                "limit": 100,
            }
        }
    )

    cypher: str = Field(
        max_length=MOST_CHARACTERS,
        description="One statement of MATCH, WHERE, WITH, UNWIND, RETURN, ORDER BY, SKIP, LIMIT, UNION, CALL {…}.",
        examples=["MATCH (r:Region)<-[:APPLIES_TO]-(p:Policy) RETURN r.name AS region, count(p) AS policies"],
    )
    parameters: dict[str, Any] = Field(default_factory=dict, description="Values of its parameters by name.")
    limit: int = Field(default=1000, ge=1, le=100_000, description="Rows at most; the server may allow fewer.")

    @field_validator("parameters")
    @classmethod
    def _is_shallow(cls, given: dict[str, Any]) -> dict[str, Any]:
        if deeper(given, _DEEPEST):
            raise ValueError(f"lists and maps are in more than {_DEEPEST} others")
        return given


class Cost(BaseModel):
    """What an answer took."""

    milliseconds: float = Field(description="From the question to the last row, as the caller waited.")
    rows: int = Field(description="Rows that were read.")


class CypherAnswer(BaseModel):
    """What a statement found. Nodes and relationships are their properties, paths the lists of their nodes."""

    columns: list[str] = Field(description="Names of the columns in their order.")
    rows: list[dict[str, Any]] = Field(description="The rows: objects of these columns.")
    truncated: bool = Field(description="Whether there are more rows than these.")
    cost: Cost = Field(description="What the answer took.")


class Desk:
    """The connection that callers' statements have to themselves, opened with the first of them."""

    def __init__(self, graph: GraphSettings, own: CypherSettings) -> None:
        self.own = own
        changed: dict[str, Any] = {"query_timeout": own.timeout, "pool_size": 4}
        if own.user is not None:
            changed |= {"user": own.user, "password": own.password}
        self._settings = graph.model_copy(update=changed)
        self._store: GraphStore | None = None
        self._lock = threading.Lock()

    def store(self) -> GraphStore:
        """The store; GraphUnavailable or GraphError while it cannot be opened."""
        with self._lock:
            if self._store is None:
                self._store = GraphStore.open(self._settings)
            return self._store

    def close(self) -> None:
        """Give the store up."""
        with self._lock:
            if self._store is not None:
                self._store.close()
                self._store = None


def _desk(request: Request, who: Admin) -> Desk:
    desk: Desk = request.app.state.desk
    if not desk.own.enabled:
        raise HTTPException(
            403, "Cypher of one's own is switched off here; the named queries of /api/v1/queries are there for all."
        )
    return desk


def router() -> APIRouter:
    """The route of this module."""
    routes = APIRouter(tags=["cypher"])

    @routes.post(
        "/cypher",
        summary="A statement of one's own, for reading only (off unless POLICYGRAPH_CYPHER_ENABLED is set)",
        operation_id="run_cypher",
        responses=problems.responses(400, 403, 408, 413),
    )
    def cypher(statement: Statement, desk: Annotated[Desk, Depends(_desk)]) -> CypherAnswer:
        """Takes a key of the role admin. What could write, or reach beyond the graph, is refused with its position."""
        text = only_reading(statement.cypher)
        # the driver tells half a character in the name of a map from a fault of ours no more
        json.dumps(statement.parameters, ensure_ascii=False).encode()
        most = min(statement.limit, desk.own.rows)
        begun = time.perf_counter()
        try:
            with desk.store().stream(text, statement.parameters) as rows:
                found, cut = _taken(rows, most, desk.own.timeout)
        except (OverflowError, RecursionError):
            raise HTTPException(422, "A parameter is nested too deep, or a whole number over 64 bits.") from None
        except QueryError as error:
            # The engine's own words on the caller's own statement.
            raise HTTPException(400, str(error)) from None
        took = (time.perf_counter() - begun) * 1000
        return CypherAnswer(
            columns=list(found[0]) if found else [],
            rows=found,
            truncated=cut,
            cost=Cost(milliseconds=round(took, 1), rows=len(found)),
        )

    return routes


def _taken(rows: Iterator[dict[str, Any]], most: int, seconds: float) -> tuple[list[dict[str, Any]], bool]:
    """At most ``most`` rows and about ``_BYTES`` of them, and whether there are more.

    GraphUnavailable when they do not come in time: whoever stops reading ends the statement.
    """
    found: list[dict[str, Any]] = []
    size, deadline = 0, time.monotonic() + seconds
    for row in rows:
        if time.monotonic() > deadline:
            raise GraphUnavailable(f"A caller's statement took more than {seconds:g} seconds.", _SLOW)
        size += len(repr(row))
        if len(found) == most or size > _BYTES:
            return found, True
        found.append(row)
    return found, False
