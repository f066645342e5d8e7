"""Text in which something is written from right to left: shown so that it does not turn the words around it.

Pages put such a text between FSI and PDI, the characters of Unicode for it (UAX #9), which hold in titles, attributes
and options of a form, too, where no element can stand.
"""

from __future__ import annotations

import re

_MARKS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_TURNS = re.compile(f"[{_MARKS}{_LETTERS}]")
_MARK = re.compile(f"[{_MARKS}]")
_OPENING = "\u2066\u2067\u2068"
_APART, _CLOSE = "\u2068", "\u2069"


def isolated(text: str) -> str:
    """``text`` as it is, or, where something in it leads from right to left, each such line of it set apart."""
    if text.isascii() or not _TURNS.search(text):
        return text
    return "".join(map(_isolated, text.splitlines(keepends=True)))


def unmarked(text: str) -> str:
    """``text`` without marks that turn the direction of writing, for places where nothing sets it apart."""
    return text if text.isascii() else _MARK.sub("", text)


def _isolated(line: str) -> str:
    if not _TURNS.search(line):
        return line
    [words] = line.splitlines()
    kept, depth = [], 0
    for char in words:
        if char == _CLOSE and not depth:
            continue  # it would close what is opened here
        depth += (char in _OPENING) - (char == _CLOSE)
        kept.append(char)
    return f"{_APART}{''.join(kept)}{_CLOSE * (depth + 1)}{line[len(words) :]}"
