"""Which numbers of a sentence are goals, what they count and when they fall due.

A number in a section of goals counts unless it is money paid, a duration, a threshold inside the
thing counted or a baseline; elsewhere a forward verb must govern it and nothing may make it a
condition, a choice of recipients or the frequency of a meeting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from loaders import lexicon
from loaders.facts import Op
from loaders.metrics import in_turn, item_of, metric_of, shared_op, stripped
from loaders.money import Money, find_money
from loaders.numbers import Quantity, find_quantities
from loaders.numerals import Value, parse_number
from loaders.segments import Ranges, Span, comma_segments

Kind = Literal["goal", "present", "rule", ""]
_YEAR = re.compile(
    r"(?P<before>.?)(?P<year>20[0-9]{2})年(?!起|的[0-9]|的?基础|的?水平|以来|[0-9]{1,2}月[0-9]{1,2}日(?!以?前|之前))"
)
_DATES = re.compile(r"20[0-9]{2}年?(?:底|末)?(?:[、和及与]20[0-9]{2}年?(?:底|末)?)+")
_RISE = re.compile(
    r"(?:左右|以上|以下)?(?:分别)?(?:提高|提升|增加|增长|扩大|上升|下降|降低|上调|下调|调整|压缩)(?:到|至|为)"
)
# （2020年为320家）: an aside that says what was the case.
_BASELINE = re.compile(r"[（(](?:20[0-9]{2}年(?:底|末|度)?|上年|去年|基期|目前)[^（(），,；;]{0,8}?(?:为|是|有|仅)$")
# “十四五”期间年均增长8%: a year behind the end of that plan is not the one it falls due in.
_FIVE_YEARS = re.compile("十([一二三四五六七八])?五”?(?:期间|时期)")
_BARE = re.compile(
    r"(?:达到|提高到|提升至|提升到|达)(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<after>以上|左右)?(?=$|[，。；、])"
)
_SPAN_AHEAD = re.compile(
    r"(?:力争|争取|计划|未来|今后|用)?(?:[0-9一二三四五六七八九十]{1,3}年(?:内|时间|之内)|“[^”]{3,4}”(?:期间|时期)|未来[0-9一二三四五六七八九十]年)"
    r"(?:内|里)?[，,]?(?!.{0,12}(?:的|未)(?:企业|项目|单位|机构))"
)
_COUNTERS = frozenset(lexicon.load("units")["counters"]) - {"倍", "番", "成", "次"}
# 审批时限压缩至5个工作日: a duration that is itself to be reached.
_SHORTENED = re.compile("(?:压缩|缩短|压减|缩减)(?:到|至|为|在)$")
# 年产值超100亿元、竞争力强的龙头企业2家: attributes of the thing that is counted last.
_COUNTED_LAST = re.compile(
    rf"、[^，。；0-9]{{0,24}}?的[^，。；、0-9]{{0,8}}?(?:{lexicon.any_of(lexicon.load('targets')['things'])})$"
)
_SHORTEST_THING = 2
_MONEY = "元"
_PERCENT = frozenset(lexicon.load("units")["percent"])


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a sentence stands: kinds of its heading and those above, the year of the lead over it."""

    kinds: tuple[Kind, ...]
    year: int | None
    letter: bool

    @property
    def is_goal(self) -> bool:
        """Whether some heading over the sentence announces goals."""
        return "goal" in self.kinds

    @property
    def is_closed(self) -> bool:
        """Whether the section tells what is the case or who may apply; a heading of goals above outweighs it."""
        return not self.is_goal and ("present" in self.kinds or "rule" in self.kinds)


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal found; ``start:end`` is its comma segment or the list item that holds it."""

    metric: str
    value: Value
    unit: str
    op: Op
    year: int | None
    start: int
    end: int
    rule: str


def _words(name: str) -> re.Pattern[str]:
    return lexicon.pattern("targets", name)


def heading_kind(title: str) -> Kind:
    """What a heading says of the numbers under it; a long first sentence is no heading."""
    if len(title) > 30:
        return ""
    if _words("present_headings").search(title):
        return "present"
    if _words("goal_headings").search(title):
        return "goal"
    return "rule" if _words("rule_headings").search(title) else ""


def lead_year(sentence: str) -> int | None:
    """The year of a sentence that states a dated goal: 到2025年，…, 基本建成…，力争到2027年底…."""
    match = re.search(rf"(?:^|[，,：:。—\s])(?:{_dated()})", sentence)
    return int(match[1] or match[2]) if match else None


def _dated() -> str:
    """到2025年 and its kin, 2027年前, 2026年底前: a date that something falls due at."""
    lead = _words("date_lead").pattern
    within = "(?:年?[底末]|上半年|[0-9]{1,2}月[底末]?)?"
    return rf"(?:{lead})(20[0-9]{{2}})年(?!起|以来|的)|(20[0-9]{{2}})年{within}[之以]?前(?=[，,])"


def goals_of_sentence(text: str, sentence: Span, setting: Setting, skip: Ranges) -> list[Goal]:
    """The goals of one sentence, by offset."""
    whole = text[sentence.start : sentence.end]
    if setting.is_closed or _is_past(whole):
        return []
    dated = bool(re.search(rf"(?:{_words('date_lead').pattern})(20[0-9]{{2}})年", whole))
    strong = dated or bool(_words("strong").search(whole))
    if setting.letter and not strong:
        return []
    # 5年内引进100名…: a span to come stands for the date, but names no year.
    segments = comma_segments(text, *sentence)
    ahead = next((segment.start for segment in segments if _SPAN_AHEAD.match(text, *segment)), sentence.end)
    in_goal = setting.is_goal or dated or (setting.year is not None and not _words("payment").search(whole))
    if not setting.is_goal and not strong and ahead == sentence.end and _words("payment").search(whole):
        return []
    quantities = [q for q in find_quantities(text, *sentence) if q.start not in skip]
    pays = re.search("给予|予以|给与|(?:奖励|补助|补贴|资助)[0-9]", whole) is not None
    paid = {m.start for m in find_money(text, *sentence) if _is_paid(m) or (pays and m.type == "threshold")}
    goals: list[Goal] = []
    after_goal = False
    for segment in segments:
        inside = [q for q in quantities if segment.start <= q.start < segment.end]
        before = len(goals)
        for quantity in inside:
            if quantity.start in paid or not _counts(
                text,
                segment,
                quantity,
                inside,
                in_goal=in_goal,
                spanned=quantity.start > ahead or _goes_on(text, segment, quantity, after_goal=after_goal),
            ):
                continue
            goals.append(_goal(text, sentence, segment, quantity, inside, setting, goals))
        after_goal = len(goals) > before
        if in_goal and not inside:
            goals.extend(_bare(text, sentence, segment, setting))
    return goals


def _goes_on(text: str, segment: Span, quantity: Quantity, *, after_goal: bool) -> bool:
    """新增上市企业5家，专精特新企业20家以上: behind a goal, a thing and its number share the goal's verb."""
    left = text[segment.start : quantity.outer_start]
    return (
        after_goal
        and quantity.outer_end == segment.end
        and len(left) >= _SHORTEST_THING
        and not any(_words(name).search(left) for name in ("conditions", "choices", "meetings", "achieved"))
    )


