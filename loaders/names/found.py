"""What a search for names brings back, and which of overlapping finds stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from loaders.facts import EnterpriseRole, MentionType


@dataclass(frozen=True, slots=True)
class Found:
    """A name in the text: half-open range of what is printed, and the name with elisions restored."""

    start: int
    end: int
    type: MentionType
    name: str
    rule: str
    role: EnterpriseRole | None = None
    shared: bool = False
    """Whether the printed run is shared with other names (an elided list): it may overlap them."""


def longest(finds: Iterable[Found]) -> list[Found]:
    """Finds that do not overlap, the longest first served, in order of the text; shared runs always stay."""
    finds = list(finds)
    elided = {(found.start, found.type) for found in finds if found.shared}
    ordered = sorted(finds, key=lambda found: (found.start - found.end, found.start, found.rule, found.name))
    taken = bytearray(max((found.end for found in ordered), default=0))
    kept: list[Found] = []
    for found in ordered:
        if not found.shared:
            if (found.start, found.type) in elided:
                # The head of an elided list is the name with its tail, not what is printed alone.
                continue
            if taken.find(1, found.start, found.end) >= 0:
                continue
            taken[found.start : found.end] = b"\x01" * (found.end - found.start)
        kept.append(found)
    return sorted(kept, key=lambda found: (found.start, found.end, found.type, found.name))
