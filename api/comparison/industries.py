"""Which regions are about which industries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, Field

from api.shapes import Mention


class IndustryInRegion(BaseModel):
    """Whether the policies of a region are about an industry."""

    region: str = Field(description="Chinese name of the region.")
    region_code: str = Field(description="GB/T 2260 code of the region.")
    state: Literal["stated", "to be checked", "silent", "unknown"] = Field(
        description="stated: a policy says so; to be checked: only facts below the tier do; silent: all texts are full"
        " and none does; unknown: one of them is a summary or lacks annexes."
    )
    mentions: list[Mention] = Field(description="Where policies say so.")
    instruments: list[str] = Field(description="Codes of the instruments they use, for whatever industry.")
    targets: int = Field(description="Number of targets they set, for whatever industry.")


class IndustryCompared(BaseModel):
    """An industry, region by region."""

    name: str = Field(description="Name of the industry.")
    stated_by: int = Field(description="Number of regions whose policies are about it.")
    regions: list[IndustryInRegion] = Field(description="Every region, also those whose policies are not about it.")


class IndustriesCompared(BaseModel):
    """Industries by regions."""

    industries: list[IndustryCompared] = Field(description="The industries, by name.")
    next: str | None = Field(description="What `after` must be for the next page; null on the last one.")


def compared(rows: Sequence[dict[str, Any]], limit: int) -> IndustriesCompared:
    """The rows of ``compare/industries`` with evidence, of which one industry more than ``limit`` was fetched."""
    found: dict[str, list[IndustryInRegion]] = {}
    for row in rows:
        found.setdefault(row["industry"], []).append(IndustryInRegion.model_validate(row))
    made = [
        IndustryCompared(name=name, stated_by=sum(one.state == "stated" for one in regions), regions=regions)
        for name, regions in found.items()
    ]
    return IndustriesCompared(industries=made[:limit], next=made[limit - 1].name if len(made) > limit else None)
