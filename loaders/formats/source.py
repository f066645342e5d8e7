"""What is read out of a file before cleaning, whatever the file's format."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from loaders.text import MappedText

Format = Literal["text", "markdown", "html", "pdf", "docx"]


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a file and the part of it that is read.

    ``text`` is what offsets of the source count in: the decoded characters of a text file, a
    Markdown file or an HTML page (with its tags); the text layer of a PDF, pages parted by form
    feeds; the paragraphs of a DOCX with their printed numbers, one a line.
    """

    text: str
    format: Format
    encoding: str
    """Codec of the file's characters; of a PDF or DOCX the name of the format."""
    layout: MappedText | None = None
    """The lines of the document in reading order, mapped to ``text``; None where they are ``text`` itself."""
    warnings: tuple[str, ...] = ()
    """Sentences for the user about damage in the file."""
    breaks: tuple[int, ...] = ()
    """Offsets in ``text`` at which pages (PDF) or paragraphs (DOCX) begin; empty for the other formats."""

    @property
    def lines(self) -> str:
        """The lines of the document, to be cleaned."""
        return self.text if self.layout is None else self.layout.text

    def place(self, offset: int) -> str | None:
        """Where in the file the character of ``text`` at ``offset`` stands: ``page 3``, ``paragraph 12``."""
        if not self.breaks:
            return None
        number = bisect_right(self.breaks, offset)
        return f"{'page' if self.format == 'pdf' else 'paragraph'} {max(number, 1)}"


class Layout:
    """Builds a mapped text from pieces of a source that come in order."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._starts, self._ends = array("q"), array("q")

    def take(self, text: str, at: int) -> None:
        """Add characters that stand in the source as they are, from ``at`` on."""
        self._pieces.append(text)
        self._starts.extend(range(at, at + len(text)))
        self._ends.extend(range(at + 1, at + 1 + len(text)))

    def put(self, text: str, start: int, end: int) -> None:
        """Add characters that the source range ``[start:end)`` as a whole stands for."""
        self._pieces.append(text)
        self._starts.extend([start] * len(text))
        self._ends.extend([end] * len(text))

    def put_each(self, text: str, starts: Iterable[int], ends: Iterable[int]) -> None:
        """Add characters, each with its own source range."""
        self._pieces.append(text)
        self._starts.extend(starts)
        self._ends.extend(ends)

    def mapped(self) -> MappedText:
        """The text so far."""
        return MappedText("".join(self._pieces), self._starts, self._ends)


def without(text: str, cuts: Iterable[tuple[int, int]]) -> MappedText:
    """``text`` without the ranges ``cuts``, which are in order and disjoint."""
    layout, offset = Layout(), 0
    for start, end in cuts:
        if start > offset:
            layout.take(text[offset:start], offset)
        offset = max(offset, end)
    layout.take(text[offset:], offset)
    return layout.mapped()
