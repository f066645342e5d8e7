"""Documents named in 《》."""

from __future__ import annotations

import re
import unicodedata

from loaders.names.found import Found

_SHORT = re.compile(r"(?:以下|下)?(?:统称|简称)[为:：“\"]*$")
_BARE = re.compile(
    r"^(?:本|该)?(?:行动|实施|工作|总体|建设|发展)?(?:方案|计划|意见|措施|规划|办法|细则|通知|条例|规定|若干措施|指导意见|若干意见|若干政策|指南|纲要|批复)$"
)


# What a notice issues, with or without marks round it.
_ISSUED = re.compile(r"(?:印发|发布|公布|转发)(?:《(.+)》|(.+?)的(?:通知|公告|函)$)")
# After the name of a journal, not of a document.
_JOURNAL = re.compile(r"》(?:杂志|期刊|学报|上?发表|等?(?:国际|学术|知名)*期刊)")


_LONGEST = 150
"""More characters between 《 and 》 are no name of a document."""


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+|的", "", unicodedata.normalize("NFKC", text)).lower()


def find(text: str, start: int, end: int, own_title: str | None) -> list[Found]:
    """Names between 《 and its 》 in ``text[start:end]``, nested ones only as part of the outer.

    Left out: the document's own title (or a title that holds it, or that it holds), short names that the
    document gives itself (以下简称《行动方案》), and bare kinds of documents.
    """
    own = _own_titles(own_title or "")
    short = {
        text[left + 1 : right]
        for left, right in _pairs(text, start, end)
        if _SHORT.search(text, max(start, left - 8), left)
    }
    found: list[Found] = []
    for left, right in _pairs(text, start, end):
        printed = text[left + 1 : right]
        name = re.sub(r"\s+", "", printed)
        folded = _folded(name)
        if not folded or len(name) > _LONGEST or printed in short or _BARE.match(name) or _JOURNAL.match(text, right):
            continue
        if any(_same(folded, title) for title in own):
            continue
        found.append(Found(left + 1, right, "cited-policy", name, "cited.marks"))
    return found


def _own_titles(title: str) -> list[str]:
    """The title, and the title in it that it issues (关于印发《…》的通知); not one that it carries out."""
    issued = [hit[0] or hit[1] for hit in _ISSUED.findall(title)]
    return [_folded(found) for found in (re.sub("《.+》", "", title), *issued) if found]


def _same(name: str, title: str) -> bool:
    """Whether two folded titles are one but for an issuer before it or a word such as 发布 after it."""
    if not title or not (name in title or title in name):
        return False
    return min(len(name), len(title)) * 4 > max(len(name), len(title)) * 3


def _pairs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Offsets of 《 and of the 》 that closes it; an unclosed 《 is given up at the next full stop."""
    pairs: list[tuple[int, int]] = []
    depth, opened = 0, 0
    for mark in re.finditer("[《》。]", text[start:end]):
        at = start + mark.start()
        if mark[0] == "《":
            if not depth:
                opened = at
            depth += 1
        elif mark[0] == "。":
            depth = 0
        elif depth:
            depth -= 1
            if not depth:
                pairs.append((opened, at))
    return pairs
