"""Where a section of aims states its goal: the words that show ``target-setting`` (measures.md, section 3)."""

from __future__ import annotations

import re

from loaders.segments import Span, comma_segments, sentences

GOALS = "target-setting"
"""The instrument of goals: found by rules alone, never weighed."""
_DATED = re.compile(r"到20\d\d年|到“?十[二三四五]五”?末|力争|20\d\d年底前|通过\S{1,6}年(?:的)?努力")
_YEAR = re.compile(r"20\d\d年?")
_GOAL = re.compile(r"到20\d\d年|力争|目标|20\d\d年(?:底|末)?(?:前|,|，)?|“?十[二三四五]五”?|实现|达到|超过|形成|建成")
_BARE_DATE = re.compile(r"(?:力争)?(?:到)?20\d\d年(?:底|末)?(?:前)?")
_AIM = re.compile("成为|打造|建设|构建|提高|提升|增强|扩大|增长|明显|显著|基本|取得|保持|完善|壮大|突破|培育|新增|优化")
"""What says how things are to be, where neither a number nor a date does."""
_GUIDANCE = re.compile("以|坚持|全面贯彻|深入贯彻|贯彻|认真|按照|围绕|根据|落实|立足|紧紧|牢固|遵循|依托|充分|大力支持")


def goal_span(text: str, span: Span, *, opening: bool = False) -> Span | None:
    """The comma segment that states a goal best: one with a number, in a dated sentence, first in the text.

    In the ``opening`` before the first clause, and in the words between a heading and its first clause, only a
    dated sentence states a goal. In a clause of aims any number does, and at last what is to become of the field.
    """
    best: tuple[int, Span] | None = None
    for sentence in sentences(text, *span):
        dated = _DATED.search(text, *sentence) is not None
        if opening and not dated:
            continue
        for segment in comma_segments(text, *sentence):
            if _BARE_DATE.fullmatch(text, *segment):
                continue
            goal = _GOAL.search(text, *segment) is not None
            number = bool(re.search(r"\d", _YEAR.sub("", text[segment.start : segment.end])))
            rank = 2 * number + dated + goal
            if not rank and not (_AIM.search(text, *segment) and not _GUIDANCE.match(text, *segment)):
                continue
            if best is None or rank > best[0] or rank == best[0] == 0:
                best = (rank, segment)
    return best[1] if best else None
