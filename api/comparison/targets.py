"""Targets side by side: grouped where they may be compared, with the reason where not, and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from pydantic import BaseModel, Field

from api.comparison.amounts import Comparability
from api.evidence import Evidence, with_evidence
from api.shapes import ReadBy, Tier
from cypher.catalogue import catalogue
from cypher.run import run
from graph.store import GraphStore

Op = Literal[">=", "<=", "~", "="]
Differs = Literal["metric", "unit", "year", "scope"]
_REASONS = {
    "metric": "another metric",
    "unit": "another unit",
    "year": "another year",
    "scope": "another scope (the industries the policy is about)",
}


class ComparedTarget(BaseModel):
    """A target, or a policy without one that fits."""

    id: str | None = Field(description="Id of the target; null in a row without one.")
    region: str = Field(description="Chinese name of the region.")
    region_code: str = Field(description="GB/T 2260 code of the region.")
    policy: str = Field(description="Id of the policy.")
    clause: str = Field(description="Printed number of the clause; empty in a row without a target.")
    state: Literal["stated", "to be checked", "silent", "unknown"] = Field(
        description="stated: the target is printed; to be checked: only targets below the tier fit; silent, unknown:"
        " none fits, and the policy's text is full or not."
    )
    metric: str | None = Field(description="What is counted, in the document's words.")
    op: Op | None = Field(description="At least, at most, about, exactly.")
    value: float | None = Field(description="Number as printed; the lower one of a range.")
    value_max: float | None = Field(description="Upper number of a range.")
    unit: str | None = Field(description="Unit as printed.")
    normal_value: float | None = Field(description="Derived: the value in normal_unit.")
    normal_value_max: float | None = Field(description="Derived: the upper number of a range in normal_unit.")
    normal_unit: str | None = Field(description="Derived: 元 for money, 1 for shares, else without 万 or 亿.")
    year: int | None = Field(description="Year printed for the target.")
    years: list[int | None] = Field(description="Years in which any targets of this policy fall due.")
    scope: list[str] = Field(description="Industries that the policy is about.")
    comparison: Comparability = Field(description="Whether it may be compared with one of another policy.")
    differs: list[Differs] = Field(description="Derived: where the nearest target of another policy differs.")
    reason: str | None = Field(description="Why it cannot be compared; null where it can.")
    tier: Tier | None = Field(description="How sure the target is; null without one.")
    read_by: ReadBy | None = Field(
        description="Whether a person vouches for it, or the machine alone read it; null without one."
    )
    evidence: Evidence | None = Field(description="Its words, and where they stand; null without one.")


class TargetGroup(BaseModel):
    """Targets of several policies with the same metric, unit, year and scope."""

    metric: str = Field(description="What is counted, in the documents' words.")
    unit: str | None = Field(description="The normal unit.")
    year: int | None = Field(description="Year printed for them.")
    scope: list[str] = Field(description="Industries that their policies are about.")
    targets: list[str] = Field(description="Ids of the targets, the largest value first.")


class DerivedInput(BaseModel):
    """Printed words that a derived figure was computed from."""

    policy: str = Field(description="Id of the policy.")
    clause: str | None = Field(default=None, description="Null for words that are no fact of the graph.")
    tier: Tier | None = Field(default=None, description="Null for words that are no fact of the graph.")
    read_by: ReadBy | None = Field(default=None, description="Null for words that are no fact of the graph.")
    evidence: Evidence = Field(description="The words that show it, and where they stand.")


class Growth(BaseModel):
    """Derived: growth a year that two targets of one policy imply."""

    region: str = Field(description="Chinese name of the region.")
    region_code: str = Field(description="GB/T 2260 code of the region.")
    policy: str = Field(description="Id of the policy.")
    metric: str = Field(description="What is counted, in the document's words.")
    unit: str = Field(description="Unit of both values.")
    from_year: int = Field(description="Year of the earlier target.")
    from_value: float = Field(description="Its printed value.")
    to_year: int = Field(description="Year of the later target.")
    to_value: float = Field(description="Its printed value.")
    growth: float = Field(description="Growth a year as a fraction; printed nowhere.")
    formula: str = Field(description="How it was computed.")
    bounds: list[Op] = Field(description="Relations of the two: growth between bounds is no bound itself.")
    inputs: list[DerivedInput] = Field(description="The printed words it was computed from.")


class StatedGrowth(BaseModel):
    """Derived: whether a stated growth rate leads from the printed base to the target."""

    region: str = Field(description="Chinese name of the region.")
    region_code: str = Field(description="GB/T 2260 code of the region.")
    policy: str = Field(description="Id of the policy.")
    clause: str = Field(description="Printed number of the clause; empty before the first one.")
    unit: str = Field(description="Unit of base and target.")
    stated: float = Field(description="Printed growth a year as a fraction.")
    base_year: int = Field(description="Year of the base.")
    base_value: float = Field(description="Its printed value.")
    target_year: int = Field(description="Year of the target.")
    target_value: float = Field(description="Its printed value.")
    implied: float = Field(description="Growth a year that base and target imply; printed nowhere.")
    projected: float = Field(description="What the stated rate makes of the base by then; printed nowhere.")
    verdict: Literal["agrees", "does not agree"] = Field(description="Whether rate, base and target fit together.")
    formula: str = Field(description="How it was computed.")
    bounds: list[Literal["stated", "base", "target"]] = Field(description="Which inputs are printed as bounds.")
    inputs: list[DerivedInput] = Field(description="The base, the stated rate and the target.")


class TargetsCompared(BaseModel):
    """Targets side by side, never ranked across metrics, scopes or years."""

    targets: list[ComparedTarget] = Field(description="Each target, and each policy without one that fits.")
    groups: list[TargetGroup] = Field(description="Those that may be compared.")
    growth: list[Growth] = Field(description="Derived: between a policy's own targets.")
    stated_growth: list[StatedGrowth] = Field(description="Derived: stated rates against printed bases and targets.")


def side_by_side(store: GraphStore, asked: Mapping[str, Any]) -> TargetsCompared:
    """What the arguments of ``targets/side-by-side`` ask for; ArgumentError where they cannot be used."""
    own = {name: value for name, value in asked.items() if name in ("region", "tiers")}
    found = [
        with_evidence(store, run(store, catalogue().get("targets/side-by-side"), asked)),
        with_evidence(store, run(store, catalogue().get("targets/growth-between"), own)),
        with_evidence(store, _with_base(run(store, catalogue().get("targets/growth-consistency"), own))),
    ]
    return compared(*found)


def _with_base(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of ``targets/growth-consistency`` with the words of the base among what they were computed from."""
    return [row | {"evidence": [_base(row), *row["evidence"]]} for row in found]


