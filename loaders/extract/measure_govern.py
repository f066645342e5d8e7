"""Which verb governs a cue, and the mode of the measure that follows from it (measures.md, sections 1, 2 and 4)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from loaders import lexicon
from loaders.extract.measure_context import Segment
from loaders.extract.measure_cues import Cue
from loaders.extract.measure_mode import Verb, act_start, degree_mode, financiers, names_other_party, skip_pattern
from loaders.extract.measure_money import names
from loaders.facts import Mode

_FINANCE = frozenset({"credit", "guarantee", "financial-products"})
_FISCAL = frozenset({"rd-grant", "first-of-kind"})
_ASPECTS = re.compile("等?(?:各|多)?方面")
_HURRIED = re.compile("(?:进一步|大力|切实)?加[快速]")
_MEANS = re.compile("发挥|利用|通过|运用")
_FORGONE = re.compile("免征|减征|减半|免收|减免|缓缴|降低")


@cache
def addressing_verbs() -> frozenset[str]:
    """Verbs whose object is someone who is to act: 鼓励, 组织, 指导."""
    return frozenset(lexicon.load("verbs")["addressing"]) | {"推动", "组织", "帮助", "指导", "协助", "促进"}


def governing(text: str, part: Segment, cue: Cue) -> Verb | None:
    """The outermost verb over a cue in its segment: the first one left of it, or the one its list item begins with.

    加快充电桩建设: behind a word that is passed over the next verb decides, wherever it stands.
    """
    begins = cue.kind == "near" or (cue.kind == "act" and cue.reach <= act_start(text, *part.span))
    limit = cue.end if begins else cue.start
    opened = part.span.start if cue.code == "industry-fund" else part.open_from
    if (aspects := _ASPECTS.search(text, cue.end, part.span.end)) and text[part.span.start] in "从在":
        return next((verb for verb in part.verbs if verb.start >= aspects.end()), None)
    left = [verb for verb in part.verbs if opened <= verb.start < limit]
    if not left and text[part.span.start] == "对":
        # 对园区进行改造: the verb stands behind its object.
        return next((verb for verb in part.verbs if verb.start >= cue.until), None)
    if not left:
        passed_over = act_start(text, *part.span) > part.span.start
        return part.verbs[0] if passed_over and part.verbs else None
    first = left[0]
    if first.word in addressing_verbs():
        return first
    item = text.rfind("、", part.span.start, cue.reach + 1) + 1
    if item > part.span.start:
        opening = skip_pattern().match(text, item, cue.end)
        begin = opening.end() if opening else item
        own = next((verb for verb in left if verb.start == begin), None)
        if own is not None and not lexicon.pattern("verbs", "noun_endings").match(text, own.end):
            return own
    return first


def hurried(text: str, part: Segment) -> bool:
    """Whether a segment speeds something up without another verb (加快审批进度)."""
    return not part.verbs and _HURRIED.match(text, *part.span) is not None


def carried(parts: Sequence[Segment], index: int) -> bool:
    """Whether a segment without a verb carries on the list of the segment before."""
    return index > 0 and bool(parts[index - 1].verbs) and parts[index - 1].role == "act"


def mode_of(text: str, parts: Sequence[Segment], index: int, cue: Cue, verb: Verb | None) -> Mode:
    """The mode of the measure that ``cue`` shows under ``verb`` in the segment ``parts[index]``."""
    part = parts[index]
    mode = verb_mode(text, parts, index, verb)
    if cue.code == "cost-sharing":
        return "funds"
    if cue.code == "industry-fund":
        if financiers(text, *part.span) or part.addressed:
            return "facilitates" if mode != "encourages" or financiers(text, *part.span) else "encourages"
        return "funds" if mode == "provides" or _MEANS.search(text, *part.span) else mode
    words = text[slice(*part.span)]
    if cue.code in _FINANCE:
        own = mode == "provides" and names("pools", words) and not financiers(text, *part.span)
        return "funds" if own else "facilitates"
    if cue.code == "investment-subsidy":
        return "funds" if verb is not None and verb.mode == "provides" else "encourages"
    if mode == "provides" and (
        (cue.code == "land" and names("land_relief", words)) or (cue.code in _FISCAL and names("pay_nouns", words))
    ):
        return "funds"
    if cue.code == "tax-relief":
        if lexicon.pattern("verbs", "national_taxes").search(text, *part.span):
            return "facilitates" if mode in ("provides", "funds") else mode
        relief = _FORGONE.search(text, *part.span)
        own = not names("national", words) and not names_other_party(text, *part.span)
        if relief and own and not (verb and verb.word in ("落实", "执行")):
            return "funds"
        return "facilitates" if mode == "provides" else mode
    if verb is not None and verb.word in ("落实", "执行") and names_other_party(text, verb.end, cue.end):
        return "facilitates"
    return mode


def verb_mode(text: str, parts: Sequence[Segment], index: int, verb: Verb | None) -> Mode:
    """The mode ``verb`` gives to what it governs in ``parts[index]``; None: the verb that the segment carries on."""
    part = parts[index]
    if part.addressed:
        return "encourages"
    if verb is None and act_start(text, *part.span) > part.span.start:
        return "provides"
    if verb is None:
        before = next((one.verbs[0] for one in reversed(parts[:index]) if one.verbs and one.role == "act"), None)
        verb = before or (part.verbs[0] if part.verbs else None)
    if verb is None:
        return "provides"
    return degree_mode(text, verb, part.span.end, part.verbs) or verb.mode
