"""Measures: the instruments of policy a document deploys, clause by clause (measures.md of the facts contract).

Words for the things of the instruments (``instruments.yaml``) count where an act of the issuing government
may stand; payments are read first and take one code by what is paid for; the governing verb gives the mode.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from loaders.document import Clause, Document
from loaders.extract import measure_context as context_rules
from loaders.extract.context import Context
from loaders.extract.measure_context import Segment
from loaders.extract.measure_cues import Cue, Entry, find_words, resolve
from loaders.extract.measure_goals import goal_span
from loaders.extract.measure_govern import addressing_verbs, carried, governing, mode_of
from loaders.extract.measure_mode import MODES, Verb, find_verbs
from loaders.extract.measure_money import Payment, find_payments
from loaders.facts import Act, Amount, Measure, Mode
from loaders.lexicon import Hit
from loaders.money import Money, find_money
from loaders.segments import Span, sentences

_QUOTE_LENGTH = 60
_OPENING = 200
_ADVERB_LENGTH = 4
_CLOSING = re.compile("[)）”’、(（]")
_SUM = re.compile("[元%％‰万亿]|百分|千分")
_COINED = re.compile("(?<=[一-鿿])[贷保险券通卡]{1,2}”")
_TITLE = re.compile("《[^《》\n]*》")
_ANNOUNCED = re.compile("(?:拟|将|争取|尽快|抓紧|加快)[^,，。；]{0,8}(?:出台|印发|颁布)(?:实施)?")
_TEXT_NAME = re.compile("《[^《》\n]*(?:办法|细则|方案|规划|意见|措施|条例|规定|政策)》")
_SUPPORTED = re.compile("(?:重点|优先|主要|大力|加大)?(?:对|支持|投向|用于|投资|扶持)")


@dataclass(frozen=True, slots=True)
class _Find:
    """One sight of an instrument, before the strongest of its clause is chosen."""

    code: str
    mode: Mode
    act: Act
    span: Span
    rule: str
    amounts: tuple[Amount, ...] = ()


class _Reader:
    """The words, verbs and sums of one document, found once."""

    def __init__(self, document: Document, context: Context) -> None:
        self.document = document
        self.text = document.text
        policy = context.policy
        told = (policy.title, policy.doc_type) if policy else (self.text[:_OPENING], None)
        self.reply = context_rules.is_reply(*told)
        self._verbs = find_verbs(self.text)
        self._verb_starts = [verb.start for verb in self._verbs]
        self._words = find_words(self.text)
        self._word_starts = [hit.start for hit in self._words]
        self._titles = [at for match in _TITLE.finditer(self.text) for at in match.span()]

    def in_title(self, offset: int) -> bool:
        """Whether the offset lies inside 《…》: part of a document's name."""
        at = bisect_left(self._titles, offset)
        return at % 2 == 1

    def segments(self, sentence: Span) -> list[Segment]:
        low, high = (bisect_left(self._verb_starts, at) for at in sentence)
        return context_rules.segments(self.text, sentence, self._verbs[low:high])

    def words(self, span: Span) -> list[Hit[Entry]]:
        found = self._words[bisect_left(self._word_starts, span.start) : bisect_left(self._word_starts, span.end)]
        return [hit for hit in found if hit.end <= span.end]

    def sums(self, sentence: Span) -> list[Money]:
        """The sums of one sentence; most sentences print none."""
        return find_money(self.text, *sentence) if _SUM.search(self.text, *sentence) else []


def extract(document: Document, context: Context) -> list[Measure]:
    """The measures of a document, by clause order and offset; one for each pair of clause and instrument."""
    reader = _Reader(document, context)
    measures: list[Measure] = []
    first = document.clauses[0].start if document.clauses else 0
    if document.clauses:
        measures.extend(_chosen(reader, "", _goals(reader, Span(document.body_start, first), opening=True)))
    stop = document.end
    for clause in document.clauses or [_whole(document, stop)]:
        if not clause.is_leaf or clause.start >= stop:
            continue
        finds = list(_clause(reader, clause, document.duty_spans, min(clause.own_end, stop)))
        measures.extend(_chosen(reader, clause.path, finds))
    return measures


