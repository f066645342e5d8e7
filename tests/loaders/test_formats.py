"""Files of every format give the facts of the plain text, and their offsets lead back into the file."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO

import pytest

from loaders.errors import LoaderError
from loaders.formats.opening import MAX_CHARACTERS, open_document
from loaders.pipeline import clean_source, read_document
from tests.loaders.made_documents import IDS, clipping, dump, facts, lines, page, pdf, word

MAKERS: dict[str, tuple[str, Callable[[Sequence[str]], bytes]]] = {
    "html": ("a.html", page),
    "gbk html": ("a.htm", lambda body: page(body, charset="gb18030")),
    "pdf": ("a.pdf", pdf),
    "docx": ("a.docx", word),
    "markdown": ("a.md", lambda body: clipping(body).encode()),
    "dump": ("a.txt", lambda body: dump(body).encode()),
}


@pytest.mark.parametrize("form", sorted(MAKERS))
@pytest.mark.parametrize("plan", IDS)
def test_every_format_gives_the_facts_of_the_plain_text(plan: str, form: str) -> None:
    name, make = MAKERS[form]
    expected = facts("\n".join(lines(plan)).encode(), "a.txt")
    assert len(expected) > 20
    assert facts(make(lines(plan)), name) == expected


@pytest.mark.parametrize("form", sorted(MAKERS))
def test_the_bytes_say_the_format_whatever_the_name(form: str) -> None:
    name, make = MAKERS[form]
    data = make(lines("hubei-laser-2024"))
    assert open_document(data).format == open_document(data, name).format
    assert open_document(data, "wrong.txt").lines == open_document(data, name).lines


@pytest.mark.parametrize("form", sorted(MAKERS))
@pytest.mark.parametrize("plan", IDS)
def test_offsets_lead_back_into_the_file(plan: str, form: str) -> None:
    name, make = MAKERS[form]
    reading = read_document(make(lines(plan)), id="made", name=name)
    mapped = reading.document.mapped
    assert list(mapped.starts) == sorted(mapped.starts)
    assert list(mapped.ends) == sorted(mapped.ends)
    assert all(0 <= low < high <= len(reading.source) for low, high in zip(mapped.starts, mapped.ends, strict=True))
    for at, char in enumerate(mapped.text):
        if "\u4e00" <= char <= "\u9fff":
            assert reading.source[mapped.starts[at] : mapped.ends[at]] == char


def test_a_place_in_a_pdf_is_a_page_and_in_a_docx_a_paragraph() -> None:
    body = lines("dongguan-emerging-2024")
    printed = open_document(pdf(body))
    last = printed.place(len(printed.text) - 2)
    assert printed.place(0) == "page 1"
    assert last == f"page {printed.text.count(chr(12))}"
    written = open_document(word(body))
    assert written.place(written.text.index(body[20])) == f"paragraph {body.index(body[20]) + 1}"
    assert open_document("\n".join(body).encode()).place(9) is None


def archive(*names: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "what", "remedy"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF is damaged", "fetch it again"),
        (b"PK\x03\x04\x14\x00\x06\x00word/document.xml", "DOCX or ZIP file that is cut off", "fetch it again"),
        (archive("word/document.xml"), "DOCX is cut off", "save it again"),
        (archive("OFD.xml", "Doc_0/Document.xml"), "OFD", "PDF"),
        (archive("xl/workbook.xml"), "Excel", "plain text"),
        (archive("ppt/presentation.xml"), "PowerPoint", "plain text"),
        (archive("mimetype", "content.xml"), "OpenDocument", "DOCX"),
        (archive("a.txt", "b.txt"), "ZIP archive", "unpack it"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "DOC, WPS", "save it as DOCX"),
        (b"{\\rtf1\\ansi", "RTF", "save it as DOCX"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "PNG", "OCR"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG", "OCR"),
        (b"\x1f\x8b\x08\x00", "gzip", "unpack it"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n", "MHT", "as HTML"),
        (b"<html><body><script>draw()</script></body></html>", "no text", "save the text"),
        (b"<html><head></head><body></body></html>", "no text", "save the text"),
        (("<div>" * 5000 + "一、支持企业。" + "</div>" * 5000).encode(), "nests its elements", "plain text"),
        ("支持企业。".encode() * (MAX_CHARACTERS // 4), "characters", "cut it"),
    ],
)
def test_what_cannot_be_read_is_named_in_one_sentence_with_a_remedy(data: bytes, what: str, remedy: str) -> None:
    with pytest.raises(LoaderError) as caught:
        open_document(data)
    message = str(caught.value)
    assert what in message
    assert remedy in message
    assert message.endswith(".")
    assert "\n" not in message


def test_an_http_head_is_no_text() -> None:
    head = b"HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: text/html; charset=gb18030\r\n\r\n"
    body = lines("zhongshan-optoelectronics-2024")
    assert facts(head + page(body, charset="gb18030"), "a") == facts(page(body), "a")
    plain = clean_source(open_document(head + "\n".join(body).encode("gb18030")))
    assert plain.text == "\n".join(body)
