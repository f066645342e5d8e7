"""The matrix of regions and instruments, with the amounts that may be compared across regions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, Field

from api.comparison.amounts import Comparability, Kind, PrintedAmount, Unit, largest, of_what
from api.evidence import Evidence
from api.shapes import ReadBy, Tier
from graph.taxonomy import english_names


class MatrixRegion(BaseModel):
    """A region of the matrix."""

    code: str = Field(description="GB/T 2260 code.")
    name: str = Field(description="Chinese name.")


class MatrixInstrument(BaseModel):
    """An instrument of the matrix."""

    code: str = Field(description="Code of the instrument.")
    zh: str = Field(description="Its Chinese name.")
    en: str = Field(description="Its English name.")
    group: str = Field(description="Its group of the taxonomy.")


class MatrixCell(BaseModel):
    """How a region uses an instrument."""

    region: str = Field(description="Code of the region.")
    instrument: str = Field(description="Code of the instrument.")
    state: Literal["funded", "provided", "facilitated", "encouraged", "to be checked", "silent", "unknown"] = Field(
        description="The strongest mode over the region's policies; with no measure that counts: to be checked where"
        " facts below the tier say so, unknown where a text is a summary or lacks annexes, else silent."
    )
    tier: Tier | None = Field(description="How sure the measure is that the cell rests on; null without one.")
    read_by: ReadBy = Field(description="Whether a person vouches for it; without one, read all texts for measures.")
    measures: int = Field(description="Number of measures that count.")
    to_check: int = Field(description="Number of those below the asked tier.")
    amounts: list[PrintedAmount] = Field(description="The largest printed amount of each kind.")
    policy: str | None = Field(description="Policy of the strongest measure.")
    clause: str | None = Field(description="Printed number of its clause.")
    evidence: Evidence | None = Field(description="Its words; null without a measure.")


class RegionAmount(BaseModel):
    """The largest amount of a region."""

    region: str = Field(description="Code of the region.")
    value: float = Field(description="The amount, in the unit of its kind.")


class AmountsCompared(BaseModel):
    """The amounts of one kind that regions print for an instrument."""

    instrument: str = Field(description="Code of the instrument.")
    type: Literal["cap", "amount", "rate", "budget", "fund-size"] = Field(description="What kind of amount.")
    unit: Unit = Field(description="yuan, or fraction for a rate.")
    per: str | None = Field(description="For what, as printed; amounts for other things are other kinds.")
    basis: str | None = Field(description="Of what, as printed; amounts of other bases are other kinds.")
    comparison: Comparability = Field(description="Whether several regions print this kind.")
    reason: str | None = Field(description="Why there is no comparison; null where there is one.")
    regions: list[RegionAmount] = Field(description="The largest of each region, the largest first.")


class Matrix(BaseModel):
    """Regions by instruments: one cell each, in the order of both."""

    regions: list[MatrixRegion] = Field(description="The regions, by code.")
    instruments: list[MatrixInstrument] = Field(description="The instruments, in the order of the taxonomy.")
    cells: list[MatrixCell] = Field(description="One for each region and instrument, region by region.")
    amounts: list[AmountsCompared] = Field(description="Amounts of equal type and unit, across regions.")
    next: str | None = Field(description="What `after` must be for the next regions; null on the last page.")


def matrix(rows: Sequence[dict[str, Any]], following: str | None) -> Matrix:
    """The matrix of the rows of ``compare/region-instrument-matrix`` with evidence."""
    cells = [
        MatrixCell.model_validate(row | {"region": row["region_code"], "amounts": largest(row["printed"])})
        for row in rows
    ]
    regions = {row["region_code"]: MatrixRegion(code=row["region_code"], name=row["region"]) for row in rows}
    instruments = {
        code: MatrixInstrument(code=code, zh=row["instrument_zh"], en=english_names()[code], group=row["group"])
        for code, row in ((row["instrument"], row) for row in rows)
    }
    return Matrix(
        regions=list(regions.values()),
        instruments=list(instruments.values()),
        cells=cells,
        amounts=amounts(cells),
        next=following,
    )


def amounts(cells: Sequence[MatrixCell]) -> list[AmountsCompared]:
    """What the cells of an instrument print, kind by kind: compared where two regions print the same kind."""
    found: dict[tuple[str, Kind], list[RegionAmount]] = {}
    for cell in cells:
        for one in cell.amounts:
            found.setdefault((cell.instrument, one.kind), []).append(RegionAmount(region=cell.region, value=one.value))
    return [_compared(instrument, kind, regions, found) for (instrument, kind), regions in found.items()]


def _compared(
    instrument: str, kind: Kind, regions: list[RegionAmount], found: dict[tuple[str, Kind], list[RegionAmount]]
) -> AmountsCompared:
    others = [
        other
        for (code, other), theirs in found.items()
        if code == instrument and other.type == kind.type and {one.region for one in theirs} - {regions[0].region}
    ]
    comparison: Comparability = "comparable"
    reason = None
    if len(regions) == 1:
        comparison = "not comparable" if others else "nothing to compare"
        reason = f"Only {regions[0].region} prints a {kind.type} {of_what(kind)}"
        reason += f"; others are {'; '.join(of_what(other) for other in others)}." if others else "."
    return AmountsCompared(
        instrument=instrument,
        **kind._asdict(),
        comparison=comparison,
        reason=reason,
        regions=sorted(regions, key=lambda one: (-one.value, one.region)),
    )
