"""Lines of the facts contract as answers hold them: what every fact has; what else it has depends on its kind."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class FactContent(BaseModel):
    """What a line of the facts contract says; further fields depend on its kind."""

    model_config = ConfigDict(extra="allow")

    kind: str = Field(description="policy, clause, responsibility, target, measure, mention or focus.")
    policy: str = Field(description="Id of the policy.")
    clause: str = Field(description="Printed number of the clause; empty before the first one.")


class FactLine(FactContent):
    """A line of the facts contract with the id by which the fact is judged; further fields depend on its kind."""

    id: str = Field(description="Id of the fact.", examples=["hubei-laser-2024.measure.a153051027dc"])
    version: str = Field(description="Changes with whatever the fact says.")
