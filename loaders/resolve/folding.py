"""Names without what differs between two ways to print them."""

from __future__ import annotations

import re
import unicodedata

_DROPPED = re.compile(r"[\s《》〈〉“”‘’\"'＂＇「」·•]+")
BRACKETS = str.maketrans({"〔": "(", "〕": ")", "［": "(", "］": ")", "【": "(", "】": ")", "[": "(", "]": ")"})


def fold_name(name: str) -> str:
    """A name without blanks at its ends and with full-width brackets, as names are printed in Chinese."""
    return name.strip().replace("(", "（").replace(")", "）")


def fold(name: str) -> str:
    """A name as it is compared: half width, small letters, one kind of brackets, no blanks, quotes and dots."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", name).translate(BRACKETS)).casefold()
