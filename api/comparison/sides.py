"""Two regions held against each other: what only one has, and where both have it in what they differ."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from api.comparison.amounts import AmountPair, largest, pairs
from api.evidence import Evidence, with_evidence
from api.shapes import Amount, ReadBy, Tier
from cypher.catalogue import catalogue
from cypher.errors import ArgumentError, NotInGraphError
from cypher.names import region
from cypher.run import run
from graph.store import GraphStore
from graph.taxonomy import english_names

State = Literal["funded", "provided", "facilitated", "encouraged", "to be checked"]
Counted = Literal["funded", "provided", "facilitated", "encouraged"]
Missing = Literal["to be checked", "silent", "unknown"]
_STRENGTH: tuple[Counted, ...] = ("encouraged", "facilitated", "provided", "funded")
_READ = """
MATCH (r:Region {id: $code})<-[:APPLIES_TO]-(p:Policy)
WHERE NOT coalesce(p.stub, false)
RETURN r.name AS name, p.id AS id, p.completeness AS completeness
ORDER BY id
"""


class PolicyRead(BaseModel):
    """A policy that was read for a region."""

    id: str = Field(description="Id of the policy.")
    completeness: Literal["full", "summary", "annex-missing"] | None = Field(
        description="How much of the document the text holds."
    )


class RegionRead(BaseModel):
    """One of the two regions."""

    code: str = Field(description="GB/T 2260 code.")
    name: str = Field(description="Chinese name.")
    policies: list[PolicyRead] = Field(description="What was read: silence is of these texts.")


class PrintedLead(BaseModel):
    """An agency that a clause prints as leading it."""

    agency: str = Field(description="Canonical name.")
    name: str = Field(description="Name as printed.")
    tier: Tier = Field(description="How sure the fact is.")
    read_by: ReadBy = Field(description="Whether a person vouches for it, or the machine alone read it.")
    policy: str = Field(description="Id of the policy.")
    clause: str = Field(description="Printed number of the clause; empty before the first one.")
    evidence: Evidence = Field(description="The words that show it, and where they stand.")


class InstrumentGap(BaseModel):
    """An instrument that one region has and the other has not."""

    instrument: str = Field(description="Code of the instrument.")
    instrument_zh: str = Field(description="Its Chinese name.")
    instrument_en: str = Field(description="Its English name.")
    state: State = Field(description="Of the region that has it; to be checked where only facts below the tier do.")
    state_other: Missing = Field(
        description="Of the other. silent: its texts are full and say nothing; unknown: one of them is a summary or"
        " lacks annexes; to be checked: facts below the tier say that it has it."
    )
    tier: Tier = Field(description="How sure the strongest measure is.")
    read_by: ReadBy = Field(description="Whether a person vouches for that measure.")
    read_by_other: ReadBy = Field(description="Whether a person read all texts of the other for measures.")
    measures: int = Field(description="Number of measures with it that count.")
    act: Literal["commits", "recalls"] = Field(description="New in that document, or already in force.")
    amounts: list[Amount] = Field(description="Every printed amount of the strongest measure.")
    policy: str = Field(description="Policy of the strongest measure.")
    clause: str = Field(description="Printed number of its clause.")
    lead: list[str] = Field(
        description="Agencies printed as leading that clause, as printed; empty where no fact that counts names one."
    )
    led_by: list[PrintedLead] = Field(
        description="Each of them with its words, and those that only facts below the asked tier give."
    )
    evidence: Evidence = Field(description="The words that show it, and where they stand.")


class SharedMeasure(BaseModel):
    """A measure with a shared instrument."""

    mode: Literal["funds", "provides", "facilitates", "encourages"] = Field(
        description="How the clause uses the instrument."
    )
    act: Literal["commits", "recalls"] = Field(description="New in that document, or already in force.")
    rate: float | None = Field(description="As a fraction, when exactly one is printed.")
    cap_yuan: float | None = Field(description="Highest printed ceiling in yuan.")
    amounts: list[Amount] = Field(description="Every printed amount.")
    lead: list[str] = Field(description="Agencies printed as leading the clause.")
    responsible: list[str] = Field(description="Other agencies printed as responsible for it.")
    tier: Tier = Field(description="How sure the fact is.")
    read_by: ReadBy = Field(description="Whether a person vouches for it, or the machine alone read it.")
    policy: str = Field(description="Id of the policy.")
    clause: str = Field(description="Printed number of the clause; empty before the first one.")
    evidence: Evidence = Field(description="The words that show it, and where they stand.")


class SharedInstrument(BaseModel):
    """An instrument that both have: the strongest measures, and in what they differ."""

    instrument: str = Field(description="Code of the instrument.")
    instrument_zh: str = Field(description="Its Chinese name.")
    instrument_en: str = Field(description="Its English name.")
    state_a: Counted = Field(description="What a has of it.")
    state_b: Counted = Field(description="What b has of it.")
    stronger: Literal["a", "b", "equal"] = Field(description="Derived: by funded, provided, facilitated, encouraged.")
    differs: list[Literal["state", "rate", "cap", "lead", "tier"]] = Field(
        description="Derived: in what the two strongest measures, and the printed rates and ceilings, are not the same."
    )
    amounts: list[AmountPair] = Field(description="The largest amounts of both, type by type.")
    lead_a: list[str] = Field(description="Agencies printed as leading the clause of a's strongest measure.")
    lead_b: list[str] = Field(description="The same of b.")
    tier_a: Tier = Field(description="How sure a's strongest measure is.")
    tier_b: Tier = Field(description="How sure b's strongest measure is.")
    of_a: list[SharedMeasure] = Field(description="The measures of a, strongest first.")
    of_b: list[SharedMeasure] = Field(description="The same of b.")


class RegionsCompared(BaseModel):
    """Two regions by their instruments."""

    a: RegionRead = Field(description="The one region.")
    b: RegionRead = Field(description="The other region.")
    only_a: list[InstrumentGap] = Field(description="Instruments of a that b has not.")
    only_b: list[InstrumentGap] = Field(description="Instruments of b that a has not.")
    shared: list[SharedInstrument] = Field(description="Instruments of both.")


def compared(store: GraphStore, a: str, b: str, tiers: str) -> RegionsCompared:
    """The regions ``a`` and ``b`` (codes or names) by the facts of ``tiers``.

    ArgumentError where they are one region or unknown, NotInGraphError where nothing was read of one.
    """
    one, other = region(a), region(b)
    if one == other:
        raise ArgumentError(f"a and b are both {one}; give two regions.")
    sides = [read_of(store, code) for code in (one, other)]
    shared = _rows(store, "compare/shared-instruments", a=one, b=other, tiers=tiers)
    return RegionsCompared(
        a=sides[0],
        b=sides[1],
        only_a=_gaps(store, one, other, tiers),
        only_b=_gaps(store, other, one, tiers),
        shared=[_shared(row) for row in shared],
    )


def _rows(store: GraphStore, name: str, **given: object) -> list[dict[str, Any]]:
    return with_evidence(store, run(store, catalogue().get(name), given))


def read_of(store: GraphStore, code: str) -> RegionRead:
    """What was read for the region ``code``; NotInGraphError where nothing was."""
    found = store.read(_READ, {"code": code})
    if not found:
        raise NotInGraphError(
            f"No policy of {code} is loaded: nothing was read, so nothing can be compared. /api/v1/regions lists those"
            " with policies."
        )
    return RegionRead(code=code, name=found[0]["name"], policies=[PolicyRead(**row) for row in found])


def _gaps(store: GraphStore, has: str, lacks: str, tiers: str) -> list[InstrumentGap]:
    renamed = {"state_a": "state", "state_b": "state_other", "read_by_a": "read_by", "read_by_b": "read_by_other"}
    rows = _rows(store, "compare/gaps", a=has, b=lacks, tiers=tiers)
    return [
        InstrumentGap(
            **{renamed.get(name, name): value for name, value in row.items()},
            instrument_en=english_names()[row["instrument"]],
        )
        for row in rows
    ]


def _shared(row: dict[str, Any]) -> SharedInstrument:
    a, b = row["of_a"][0], row["of_b"][0]
    strength = _STRENGTH.index(row["state_a"]) - _STRENGTH.index(row["state_b"])
    amounts = pairs(largest(row["of_a"]), largest(row["of_b"]))
    unlike = {one.type for one in amounts if one.difference is None or one.difference.value}
    differs = {
        "state": strength != 0,
        "rate": "rate" in unlike,
        "cap": "cap" in unlike,
        "lead": a["lead"] != b["lead"],
        "tier": a["tier"] != b["tier"],
    }
    return SharedInstrument.model_validate(
        row
        | {
            "instrument_en": english_names()[row["instrument"]],
            "stronger": "a" if strength > 0 else "b" if strength < 0 else "equal",
            "differs": [name for name, unlike_here in differs.items() if unlike_here],
            "amounts": amounts,
            "lead_a": a["lead"],
            "lead_b": b["lead"],
            "tier_a": a["tier"],
            "tier_b": b["tier"],
        }
    )
