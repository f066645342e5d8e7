"""Ids of facts: made of what a fact is about, never of where it stands in a list."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from loaders.facts import Fact, PolicyFact
from loaders.judgements.same import content_of, key

_DIGITS = 12


def policy_line_id(policy: str) -> str:
    """The id of a document's own line: ``suzhou-robots-2025.policy``."""
    return f"{policy}.{PolicyFact.kind}"


def fact_ids(policy: str, facts: Sequence[Fact]) -> list[str]:
    """An id for each of ``facts``, in their order: ``suzhou-robots-2025.measure.0f3c9a7e21bd``.

    The digits come from the clause and from what makes a fact one there: an agency, an instrument, a name, a
    quantity. So an id outlives a better reading of mode, amounts, role or place in the text. Where two facts of a
    clause are the same in this, the later one in the text gets ``~2``, ``~3`` ….
    """
    found = [""] * len(facts)
    used: dict[str, int] = {}
    for at in sorted(range(len(facts)), key=lambda at: (facts[at].start, facts[at].end)):
        fact = facts[at]
        said = [fact.clause, *key(fact.kind, content_of(fact))]
        name = f"{policy}.{fact.kind}.{_digest(said)}"
        used[name] = used.get(name, 0) + 1
        found[at] = name if used[name] == 1 else f"{name}~{used[name]}"
    return found


def version(line: Mapping[str, Any]) -> str:
    """Twelve digits that change with whatever a fact's line says, who vouches for it included."""
    return _digest(line)


def judgement_id(line: Mapping[str, Any]) -> str:
    """The id of a judgement: twelve digits of what its line says."""
    return _digest(line)


def policy_of(fact_id: str) -> str:
    """The policy that an id of a fact begins with."""
    return fact_id.partition(".")[0]


def _digest(said: Any) -> str:
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
