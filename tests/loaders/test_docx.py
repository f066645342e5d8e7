"""DOCX files: paragraphs, the numbers that Word prints, tables, and what is no part of the body."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from loaders.errors import LoaderError
from loaders.formats import docx as reader
from loaders.formats.docx_numbers import write
from loaders.formats.opening import open_document
from loaders.pipeline import read_document
from tests.loaders.made_documents import in_list, numbered, saved, word


def text_lines(document: docx.document.Document) -> list[str]:
    return open_document(saved(document)).lines.splitlines()


def test_numbers_that_word_prints_are_restored() -> None:
    document = docx.Document()
    numbered(document, 70, [("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")])
    document.add_paragraph("某市支持激光产业发展若干措施")
    for level, text in [
        (0, "总体要求"),
        (1, "思路"),
        (1, "目标"),
        (0, "任务"),
        (1, "企业"),
        (2, "甲"),
        (2, "乙"),
        (1, "人才"),
        (2, "丙"),
    ]:
        in_list(document.add_paragraph(text), 70, level)
    document.add_paragraph("（三）手写的编号")
    assert text_lines(document)[1:] == [
        "一、总体要求", "（一）思路", "（二）目标", "二、任务", "（一）企业", "1.甲", "2.乙", "（二）人才",
        "1.丙", "（三）手写的编号",
    ]  # fmt: skip
    reading = read_document(saved(document), id="made")
    assert [clause.path for clause in reading.document.clauses[:6]] == ["1", "1/1", "1/2", "2", "2/1", "2/1/1"]


def test_numbers_of_a_style_and_of_outer_levels() -> None:
    document = docx.Document()
    numbered(document, 71, [("decimal", "第%1条"), ("decimal", "%1.%2")])
    style = document.styles["Heading 1"].element
    style.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="71"/></w:numPr>'))
    document.add_paragraph("总则", style="Heading 1")
    document.add_paragraph("附则", style="Heading 1")
    in_list(document.add_paragraph("解释"), 71, 1)
    in_list(document.add_paragraph("不编号", style="Heading 1"), 0, 0)
    assert text_lines(document) == ["第1条总则", "第2条附则", "2.1解释", "不编号"]


@pytest.mark.parametrize(
    ("form", "number", "printed"),
    [
        ("chineseCounting", 10, "十"), ("chineseCounting", 12, "十二"), ("chineseCounting", 20, "二十"),
        ("chineseCountingThousand", 105, "一百〇五"), ("chineseCountingThousand", 110, "一百一十"),
        ("decimalEnclosedCircleChinese", 3, "③"), ("decimalFullWidth", 12, "１２"), ("ideographTraditional", 2, "乙"),
        ("lowerLetter", 27, "aa"), ("upperRoman", 14, "XIV"), ("decimalZero", 3, "03"), ("hebrew1", 3, None),
        ("decimalEnclosedCircle", 21, None), ("ideographDigital", 12, "一二"),
    ],
)  # fmt: skip
def test_the_formats_of_numbers(form: str, number: int, printed: str | None) -> None:
    assert write(number, form) == printed


def test_a_table_is_a_row_a_line() -> None:
    document = docx.Document()
    table = document.add_table(2, 3)
    for row, cells in zip(table.rows, [("序号", "任务", "责任单位"), ("1", "建设中试平台", "市科技局")], strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.rows[1].cells[1].add_paragraph("并提供服务")
    assert text_lines(document) == ["序号|任务|责任单位", "1|建设中试平台并提供服务|市科技局"]


def test_heads_feet_deleted_and_hidden_text_are_no_text() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "页脚"
    paragraph = document.add_paragraph("支持")
    hidden = paragraph.add_run("隐藏")
    hidden.font.hidden = True
    paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>删去</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>激光</w:t></w:r></w:ins>"))
    paragraph.add_run("企业")
    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:instrText>PAGE</w:instrText></w:r>"))
    assert text_lines(document) == ["支持激光企业"]


def test_breaks_inside_a_paragraph_are_line_ends() -> None:
    document = docx.Document()
    document.add_paragraph("一、支持企业。\n二、支持人才。")
    assert text_lines(document) == ["一、支持企业。", "二、支持人才。"]


def repacked(data: bytes, **parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name.rsplit("/", 1)[-1].removesuffix(".xml"), old.read(name)))
    return stream.getvalue()


def test_bombs_end_in_a_sentence() -> None:
    whole = word(["一、支持企业。"])
    entities = b'<!DOCTYPE a [<!ENTITY b "' + b"x" * 1000 + b'">]><w:document/>'
    with pytest.raises(LoaderError, match="cut off or damaged"):
        open_document(repacked(whole, document=entities))
    with pytest.raises(LoaderError, match=r"unpacks to more than 100 MB .* plain text file"):
        open_document(repacked(whole, document=b" " * (reader.MAX_PART + 1)))
    with pytest.raises(LoaderError, match="holds no text"):
        open_document(repacked(whole, document=f"<w:document {nsdecls('w')}/>".encode()))
    for cut in (len(whole) // 2, len(whole) - 30):
        with pytest.raises(LoaderError, match=r"cut off or\s+damaged|cut off or damaged"):
            open_document(whole[:cut])


def test_elements_nested_very_deep_are_read() -> None:
    deep = 100_000
    body = (
        f"<w:document {nsdecls('w')}>" + "<w:sdt>" * deep + "<w:p><w:r><w:t>支持</w:t></w:r></w:p>" + "</w:sdt>" * deep
    )
    data = repacked(word(["一、支持企业。"]), document=(body + "</w:document>").encode())
    assert open_document(data).lines == "支持\n"
