"""The document as it came, with what did not become part of the clean text told apart."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from starlette.exceptions import HTTPException

from api.documents.kept import Readings, kept
from graph.store import GraphStore
from loaders.clean import clean
from loaders.errors import LoaderError
from loaders.text import MappedText


class SourcePiece(NamedTuple):
    """A part of the source text."""

    text: str
    kept: bool
    """Whether it became part of the clean text; blanks between words that did count as kept."""


def source_pieces(
    store: GraphStore, readings: Readings, policy: str, source: str, text: str
) -> list[SourcePiece] | None:
    """``source`` in order, cut into what became part of ``text`` and what did not; None where that is not known.

    The map is that of the reading where the file is kept, else that of plain text.
    """
    mapped = _from_file(store, readings, policy, store.settings.data, source) or _from_text(source)
    if mapped is None or mapped.text != text:
        return None
    return _cut(source, mapped)


def _from_file(store: GraphStore, readings: Readings, policy: str, data: Path, source: str) -> MappedText | None:
    """The map of the file that the graph was loaded from; only it knows the layout of a page."""
    try:
        reading = readings.machine(kept(store, policy, data))
    except (HTTPException, LoaderError):
        return None
    return reading.document.mapped if reading.source == source else None


def _from_text(source: str) -> MappedText | None:
    try:
        return clean(source)
    except LoaderError:
        return None


def _cut(source: str, mapped: MappedText) -> list[SourcePiece]:
    ends: list[tuple[int, bool]] = []
    """Where each piece ends, and whether it is kept."""
    at = 0

    def take(end: int, *, is_kept: bool) -> None:
        nonlocal at
        if end > at:
            if ends and ends[-1][1] == is_kept:
                ends.pop()
            ends.append((end, is_kept))
            at = end

    for (start, end), unit in groupby(range(len(mapped.text)), lambda one: (mapped.starts[one], mapped.ends[one])):
        if end > at:
            take(start, is_kept=not source[at:start].strip())
            words = source[at:end]
            own = _own("".join(mapped.text[one] for one in unit), words)
            take(at + own, is_kept=True)
            take(end, is_kept=not source[at:end].strip())
    take(len(source), is_kept=not source[at:].strip())
    begins = [0, *(end for end, _ in ends)]
    return [SourcePiece(source[begin:end], is_kept) for begin, (end, is_kept) in zip(begins, ends, strict=False)]


def _own(text: str, words: str) -> int:
    """How many of the characters that ``text`` was made from are it: a gloss or a tag may belong to the same range."""
    if text.isspace() and not words.isspace():
        return 0
    return 1 if words.startswith(text) and len(text) == 1 else len(words)
