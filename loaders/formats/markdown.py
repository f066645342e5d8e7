"""Markdown clippings: front matter and marks go, the words stay where they stand.

No Markdown parser is used: parsers renumber lists and keep no offsets inside a line, and here the
printed numbers and the offsets are what matters.
"""

from __future__ import annotations

import html
import re

from loaders.formats.source import Layout, SourceText
from loaders.furniture import is_page_number

_FRONT = re.compile(r"\ufeff?\s{0,20}---[ \t]*\r?\n((?:[^\n]{0,4000}\n){1,200}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_FIELD = re.compile(r"[A-Za-z_\u4e00-\u9fff][\w -]{0,30}:(?:[ \t]|\r?$)", re.M)
_TITLE = re.compile(r"^(?:title|标题):[ \t]*([\"']?)([^\r\n]{1,300}?)\1[ \t]*\r?$", re.M | re.I)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.M)
_LINK = re.compile(r"\]\((?:https?:|/|\.)")
_HEAD_OF_TEXT = 3000
_MARKS = re.compile(
    r"""
      ^[ ]{0,3}(?:[-*_][ ]{0,3}){3,}\r?$                         # a rule
    | ^[ ]{0,3}\|?(?:[ ]{0,3}:?-{1,200}:?[ ]{0,3}\|){1,50}(?:[ ]{0,3}:?-{1,200}:?)?[ ]{0,3}\r?$  # under a table's head
    | ^[ ]{0,3}(?:```|~~~)[^\n]{0,60}$                          # a fence
    | ^[ ]{0,3}\#{1,6}[ \t]+                                    # a heading
    | ^[ ]{0,3}(?:>[ ]?){1,5}                                   # a quotation
    | ^[ ]{0,8}[-*+][ ]{1,4}(?=[^\s])                           # an item
    | ^[ ]{0,3}\|[ ]?(?=[^\n]{1,4000}\|[ ]{0,3}\r?$)            # a row of a table begins
    | [ ]?\|[ ]{0,3}(?=\r?$)                                    # and ends
    | (?<=[^\s])[ ]{1,9}(?=\|) | (?<=\|)[ ]{1,9}                # blanks beside cells
    | !\[[^\]\n]{0,300}\]\((?:[^()\n]|\([^()\n]{0,200}\)){0,2000}\)  # an image
    | \[\^[^\]\n]{1,40}\]                                       # a footnote's mark
    | \[\[(?:[^\]|\n]{1,200}\|)? | \]\]                         # a wiki link
    | \[(?=[^\[\]\n]{1,300}\]\() | \]\((?:[^()\n]|\([^()\n]{0,200}\)){0,2000}\)  # a link
    | <(?:https?|mailto):[^<>\s]{1,2000}>                       # a bare address
    | <br[ ]?/?>                                                # a line break
    | </?(?:p|div|span|font|u|b|i|strong|em|sup|sub|center|a|img|table|tbody|thead|tr|td|th)\b[^<>\n]{0,500}>
    | <!--[^\n]{0,500}?-->                                      # a remark
    | \*{2,3} | ~~ | ` | (?<![0-9*])\*(?=[^\s*0-9][^*\n]{0,200}\*) | (?<=[^\s*0-9])\*(?![0-9*])  # emphasis
    | \\(?=[\\`*_{}\[\]()\#+\-.!|>~])                           # an escape
    | &(?:nbsp|ensp|emsp|lt|gt|amp|quot|ldquo|rdquo|mdash|hellip|middot|\#[0-9]{1,6});
    """,
    re.M | re.X | re.I,
)


def is_markdown(text: str, name: str) -> bool:
    """Whether a text is Markdown: by its front matter, by its marks, or by its name."""
    if name.lower().endswith((".md", ".markdown")) or _front(text) is not None:
        return True
    sample = text[:20_000]
    return len(_HEADING.findall(sample)) >= 2 and (len(_LINK.findall(sample)) >= 1 or sample.count("**") >= 4)


def read(source: str, encoding: str, warnings: tuple[str, ...] = ()) -> SourceText:
    """The text of a Markdown file without its marks, mapped to the file's characters."""
    layout, offset = Layout(), 0
    front = _front(source)
    if front is not None:
        offset = front.end()
        title = _TITLE.search(source, front.start(1), front.end(1))
        if title is not None and _bare(title[2]) not in _bare(source[offset : offset + _HEAD_OF_TEXT]):
            layout.take(title[2], title.start(2))
            layout.put("\n", title.end(2), offset)
    for match in _MARKS.finditer(source, offset):
        if is_page_number(_line(source, match.start()).strip()):
            continue
        layout.take(source[offset : match.start()], offset)
        if match[0].startswith("&"):
            layout.put(html.unescape(match[0]), match.start(), match.end())
        elif match[0][:3].lower() == "<br":
            layout.put("\n", match.start(), match.end())
        offset = match.end()
    layout.take(source[offset:], offset)
    return SourceText(source, "markdown", encoding, layout.mapped(), warnings)


def _front(text: str) -> re.Match[str] | None:
    match = _FRONT.match(text)
    return match if match is not None and _FIELD.search(match[1]) else None


def _line(text: str, at: int) -> str:
    begin = text.rfind("\n", max(0, at - 20), at) + 1
    return text[begin : begin + 40].split("\n", 1)[0] if begin else text[at : at + 40].split("\n", 1)[0]


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text)
