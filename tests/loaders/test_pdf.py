"""PDF files: lines to paragraphs, heads and page numbers, columns, and what has no text."""

from __future__ import annotations

import io
import zlib

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from loaders.errors import LoaderError
from loaders.formats.opening import open_document
from loaders.pipeline import clean_source
from tests.loaders.made_documents import FONT, IDS, lines, pdf

LONG = "支持激光企业与高校、科研院所开展联合攻关，加快突破关键核心技术，提升产业基础能力和产业链现代化水平，"


def text_of(data: bytes) -> list[str]:
    return clean_source(open_document(data)).text.split("\n")


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("plan", IDS)
def test_printed_lines_become_the_paragraphs_again(plan: str, columns: int) -> None:
    # PDFium takes a line printed twice in one place for a shadow.
    body = list(dict.fromkeys(lines(plan)))
    assert text_of(pdf(body, columns=columns)) == body


def test_running_heads_and_page_numbers_are_in_the_source_but_not_in_the_text() -> None:
    opened = open_document(pdf(lines("hubei-laser-2024")))
    assert opened.text.count("某市人民政府公报") > 2
    assert "— 2 —" in opened.text
    assert "公报" not in opened.lines
    assert "— 2 —" not in opened.lines


def drawn(*pages: list[tuple[float, float, str]], picture: bool = False, password: str | None = None) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1, encrypt=password)
    for page in pages:
        canvas.setFont(FONT, 12)
        if picture:
            canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "white")), 0, 0, *A4)
        for x, y, text in page:
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_rows_of_a_table_are_lines_with_their_cells_apart() -> None:
    rows = [("序号", "任务", "责任单位"), ("1", "建设中试平台", "市科技局"), ("2", "举办激光大会", "市商务局")]
    page = [(60.0, 760.0, "某市支持激光产业发展若干措施"), (84.0, 730.0, "一、" + LONG[:30] + "。")]
    page += [
        (x, 700.0 - 20 * at, cell) for at, row in enumerate(rows) for x, cell in zip((60, 120, 320), row, strict=True)
    ]
    page += [(84.0, 600.0, "二、本措施自发布之日起施行。")]
    assert "2|举办激光大会|市商务局" in text_of(drawn(page))


def test_labels_of_a_card_stand_before_their_cells() -> None:
    page = [(60.0, 760.0, "某市支持激光产业发展")]
    page += [(60.0, 730.0, "发文机构"), (140.0, 730.0, "某市工业和信息化局")]
    page += [(140.0, 700.0 - 18 * at, LONG[12 * at : 12 * at + 28]) for at in range(3)]
    page += [(60.0, 682.0, "服务内容"), (60.0, 640.0, "联络方式"), (140.0, 640.0, "某市工业和信息化局综合处。")]
    found = open_document(drawn(page)).lines.split("\n")
    at = found.index("服务内容")
    assert found[at + 1].startswith(LONG[:28])
    assert found[found.index("联络方式") + 1].startswith("某市工业和信息化局综合处")


def test_a_scanned_pdf_needs_text_recognition() -> None:
    with pytest.raises(LoaderError, match=r"pictures of its pages and no text; run text recognition \(OCR"):
        open_document(drawn([], [], picture=True))
    with pytest.raises(LoaderError, match="OCR"):
        open_document(drawn([(290.0, 40.0, "- 1 -")], picture=True))


def test_pages_that_are_pictures_among_others_are_told() -> None:
    written = [(60.0, 700.0 - 20 * at, LONG[:36]) for at in range(20)]
    opened = open_document(drawn(written, [], written, picture=True))
    assert len(opened.warnings) == 1
    assert opened.warnings[0].startswith("Page 2 is a picture without text and was not read; ")


def test_a_locked_pdf_is_told_from_a_damaged_one() -> None:
    with pytest.raises(LoaderError, match="locked by a password; save it without one"):
        open_document(drawn([(60.0, 700.0, LONG)], password="secret"))
    whole = pdf(lines("hubei-laser-2024"))
    with pytest.raises(LoaderError, match="damaged"):
        open_document(whole[:600])


def packed(operator: bytes, times: int) -> bytes:
    """A PDF of one page whose content is ``operator``, ``times`` over, packed."""
    packer = zlib.compressobj(9)
    piece = operator * 10_000
    stream = b"".join(packer.compress(piece) for _ in range(times // 10_000)) + packer.flush()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"%PDF-1.4\n"
    places = []
    for number, written in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, written)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return body + end % (table, len(body))


@pytest.mark.long
def test_a_small_pdf_that_unpacks_to_more_than_memory_costs_its_own_process_only() -> None:
    bomb = packed(b"BT /F 1 Tf (a)Tj ET ", 40_000_000)
    assert len(bomb) < 4_000_000
    with pytest.raises(LoaderError, match=r"takes more than 3 GiB of memory or 4 minutes"):
        open_document(bomb)
