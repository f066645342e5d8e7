"""The clauses of a document once a reviewer has put the outline right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.document import Clause, Document
from loaders.facts import ClauseFact

_NUMBER = 12
"""Characters a printed number takes at most in front of its heading."""


def outlined(document: Document, headings: Sequence[ClauseFact]) -> Document:
    """``document`` with exactly the clauses of ``headings``; itself where those are its own.

    A clause ends where the next one of its level or a higher one begins. Clauses above are told by the path.
    """
    wanted = sorted(headings, key=lambda one: one.start)
    own = [(clause.path, clause.title_start, clause.title_end) for clause in document.clauses]
    if [(one.clause, one.start, one.end) for one in wanted] == own:
        return document
    known = {(clause.path, clause.title_start): clause for clause in document.clauses}
    text, clauses = document.text, list[Clause]()
    starts = [_start(text, one, known.get((one.clause, one.start))) for one in wanted]
    last = max([document.end, *(clause.end for clause in document.clauses)])
    latest: dict[str, int] = {}
    for order, (one, start) in enumerate(zip(wanted, starts, strict=True)):
        level = one.clause.count("/")
        following = range(order + 1, len(wanted))
        after = next((starts[at] for at in following if wanted[at].clause.count("/") <= level), last)
        below = next(iter(following), None)
        has_child = below is not None and wanted[below].clause.startswith(f"{one.clause}/")
        end = _rstrip(text, one.end, after)
        clauses.append(
            Clause(
                path=one.clause,
                title=one.title,
                title_start=one.start,
                title_end=one.end,
                start=start,
                own_end=_rstrip(text, one.end, starts[order + 1]) if has_child else end,
                end=end,
                order=order,
                parent=latest.get(one.clause.rpartition("/")[0]),
                is_leaf=not has_child,
            )
        )
        latest[one.clause] = order
    return replace(document, clauses=tuple(clauses))


def _start(text: str, heading: ClauseFact, known: Clause | None) -> int:
    """Where the printed number in front of a heading begins."""
    if known is not None:
        return known.start
    line = text.rfind("\n", 0, heading.start) + 1
    before = text[line : heading.start]
    return line if len(before) <= _NUMBER and not set("。；;") & set(before) else heading.start


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " \n":
        end -= 1
    return end
