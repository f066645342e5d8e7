"""A document between cleaning and extraction: clean text and its clause tree."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from loaders.duties import DutyRun, duty_runs
from loaders.segments import Span
from loaders.text import MappedText


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered heading or item with what stands below it.

    Offsets count characters of the clean text, half-open. ``start`` is where the printed number
    begins, ``end`` where the next clause of the same or a higher level begins (or the document
    ends), so children lie inside. ``own_end`` is where the first child begins, else ``end``:
    ``[title_start:own_end]`` is what this clause says itself.
    """

    path: str
    """Printed numbers from the outermost in, Arabic, joined by ``/``: ``6/17``; may repeat in a file of two plans."""
    title: str
    title_start: int
    title_end: int
    start: int
    own_end: int
    end: int
    order: int
    """Position among the clauses of the document, from 0."""
    parent: int | None
    """``order`` of the clause above, None for the outermost."""
    is_leaf: bool


@dataclass(frozen=True)
class Document:
    """A cleaned and outlined document."""

    mapped: MappedText
    clauses: tuple[Clause, ...]
    body_start: int = 0
    """Where the document proper begins (after its title block); ``clause: ""`` facts may stand before it."""
    body_end: int | None = None
    """Where the document proper ends (before links and other trailers); None for the end of the text."""

    @property
    def text(self) -> str:
        """The clean text that all offsets count in."""
        return self.mapped.text

    @property
    def end(self) -> int:
        """Where the document proper ends: ``body_end``, else the end of the text."""
        return len(self.text) if self.body_end is None else self.body_end

    @cached_property
    def duty_runs(self) -> tuple[DutyRun, ...]:
        """Brackets and labelled lines of the document proper that give duties, by offset; found once."""
        return tuple(duty_runs(self.text, self.body_start, self.end))

    @cached_property
    def duty_spans(self) -> tuple[Span, ...]:
        """Their ranges, brackets with their marks: what extractors of anything else leave out."""
        return tuple(Span(run.start, run.end) for run in self.duty_runs)

    @cached_property
    def _starts(self) -> list[int]:
        return [clause.start for clause in self.clauses]

    def clause_at(self, offset: int) -> Clause | None:
        """The innermost clause that holds the character at ``offset``; None before the first clause."""
        index = bisect_right(self._starts, offset) - 1
        while index >= 0:
            clause = self.clauses[index]
            if offset < clause.end:
                return clause
            index = -1 if clause.parent is None else clause.parent
        return None

    def own_text(self, clause: Clause) -> str:
        """Heading and body of ``clause`` without its children."""
        return self.text[clause.title_start : clause.own_end]

    def ancestors(self, clause: Clause) -> list[Clause]:
        """The clauses above, nearest first."""
        found: list[Clause] = []
        while clause.parent is not None:
            clause = self.clauses[clause.parent]
            found.append(clause)
        return found
