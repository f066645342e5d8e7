"""Whether a text is the whole document, a summary of it, or lacks its annexes."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from loaders import lexicon
from loaders.document import Document
from loaders.facts import Completeness
from loaders.titles import Title

_ANNEX = re.compile(r"(?:^|(?<=[\n。）)]))\s*附件?(?:列表|清单)?\s*[0-9一二三四五六七八九十]*\s*[:：]\s*(?=\S)")
_OMITTED = re.compile(r"[（(](?:附件|略|此处略|附件略)[^（）()]{0,4}略[）)]|附件[^。\n]{0,20}[（(]略[）)]")
_NUMBER = re.compile(r"^\s*(?:附件)?[0-9一二三四五六七八九十]{1,3}\s*[.．、:：]?\s*(?![0-9]{3})")
_LIST_LENGTH = 12
_TAIL = 12
"""How far behind its title a text may say that it is about it (…若干措施》政策解读)."""


class Verdict(NamedTuple):
    """The completeness and the range that shows it; no range for ``full``."""

    completeness: Completeness
    start: int = 0
    end: int = 0


def judge(document: Document, title: Title | None) -> Verdict:
    """``summary`` when the text speaks about the document, ``annex-missing`` when listed annexes do not follow."""
    return _summary(document, title) or _annex(document) or Verdict("full")


@cache
def _speech() -> re.Pattern[str]:
    words = lexicon.load("policy")
    verbs = lexicon.any_of(words["speech"])
    return re.compile(rf"《(?P<name>[^《》]{{2,60}})》(?:（[^（）]*）|\([^()]*\))?(?:{verbs})")


@cache
def _card() -> re.Pattern[str]:
    labels = "|".join(lexicon.load("policy")["card"])
    return re.compile(rf"(?:^|\n)(?:{labels})[ :：]*\n?《[^《》\n]+》")


def _summary(document: Document, title: Title | None) -> Verdict | None:
    text = document.text
    card = _card().search(text)
    if card is not None:
        return Verdict("summary", card.start() + (card[0][0] == "\n"), card.end())
    words = lexicon.load("policy")
    if title is not None:
        line = text[title.start : title.end] + text[title.end : title.end + _TAIL].split("\n")[0]
        opens = title.text.startswith(tuple(words["press_openings"]))
        if opens or line.rstrip().endswith(tuple(words["press_closings"])):
            return Verdict("summary", title.start, title.end)
    if any(word in text for word in words["own_voice"]):
        return None
    types = lexicon.load("policy")["types"]
    said = [
        match
        for match in _speech().finditer(text)
        if match["name"] in types or (title is not None and match["name"] in title.text)
    ]
    if len(said) >= 2 or (said and title is not None and title.is_press):
        return Verdict("summary", said[0].start(), said[0].end())
    return None


def _annex(document: Document) -> Verdict | None:
    text = document.text
    omitted = _OMITTED.search(text)
    if omitted is not None:
        return Verdict("annex-missing", omitted.start(), omitted.end())
    for match in _ANNEX.finditer(text):
        names, end = _listed(text, match.end())
        if names and not all(_stands_after(text, name, end) for name in names):
            return Verdict("annex-missing", match.start() + len(match[0]) - len(match[0].lstrip()), end)
    return None


def _listed(text: str, start: int) -> tuple[list[str], int]:
    """The annexes of a list that begins at ``start``, and where it ends: numbered lines, or one name."""
    names: list[str] = []
    end = at = start
    while at < len(text) and len(names) < _LIST_LENGTH:
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        line = text[at:stop]
        number = _NUMBER.match(line)
        if (names and number is None) or not line.strip() or len(line) > 120:
            break
        parts = re.split(r"(?<=\S)[;；]?\s*(?=[0-9]{1,2}[.．、](?![0-9]))", line)
        names.extend(_NUMBER.sub("", part).strip(" ;；。") for part in parts)
        end, at = stop, stop + 1
        if number is None:
            break
    return [name for name in names if len(name) >= 2], end


def _stands_after(text: str, name: str, at: int) -> bool:
    """Whether an annex follows: its name begins a line, or its own label, after the list."""
    bare = re.sub(r"[《》*#\s]", "", name)
    rest = re.sub(r"[《》*# \t]", "", text[at:])
    return re.search(rf"(?:^|\n|附件[0-9一二三四五六七八九十]*[:：]?){re.escape(bare)}", rest) is not None
