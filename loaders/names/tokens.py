"""A text cut into known words, unknown runs and marks, for the search of names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from loaders.names.words import Vocabulary, endings, words

_PIECES = re.compile(
    r"[0-9０-９.%％]+(?:[万亿]+元?|元)?|[A-Za-zＡ-Ｚａ-ｚ][A-Za-z0-9&.+-]*|[-－·•・—]+|[一-鿿〇々]+|\s+|.", re.S
)
_OPEN = {"(": ")", "（": "）", "[": "]", "［": "］", "〔": "〕", "【": "】"}
_QUOTES = {"“": "”", "「": "」", "‘": "’"}


class Token(NamedTuple):
    """A word, run or mark: half-open range and kind; see ``Word`` for the kinds of known words."""

    start: int
    end: int
    kind: str
    """A kind of ``Word``; or brand (an unknown run), char (one unknown character), number, latin, dash, mark, and
    open, close, quote, unquote for brackets and quotation marks."""
    group: str = ""


class Tokens:
    """The tokens of ``text[start:end]``; ranges in ``skip`` are one mark each."""

    def __init__(
        self, text: str, vocabulary: Vocabulary, start: int, end: int, skip: Iterable[tuple[int, int]] = ()
    ) -> None:
        self.text = text
        self.all: list[Token] = []
        at = start
        for left, right in sorted(skip):
            if at < left < end:
                self._cut(vocabulary, at, left)
            if left < end and right > at:
                self.all.append(Token(max(at, left), min(right, end), "mark"))
                at = min(right, end)
        if at < end:
            self._cut(vocabulary, at, end)
        self.all = _brands(self._straddled(), self.text)

    def _cut(self, vocabulary: Vocabulary, start: int, end: int) -> None:
        at = start
        for hit in vocabulary.longest(self.text[start:end]):
            if start + hit.start > at:
                self._pieces(at, start + hit.start)
            self.all.append(Token(start + hit.start, start + hit.end, *hit.value))
            at = start + hit.end
        if at < end:
            self._pieces(at, end)

    def _pieces(self, start: int, end: int) -> None:
        for piece in _PIECES.finditer(self.text, start, end):
            self.all.append(Token(piece.start(), piece.end(), _piece_kind(piece[0])))

    def _straddled(self) -> list[Token]:
        """The tokens with endings put right that begin inside a longer word: 协同创新+区 is 协同+创新区."""
        found: list[Token] = []
        known = endings()
        for token in self.all:
            left = found[-1] if found else None
            if left and token.end - token.start == 1 and left.end == token.start and left.kind in ("function", "field"):
                for start in range(left.start + 1, left.end):
                    group = known.get(self.text[start : token.end])
                    if group:
                        found[-1:] = [Token(left.start, start, left.kind), Token(start, token.end, "ending", group)]
                        break
                else:
                    found.append(token)
            else:
                found.append(token)
        return found

    def word(self, token: Token) -> str:
        """The token as printed."""
        return self.text[token.start : token.end]

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.all]

    def index(self, offset: int) -> int:
        """Of the first token that begins at or after ``offset``."""
        return bisect_left(self._starts, offset)

    def opening(self, index: int) -> int | None:
        """Of the token that opens what the one at ``index`` closes, up to 40 characters left."""
        wanted = self.text[self.all[index].start]
        for at in range(index - 1, -1, -1):
            token = self.all[at]
            if self.all[index].start - token.start > 40 or token.kind == "mark":
                return None
            char = self.text[token.start]
            if token.kind in ("open", "quote") and (_OPEN.get(char) or _QUOTES.get(char)) == wanted:
                return at
        return None

    def closing(self, index: int) -> int | None:
        """Of the token that closes the bracket that the one at ``index`` opens, up to 20 characters right."""
        char = self.text[self.all[index].start]
        wanted = _OPEN.get(char) or _QUOTES.get(char)
        for at in range(index + 1, len(self.all)):
            token = self.all[at]
            if token.start - self.all[index].start > 20 or token.kind == "mark":
                return None
            if self.text[token.start] == wanted:
                return at
        return None


def _piece_kind(piece: str) -> str:
    first = piece[0]
    if first in _OPEN:
        return "open"
    if first in _OPEN.values():
        return "close"
    if first in _QUOTES:
        return "quote"
    if first in _QUOTES.values():
        return "unquote"
    if first.isdecimal():
        return "number"
    if first in "-－·•・—":
        return "dash" if len(piece) == 1 else "mark"
    if first.isascii() and first.isalpha():
        return "latin"
    if "一" <= first <= "鿿" or first in "〇々":
        return "brand" if len(piece) > 1 else "char"
    return "mark"


def _brands(tokens: list[Token], text: str) -> list[Token]:
    """Unknown characters joined with the single generic characters beside them: 大+族, 深+中 are one brand each."""
    tokens = _landmarks(tokens, text)
    joined: list[Token] = []
    run: list[Token] = []

    def close() -> None:
        if len(run) > 1 and any(token.kind in ("brand", "char") for token in run):
            joined.append(Token(run[0].start, run[-1].end, "brand"))
        else:
            joined.extend(run)
        run.clear()

    for index, token in enumerate(tokens):
        if token.kind == "ending" and _ends_nothing(tokens, index, text):
            token = Token(token.start, token.end, "char")
        single = token.end - token.start == 1 and token.kind in ("modifier", "function", "field")
        # 崖+州+湾
        inner = bool(run) and token.kind == "initial" and text[token.start] == "州"
        if token.kind in ("brand", "char") or single or inner:
            run.append(token)
        else:
            if run:
                close()
            joined.append(token)
    close()
    return joined


_LANDFORMS = frozenset("山港湖河江湾岛洲泉桥坝岭峰溪塘浦滩")


def _landmarks(tokens: list[Token], text: str) -> list[Token]:
    """Unknown words that begin with a known one: a common word and a landform before an ending (紫金+山), a bounding
    word where none can stand."""
    found: list[Token] = []
    for index, token in enumerate(tokens):
        left = found[-1] if found else None
        if token.kind != "char" or left is None or left.end != token.start:
            found.append(token)
            continue
        ended = index + 1 < len(tokens) and tokens[index + 1].kind == "ending"
        hill = text[token.start] in _LANDFORMS and ended and left.kind == "word" and left.end - left.start == 2
        if hill or _begins_name(found, text):
            found[-1] = Token(left.start, token.end, "brand")
        else:
            found.append(token)
    return found


def _begins_name(found: list[Token], text: str) -> bool:
    """Whether the bounding word of one character at the end of ``found`` begins a name: one item of a list after 、
    (正+泰), or 之 where no particle can stand (支持之+江)."""
    word = found[-1]
    if word.kind != "stop" or word.end - word.start != 1 or len(found) < 2:
        return False
    before = found[-2]
    if text[word.start] == "之":
        return before.kind in ("mark", "and") or before.group == "verb"
    return text[before.start : before.end] == "、"


def _ends_nothing(tokens: list[Token], index: int, text: str) -> bool:
    """Whether a name goes on after a one-character ending (大展智能), or after a university's short name (科大某某)."""
    token = tokens[index]
    if token.end - token.start == 1:
        # 支持某某园发展
        grows = index + 1 < len(tokens) and text[tokens[index + 1].start : tokens[index + 1].end] == "发展"
        return _goes_on(tokens, index) and not grows
    if index + 1 == len(tokens) or tokens[index + 1].kind != "brand":
        return False
    return text[token.start : token.end] in words("short_universities")


def _goes_on(tokens: list[Token], index: int) -> bool:
    return index + 1 < len(tokens) and tokens[index + 1].kind in (
        "brand",
        "char",
        "field",
        "function",
        "modifier",
        "region",
    )
