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
    free: list[Found] = []
    taken: list[tuple[int, int]] = []
    for found in sorted(finds, key=lambda found: (found.start - found.end, found.start, found.rule, found.name)):
        if not found.shared and any(found.start < end and start < found.end for start, end in taken):
            continue
        free.append(found)
        if not found.shared:
            taken.append((found.start, found.end))
    return sorted(free, key=lambda found: (found.start, found.end, found.type, found.name))