def _is_paid(money: Money) -> bool:
    return money.is_paid or money.type == "share"


def _is_past(sentence: str) -> bool:
    """A definition, or a sentence about what has been reached; 累计 alone may also belong to a goal."""
    if _words("no_goal").search(sentence) or re.match(r"目前|上年|现有", sentence.strip()):
        return True
    dated = re.search(rf"(?:{_words('date_lead').pattern})(20[0-9]{{2}})年", sentence)
    return dated is None and _words("compared_with_past").search(sentence) is not None


def _counts(
    text: str, segment: Span, quantity: Quantity, inside: list[Quantity], *, in_goal: bool, spanned: bool
) -> bool:
    left, right = text[segment.start : quantity.outer_start], text[quantity.outer_end : segment.end]
    if quantity.is_duration:
        return _SHORTENED.search(left) is not None
    if _is_name_of_number(quantity, right, in_goal=in_goal):
        return False
    if (
        _BASELINE.search(left)
        or _RISE.match(right)
        or _words("achieved").search(left)
        or re.search(r"前$|每$|第$", left)
        or _is_threshold(text, quantity, inside, right)
    ):
        return False
    if in_goal:
        return True
    if spanned and quantity.base in _COUNTERS:
        return quantity.op != "<=" and not left.endswith(("的", "等")) and not re.match(r"[^，。；]{0,12}的，", right)
    return _is_aimed(left, right, quantity)


