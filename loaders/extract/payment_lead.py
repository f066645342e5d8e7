"""Sums that say nothing of paying because what stands above them does (奖励标准如下：1. 国家级50万元)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders import lexicon
from loaders.document import Clause, Document
from loaders.extract.measure_context import Segment
from loaders.money import Money

_REACH = 120
_OPEN = re.compile("[：:]\\s*$|(?:如下|下列|以下)[^。；]{0,12}[。：:]?\\s*$")
_CONDITIONS = re.compile("条件|范围|对象|材料|情形|程序|要求")
# A label and a sum, nothing else: 国家级50万元, 博士每人每月3000元.
_REACHED = re.compile(
    "达|额|率|收入|产值|每实现|每增加|超|实现|突破|投资|注册|资本|面积|规模|利润|税|产量|不少于|不低于"
)
_LABELLED = re.compile(
    "[^0-9０-９,，。；]{0,24}(?:[0-9０-９.]+(?:级|类|档|星|A)?[^0-9０-９,，。；]{0,12})?[0-9０-９.,]+[亿万千百]*元"
    "(?:人民币)?(?:/[^,，。；/]{1,6}){0,3}(?:以内)?"
)


def lead_in(document: Document, clause: Clause) -> str:
    """The end of the text above a clause where it opens a list of its items and pays, else an empty string."""
    if clause.parent is None:
        return ""
    above = document.clauses[clause.parent]
    said = document.text[max(above.title_start, above.own_end - _REACH) : above.own_end].rstrip()
    if (
        not _OPEN.search(said)
        or _CONDITIONS.search(said[-40:])
        or not lexicon.pattern("money_objects", "pay_nouns").search(said)
    ):
        return ""
    return re.split("[。；\n]", said.rstrip("。：:"))[-1]


def is_labelled(words: str) -> bool:
    """Whether a segment is nothing but a label and a sum: 省级50万元."""
    return _LABELLED.fullmatch(words) is not None and _REACHED.search(words) is None


def inherited(text: str, segments: Sequence[Segment], sums: Sequence[Money], *, listed: bool) -> list[Money]:
    """``sums`` where those with a mere label count as paid.

    ``listed`` tells that the sentence goes on with a list; else a support must stand before them in it.
    """
    nouns = lexicon.pattern("money_objects", "pay_nouns")
    paying = listed
    found = list(sums)
    for part in segments:
        words = text[slice(*part.span)]
        if paying and is_labelled(words):
            found = [
                replace(money, type="amount")
                if money.type == "figure" and part.span.start <= money.start < part.span.end
                else money
                for money in found
            ]
        paying = paying or nouns.search(words) is not None
    return found
