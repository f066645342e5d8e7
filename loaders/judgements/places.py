"""Where in the text the words of a judged fact stand."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from loaders.document import Clause, Document

Span = tuple[int, int]
_LONGEST = 60
"""Characters of the longest part of a name that is looked for."""


class Places:
    """Finds words in the clauses of one document, whatever their width, blanks and punctuation."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._by_path: dict[str, list[Clause]] = {}
        for clause in document.clauses:
            self._by_path.setdefault(clause.path, []).append(clause)

    def text(self, span: Span) -> str:
        """The words at ``span``."""
        return self._document.text[span[0] : span[1]]

    def has(self, path: str) -> bool:
        """Whether there is a clause ``path``; the text before the first one is ``""``."""
        return not path or path in self._by_path

    def find(self, path: str, words: str) -> Span | None:
        """The first place of ``words`` in the clause: in what it says itself, else in what stands below it.

        For ``""`` before the first clause, else anywhere.
        """
        return next((span for place in self._places(path) if (span := self._find(words, *place))), None)

    def first_of(self, path: str, names: list[str]) -> Span | None:
        """The first place of the first of ``names`` that stands in the clause."""
        return next((span for name in names if (span := self.find(path, name))), None)

    def part(self, path: str, name: str) -> Span | None:
        """The longest beginning or end of ``name``, two characters at least, that stands in the clause.

        Lists print what their members share once: 省发展改革委、商务厅; A、B集团.
        """
        for length in range(min(len(name) - 1, _LONGEST), 1, -1):
            if (span := self.first_of(path, [name[-length:], name[:length]])) is not None:
                return span
        return None

    def inside(self, path: str, span: Span) -> bool:
        """Whether ``span`` lies in a clause ``path``, or anywhere for ``""``."""
        return not path or any(one.start <= span[0] and span[1] <= one.end for one in self._by_path.get(path, ()))

    def _places(self, path: str) -> Iterator[Span]:
        clauses = self._document.clauses
        if not path:
            yield 0, clauses[0].start if clauses else len(self._document.text)
            yield 0, len(self._document.text)
        for clause in self._by_path.get(path, ()):
            yield clause.title_start, clause.own_end
        for clause in self._by_path.get(path, ()):
            yield clause.start, clause.end

    def _find(self, words: str, start: int, end: int) -> Span | None:
        at = self._document.text.find(words, start, end) if words else -1
        if at >= 0:
            return at, at + len(words)
        folded = "".join(fold(char) for char in words)
        if not folded:
            return None
        text, origins = self._folded
        at = text.find(folded, bisect_left(origins, start), bisect_left(origins, end))
        return None if at < 0 else (origins[at], origins[at + len(folded) - 1] + 1)

    @cached_property
    def _folded(self) -> tuple[str, list[int]]:
        """The text without blanks and punctuation, and for each of its characters its offset in the text."""
        kept, origins = [], []
        for offset, char in enumerate(self._document.text):
            for one in fold(char):
                kept.append(one)
                origins.append(offset)
        return "".join(kept), origins


def fold(char: str) -> str:
    """A character without width and case; nothing for a blank or mark."""
    return "".join(one for one in unicodedata.normalize("NFKC", char).lower() if one.isalnum())


def printed(value: float | int) -> str:
    """A number as most texts print it: 15.0 → 15."""
    return str(int(value)) if float(value).is_integer() else repr(float(value))
