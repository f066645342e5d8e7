"""Two compared regions as a flat list, for tables and CSV: one line an instrument."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from api.comparison.sides import InstrumentGap, RegionsCompared, SharedInstrument

COLUMNS = (
    "standing", "instrument", "instrument_zh", "state_a", "state_b", "amounts_a", "amounts_b", "not_compared",
    "lead_a", "lead_b", "tier_a", "tier_b", "read_by_a", "read_by_b",
    "policy_a", "clause_a", "quote_a", "policy_b", "clause_b", "quote_b",
)  # fmt: skip
SHOWN = ("standing", "instrument_zh", "state_a", "state_b", "amounts_a", "amounts_b", "lead_a", "lead_b")
"""Columns with room on a terminal."""


def lines(found: RegionsCompared) -> list[dict[str, Any]]:
    """What only a has, what only b has, then what both have; keys are COLUMNS, absent values None."""
    return [
        *(_gap(one, "only a", "a", "b") for one in found.only_a),
        *(_gap(one, "only b", "b", "a") for one in found.only_b),
        *(_both(one) for one in found.shared),
    ]


def _gap(gap: InstrumentGap, standing: str, has: str, lacks: str) -> dict[str, Any]:
    return dict.fromkeys(COLUMNS) | {
        "standing": standing,
        "instrument": gap.instrument,
        "instrument_zh": gap.instrument_zh,
        f"state_{has}": gap.state,
        f"state_{lacks}": gap.state_other,
        f"amounts_{has}": _plain(gap.amounts),
        f"lead_{has}": gap.lead,
        f"tier_{has}": gap.tier,
        f"read_by_{has}": gap.read_by,
        f"policy_{has}": gap.policy,
        f"clause_{has}": gap.clause,
        f"quote_{has}": gap.evidence.quote,
    }


def _both(shared: SharedInstrument) -> dict[str, Any]:
    line: dict[str, Any] = {
        "standing": "both",
        "instrument": shared.instrument,
        "instrument_zh": shared.instrument_zh,
        "not_compared": [one.reason for one in shared.amounts if one.reason],
    }
    for side, state, tier, lead, measures in (
        ("a", shared.state_a, shared.tier_a, shared.lead_a, shared.of_a),
        ("b", shared.state_b, shared.tier_b, shared.lead_b, shared.of_b),
    ):
        strongest = measures[0]
        printed = [one.a if side == "a" else one.b for one in shared.amounts]
        line |= {
            f"state_{side}": state,
            f"amounts_{side}": _plain([one for one in printed if one is not None]),
            f"lead_{side}": lead,
            f"tier_{side}": tier,
            f"read_by_{side}": strongest.read_by,
            f"policy_{side}": strongest.policy,
            f"clause_{side}": strongest.clause,
            f"quote_{side}": strongest.evidence.quote,
        }
    return {name: line[name] for name in COLUMNS}


def _plain(amounts: Sequence[BaseModel]) -> list[dict[str, Any]]:
    """Amounts without what else is known of them, unprinted parts left out."""
    return [
        one.model_dump(include={"type", "value", "per", "basis", "condition"}, exclude_none=True) for one in amounts
    ]
