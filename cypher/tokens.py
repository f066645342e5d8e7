"""Cypher cut into tokens with line numbers: as much of the language as the checks of a query file need."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
    (?P<skip>\s+|//[^\n]*|/\*.*?\*/)
  | (?P<string>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")
  | (?P<parameter>\$\w+)
  | (?P<number>\d+(?:\.\d+)?)
  | (?P<word>[^\W\d]\w*)
  | (?P<quoted>`[^`]+`)
  | (?P<mark><>|<=|>=|=~|\.\.|->|<-|.)
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A word, string, parameter, number or mark; ``line`` counts from 1."""

    kind: str
    text: str
    line: int

    def is_word(self, *words: str) -> bool:
        """Whether this is one of the keywords, written in whatever case."""
        return self.kind == "word" and self.text.upper() in words


def tokens(cypher: str, first_line: int = 1) -> list[Token]:
    """All tokens but blanks and comments; a back-quoted name comes as a word of kind ``quoted`` without its quotes."""
    found: list[Token] = []
    line = first_line
    for match in _TOKEN.finditer(cypher):
        kind = match.lastgroup or "mark"
        if kind != "skip":
            found.append(Token(kind, match.group().strip("`") if kind == "quoted" else match.group(), line))
        line += match.group().count("\n")
    return found


def pieces(cypher: str) -> list[str]:
    """The text cut at the same places, with blanks and comments: joined it is the text again."""
    return [match.group() for match in _TOKEN.finditer(cypher)]
