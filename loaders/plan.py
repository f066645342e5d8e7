"""plan.yaml: what we know of a document beside its text, and what we expect of its reading."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from loaders.facts import Completeness


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(_Strict):
    """Where the file came from."""

    publisher: str | None = None
    url: str | None = None
    retrieved: str | None = None
    note: str | None = None


class Relation(_Strict):
    """A known relation to another policy, by id or by title."""

    kind: Literal["implements", "succeeds", "answers", "amends", "related"]
    to: str | None = None
    title: str | None = None
    status: Literal["confirmed", "unconfirmed"] = "unconfirmed"
    note: str | None = None


class Assertions(_Strict):
    """What the reading must hold; a load that breaks one changes nothing."""

    min_clauses: int | None = None
    sections: tuple[str, ...] = ()
    responsibility_brackets: int | None = None


class Plan(_Strict):
    """One plan.yaml. ``region`` is a GB/T 2260 code."""

    id: str
    region: str | None = None
    source: Source = Source()
    completeness: Completeness | None = None
    completeness_reason: str | None = None
    relations: tuple[Relation, ...] = ()
    assertions: Assertions = Field(default=Assertions())
