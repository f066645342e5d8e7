"""Hostile documents and bodies, made from what the files of ``attacks`` say of them."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any

BODY = "word/document.xml"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha" * 10}">' for n in range(12))
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BOUNDARY = "siege"
_PLAN = "苏州市关于促进激光产业发展的若干措施\n一、支持人才。鼓励企业引进激光领域人才。\n"


def docx(parts: Mapping[str, bytes | str]) -> bytes:
    """A DOCX of these parts; a body is added where they hold none."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in ({BODY: xml("")} | dict(parts)).items():
            archive.writestr(name, content)
    return stream.getvalue()


def xml(body: str, prologue: str = "", root: str = "document") -> str:
    """A part with ``body`` in its one paragraph."""
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in _PLAN.splitlines())
    inside = f"<w:body>{lines}<w:p><w:r><w:t>{body}</w:t></w:r></w:p></w:body>" if root == "document" else body
    names = f'{_W} xmlns:r="{_OFFICE}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    return f"{prologue}<w:{root} {names}>{inside}</w:{root}>"


def linked_docx(part: str, listener: str, spec: Mapping[str, str]) -> bytes:
    """A DOCX that refers to ``listener`` as ``spec`` says."""
    parts: dict[str, bytes | str] = {BODY: xml(spec.get("body", ""))}
    if "relation" in spec:
        kind = f"{_OFFICE}/{spec['relation']}"
        one = f'<Relationship Id="rId1" Type="{kind}" Target="{listener}/{spec["relation"]}" TargetMode="External"/>'
        names = "http://schemas.openxmlformats.org/package/2006/relationships"
        parts[part] = f'<Relationships xmlns="{names}">{one}</Relationships>'
        return docx(parts)
    root = part.partition("/")[2].removesuffix(".xml")
    text = xml(spec.get("body", ""), spec.get("prologue", ""), root)
    encoding = spec.get("encoding", "utf-8")
    declared = f'<?xml version="1.0" encoding="{encoding}"?>{text}'
    return docx(parts | {part: declared.encode(encoding)})


def pdf(catalogue: str = "", page: str = "", stream: bytes = b"", stream_entries: str = "", tree: str = "") -> bytes:
    """A PDF of one page, with further entries of its catalogue and page."""
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>".encode(),
        (tree or "<< /Type /Pages /Kids [3 0 R] /Count 1 >>").encode(),
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        f" /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> {page} >>".encode(),
        f"<< /Length {len(stream)} {stream_entries} >>\nstream\n".encode() + stream + b"\nendstream",
    ]
    written = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    begin = len(written)
    written += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(written + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % begin)


def _zeros(spec: Mapping[str, Any]) -> bytes:
    return docx({spec.get("part", BODY): bytes(spec["megabytes"] << 20)})


def _lying_size(spec: Mapping[str, Any]) -> bytes:
    """The directory says that the body has a hundred bytes."""
    content = bytearray(_zeros(spec))
    size = struct.pack("<I", spec["megabytes"] << 20)
    return bytes(content.replace(size, struct.pack("<I", 100)))


def _part(spec: Mapping[str, Any], body: str, prologue: str = "") -> bytes:
    part = spec.get("part", BODY)
    return docx({part: xml(body, prologue, part.partition("/")[2].removesuffix(".xml"))})