def _base(row: dict[str, Any]) -> dict[str, Any]:
    return {"policy": row["policy"]} | {name: row[f"base_{name}"] for name in ("quote", "start", "end")}


def compared(
    rows: Sequence[dict[str, Any]], growth: Sequence[dict[str, Any]], stated: Sequence[dict[str, Any]]
) -> TargetsCompared:
    """The rows of ``targets/side-by-side``, ``growth-between`` and ``growth-consistency`` with evidence."""
    return TargetsCompared(
        targets=[ComparedTarget.model_validate(row | {"reason": reason(row)}) for row in rows],
        groups=groups(rows),
        growth=[Growth.model_validate(row | {"inputs": row["evidence"]}) for row in growth],
        stated_growth=[StatedGrowth.model_validate(row | {"inputs": row["evidence"]}) for row in stated],
    )


def reason(row: dict[str, Any]) -> str | None:
    """Why a target cannot be compared, in words; None where it can."""
    if row["comparison"] == "comparable":
        return None
    if row["comparison"] == "nothing to compare":
        return "No other policy has a target that fits." if row["state"] == "stated" else "It has no target that fits."
    return f"The nearest target of another policy has {', '.join(_REASONS[one] for one in row['differs'])}."


def groups(rows: Sequence[dict[str, Any]]) -> list[TargetGroup]:
    """Targets that have all in common that a comparison needs."""
    found: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows:
        if row["comparison"] == "comparable":
            key = (row["metric"], row["normal_unit"], row["year"], tuple(row["scope"]))
            found.setdefault(key, []).append(row)
    return [
        TargetGroup(
            metric=metric,
            unit=unit,
            year=year,
            scope=list(scope),
            targets=[row["id"] for row in sorted(same, key=lambda row: (-(row["normal_value"] or 0), row["id"]))],
        )
        for (metric, unit, year, scope), same in found.items()
    ]
