"""Counts of what was right by kind and rule, for ``loaders.confidence``."""

from __future__ import annotations

from collections.abc import Sequence

from loaders import scoring
from loaders.confidence import UNSEEN, family, group
from loaders.facts import Fact

Tally = dict[str, dict[str, list[int]]]
"""Kind → family → [right, found]."""
_SELDOM = 5
"""A group found fewer times in documents that nobody looked at is not counted apart."""


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


def total(tallies: Sequence[Tally], unseen: Sequence[Tally]) -> Tally:
    """The tallies of all documents by family, and those of the ``unseen`` ones by group and by kind."""
    summed: Tally = {}
    for one in tallies:
        for kind, families in one.items():
            for name, counts in families.items():
                _add(summed, kind, name, counts)
    for one in unseen:
        for kind, families in one.items():
            for name, counts in families.items():
                _add(summed, kind, UNSEEN, counts)
                _add(summed, kind, f"{UNSEEN}:{group(name)}", counts)
    for families in summed.values():
        for name in [
            name for name, (_, found) in families.items() if name.startswith(f"{UNSEEN}:") and found < _SELDOM
        ]:
            del families[name]
    return summed


def _add(summed: Tally, kind: str, name: str, counts: Sequence[int]) -> None:
    known = summed.setdefault(kind, {}).setdefault(name, [0, 0])
    known[0] += counts[0]
    known[1] += counts[1]
