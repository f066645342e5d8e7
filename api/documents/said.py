"""What is said of facts by REST, and how it is shown: judgements, judged facts, what a judgement did."""

from __future__ import annotations

import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from api.documents.judging import UNSEEN
from api.documents.lines import FactContent, FactLine
from api.evidence import Evidence
from api.nesting import deeper
from api.shapes import ReadBy, Tier

_BY = Field(
    min_length=1,
    max_length=100,
    description="Who judges, as they call themselves; the id of the API key is stored beside it.",
    examples=["Li"],
    json_schema_extra={"pattern": rf"^[^{UNSEEN}]*[^\s{UNSEEN}][^{UNSEEN}]*$"},
)
_DEEPEST = 8
_WHY = Field(default="", max_length=2000, description="On what ground.")
_ON = Field(default=None, description="When, as 2026-01-31; today if left out.")


Verdict = Literal["add", "confirm", "reject", "correct", "complete"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _is_shallow(cls, given: Any) -> Any:
        if deeper(given, _DEEPEST):
            raise ValueError(f"a judgement holds lists and objects in at most {_DEEPEST} others")
        return given


class FactJudgement(_Strict):
    """What a person says of one fact."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"verdict": "correct", "by": "Li", "corrected": {"mode": "provides"}}},
    )

    verdict: Literal["confirm", "reject", "correct"] = Field(
        description="confirm: right as it is; reject: no such fact; correct: right but for the fields in corrected."
    )
    by: str = _BY
    on: datetime.date | None = _ON
    why: str = _WHY
    corrected: dict[str, Any] = Field(
        default={}, description="With correct: the fields that are otherwise, clause and quote among them."
    )
    tier: Literal["certain", "candidate"] = Field(
        default="certain", description="candidate where the judge is not sure of the fact either."
    )
    version: str | None = Field(
        default=None, description="Version of the fact that was judged; 409 where it says something else by now."
    )


class PolicyJudgement(_Strict):
    """A judgement as a line of the judgements file: for facts the machine did not read, for the document's own fields,
    and to say that all facts of a kind are listed."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "example": {
                "verdict": "add",
                "by": "Li",
                "kind": "responsibility",
                "clause": "6/19",
                "agency": "省财政厅",
                "role": "responsible",
            }
        },
    )
    verdict: Verdict = Field(
        description="add: a fact that the machine did not read; confirm, reject, correct: of the fact that the other"
        " fields name; complete: every fact of the given kinds is listed."
    )
    by: str = _BY
    on: datetime.date | None = _ON
    why: str = _WHY
    kind: Literal["policy", "clause", "responsibility", "target", "measure", "mention", "focus"] | None = Field(
        default=None,
        description="Kind of the fact; policy for the fields of the document itself; none for complete.",
    )
    clause: str = Field(default="", description="Clause it stands in, as 6/19; empty before the first one.")
    quote: str = Field(default="", description="Words of the document that show it.")


class Judgement(BaseModel):
    """A stored judgement."""

    id: str = Field(description="Id of the judgement: twelve digits of what its line says.", examples=["8c2f0b6d1e4a"])
    self: str = Field(description="Address of the judgement.")
    policy: str = Field(description="Id of the policy whose document it is about.")
    verdict: Verdict = Field(description="What it says: confirm, reject, correct, add or complete.")
    by: str = Field(description="Who judged, as they called themselves.")
    key: str | None = Field(description="Id of the API key it came with; null where it came with none.")
    on: str = Field(description="When, ISO 8601.")
    why: str = Field(description="On what ground; empty where none was given.")
    line: dict[str, Any] = Field(description="The judgement as it stands in the file.")
    fits: bool = Field(description="Whether it fits the present reading.")
    problem: str | None = Field(description="How it does not fit; null where it does.")


class Reviewed(BaseModel):
    """Who vouches for a fact."""

    by: str = Field(description="Who, as they called themselves.")
    on: str = Field(description="When, ISO 8601.")
    verdict: str = Field(description="confirm, correct or add: how it stands to what the machine read.")


class JudgedFact(BaseModel):
    """A fact as it stands, and the judgements on it."""

    id: str = Field(description="Id of the fact.", examples=["hubei-laser-2024.measure.a153051027dc"])
    self: str = Field(description="Address of the fact.")
    version: str = Field(description="Changes with whatever the fact says.")
    policy: str = Field(description="Id of the policy that says it.")
    kind: str = Field(description="clause, responsibility, target, measure, mention or focus.")
    stands: bool = Field(description="False for what the machine reads and a judgement keeps out.")
    tier: Tier = Field(description="How sure the fact is.")
    read_by: ReadBy = Field(description="Whether a person vouches for it, or the machine alone read it.")
    reviewed: Reviewed | None = Field(description="Who vouches for it; null where nobody does.")
    fact: FactContent = Field(description="The line of the facts contract, as /policies/{id}/facts has it.")
    evidence: Evidence = Field(description="The words that show it, and where they stand.")
    judgements: list[Judgement] = Field(description="The judgements on it, in the order in which they are applied.")


class Judged(BaseModel):
    """What a judgement, or taking one back, did."""

    judgement: Judgement | None = Field(description="The one that was stored; null where one was taken back.")
    changed: list[FactLine] = Field(description="Facts that stand now and did not, or said something else.")
    gone: list[str] = Field(description="Ids of facts that stood and stand no more.")
    generation: int = Field(description="State of the graph that has it.")
