"""DOCX files: the paragraphs of the body with their printed numbers, tables as rows.

Read straight from ``word/document.xml`` as a stream: the libraries for DOCX build the whole tree,
compute no numbers, and refuse files of WPS whose relations lead nowhere. Heads, feet, notes,
comments, deleted and hidden text are no part of the body.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from array import array
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, ParseError, XMLParser

from loaders.errors import LoaderError
from loaders.formats.docx_numbers import Numbers, W
from loaders.formats.source import SourceText

MAX_PART = 100_000_000
"""Bytes of one unpacked part; the body of a document of ten thousand characters has some two hundred thousand."""
_BODY = "word/document.xml"
_DAMAGED = "The DOCX is cut off or damaged; open it in Word or WPS, save it again and load that."
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_DROPPED = frozenset(
    f"{W}{name}"
    for name in ("del", "moveFrom", "rt", "delText", "instrText", "pPrChange", "rPrChange", "sectPr", "sdtPr", "tblPr")
) | {f"{_MC}Fallback"}
_PARAGRAPHS_IN_A_CELL = 12


def read(data: bytes) -> SourceText:
    """The text of a DOCX; LoaderError for one that is damaged, too large, or holds no text."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = _part(archive, _BODY) or _part(archive, _other_body(archive))
            numbering, styles = _part(archive, "word/numbering.xml"), _part(archive, "word/styles.xml")
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        raise LoaderError(_DAMAGED) from None
    if body is None:
        raise LoaderError(_DAMAGED)
    try:
        reader = _Body(Numbers(_tree(numbering), _tree(styles)))
        parser = XMLParser(target=reader)  # noqa: S314  (no declarations: see _part)
        parser.feed(body)
        parser.close()
    except ParseError:
        raise LoaderError(_DAMAGED) from None
    text = "".join(f"{line}\n" for line in reader.lines)
    if not text.strip():
        raise LoaderError("The DOCX holds no text; if its pages are pictures, it needs text recognition (OCR).")
    breaks, offset = array("q"), 0
    for line in reader.lines:
        breaks.append(offset)
        offset += len(line) + 1
    return SourceText(text, "docx", "docx", None, (), tuple(breaks))


def _other_body(archive: zipfile.ZipFile) -> str:
    """Some writers call the body document2.xml or the like."""
    names = [name for name in archive.namelist() if re.fullmatch(r"word/document[0-9]*\.xml", name)]
    return names[0] if names else _BODY


def _part(archive: zipfile.ZipFile, name: str) -> bytes | None:
    try:
        size = archive.getinfo(name).file_size
    except KeyError:
        return None
    if size > MAX_PART:
        raise LoaderError(
            f"The DOCX unpacks to more than {MAX_PART // 1_000_000} MB of text, as no document does; "
            "save its text as a plain text file and load that."
        )
    content = archive.read(name)
    if _DECLARATION.search(content):
        raise LoaderError(_DAMAGED)
    return content.replace(_STRICT, W.strip("{}").encode())


def _tree(content: bytes | None) -> Element | None:
    return None if content is None else ElementTree.fromstring(content)  # noqa: S314  (no declarations: see _part)


@dataclass(slots=True)
class _Paragraph:
    pieces: list[str] = field(default_factory=list)
    style: str | None = None
    number: str | None = None
    level: int | None = None


@dataclass(slots=True)
class _Table:
    cells: list[list[str]] = field(default_factory=list)


class _Body:
    """Collects the lines of a body from the events of its XML."""

    def __init__(self, numbers: Numbers) -> None:
        self.lines: list[str] = []
        self._numbers = numbers
        self._path: list[str] = []
        self._dropped = 0
        self._paragraphs: list[_Paragraph] = []
        self._tables: list[_Table] = []
        self._taking = self._hidden = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._path.append(tag)
        if tag in _DROPPED:
            self._dropped += 1
        if self._dropped or not tag.startswith(W):
            return
        name = tag[len(W) :]
        value = attributes.get(f"{W}val")
        if name == "p":
            self._paragraphs.append(_Paragraph())
        elif name == "tbl":
            self._tables.append(_Table())
        elif name == "tr" and self._tables:
            self._tables[-1].cells = []
        elif name == "tc" and self._tables:
            self._tables[-1].cells.append([])
        elif self._paragraphs:
            self._inside(name, value)

    def _inside(self, name: str, value: str | None) -> None:
        paragraph, above = self._paragraphs[-1], self._path[-2][len(W) :]
        if name == "t":
            self._taking = not self._hidden
        elif name == "r":
            self._hidden = False
        elif name == "vanish" and self._path[-3:-2] == [f"{W}r"]:
            self._hidden = value not in ("0", "false", "off")
        elif name in ("tab", "ptab") and above == "r":
            paragraph.pieces.append(" ")
        elif name in ("br", "cr") and above == "r":
            paragraph.pieces.append("\n")
        elif name == "noBreakHyphen":
            paragraph.pieces.append("-")
        elif name == "pStyle" and above == "pPr":
            paragraph.style = value
        elif above == "numPr" and name == "numId":
            paragraph.number = value
        elif above == "numPr" and name == "ilvl" and value is not None and value.isdecimal():
            paragraph.level = int(value[:3])

    def data(self, text: str) -> None:
        """Characters inside the element."""
        if self._taking and self._paragraphs:
            self._paragraphs[-1].pieces.append(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        self._path.pop()
        if tag in _DROPPED:
            self._dropped -= 1
            return
        if self._dropped:
            return
        if tag == f"{W}t":
            self._taking = False
        elif tag == f"{W}r":
            self._hidden = False
        elif tag == f"{W}p" and self._paragraphs:
            self._finish(self._paragraphs.pop())
        elif tag == f"{W}tr" and self._tables:
            self._finish_row(self._tables[-1])
        elif tag == f"{W}tbl" and self._tables:
            self._tables.pop()

    def close(self) -> None:
        """The document ends."""

    def _finish(self, paragraph: _Paragraph) -> None:
        number = self._numbers.before(paragraph.style, paragraph.number, paragraph.level)
        text = "".join(paragraph.pieces)
        if not text.strip():
            return
        lines = [line.strip(" ") for line in text.split("\n") if line.strip()]
        lines[0] = number + lines[0]
        for line in lines:
            self._add(line)

    def _finish_row(self, table: _Table) -> None:
        cells = [cell for cell in table.cells if cell]
        table.cells = []
        if len(cells) > 1 and all(len(cell) <= _PARAGRAPHS_IN_A_CELL for cell in cells):
            lines = ["|".join("".join(cell) for cell in cells)]
        else:
            lines = [line for cell in cells for line in cell]
        inner = self._tables.pop()
        for line in lines:
            self._add(line)
        self._tables.append(inner)

    def _add(self, line: str) -> None:
        cells = self._tables[-1].cells if self._tables else None
        if cells:
            cells[-1].append(line)
        else:
            self.lines.append(line)
