"""Where a section of aims states its goal: the words that show ``target-setting`` (measures.md, section 3)."""

from __future__ import annotations

import re

from loaders.segments import Span, comma_segments, sentences

_DATED = re.compile(r"到20\d\d年|力争|20\d\d年底前|通过\S{1,6}年努力")
_YEAR = re.compile(r"20\d\d年?")
_GOAL = re.compile(r"到20\d\d年|力争|目标|20\d\d年(?:底|末)?(?:前|,|，)?|“?十[二三四五]五”?|实现|达到|超过|形成|建成")


def goal_span(text: str, span: Span, *, opening: bool = False) -> Span | None:
    """The comma segment that states a goal best: one with a number, in a dated sentence, first in the text.

    In the ``opening`` before the first clause only a dated sentence states a goal.
    """
    best: tuple[int, Span] | None = None
    for sentence in sentences(text, *span):
        dated = _DATED.search(text, *sentence) is not None
        if opening and not dated:
            continue
        for segment in comma_segments(text, *sentence):
            goal = _GOAL.search(text, *segment) is not None
            if not goal and not dated:
                continue
            rank = 2 * bool(re.search(r"\d", _YEAR.sub("", text[segment.start : segment.end]))) + dated + goal
            if best is None or rank > best[0]:
                best = (rank, segment)
    return best[1] if best else None