def _whole(document: Document, stop: int) -> Clause:
    """A document without a numbered clause, read as one."""
    start = document.body_start
    return Clause("", "", start, start, start, stop, stop, 0, None, True)


def _chosen(reader: _Reader, path: str, finds: Sequence[_Find]) -> Iterator[Measure]:
    """The strongest sight of each instrument; amounts of all of them, commitments before recalls."""
    best: dict[str, _Find] = {}
    for find in finds:
        known = best.get(find.code)
        if known is None:
            best[find.code] = find
            continue
        amounts = known.amounts + tuple(
            amount
            for amount in find.amounts
            if all((amount.type, amount.value) != (other.type, other.value) for other in known.amounts)
        )
        act: Act = "commits" if "commits" in (known.act, find.act) else "recalls"
        stronger = MODES.index(find.mode) < MODES.index(known.mode)
        richer = find.mode == known.mode and bool(find.amounts) and not known.amounts
        best[find.code] = replace(find if stronger or richer else known, amounts=amounts, act=act)
    for find in sorted(best.values(), key=lambda one: (one.span.start, one.span.end, one.code)):
        start, end = find.span
        yield Measure(
            clause=path,
            quote=reader.text[start:end],
            start=start,
            end=end,
            rule=find.rule,
            instrument=find.code,
            mode=find.mode,
            act=find.act,
            amounts=find.amounts,
        )


def _goals(reader: _Reader, span: Span, *, opening: bool = False) -> list[_Find]:
    goal = goal_span(reader.text, span, opening=opening)
    return [_Find("target-setting", "provides", "commits", goal, "goal")] if goal else []


def _blocks(clause: Clause, brackets: Sequence[Span], start: int, stop: int) -> Iterator[Span]:
    """The clause's own text without the brackets of duties."""
    at = start
    for bracket in brackets:
        if bracket.end <= at or bracket.start >= stop:
            continue
        if bracket.start > at:
            yield Span(at, bracket.start)
        at = bracket.end
    if at < stop:
        yield Span(at, stop)


def _clause(reader: _Reader, clause: Clause, brackets: Sequence[Span], stop: int) -> Iterator[_Find]:
    kind = context_rules.section(reader.document, clause)
    heading = context_rules.is_heading(reader.document, clause)
    start = clause.title_end if heading else clause.title_start
    if kind == "goals":
        yield from _goals(reader, Span(start, stop))
    if kind in ("goals", "nothing"):
        return
    finds: list[_Find] = []
    paid_for: set[str] = set()
    for block in _blocks(clause, brackets, start, stop):
        for sentence in sentences(reader.text, *block):
            last = next((find for find in reversed(finds) if find.rule.startswith("money")), None)
            finds.extend(_sentence(reader, sentence, clause.title if heading else "", last, paid_for))
    for find in finds:
        if kind == "procedure" and find.code != "further-policy":
            continue
        # What is paid for is a measure of its own only where the clause also builds or organises it.
        if find.code in paid_for and find.mode == "encourages" and not find.rule.startswith("money"):
            continue
        yield find


def _sentence(reader: _Reader, sentence: Span, heading: str, last: _Find | None, paid_for: set[str]) -> Iterator[_Find]:
    """What one sentence deploys; the instruments of what it pays for are added to ``paid_for``."""
    text = reader.text
    if reader.reply and context_rules.is_told(text, sentence):
        return
    parts = reader.segments(sentence)
    act = _act(reader, sentence)
    sums = reader.sums(sentence)
    payments, loose = find_payments(text, sentence, parts, sums, heading, reader.reply)
    covered: set[int] = set()
    for payment in payments:
        covered.update(range(payment.chunk[0], payment.chunk[1] + 1))
        yield _Find(payment.code, payment.mode, act, payment.span, payment.rule, payment.amounts)
    if loose and last is not None:
        yield replace(last, amounts=tuple(amount for money in loose for amount in money.amounts()))
    fund = False
    for index, part in enumerate(parts):
        if coming := _to_come(text, sentence, part.span):
            yield _Find("further-policy", "provides", act, coming, "《》+出台")
        if index in covered:
            paid_for.update(cue.code for cue in resolve(text, reader.words(part.span)))
        if part.role in ("result", "condition", "silent") or (part.role == "past" and not reader.reply):
            continue
        # What a fund supports is not listed again.
        funded = fund and _SUPPORTED.match(text, *part.span) is not None
        for cue in resolve(text, reader.words(part.span)):
            if cue.code != "further-policy" and reader.in_title(cue.start):
                continue
            find = _find(reader, parts, index, cue, act, paid=index in covered, payments=payments, sums=sums)
            if find is None or (funded and find.code != "industry-fund"):
                continue
            yield find
            fund = fund or find.code == "industry-fund"


