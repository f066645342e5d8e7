"""Captions of nodes in a drawing: Chinese has no blanks, so those of a caption stand where a line may end."""

from __future__ import annotations

import re
import textwrap

from api.directions import unmarked

_LATIN = re.compile("[A-Za-z]{2}")
_LINE = 13
"""Characters of a line of a caption."""
_LONGEST = 60
"""Characters of a caption in the drawing; the panel has more."""


def lines(caption: str) -> str:
    """A caption as a drawing has room for it: cut into lines where its blanks stand, long ones cut short."""
    text = "\n".join(_laid(unmarked(caption), _LINE))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def english_lines(name: str) -> str:
    """A name of ours in English, which has blanks of its own, in lines as wide as those of Chinese."""
    return "\n".join(textwrap.wrap(name, 2 * _LINE, break_on_hyphens=False))


def unlined(caption: str) -> str:
    """A caption in one line, without the blanks at which lines may end."""
    return "".join(_laid(caption, None))


def _laid(caption: str, width: int | None) -> list[str]:
    """A caption in lines of about ``width`` characters; in one where there is none."""
    found = [""]
    for word in caption.split():
        most = len(word) if width is None else 2 * width if word.isascii() else width
        for piece in (word[at : at + most] for at in range(0, len(word), most)):
            line = found[-1]
            is_parted = line and (line.replace("/", "").isdigit() or _LATIN.search(line[-1] + piece[0]))
            if line and width is not None and len(line) + len(piece) > width:
                found.append(piece)
            else:
                found[-1] += (" " if is_parted else "") + piece
    return found
