"""Bytes of a file to its source text, by what they are."""

from __future__ import annotations

from loaders import read
from loaders.errors import LoaderError
from loaders.formats import dump, sniff
from loaders.formats.source import SourceText

MAX_CHARACTERS = 5_000_000
"""A policy document has some ten thousand; what has five hundred times more is a collection of them."""
SUFFIXES = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx")
"""Endings of the names of files that are read, lower case; bytes decide where they say otherwise."""


def open_document(data: bytes, name: str = "") -> SourceText:
    """The source text in the bytes of a file.

    ``name`` (the file's) decides only where the bytes leave it open: between plain text and
    Markdown or a piece of HTML. LoaderError, one sentence, for what holds no text to be read.
    """
    read.require_size(data)
    kind = sniff.container(data)
    if kind == "pdf":
        from loaders.formats import pdf_process

        source = pdf_process.read(data)
    elif kind == "docx":
        from loaders.formats import docx

        source = docx.read(data)
    else:
        source = _textual(data, name)
    if (len(source.text) > MAX_CHARACTERS and source.format != "html") or len(source.lines) > MAX_CHARACTERS:
        raise LoaderError(
            f"The file holds {len(source.text):,} characters, more than the {MAX_CHARACTERS:,} read at most; "
            "cut it into its documents."
        )
    return source


def _textual(data: bytes, name: str) -> SourceText:
    decoded = read.decode_with_warnings(data)
    head = dump.http_head(decoded.text)
    if sniff.is_page(decoded.text[head : head + 1_000_000], name):
        from loaders.formats import html

        return html.read(decoded.text, decoded.encoding, decoded.warnings)
    from loaders.formats import markdown

    if markdown.is_markdown(decoded.text, name):
        return markdown.read(decoded.text, decoded.encoding, decoded.warnings)
    return SourceText(decoded.text, "text", decoded.encoding, dump.without_head(decoded.text), decoded.warnings)
