"""Facts with the ids by which they are judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from loaders.facts import Fact
from loaders.judgements.ids import fact_ids, policy_line_id, version
from loaders.pipeline import Reading


@dataclass(frozen=True, slots=True)
class Named:
    """A fact of a reading, its id, and whether it stands (else a judgement keeps it out)."""

    id: str
    fact: Fact
    stands: bool

    def line(self, policy: str, *, explain: bool = False) -> dict[str, Any]:
        """The contract's line with id and version."""
        return numbered(self.id, self.fact.as_json(policy, explain=explain))


def numbered(name: str, line: dict[str, Any]) -> dict[str, Any]:
    """A line of the contract with its id and version in front; explanations do not count for the version."""
    said = {key: value for key, value in line.items() if key not in ("rule", "because")}
    return {"id": name, "version": version(said), **line}


def named(reading: Reading) -> list[Named]:
    """All facts of a reading but the policy line: those that stand in its order, then those that are kept out."""
    out = [one.fact for one in reading.judgements.rejected] if reading.judgements else []
    facts: Sequence[Fact] = (*reading.facts, *out)
    ids = fact_ids(reading.id, facts)
    return [Named(name, fact, at < len(reading.facts)) for at, (name, fact) in enumerate(zip(ids, facts, strict=True))]


def lines_of(reading: Reading, *, candidates: bool = False, explain: bool = False) -> list[dict[str, Any]]:
    """The contract's lines of what stands, the policy line first, each with id and version."""
    facts = (one for one in named(reading) if one.stands and (candidates or one.fact.tier != "candidate"))
    about = numbered(policy_line_id(reading.id), reading.policy.as_json(reading.id))
    return [about, *(one.line(reading.id, explain=explain) for one in facts)]
