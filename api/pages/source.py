"""The document as it came, with what did not become part of the clean text told apart."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from starlette.exceptions import HTTPException

from api.documents import kept
from graph.store import GraphStore
from loaders.clean import clean
from loaders.errors import LoaderError
from loaders.formats.opening import open_document
from loaders.pipeline import clean_source
from loaders.text import MappedText


class SourcePiece(NamedTuple):
    """A part of the source text."""

    text: str
    kept: bool
    """Whether it became part of the clean text; blanks between words that did count as kept."""


def source_pieces(store: GraphStore, policy: str, data: Path, source: str, text: str) -> list[SourcePiece] | None:
    """``source`` in order, cut into what became part of ``text`` and what did not; None where that is not known.

    The map is that of the loader, made anew from the file where it is kept below ``data``, else from ``source``.
    """
    mapped = _from_file(store, policy, data, source) or _from_text(source)
    if mapped is None or mapped.text != text:
        return None
    return _cut(source, mapped)


def _from_file(store: GraphStore, policy: str, data: Path, source: str) -> MappedText | None:
    """The map of the file that the graph was loaded from; only it knows the layout of a page."""
    try:
        content, name = kept.settled(store, policy, data, lambda one: (kept.source_bytes(one), one.source.name))
        opened = open_document(content, name)
    except (HTTPException, LoaderError):
        return None
    return clean_source(opened) if opened.text == source else None


def _from_text(source: str) -> MappedText | None:
    try:
        return clean(source)
    except LoaderError:
        return None


def _cut(source: str, mapped: MappedText) -> list[SourcePiece]:
    found: list[SourcePiece] = []

    def take(text: str, *, is_kept: bool) -> None:
        if found and found[-1].kept == is_kept:
            text = found.pop().text + text
        if text:
            found.append(SourcePiece(text, is_kept))

    at = 0
    for (start, end), unit in groupby(range(len(mapped.text)), lambda one: (mapped.starts[one], mapped.ends[one])):
        if end <= at:
            continue
        between, words = source[at:start], source[max(at, start) : end]
        take(between, is_kept=not between.strip())
        own = _own("".join(mapped.text[one] for one in unit), words)
        take(words[:own], is_kept=True)
        take(words[own:], is_kept=not words[own:].strip())
        at = end
    rest = source[at:]
    take(rest, is_kept=not rest.strip())
    return found


def _own(text: str, words: str) -> int:
    """How many of the characters that ``text`` was made from are it: a gloss or a tag may belong to the same range."""
    if text.isspace() and not words.isspace():
        return 0
    return 1 if words.startswith(text) and len(text) == 1 else len(words)
