"""Text files that a crawler wrote: lines about the page in front of its text."""

from __future__ import annotations

import re
from functools import cache

from loaders import lexicon
from loaders.errors import LoaderError
from loaders.formats.source import Layout
from loaders.text import MappedText

_HTTP = re.compile(
    r"\ufeff?HTTP/[0-9.]{1,3} [0-9]{3}[^\r\n]{0,100}\r?\n(?:[A-Za-z0-9-]{1,60}:[^\r\n]{0,4000}\r?\n){0,100}\r?\n"
)
_ARCHIVE = re.compile(r"(?:MIME-Version|From|Subject|Snapshot-Content-Location): [^\n]{0,500}\n", re.I)
_LINE = re.compile(r"[^\n]*(?:\n|\Z)")
_LONGEST = 500
_MOST = 40
_AROUND = 3000


class _Keys:
    def __init__(self) -> None:
        words = lexicon.load("dump")

        def key(name: str) -> str:
            return lexicon.any_of(words[name])

        self.machine = re.compile(rf"(?:{key('machine')})$", re.I)
        self.title = re.compile(rf"(?:{key('title')})$", re.I)
        self.body = re.compile(rf"(?:{key('body')})$", re.I)
        every = "|".join(key(name) for name in ("machine", "title", "body", "page"))
        self.line = re.compile(rf"\s*[\ufeff#*【\[\"']{{0,3}}({every})[】\]\"'*]{{0,2}}[ \t]*[:：=][ \t]*", re.I)


@cache
def _keys() -> _Keys:
    return _Keys()


def http_head(text: str) -> int:
    """How many characters of HTTP head stand before the page; LoaderError for a web archive."""
    if _ARCHIVE.match(text) and "multipart/related" in text[:5000].lower():
        raise LoaderError("The file is a web archive (MHT); open it in a browser, save the page as HTML and load that.")
    match = _HTTP.match(text)
    return match.end() if match else 0


def without_head(text: str) -> MappedText | None:
    """The text without an HTTP head and the lines that name the page's address, date of retrieval and the like.

    Of a line with the title only the label goes, or all where the text itself begins with it. None
    where no such lines stand in front.
    """
    begin = http_head(text)
    found, end = _head(text, begin)
    if not begin and not found:
        return None
    layout = Layout()
    if not found:
        layout.take(text[begin:], begin)
        return layout.mapped()
    following = re.sub(r"\s", "", text[end : end + _AROUND])
    for key, low, high in found:
        value = text[low:high].rstrip()
        if _keys().body.match(key) or (_keys().title.match(key) and re.sub(r"\s", "", value) not in following):
            layout.take(value, low)
            layout.put("\n", low + len(value), max(high, low + len(value) + 1))
    layout.take(text[end:], end)
    return layout.mapped()


def _head(text: str, begin: int) -> tuple[list[tuple[str, int, int]], int]:
    """Keys with the ranges of their values, and where the head ends; empty unless a machine wrote it."""
    found: list[tuple[str, int, int]] = []
    end = at = begin
    for _ in range(_MOST):
        match = _LINE.match(text, at)
        if match is None or match.end() == at:
            break
        line = match[0]
        if line.strip("\ufeff \t\r\n-=*_"):
            named = _keys().line.match(line) if len(line) <= _LONGEST or _is_body(line) else None
            if named is None:
                break
            value_end = match.end() - (line.endswith("\n"))
            if _keys().body.match(named[1]):
                found.append((named[1], at + named.end(), at + named.end()))
                end = at + named.end()
                break
            found.append((named[1], at + named.end(), value_end))
            end = match.end()
        at = match.end()
    if len(found) < 2 or not any(_keys().machine.match(key) for key, _, _ in found):
        return [], begin
    return found, end


def _is_body(line: str) -> bool:
    named = _keys().line.match(line[:_LONGEST])
    return named is not None and _keys().body.match(named[1]) is not None
