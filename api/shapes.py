"""What stands in the columns of the type ``json``: one model for each of their names."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from api.evidence import Evidence

Tier = Literal["certain", "likely", "candidate"]
ReadBy = Literal["reviewed", "machine"]


class Amount(BaseModel):
    """A printed amount."""

    type: Literal["cap", "amount", "rate", "budget", "fund-size"] = Field(
        description="cap: a ceiling; amount: a sum; rate: a share; budget and fund-size are no subsidies."
    )
    value: float = Field(description="In yuan; of a rate as a fraction.")
    per: str | None = Field(default=None, description="For what, as printed: a project, a year.")
    basis: str | None = Field(default=None, description="Of what a rate is, as printed.")
    condition: str | None = Field(default=None, description="On what condition, as printed.")


class InstrumentMapping(BaseModel):
    """The place of an instrument in another classification."""

    scheme: Literal["Rothwell-Zegveld", "STIP Compass", "Global Trade Alert"] = Field(
        description="Name of the other classification."
    )
    value: str = Field(description="The place in it, as it calls it.")
    nearest: bool = Field(description="Whether it is a close match, not an exact one.")


class _Fact(BaseModel):
    policy: str = Field(description="Id of the policy.")
    clause: str | None = Field(default=None, description="Printed number of the clause, empty before the first one.")
    tier: Tier = Field(description="How sure the fact is.")
    read_by: ReadBy = Field(description="Whether a person vouches for it, or the machine alone read it.")
    evidence: Evidence = Field(description="The words that show it, and where they stand.")


class Mention(_Fact):
    """A place where a policy names something."""

    name: str = Field(description="Name as printed.")
    role: str | None = Field(default=None, description="Role of an enterprise; null for anything else.")


class Duty(_Fact):
    """What an agency is printed to do for a clause."""

    agency: str = Field(description="Canonical name.")
    name: str = Field(description="Name as printed.")
    role: Literal["lead", "responsible"] = Field(description="Whether it leads, or is responsible beside the lead.")


class Led(_Fact):
    """A clause that an agency is printed as leading."""

    id: str = Field(description="Id of the clause, or of the policy where it stands before the first one.")
    title: str = Field(description="Heading of the clause.")
    name: str = Field(description="Name of the agency as printed.")


SHAPES: dict[str, type[BaseModel]] = {
    "amounts": Amount,
    "mappings": InstrumentMapping,
    "mentions": Mention,
    "duties": Duty,
    "led": Led,
}
"""Model of the objects in a column, by the column's name."""
