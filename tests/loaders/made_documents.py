"""The plans as files that users drop in: a government's page, a PDF, a DOCX, a Markdown clipping, a crawler's dump."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Sequence
from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from loaders.clean import clean
from loaders.pipeline import read_document

PLANS = Path(__file__).parents[2] / "data" / "plans"
IDS = sorted(folder.name for folder in PLANS.iterdir() if folder.is_dir())
MENU = ["首页", "新闻中心", "政务公开", "政务服务", "互动交流", "数据开放", "走进本市"]
FONT = "STSong-Light"
SIZE = 12.0


def source(name: str) -> str:
    """The text of a plan as it is shipped."""
    return (PLANS / name / "source.txt").read_text(encoding="utf-8")


def lines(name: str) -> list[str]:
    """The lines of a plan's clean text: what is printed in the documents made of it."""
    return clean(source(name)).text.split("\n")


def facts(data: bytes, name: str = "") -> list[str]:
    """All that is read out of a file but the places, a fact a line, sorted."""
    found = []
    for line in read_document(data, id="made", name=name).lines():
        for place in ("start", "end", "text_start", "text_end", "evidence", "quote"):
            line.pop(place, None)
        found.append(json.dumps(line, ensure_ascii=False, sort_keys=True))
    return sorted(found)


def page(body: Sequence[str], *, charset: str = "utf-8") -> bytes:
    """A government site's page around a document, one paragraph for each line."""
    title = body[0]
    menu = "".join(f'<li><a href="/c{number}/">{word}</a></li>' for number, word in enumerate(MENU))
    related = "".join(
        f'<li><a href="/r{number}">某市人民政府关于印发第{number}号办法的通知</a></li>' for number in range(6)
    )
    paragraphs = "\n".join(
        f'<p class="MsoNormal" style="text-indent:2em"><span lang="zh">&nbsp;&nbsp;{html.escape(line[:7])}</span>'
        f"<span>{html.escape(line[7:])}</span></p>"
        for line in body
    )
    return f"""<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>{html.escape(title)}_政务公开_某市人民政府门户网站</title>
<meta name="ArticleTitle" content="{html.escape(title)}">
<style>p.MsoNormal {{ margin: 0 }}</style><script>var a = "<p>补贴最高500万元。</p>"; if (1 > 0) {{ b() }}</script>
</head>
<body><div class="header"><div class="logo"></div><ul class="mainnav">{menu}</ul>
<form action="/search"><input value="搜索"><select><option>全站</option></select></form></div>
<div class="breadcrumb">您当前所在的位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; 正文</div>
<div class="wrap"><div class="article"><h1>{html.escape(title)}</h1>
<div class="info">发布时间：2024-10-01 09:00:00　信息来源：本网　浏览量：<script>count(12)</script>
【字体：<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>】 <a href="#">打印</a> <a href="#">关闭</a></div>
<div class="share"><a href="#">分享到微信</a><a href="#">微博</a></div>
<div class="view TRS_UEDITOR" id="zoom">{paragraphs}</div>
<div class="ewm"><img src="q.png"><p>扫一扫在手机打开当前页</p></div></div>
<div class="xglj"><h3>相关文档</h3><ul>{related}</ul></div></div>
<div class="footer"><p>主办：某市人民政府办公室 承办：某市政务服务和数据管理局</p>
<p>网站标识码：0000000000 ICP备00000000号</p></div>
</body></html>""".encode(charset, "xmlcharrefreplace")


def word(body: Sequence[str]) -> bytes:
    """A DOCX with a paragraph for each line, a head and a foot."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "某市人民政府文件选编"
    document.sections[0].footer.paragraphs[0].text = "第 1 页"
    for line in body:
        document.add_paragraph(line)
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    """The bytes of a DOCX."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def numbered(document: docx.document.Document, number: int, levels: Sequence[tuple[str, str]]) -> None:
    """Add a list definition: for each level Word's number format and the text around the number."""
    numbering = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{900 + number}">{inner}</w:abstractNum>')
    )
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{900 + number}"/></w:num>')
    )


def in_list(paragraph: Paragraph, number: int, level: int) -> None:
    """Put a paragraph into a list, at a level from 0."""
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def pdf(body: Sequence[str], *, columns: int = 1, head: str = "某市人民政府公报") -> bytes:
    """A PDF set in lines of full width with first lines indented, running heads and page numbers."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    setter = _Setter(canvas, columns, head)
    for line in body:
        setter.paragraph(line)
    setter.finish()
    canvas.save()
    return stream.getvalue()


class _Setter:
    """Sets paragraphs line by line, column by column, page by page."""

    def __init__(self, canvas: Canvas, columns: int, head: str) -> None:
        self._canvas, self._columns, self._head = canvas, columns, head
        self._width = (A4[0] - 120 - 30 * (columns - 1)) / columns
        self._number, self._column, self._y = 1, 0, A4[1] - 90
        self._begin()

    def _begin(self) -> None:
        self._canvas.setFont(FONT, 9)
        self._canvas.drawCentredString(A4[0] / 2, A4[1] - 50, self._head)
        self._canvas.drawCentredString(A4[0] / 2, 40, f"— {self._number} —")
        self._canvas.setFont(FONT, SIZE)

    def finish(self) -> None:
        """The last page is done."""
        self._canvas.showPage()

    def paragraph(self, text: str) -> None:
        """Set a paragraph."""
        line, used = "", 2 * SIZE
        first = True
        units = re.findall(r"[!-~]+|.", text)
        for at, unit in enumerate(units):
            wide = pdfmetrics.stringWidth(unit, FONT, SIZE)
            if used + wide > self._width and unit not in "，。、；：》”）" and at < len(units) - 1:
                self._line(line, first)
                line, used, first = "", 0.0, False
            line += unit
            used += wide
        self._line(line, first)

    def _line(self, text: str, first: bool) -> None:
        if self._y < 80:
            self._y = A4[1] - 90
            self._column += 1
            if self._column == self._columns:
                self._canvas.showPage()
                self._column = 0
                self._number += 1
                self._begin()
        x = 60 + self._column * (self._width + 30)
        self._canvas.drawString(x + (2 * SIZE if first else 0), self._y, text)
        self._y -= 1.5 * SIZE


def clipping(body: Sequence[str]) -> str:
    """A Markdown clipping with front matter."""
    parts = [f"# {body[0]}"]
    for line in body[1:]:
        heading = line[:1] in "一二三四五六七八九十" and "、" in line[:3] and len(line) < 40
        parts.append(f"## {line}" if heading else line.replace("支持", "**支持**", 1))
    return (
        f'---\ntitle: "{body[0]}"\nsource: "https://www.example.gov.cn/zwgk/1.html"\n'
        'author:\n  - "[[某市人民政府]]"\npublished: 2024-10-01\ncreated: 2025-01-02\ntags:\n  - "clippings"\n---\n'
        + "\n\n".join(parts)
        + "\n\n[返回首页](https://www.example.gov.cn/)\n"
    )


def dump(body: Sequence[str]) -> str:
    """What a crawler writes: lines about the page, then its text."""
    return (
        f"标题：{body[0]}\nURL：https://www.example.gov.cn/zwgk/1.html\n"
        "发布时间：2024-10-01\n抓取时间：2025-01-02 03:04:05\n\n" + "\n".join(body)
    )
