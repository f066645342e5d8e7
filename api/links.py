"""Where things are found: addresses of the API's own resources, and of quoted words on the page they came from."""

from __future__ import annotations

import re
from urllib.parse import quote

PREFIX = "/api/v1"
WEB = r"^https?://[^\s\x00-\x1f\x7f-\x9f\ufeff/?#\[\]]"
"""What an address of the web begins with; one by number in brackets is none that others could open.

It means the same to Python and to ECMA-262, the language of patterns in JSON Schema: ``\\s`` alone does not.
"""
_LONGEST = 120
"""Characters of a quote up to which a link names it whole; of a longer one it names both ends."""
_END = 20
"""Characters of each end."""


def link(collection: str, name: str) -> str:
    """Address of one item: its id may hold any character."""
    return f"{PREFIX}/{collection}/{quote(name, safe='')}"


def clean_text(policy: str) -> str:
    """Address of the clean text in which the offsets of evidence count."""
    return f"{link('policies', policy)}/text"


def reading_at(policy: str, start: int, end: int) -> str:
    """Address of the page that shows a policy with ``text[start:end]`` marked."""
    return f"/policies/{quote(policy, safe='')}?start={start}&end={end}#here"


def is_web(address: str) -> bool:
    """Whether an address is one of the web."""
    return re.match(WEB, address, re.IGNORECASE) is not None


def fragment(address: str | None, words: str) -> str | None:
    """Address of ``words`` on the web page they were read from, by its text fragment; None where there is no page.

    Browsers scroll to the words and mark them (Text Fragments, WICG). The words are those of our clean text:
    where the page prints other characters (traditional ones, other widths) it opens without a mark.
    """
    if not address or not is_web(address):
        return None
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    if not lines:
        return address
    first, last = lines[0], lines[-1]
    if len(lines) == 1 and len(first) <= _LONGEST:
        directive = _directive(first)
    else:
        # A fragment ends where a block does, so words over several lines are named by their ends.
        directive = f"{_directive(first[:_END])},{_directive(last[-_END:])}"
    joint = "" if "#" in address else "#"
    return f"{address}{joint}:~:text={directive}"


def _directive(words: str) -> str:
    """Words percent-encoded as the standard asks: ``,``, ``&`` and ``-`` have a meaning there."""
    return quote(words, safe="").replace("-", "%2D")
