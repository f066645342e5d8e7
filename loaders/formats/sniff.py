"""What kind of file some bytes are: by their first bytes, then by what they hold, then by the file's name."""

from __future__ import annotations

import io
import re
import zipfile

from loaders.errors import LoaderError

_SAVE = "open it in Word or WPS and save it as DOCX, PDF or plain text"
_UNPACK = "unpack it and load the document inside"
_PICTURE = "it needs text recognition (OCR) first; load the text that gives"
_REFUSED = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (DOC, WPS, XLS or PPT)", _SAVE),
    (b"{\\rtf", "an RTF file", _SAVE),
    (b"\x1f\x8b", "a gzip archive", _UNPACK),
    (b"Rar!", "a RAR archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    (b"BZh", "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ\x00", "an XZ archive", _UNPACK),
    (b"\x89PNG", "a PNG image", _PICTURE),
    (b"\xff\xd8\xff", "a JPEG image", _PICTURE),
    (b"GIF8", "a GIF image", _PICTURE),
    (b"II*\x00", "a TIFF image", _PICTURE),
    (b"MM\x00*", "a TIFF image", _PICTURE),
    (b"RIFF", "a picture, sound or film", _PICTURE),
    (b"CAJ\x00", "a CAJ file", "export it as PDF in CAJViewer and load that"),
    (b"HN\x00\x00", "a CAJ file", "export it as PDF in CAJViewer and load that"),
    (b"\x7fELF", "a program", "load a document"),
    (b"SQLite format 3", "a database", "load a document"),
)
_ZIP = b"PK\x03\x04"
_CONTAINERS = (
    ("OFD.xml", "an OFD file", "open it in an OFD reader and export it as PDF, or copy its text to a plain text file"),
    ("xl/", "an Excel file", "copy its text to a plain text file and load that"),
    ("ppt/", "a PowerPoint file", "copy its text to a plain text file and load that"),
    ("content.xml", "an OpenDocument file", _SAVE),
    ("META-INF/container.xml", "an EPUB book", "copy its text to a plain text file and load that"),
)
_PDF_WITHIN = 1024
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.I | re.S,
)
_TAG = re.compile(
    r"</?(?:p|div|span|br|table|tbody|tr|td|strong|font|section|article|h[1-6]|ul|ol|li)\b[^<>]{0,2000}>", re.I
)
_TAGS_ENOUGH = 6
_SAMPLE = 200_000


def container(data: bytes) -> str | None:
    """``pdf`` or ``docx`` by the bytes, None where they may be text; LoaderError for what is neither."""
    for magic, what, remedy in _REFUSED:
        if data.startswith(magic):
            raise LoaderError(f"The file is {what}; {remedy}.")
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    if data.startswith(_ZIP):
        return _zip(data)
    return None


def _zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeError):
        raise LoaderError(
            "The file is a DOCX or ZIP file that is cut off or damaged; fetch it again and load that."
        ) from None
    if any(name.startswith("word/") for name in names):
        return "docx"
    for name, what, remedy in _CONTAINERS:
        if any(one.startswith(name) for one in names):
            raise LoaderError(f"The file is {what}; {remedy}.")
    raise LoaderError(f"The file is a ZIP archive; {_UNPACK}.")


def is_page(text: str, name: str) -> bool:
    """Whether a text is the source of an HTML page, or of a piece of one as editors save it."""
    start = text[:5000].lstrip("\ufeff")
    if _PAGE.match(start):
        return True
    tags = sum(1 for _ in _TAG.finditer(text[:_SAMPLE]))
    if name.lower().endswith((".html", ".htm", ".xhtml", ".shtml", ".mht")):
        return tags > 0
    return tags >= _TAGS_ENOUGH and re.match(r"\s*<[a-z]", start, re.I) is not None
