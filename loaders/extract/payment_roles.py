"""The parts that words play in a payment: what it is reckoned on, who gets it, for what (measures.md, section 2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders import lexicon
from loaders.extract.measure_context import Segment
from loaders.money import Money
from loaders.segments import Span

_NOUN_REACH = 14
_BASE_REACH = 30
_HEAD_REACH = 24
# 租金补贴, 启动资金: what ends the modifier of a noun of support, read from the right.
_NOUN_START = re.compile(
    "[^一-鿿“”A-Za-z]|给予|予以|给与|享受|发放|领取|可获|安排|进行|一次性|分别|每人|每月|每家|每年|最高|标准|相应|一定|的|按|元|对其"
)
_RECKONED = re.compile(
    "(?:按照?|以(?![上下内外前后及来])|根据|依据|参照)(?P<base>[^,，。；;：]{2,40}?)(?:给予|予以|进行|分别|发放|计算|计发|的?[0-9０-９]|的?一定比例|的?比例|[,，])"
)
_PURPOSE = re.compile("(?:用于|支持|扶持|资助|鼓励|推动|推进|开展|实施|优化|做大做强)(?P<aim>[^,，。；;]{2,120})")
# 设施改造、维护所需的经费
_NEEDED = re.compile("(?P<need>[^,，。；;]{2,24})所需的?(?:资金|经费|费用)")
_GOES_ON = re.compile("(?:专项|主要|重点|专门)?(?:用于|支持|资助|投向|扶持|鼓励)|加大[^,，。；]{0,24}(?:支持|扶持)力度")
_BARE_RATE = re.compile("(?:按照?|给予|予以|分别|每年|最高|一次性|市财政|区财政|再)*")
_COST = re.compile("(?:^|[对的,，])(?P<base>[^对的,，]{2,20}(?:费用?|支出|成本|租金|造价|开支))$")
_AREA = re.compile("平方米|平方|平米|㎡|m²|亩")
_ASIDE = re.compile("[（(][^（）()]{0,60}[）)]")
_RECKONING = re.compile("按|以|根据|依据|参照|经|每|最高|分别|一次性|市级|省级|区级")
_RECIPIENT = re.compile("^(?:对于|对|向|凡|为|给予)?")


@dataclass(frozen=True, slots=True)
class Roles:
    """The words of a payment by role; an empty string where nothing plays it."""

    noun: str = ""
    base: str = ""
    head: str = ""
    result: str = ""
    purpose: str = ""
    relief: str = ""
    all: str = ""


def roles_of(text: str, parts: Sequence[Segment], reach: tuple[int, int, int], sums: Sequence[Money]) -> Roles:
    """The roles in a payment; ``reach`` are the first segment that may speak of it, its first and its last one."""
    opened, first, last = reach
    start, end = parts[first].span.start, parts[last].span.end
    words = text[start:end]
    relief = lexicon.pattern("money_objects", "relief").search(text, parts[last].span.start, end)
    given = _giving(text, parts, first, last)
    scope = _ASIDE.sub("", text[start:given])
    return Roles(
        noun=_nouns(words),
        base=_bases(text, parts, (first, last), sums),
        head=_head(scope),
        result=scope,
        purpose=_purposes(text, parts, opened, last),
        relief=_relieved(text, parts[last].span, relief) if relief else "",
        all=words,
    )


def of_phrase(words: str) -> Roles:
    """The roles where all there is to read is a phrase: a heading or an item of a list of supports."""
    return Roles(noun=_nouns(words), head=words, result=words, purpose=words, all=words)


def _giving(text: str, parts: Sequence[Segment], first: int, last: int) -> int:
    """Where the giving begins: before it stand recipient and result."""
    giving = lexicon.pattern("money_objects", "giving")
    for part in parts[first : last + 1]:
        if text[part.span.end : part.span.end + 1] in ("：", ":") and part is not parts[last]:
            # 补贴标准：一类培训每人2000元
            continue
        if found := giving.search(text, part.span.start + 1, part.span.end):
            return found.start()
        if giving.match(text, *part.span):
            # 给予企业最高50万元补助: the recipient stands behind the verb.
            return part.span.end if part is parts[first] else part.span.start
    return parts[last].span.end


def _nouns(words: str) -> str:
    """The nouns of support with their modifiers, each cut where its phrase begins."""
    found = []
    for match in lexicon.pattern("money_objects", "supports").finditer(words):
        left = words[max(0, match.start() - _NOUN_REACH) : match.start()]
        modifier = _NOUN_START.split(left)[-1]
        if modifier:
            found.append(modifier + match[0])
    found.extend(match["need"] for match in _NEEDED.finditer(words))
    return _ASIDE.sub("", "，".join(found))


def _bases(text: str, parts: Sequence[Segment], reach: tuple[int, int], sums: Sequence[Money]) -> str:
    first, last = reach
    start, end = parts[first].span.start, parts[last].span.end
    found = [match["base"] for match in _RECKONED.finditer(_ASIDE.sub("", text[start:end]))]
    for money in sums:
        if money.type == "rate":
            part = next((one for one in parts[first : last + 1] if one.span.start <= money.start < one.span.end), None)
            if part is not None:
                before = text[max(part.span.start, money.outer_start - _BASE_REACH) : money.outer_start]
                found.append(before)
                if _BARE_RATE.fullmatch(before) and part.span.start > start:
                    # 对改造费用,按30%给予补贴: the base stands in the segment before.
                    ahead = text[max(start, part.span.start - _BASE_REACH) : part.span.start].rstrip(",，")
                    found.extend(match["base"] for match in [_COST.search(ahead)] if match)
        if money.per and (area := _AREA.search(money.per)):
            found.append("每亩" if area[0] == "亩" else "每平方米")
    return "，".join(found)


def _head(scope: str) -> str:
    """The recipient: what stands behind the last 的 of 对…的企业, or all of it; reckoning (按…) names none."""
    parts = (one[max(0, one.rfind("对")) :] if _RECKONING.match(one) else one for one in re.split("[,，：:]", scope))
    segments = [one for one in parts if one and not _RECKONING.match(one)]
    if not segments:
        return ""
    segment = next((one for one in segments if one[0] in "对向凡"), segments[0])
    whole = _RECIPIENT.sub("", segment.rstrip("、 可"))
    return whole.rstrip("的").rpartition("的")[2][-_HEAD_REACH:]


def _purposes(text: str, parts: Sequence[Segment], opened: int, last: int) -> str:
    """用于…, 支持… before the sum and in the segments that go on with it behind."""
    end = parts[last].span.end
    for part in parts[last + 1 :]:
        if not _GOES_ON.match(text, *part.span):
            break
        end = part.span.end
    return "，".join(match["aim"] for match in _PURPOSE.finditer(text, parts[opened].span.start, end))


def _relieved(text: str, part: Span, relief: re.Match[str]) -> str:
    """免收土地价款 names its object behind the word, 租金减半收取 right before it."""
    return text[max(part.start, relief.start() - _NOUN_REACH) : part.end]
