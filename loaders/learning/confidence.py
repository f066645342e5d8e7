"""Counts of what was right by kind and rule, for ``loaders.confidence``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from loaders import scoring
from loaders.confidence import OTHER, family
from loaders.facts import Fact

Tally = dict[str, dict[str, list[int]]]
"""Kind → family → [right, found]."""
_SELDOM = 8
"""A family found fewer times is counted with the others of its kind."""


def tally(gold: Sequence[scoring.Line], facts: Sequence[Fact], policy: str) -> Tally:
    """What one document's facts were worth, by kind and family; measures have a verifier of their own."""
    wanted = {
        (line["kind"], *scoring.key(line)): bool(line.get("unsure")) for line in gold if line["kind"] in scoring.KINDS
    }
    found: Tally = {}
    for fact in facts:
        key = (fact.kind, *scoring.key(fact.as_json(policy)))
        if fact.kind == "measure" or wanted.get(key):
            continue
        counts = found.setdefault(fact.kind, {}).setdefault(family(fact.rule), [0, 0])
        counts[0] += key in wanted
        counts[1] += 1
    return found


def total(tallies: Sequence[Mapping[str, Mapping[str, Sequence[int]]]]) -> Tally:
    """The tallies of several documents together; families seen seldom become ``other``."""
    summed: Tally = {}
    for one in tallies:
        for kind, families in one.items():
            for name, (right, found) in families.items():
                counts = summed.setdefault(kind, {}).setdefault(name, [0, 0])
                counts[0] += right
                counts[1] += found
    kept: Tally = {}
    for kind, families in sorted(summed.items()):
        kept[kind] = {}
        for name, (right, found) in sorted(families.items()):
            counts = kept[kind].setdefault(name if found >= _SELDOM else OTHER, [0, 0])
            counts[0] += right
            counts[1] += found
    return kept
