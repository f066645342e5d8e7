"""Awards of different instruments in one breath: 对升规、股改、上市的企业分别给予10万元、20万元、50万元奖励."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.extract.payment_code import Paid, paid_for
from loaders.extract.payment_roles import Roles
from loaders.money import Money

_ITEM = "[^、，。；：,;:的和与及0-9０-９分别]{2,12}"
_LISTED = re.compile(f"(?:{_ITEM}(?:[、和与及]|以及|(?<=”)(?=“))){{1,6}}{_ITEM}?(?=的|[两三四五六]个|，|,|分别)")
_JOINT = re.compile("[、和与及]|(?<=”)(?=“)")
_RESPECTIVELY = re.compile("分别[^，。；,;分]{0,8}(?:给予|予以|奖励|补助|奖补|资助)")


def told_apart(words: str, start: int, sums: Sequence[Money]) -> list[tuple[Paid, Money]]:
    """Each award of a 分别 list with what it is for; empty where all are of one instrument or one is not told.

    ``words`` are those of the payment, which begin at offset ``start``; ``sums`` its paid sums in order.
    """
    marker = _RESPECTIVELY.search(words)
    if marker is None:
        return []
    awards = [money for money in sums if money.start >= start + marker.start()]
    for listed in _LISTED.finditer(words, 0, marker.start()):
        items = [item for item in _JOINT.split(listed[0]) if item]
        if len(items) != len(awards):
            continue
        told = [paid_for(Roles(result=item, all=item)) for item in items]
        found = [(paid, money) for paid, money in zip(told, awards, strict=True) if paid is not None]
        if len(found) == len(awards) and len({paid.code for paid, _ in found}) > 1:
            return found
    return []
