"""Comparators around a number in Chinese official prose: 不超过, 以上, 约, 左右."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from loaders import lexicon
from loaders.facts import Op

_OPS: dict[str, Op] = {"le": "<=", "ge": ">=", "about": "~"}
_WINDOW = 16
"""Characters before a number in which its comparator stands."""


class Comparator(NamedTuple):
    """What the words around a number say of it, and the range of number and words together."""

    op: Op | None
    """None where nothing is printed."""
    start: int
    end: int


def around(text: str, number: tuple[int, int], start: int, stop: int) -> Comparator:
    """The comparator of the ``number`` (its range) within ``text[start:stop]``.

    A bound (以上, 不超过) outweighs 约 and 左右.
    """
    before_pattern, after_pattern = _comparators()
    window = max(start, number[0] - _WINDOW)
    before = before_pattern.search(text[window : number[0]])
    per = _PER.match(text, number[1], stop)
    after = after_pattern.match(text, per.end() if per else number[1], stop)
    if after and after[0] == "上下" and text[after.end() : after.end() + 1] == "游":
        after = None
    ops = [_OPS[str(match.lastgroup)] for match in (after, before) if match]
    return Comparator(
        op=next((op for op in ops if op != "~"), ops[0] if ops else None),
        start=window + before.start() if before else number[0],
        end=after.end() if after else number[1],
    )


_PER = re.compile("/[\u4e00-\u9fffA-Za-z]{1,5}?(?=以|之|左|上)")
"""The unit below the line between a number and its comparator: 18元/公斤以下."""


@cache
def _comparators() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = lexicon.load("comparators")
    guards = words["not_after"]

    def groups(side: dict[str, list[str]]) -> str:
        return "|".join(
            f"(?P<{group}>"
            + "|".join(
                (f"(?<![{guards[word]}])" if word in guards else "") + re.escape(word)
                for word in lexicon.longest_first(side[op])
            )
            + ")"
            for group, op in (("le", "<="), ("ge", ">="), ("about", "~"))
        )

    between = lexicon.any_of(words["between"])
    return re.compile(rf"(?:{groups(words['before'])})\s?(?:{between}|\s)*$"), re.compile(groups(words["after"]))
