"""“Did you mean …” for names that do not exist."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches


def suggestion(wrong: str, known: Iterable[str], *, limit: int = 3) -> str:
    """`` Did you mean a, b?`` with a leading blank, or an empty string where nothing comes close.

    A name that holds the wrong one, or is held by it, counts as close: 首台 for 首台（套）.
    """
    names = sorted(set(known))
    folded = {name: name.casefold() for name in names}
    word = wrong.casefold().strip()
    close = get_close_matches(word, sorted(set(folded.values())), n=limit, cutoff=0.6)
    found = [name for name in names if folded[name] in close]
    found += [name for name in names if name not in found and word and (word in folded[name] or folded[name] in word)]
    found.sort(key=lambda name: (-SequenceMatcher(None, word, folded[name]).ratio(), name))
    return f" Did you mean {', '.join(found[:limit])}?" if found else ""