def _is_name_of_number(quantity: Quantity, right: str, *, in_goal: bool) -> bool:
    """三个方面, 一个中心, 两次, 千亿园区: a number that only orders or names."""
    if not quantity.base and re.match(rf"级|(?:{_words('things').pattern})", right) and quantity.unit in ("亿", "万亿"):
        return True
    if _words("abstract").match(right.lstrip("重大主要关键")):
        return True
    chinese = bool(re.match(r"[一二两三四五六七八九十]", quantity.numeral))
    small = not isinstance(quantity.value, tuple) and quantity.value < (2 if in_goal else 10)
    return (chinese and small and quantity.base in _COUNTERS | {"次"}) or (
        not in_goal and quantity.base in {"类", "种"}
    )


def _is_threshold(text: str, quantity: Quantity, inside: list[Quantity], right: str) -> bool:
    """1家营收过200亿元的企业, 总投资10亿元以上的项目: a size inside the thing, not the goal."""
    if quantity.base in _COUNTERS:
        return False
    others = [q for q in inside if q.base in _COUNTERS and q.start != quantity.start]
    for other in others:
        low, high = sorted((quantity, other), key=lambda q: q.start)
        between = text[low.outer_end : high.outer_start]
        if not re.search(r"[、，,]", between.replace("、团体", "")) and quantity.base in {_MONEY, ""} | _PERCENT:
            return True
        if low is quantity and quantity.op != "=" and _COUNTED_LAST.match(between):
            return True
    bounded = quantity.outer_end > quantity.end
    thing = re.match(rf"(?:的)?[^，、。；的]{{0,8}}?(?:{_words('things').pattern})", right)
    return bool(bounded and thing and quantity.base in {_MONEY, ""})


def _is_aimed(left: str, right: str, quantity: Quantity) -> bool:
    """Outside sections of goals: a forward verb before the number, and no condition, choice or meeting."""
    if quantity.op == "<=" or left.endswith("的") or re.search(r"的$", right) or re.search(r"每(?!年|季)", left):
        return False
    if _words("conditions").search(left) or (_words("choices").search(left) and quantity.op != ">="):
        return False
    if left.endswith("等") or re.match(r"[对凡]", left):
        return False
    if quantity.base == "次" or _words("meetings").search(left + right):
        return False
    if quantity.base in _PERCENT or quantity.base == _MONEY:
        return bool(
            re.search(r"达到|达|实现|完成|力争|确保|新增(?!的)|突破|提高到|提升到|增长|超过|规模|任务|落实", left)
        )
    return _words("forward").search(left) is not None


