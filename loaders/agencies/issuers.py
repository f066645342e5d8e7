"""Bodies that a document is issued by, as printed in its title, signature or a label."""

from __future__ import annotations

import re

from loaders import lexicon, regions
from loaders.agencies.full_names import PARTY


def _endings() -> str:
    """How names of public bodies end, as a pattern."""
    return f"(?:{lexicon.pattern('policy', 'bodies').pattern})"


def is_issuer(name: str) -> bool:
    """Whether ``name`` can be the name of one public body: long enough, ends like one, without punctuation."""
    return re.fullmatch(rf"[\u4e00-\u9fff（）()“”]{{2,48}}{_endings()}", name) is not None


def split_issuers(text: str) -> list[str]:
    """Joint issuers printed one after another: at blanks, 、, and where a new name begins with its region."""
    parts = [part for part in re.split(r"[\s、,，]+", text) if part]
    found: list[str] = []
    for part in parts:
        begin = 0
        for match in re.finditer(_endings(), part):
            rest = part[match.end() :]
            if len(part[begin : match.end()]) >= 4 and (PARTY.match(rest) or _starts_again(rest, part[begin:])):
                found.append(part[begin : match.end()])
                begin = match.end()
        found.append(part[begin:])
    return found


def _starts_again(rest: str, first: str) -> bool:
    """Whether ``rest`` begins with the same region's full name as ``first``: a second body of one place."""
    one, other = regions.leading(PARTY.sub("", first)), regions.leading(rest)
    return one is not None and other is not None and one[1] >= 3 and other[1] >= 3 and one[0] == other[0]
