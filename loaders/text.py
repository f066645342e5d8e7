"""Text whose every character knows where it came from in the source."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class MappedText:
    """A cleaned text and, for each of its characters, the source range it was made from.

    ``starts[i]`` and ``ends[i]`` bound the source characters behind ``text[i]``: half-open,
    both non-decreasing. Offsets count Unicode code points, not bytes.
    """

    text: str
    starts: Sequence[int] = field(repr=False)
    ends: Sequence[int] = field(repr=False)

    def __post_init__(self) -> None:
        if not len(self.text) == len(self.starts) == len(self.ends):
            raise ValueError("a mapped text needs one source range for each character")

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets behind the clean range ``[start:end)``; empty ranges stay empty."""
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"range {start}:{end} lies outside a text of {len(self.text)} characters")
        if start == end:
            at = self.starts[start] if start < len(self.text) else (self.ends[-1] if self.text else 0)
            return at, at
        return self.starts[start], self.ends[end - 1]

    def over(self, earlier: MappedText) -> MappedText:
        """This text mapped to the source of ``earlier``, whose text is the source of this one."""
        return MappedText(
            self.text,
            array("q", (earlier.starts[start] for start in self.starts)),
            array("q", (earlier.ends[end - 1] for end in self.ends)),
        )
