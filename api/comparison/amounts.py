"""Printed amounts held against each other: only those of equal type and unit, for the same thing, on the same basis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, Field

from api.evidence import Evidence
from api.shapes import Amount, ReadBy, Tier
from api.wording import number

Comparability = Literal["comparable", "not comparable", "nothing to compare"]
Unit = Literal["yuan", "fraction"]


class Kind(NamedTuple):
    """What two amounts must have in common to be compared."""

    type: str
    unit: Unit
    per: str | None
    basis: str | None


class PrintedAmount(Amount):
    """A printed amount with the measure that prints it."""

    unit: Unit = Field(description="yuan, or fraction for a rate.")
    tier: Tier = Field(description="How sure the measure is.")
    read_by: ReadBy = Field(description="Whether a person vouches for it, or the machine alone read it.")
    evidence: Evidence = Field(description="The words that show it, and where they stand.")

    @property
    def kind(self) -> Kind:
        """What it can be compared by."""
        return Kind(self.type, self.unit, self.per, self.basis)


class DerivedFigure(BaseModel):
    """A figure that no document prints, with how it comes about."""

    value: float = Field(description="The figure.")
    formula: str = Field(description="How it was computed.")
    inputs: list[Evidence] = Field(description="The printed words it was computed from.")


class AmountPair(BaseModel):
    """The largest amounts of two regions of one type, and whether they can be compared."""

    type: Literal["cap", "amount", "rate", "budget", "fund-size"] = Field(description="What kind of amount.")
    a: PrintedAmount | None = Field(description="The largest of a; null where it prints none.")
    b: PrintedAmount | None = Field(description="The largest of b; null where it prints none.")
    comparison: Comparability = Field(description="Whether the two may be compared.")
    reason: str | None = Field(description="Why they cannot be compared; null where they can.")
    difference: DerivedFigure | None = Field(description="Derived: that of a less that of b, if comparable.")


def largest(measures: Iterable[dict[str, Any]]) -> list[PrintedAmount]:
    """The largest amount of each kind that measures print, by type; of equal ones the first."""
    found: dict[Kind, PrintedAmount] = {}
    for measure in measures:
        for amount in measure["amounts"]:
            one = PrintedAmount(
                **amount,
                unit="fraction" if amount["type"] == "rate" else "yuan",
                tier=measure["tier"],
                read_by=measure["read_by"],
                evidence=measure["evidence"],
            )
            if one.kind not in found or one.value > found[one.kind].value:
                found[one.kind] = one
    return sorted(found.values(), key=lambda one: (one.type, -one.value))


def pairs(of_a: Sequence[PrintedAmount], of_b: Sequence[PrintedAmount]) -> list[AmountPair]:
    """The amounts of two regions side by side, type by type."""
    made: list[AmountPair] = []
    for kind in sorted({one.type for one in (*of_a, *of_b)}):
        mine = {one.kind: one for one in of_a if one.type == kind}
        theirs = {one.kind: one for one in of_b if one.type == kind}
        both = [key for key in mine if key in theirs]
        made += [_compared(mine[key], theirs[key]) for key in both]
        if not both:
            a, b = next(iter(mine.values()), None), next(iter(theirs.values()), None)
            made.append(
                AmountPair(
                    type=kind, a=a, b=b, comparison="not comparable", reason=_reason(kind, a, b), difference=None
                )
            )
    return made


def _compared(a: PrintedAmount, b: PrintedAmount) -> AmountPair:
    difference = DerivedFigure(
        value=a.value - b.value, formula=f"{number(a.value)} - {number(b.value)}", inputs=[a.evidence, b.evidence]
    )
    return AmountPair(type=a.type, a=a, b=b, comparison="comparable", reason=None, difference=difference)


def _reason(kind: str, a: PrintedAmount | None, b: PrintedAmount | None) -> str:
    if a is None or b is None:
        return f"{'a' if a is None else 'b'} prints no {kind}."
    return f"The {kind} of a is {of_what(a.kind)}, that of b {of_what(b.kind)}."


def of_what(kind: Kind) -> str:
    """What an amount is of, in words: for a comparison that is refused."""
    said = [f"per {kind.per}"] if kind.per else []
    said += [f"of {kind.basis}"] if kind.basis else []
    return " ".join(said) or "without saying per or of what"