def _overlapping(spec: Mapping[str, Any]) -> bytes:
    """Many entries of the directory that are one and the same body."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(BODY, bytes(5_000_000))
        one = archive.infolist()[0]
        for number in range(spec["number"]):
            other = zipfile.ZipInfo(f"word/document{number}.xml")
            other.compress_type, other.CRC = one.compress_type, one.CRC
            other.compress_size, other.file_size, other.header_offset = one.compress_size, one.file_size, 0
            archive.filelist.append(other)
    return stream.getvalue()


def _nested(spec: Mapping[str, Any]) -> bytes:
    content: bytes = bytes(1_000_000)
    for _ in range(spec["number"]):
        content = docx({"word/embeddings/x.docx": content, "word/embeddings/y.docx": content})
    return content


def _pdf_filled(spec: Mapping[str, Any], filters: str, times: int) -> bytes:
    content = b"BT /F 9 Tf (a)Tj ET " * ((spec["megabytes"] << 20) // 20)
    for _ in range(times):
        content = zlib.compress(content, 1)
    return pdf(stream=content, stream_entries=f"/Filter {filters}")


def _pdf_pages(spec: Mapping[str, Any]) -> bytes:
    kids = "3 0 R " * spec["number"]
    return pdf(tree=f"<< /Type /Pages /Kids [{kids}] /Count {spec['number']} >>", stream=b"BT /F 9 Tf (a)Tj ET")


def _pdf_nested(spec: Mapping[str, Any]) -> bytes:
    return pdf(catalogue=f"/X {'[' * spec['number']}{']' * spec['number']}")


def _pdf_loop(spec: Mapping[str, Any]) -> bytes:
    """Its last table of objects names itself as the one before."""
    content = pdf(stream=b"BT /F 9 Tf (a)Tj ET")
    begin = content.rindex(b"xref\n0 5")
    return content.replace(b"/Size 5", b"/Size 5 /Prev %d" % begin)


def _repeated(spec: Mapping[str, Any]) -> bytes:
    text: str = spec["unit"] * spec["number"]
    return f"{_PLAN}二、{text}\n".encode()


def _html(inside: str) -> bytes:
    return f"<html><body><p>{_PLAN}</p>{inside}</body></html>".encode()


_MAKERS: dict[str, Callable[[Mapping[str, Any]], bytes]] = {
    "zeros": _zeros,
    "lying_size": _lying_size,
    "laughs": lambda spec: _part(spec, "&a11;", f"<!DOCTYPE x [{_LAUGHS}]>"),
    "quadratic": lambda spec: _part(spec, "&q;" * 50_000, f'<!DOCTYPE x [<!ENTITY q "{"ha" * 50_000}">]>'),
    "deep_xml": lambda spec: _part(spec, "<w:p>" * spec["number"] + "</w:p>" * spec["number"]),
    "attributes": lambda spec: _part(spec, "<w:p " + " ".join(f"a{n}='x'" for n in range(spec["number"])) + "/>"),
    "entries": lambda spec: docx({f"word/{number}.xml": b"" for number in range(spec["number"])}),
    "repeated_entries": _overlapping,
    "nested_zip": _nested,
    "empty_paragraphs": lambda spec: _part(spec, "<w:p/>" * spec["number"]),
    "long_paragraph": lambda spec: _part(spec, "激光" * ((spec["megabytes"] << 20) // 6)),
    "endless_zip": lambda spec: docx({})[:-22] + b"PK\x05\x06" + b"\xff" * 18,
    "pdf_stream": lambda spec: _pdf_filled(spec, "/FlateDecode", 1),
    "pdf_twice": lambda spec: _pdf_filled(spec, "[/FlateDecode /FlateDecode]", 2),
    "pdf_pages": _pdf_pages,
    "pdf_cycle": lambda spec: pdf(tree="<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"),
    "pdf_nested": _pdf_nested,
    "pdf_loop": _pdf_loop,
    "html_deep": lambda spec: _html("<div>" * spec["number"]),
    "html_tags": lambda spec: _html("<br><b>x" * spec["number"]),
    "html_attribute": lambda spec: _html(f'<p title="{"x" * (spec["megabytes"] << 20)}">x</p>'),
    "html_entities": lambda spec: _html("&#x6fc0;&nbsp;&bogus" * spec["number"]),
    "repeated": _repeated,
}


def bomb(spec: Mapping[str, Any]) -> bytes:
    """The document that an entry of ``bombs.yaml`` describes."""
    return _MAKERS[spec["make"]](spec)


def body(spec: Mapping[str, Any]) -> tuple[dict[str, str], bytes]:
    """Headers and body of a request that an entry of ``bombs.yaml`` describes."""
    form = {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}
    number, size = spec.get("number", 0), spec.get("megabytes", 0) << 20
    part = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n'
    end = f"\r\n--{_BOUNDARY}--\r\n"
    match spec["make"]:
        case "coded":
            content = b'{"text": "' + b" " * size + b'"}'
            for coding in spec["coding"].split(", "):
                content = _gzip(content) if coding == "gzip" else content
                content = zlib.compress(content) if coding == "deflate" else content
            return {"Content-Type": "application/json", "Content-Encoding": spec["coding"]}, content
        case "parts":
            return form, (f"{part}\r\nx\r\n" * number + end).encode()
        case "part_headers":
            return form, (part + "X-A: b\r\n" * number + f"\r\nx{end}").encode()
        case "part_name":
            return form, (part.replace("a.txt", "a" * size) + f"\r\nx{end}").encode()
        case "no_boundary":
            return {"Content-Type": "multipart/form-data"}, (part + end).encode()
        case "announced":
            return {"Content-Type": "application/json", "Content-Length": str(size)}, b"{"
    raise KeyError(spec["make"])


def _gzip(content: bytes) -> bytes:
    return gzip.compress(content, 1)