def _goal(
    text: str,
    sentence: Span,
    segment: Span,
    quantity: Quantity,
    inside: list[Quantity],
    setting: Setting,
    earlier: list[Goal],
) -> Goal:
    span = _quote(text, segment, quantity, inside)
    same = next((goal.metric for goal in reversed(earlier) if segment.start <= goal.start < segment.end), "")
    metric = metric_of(text, sentence, segment, quantity, inside, same) or text[span.start : span.end]
    said, year = _year(text, sentence, segment, quantity.start)
    if (paired := _year_in_turn(text, sentence, segment, quantity, inside)) is not None:
        said, year = True, paired
    return Goal(
        metric=metric,
        value=quantity.value,
        unit=quantity.unit,
        op=shared_op(text, segment, quantity, inside),
        year=year if said else _inherited(text, sentence, quantity.start, setting.year),
        start=span.start,
        end=span.end,
        rule=_rule(text, segment, quantity, inside, setting),
    )


def _inherited(text: str, sentence: Span, at: int, year: int | None) -> int | None:
    """The year of the lead over a number; none where its sentence names a five-year plan that ends before."""
    plans = list(_FIVE_YEARS.finditer(text, sentence.start, at))
    if year is None or not plans:
        return year
    number = 10 + " 一二三四五六七八".index(plans[-1][1] or " ")
    return year if year <= 1955 + 5 * number else None


def _year(text: str, sentence: Span, segment: Span, at: int) -> tuple[bool, int | None]:
    """Whether a year before the number in its sentence speaks for it, and which.

    The nearest one that is not a year of comparison. Behind a list of several dates
    (2024年280亿元、2025年380亿元，带动…) no single one holds for the next comma segment: None.
    """
    compared = lexicon.load("targets")["compared"]
    years = [
        m
        for m in _YEAR.finditer(text, *sentence)
        if m.end() <= at
        and m["before"] not in compared
        # （2020年为320家）: the aside speaks for its own numbers.
        and not (m["before"] in ("（", "(") and re.search("[）)]", text[m.end() : at]))
    ]
    if not years:
        return False, None
    if years[-1].start() < segment.start and len({m["year"] for m in years}) > 1:
        return True, None
    return True, int(years[-1]["year"])


def _rule(text: str, segment: Span, quantity: Quantity, inside: list[Quantity], setting: Setting) -> str:
    """The family of the goal: how its number is printed, else where it stands."""
    if len(run := in_turn(text, segment, inside)) > 1 and quantity in run:
        return "target:list-分别"
    if isinstance(quantity.value, tuple):
        return "target:range"
    return "target:goal-section" if setting.is_goal else "target:dated" if setting.year else "target:forward-verb"


def _year_in_turn(text: str, sentence: Span, segment: Span, quantity: Quantity, inside: list[Quantity]) -> int | None:
    """到2025年、2030年，规模分别达到1000亿元、2000亿元: as many dates as numbers behind 分别 go in turn."""
    run = in_turn(text, segment, inside)
    if quantity not in run or len(run) < 2:
        return None
    dates = _DATES.search(text, sentence.start, run[0].start)
    years = re.findall(r"20[0-9]{2}", dates[0]) if dates else []
    return int(years[run.index(quantity)]) if len(years) == len(run) else None


def _quote(text: str, segment: Span, quantity: Quantity, inside: list[Quantity]) -> Span:
    """The comma segment; where it holds several numbers or is long, the list item of this one."""
    if "分别" in text[segment.start : segment.end] or (len(inside) == 1 and segment.end - segment.start <= 60):
        return segment
    item = item_of(text, segment, quantity)
    return item if item.end - item.start >= 4 else segment


def _bare(text: str, sentence: Span, segment: Span, setting: Setting) -> list[Goal]:
    """An index without a unit: 总体水平达到65."""
    match = _BARE.search(text, segment.start, segment.end)
    value = parse_number(match["number"]) if match else None
    if match is None or value is None:
        return []
    ops: dict[str | None, Op] = {"以上": ">=", "左右": "~", None: "="}
    said, year = _year(text, sentence, segment, match.start())
    return [
        Goal(
            metric=stripped(text[segment.start : match.start()]) or text[segment.start : segment.end],
            value=value,
            unit="",
            op=ops[match["after"]],
            year=year if said else setting.year,
            start=segment.start,
            end=segment.end,
            rule="target:bare-index",
        )
    ]
