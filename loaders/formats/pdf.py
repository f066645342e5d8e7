"""PDF files with a text layer, by PDFium: the printed lines in reading order, joined to paragraphs.

The source text of a PDF is what its pages print, page for page, line for line (form feeds between
pages, tabs between the parts of a line); what is read leaves out running heads, feet and page numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from loaders.errors import LoaderError
from loaders.formats.pdf_lines import Glyph, Row
from loaders.formats.pdf_order import rows_of
from loaders.formats.pdf_pages import continues, indents, table_rows, without_running_lines
from loaders.formats.source import Layout, SourceText

MAX_PAGES = 2_000
MAX_GLYPHS = 5_000_000
_LEAST = 10
"""Fewer characters on a page than this are a stamp or a page number on a picture."""
_READABLE = 0.7
_OCR = "run text recognition (OCR, for example `ocrmypdf -l chi_sim`) on it and load the PDF or text that gives"


def read(data: bytes) -> SourceText:
    """The text of a PDF; LoaderError for one that is scanned, locked, damaged or too large."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise LoaderError("The PDF is locked by a password; save it without one and load that.") from None
        raise LoaderError("The PDF is damaged or cut off; fetch it again, or print it to a new PDF.") from None
    try:
        return _read(document)
    except pdfium.PdfiumError:
        raise LoaderError("A page of the PDF is damaged; fetch the file again, or print it to a new PDF.") from None
    finally:
        document.close()


def _read(document: pdfium.PdfDocument) -> SourceText:
    count = len(document)
    if count > MAX_PAGES:
        raise LoaderError(
            f"The PDF has {count:,} pages, more than the {MAX_PAGES:,} read at most; cut it into its documents."
        )
    pages: list[list[Row]] = []
    empty: list[int] = []
    glyphs = 0
    for number in range(count):
        page = document[number]
        found = _glyphs(page)
        glyphs += len(found)
        if glyphs > MAX_GLYPHS:
            raise LoaderError(f"The PDF holds more than {MAX_GLYPHS:,} characters; cut it into its documents.")
        if len(found) < _LEAST and _has_picture(page):
            empty.append(number + 1)
        pages.append(rows_of(found))
        page.close()
    if not any(pages) or len(empty) == count:
        raise LoaderError(f"The PDF holds pictures of its pages and no text; {_OCR}.")
    _require_readable(pages)
    warnings = (_unread(empty),) if empty else ()
    return _source(pages, warnings)


def _glyphs(page: pdfium.PdfPage) -> list[Glyph]:
    """The printed characters of a page in the order of the file, upright."""
    layer = page.get_textpage()
    turn, width, height = page.get_rotation(), page.get_width(), page.get_height()
    found = []
    for index in range(layer.count_chars()):
        code = raw.FPDFText_GetUnicode(layer.raw, index)
        if code < 32 or 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF):
            continue
        if raw.FPDFText_IsGenerated(layer.raw, index) == 1 and code != 32:
            continue
        left, bottom, right, top = layer.get_charbox(index, loose=True)
        # Width and height of a turned page are those of the page as it is seen.
        if turn == 90:
            left, bottom, right, top = bottom, height - right, top, height - left
        elif turn == 180:
            left, bottom, right, top = width - right, height - top, width - left, height - bottom
        elif turn == 270:
            left, bottom, right, top = width - top, left, width - bottom, right
        found.append(Glyph(chr(code), left, bottom, right, top))
    layer.close()
    return found


def _has_picture(page: pdfium.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _require_readable(pages: Iterable[Sequence[Row]]) -> None:
    """LoaderError where the fonts do not say which characters their glyphs are."""
    good = total = 0
    for rows in pages:
        for row in rows:
            for part in row.parts:
                total += len(part.text)
                good += sum("\u3000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef" or " " <= char <= "~"
                            or "\u2000" <= char <= "\u2bff" for char in part.text)  # fmt: skip
    if good < total * _READABLE:
        raise LoaderError(f"The fonts of the PDF do not tell its characters, so that its text cannot be read; {_OCR}.")


def _unread(pages: Sequence[int]) -> str:
    listed = ", ".join(map(str, pages[:10])) + (" …" if len(pages) > 10 else "")
    some = f"Page {listed} is a picture" if len(pages) == 1 else f"Pages {listed} are pictures"
    return f"{some} without text and was not read; run text recognition (OCR) on the file to have all of it."


def _source(pages: Sequence[Sequence[Row]], warnings: tuple[str, ...]) -> SourceText:
    text, places, breaks = _printed(pages)
    kept = without_running_lines(pages)
    tables, indented = table_rows(kept), indents(kept)
    layout = Layout()
    before: Row | None = None
    last = 0
    for row in kept:
        glue = "" if before is None else _glue(before, row) if continues(before, row, indented=indented) else "\n"
        for part, at in zip(row.parts, places[id(row)], strict=True):
            layout.put(glue, last, at)
            layout.take(part.text, at)
            last = at + len(part.text)
            glue = "|" if id(row) in tables else "\n"
        before = row
    return SourceText(text, "pdf", "pdf", layout.mapped(), warnings, breaks)


def _printed(pages: Sequence[Sequence[Row]]) -> tuple[str, dict[int, list[int]], tuple[int, ...]]:
    """The text of all pages, the offsets of the parts of each row by its id, and those of the pages."""
    pieces: list[str] = []
    places: dict[int, list[int]] = {}
    breaks: list[int] = []
    offset = 0
    for rows in pages:
        breaks.append(offset)
        for row in rows:
            places[id(row)] = []
            for part in row.parts:
                places[id(row)].append(offset)
                pieces.append(part.text + ("\n" if part is row.parts[-1] else "\t"))
                offset += len(part.text) + 1
        pieces.append("\f")
        offset += 1
    return "".join(pieces), places, tuple(breaks)


def _glue(before: Row, row: Row) -> str:
    """A blank between Latin words that a line end parted."""
    left, right = before.parts[-1].text[-1:], row.parts[0].text[:1]
    return " " if left.isascii() and right.isascii() and left.isalpha() and right.isalpha() else ""