def _to_come(text: str, sentence: Span, part: Span) -> Span | None:
    """《…管理办法》…,拟于年内出台: policy texts named before the words that announce them."""
    announced = _ANNOUNCED.search(text, *part)
    if announced is None:
        return None
    named = _TEXT_NAME.search(text, sentence.start, announced.start())
    return Span(named.start(), announced.end()) if named else None


def _act(reader: _Reader, sentence: Span) -> Act:
    if not reader.reply or context_rules.pattern("future").search(reader.text, *sentence):
        return "commits"
    return "recalls"


@cache
def _exempt() -> frozenset[str]:
    """Instruments that count wherever they are named in a payment or after means."""
    return frozenset({"cost-sharing", "case-by-case"})


def _find(
    reader: _Reader,
    parts: Sequence[Segment],
    index: int,
    cue: Cue,
    act: Act,
    *,
    paid: bool,
    payments: Sequence[Payment],
    sums: Sequence[Money],
) -> _Find | None:
    part = parts[index]
    if paid and cue.code not in _exempt():
        return None
    # 制定本条例 is the document's own issue, 开发“算力贷”等产品 names a product by a made-up word.
    if (cue.code == "further-policy" and reader.text[cue.start - 1 : cue.start] == "本") or _COINED.search(
        reader.text, cue.end, cue.end + 2
    ):
        return None
    verb = governing(reader.text, part, cue)
    if cue.code not in _exempt() and cue.code != "industry-fund":
        if (cue.kind != "act" or part.strict) and cue.until <= part.open_from:
            return None
        if verb is None and cue.kind in ("thing", "loose") and not carried(parts, index):
            return None
    if context_rules.is_described(reader.text, cue.reach, cue.until, part.span):
        return None
    if cue.kind == "thing":
        addressing = part.addressed or (verb is not None and verb.word in addressing_verbs())
        if not context_rules.is_head(
            reader.text, cue.end, part.span.end, part.verbs, code=cue.code, addressing=addressing
        ):
            return None
    mode = mode_of(reader.text, parts, index, cue, verb)
    if mode == "encourages" and (payments or cue.code == "investment-subsidy"):
        return None
    start = min(cue.reach, verb.start if verb else part.open_from if cue.kind in ("thing", "loose") else cue.reach)
    span = _quote(reader.text, part.span, start, cue.until, part.verbs)
    rule = f"{cue.word}|{verb.word if verb else '-'}|{cue.kind}"
    sizes = [money for money in sums if money.type == "fund-size" and part.span.start <= money.start < part.span.end]
    amounts = tuple(amount for money in sizes for amount in money.amounts()) if cue.code == "industry-fund" else ()
    if amounts:
        span = Span(min(span.start, sizes[0].start), max(span.end, sizes[-1].end))
    return _Find(cue.code, mode, act, span, rule, amounts)


def _quote(text: str, part: Span, start: int, end: int, verbs: Sequence[Verb]) -> Span:
    """From the governing verb with its adverb to the end of the segment or of a list item with a verb of its own."""
    begin = max(part.start, start)
    if begin - part.start <= _ADVERB_LENGTH and not _CLOSING.search(text, part.start, begin):
        begin = part.start
    stop = part.end
    if stop - begin > _QUOTE_LENGTH:
        stop = max(end, text.rfind("、", end, max(end, begin + _QUOTE_LENGTH)))
    if (mark := text.find("、", end, stop)) >= 0 and any(verb.start == mark + 1 for verb in verbs):
        stop = mark
    if text[stop - 1] in ")）" and not re.search("[(（]", text[begin:stop]):
        stop -= 1
    return Span(begin, stop)
