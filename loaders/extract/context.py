"""What an extractor may know beside the document itself."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.facts import PolicyFact
from loaders.regions import Region


@dataclass(frozen=True, slots=True)
class Context:
    """The region the document is about and what it says of itself; None where unknown."""

    region: Region | None = None
    policy: PolicyFact | None = None
