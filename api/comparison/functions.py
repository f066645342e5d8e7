"""Which function of government leads what in which region."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, Field

from api.evidence import Evidence, with_evidence
from api.shapes import ReadBy, Tier
from cypher.catalogue import catalogue
from cypher.run import run
from graph import functions as taxonomy
from graph.store import GraphStore


class LedBy(BaseModel):
    """A clause that an agency is printed as leading."""

    agency: str = Field(description="Canonical name.")
    name: str = Field(description="Name as printed.")
    title: str | None = Field(description="Heading of the clause.")
    policy: str = Field(description="Id of the policy.")
    clause: str = Field(description="Printed number of the clause; empty before the first one.")
    tier: Tier = Field(description="How sure the fact is.")
    read_by: ReadBy = Field(description="Whether a person vouches for it, or the machine alone read it.")
    evidence: Evidence = Field(description="The words that show it, and where they stand.")


class FunctionInRegion(BaseModel):
    """What agencies with a function do in the policies of a region."""

    region: str | None = Field(description="Chinese name of the region; null for policies whose region is not known.")
    region_code: str | None = Field(description="GB/T 2260 code of the region.")
    agencies: list[str] = Field(description="Agencies with that function that have duties there, by full name.")
    leads: int = Field(description="Number of clauses that one of them is printed as leading.")
    responsible: int = Field(description="Number of clauses they have a duty for without leading.")
    to_check: int = Field(description="Number of further duties that only facts below the asked tier give.")
    tier: Tier = Field(description="The least sure of the facts that count; where none counts, of those to check.")
    read_by: ReadBy = Field(description="Whether a person vouches for all of them.")
    led: list[LedBy] = Field(description="The clauses they lead.")


class FunctionCompared(BaseModel):
    """What departments are for, region by region."""

    code: str = Field(description="Code of the function.")
    zh: str = Field(description="Chinese name.")
    en: str = Field(description="English name.")
    regions: list[FunctionInRegion] = Field(description="Those whose policies give it duties, most leads first.")


class ResponsibilityCompared(BaseModel):
    """Which function leads what where: makes 省经信厅 and 市工信局 comparable. Only printed leads count."""

    functions: list[FunctionCompared] = Field(description="The functions, in the order of their table.")


def side_by_side(store: GraphStore, asked: Mapping[str, Any]) -> ResponsibilityCompared:
    """What the arguments of ``responsibility/functions-by-region`` ask for; ArgumentError where they cannot be used."""
    english = {one["id"]: one["props"]["en"] for one in taxonomy.functions()}
    found = run(store, catalogue().get("responsibility/functions-by-region"), asked)
    return compared(with_evidence(store, found), english)


def compared(rows: Sequence[dict[str, Any]], english: Mapping[str, str]) -> ResponsibilityCompared:
    """The rows of ``responsibility/functions-by-region`` with evidence; ``english`` names functions by code."""
    found: dict[str, FunctionCompared] = {}
    for row in rows:
        one = FunctionCompared(code=row["function"], zh=row["function_zh"], en=english[row["function"]], regions=[])
        inside = FunctionInRegion.model_validate(row | {"led": row["evidence"]})
        found.setdefault(one.code, one).regions.append(inside)
    return ResponsibilityCompared(functions=list(found.values()))
