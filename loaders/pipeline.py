"""The way of one document: bytes → text → clean text → clauses → facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from loaders.document import Document
from loaders.facts import Fact, PolicyFact
from loaders.plan import Plan


@dataclass(frozen=True)
class Reading:
    """All that was read out of one document."""

    id: str
    document: Document
    policy: PolicyFact
    facts: tuple[Fact, ...]
    """All facts but the policy line: clauses in order first, then by kind of the contract, then by offset."""
    encoding: str
    source: str
    """The decoded source text, before cleaning."""
    sha256: str
    """Of the source bytes."""
    plan: Plan | None
    """What the plan.yaml says; None for a bare file."""
    extractor: str
    """Digest of the code and lexicons that read it; another digest means the reading is stale."""

    def lines(self) -> list[dict[str, Any]]:
        """The contract's JSON Lines as objects, the policy line first."""
        return [self.policy.as_json(self.id), *(fact.as_json(self.id) for fact in self.facts)]
