"""Sights of instruments: every place where the words of a document may deploy one, with what speaks for and against it.

Words for the things of the instruments (``instruments.yaml``) and payments propose; each sight says which
rule of measures.md objects to it, if one does, and carries the traits by which the verifier weighs it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.document import Clause, Document
from loaders.extract import measure_context as context_rules
from loaders.extract.context import Context
from loaders.extract.measure_context import Segment
from loaders.extract.measure_cues import Cue, Entry, find_words, resolve
from loaders.extract.measure_govern import addressing_verbs, carried, governing, hurried, mode_of, verb_mode
from loaders.extract.measure_mandate import is_rule_text, mandate
from loaders.extract.measure_mode import Verb, find_verbs
from loaders.extract.measure_money import Payment, find_payments
from loaders.extract.measure_phrase import phrase_objection
from loaders.extract.payment_lead import lead_in
from loaders.facts import Act, Amount, Mode
from loaders.lexicon import Hit
from loaders.money import Money, find_money
from loaders.segments import Span, sentences

_SAID = 240
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
_ALWAYS = frozenset({"cost-sharing", "case-by-case"})
"""Instruments that count wherever they are named in a payment or after means."""


@dataclass(frozen=True, slots=True)
class Sight:
    """One place where a clause may deploy an instrument."""

    code: str
    mode: Mode
    act: Act
    span: Span
    rule: str
    amounts: tuple[Amount, ...] = ()
    objection: str = ""
    """The rule of measures.md that speaks against it; empty where none does."""
    traits: tuple[str, ...] = ()
    """What the verifier weighs, as ``name=value``."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in its clause a sentence stands."""

    section: str
    number: int
    """Position among the sentences of the clause, from 0."""
    heading: str
    """Heading of the clause, empty where the title is its first sentence."""
    lead: str
    """The lead-in above the clause that pays for its items, mostly empty."""
    said: str = ""
    """What the sentences between the payment before and this one say."""


@dataclass(frozen=True, slots=True)
class Part:
    """A comma segment as it may be looked at without a word of the lexicon."""

    span: Span
    mode: Mode
    act: Act
    traits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClauseReading:
    """What the words of one innermost clause propose."""

    path: str
    sights: list[Sight]
    parts: list[Part]
    headings: tuple[set[str], set[str]] = (set(), set())
    """The instruments named by the clause's own heading, and by those above it."""


class Reader:
    """The words, verbs and sums of one document, found once."""

    def __init__(self, document: Document, context: Context) -> None:
        self.document = document
        self.text = document.text
        policy = context.policy
        told = (policy.title, policy.doc_type) if policy else (self.text[:_OPENING], None)
        self.reply = context_rules.is_reply(*told)
        self.rules = is_rule_text(*told)
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
        """The words of the instruments' lexicon inside ``span``."""
        found = self._words[bisect_left(self._word_starts, span.start) : bisect_left(self._word_starts, span.end)]
        return [hit for hit in found if hit.end <= span.end]

    def sums(self, sentence: Span) -> list[Money]:
        """The sums of one sentence; most sentences print none."""
        return find_money(self.text, *sentence) if _SUM.search(self.text, *sentence) else []


def read_clause(reader: Reader, clause: Clause, stop: int) -> ClauseReading:
    """What an innermost clause may deploy up to ``stop``, by sentence."""
    document = reader.document
    section = context_rules.section(document, clause)
    heading = context_rules.is_heading(document, clause)
    start = clause.title_end if heading else clause.title_start
    found: list[Sight] = []
    parts: list[Part] = []
    paid_for: set[str] = set()
    lead = lead_in(document, clause)
    money: Sight | None = None
    number = 0
    for block in _blocks(document.duty_spans, start, stop):
        said_from = block.start
        for sentence in sentences(reader.text, *block):
            said = reader.text[max(said_from, sentence.start - _SAID) : sentence.start].rstrip(" \n")
            place = Place(section, number, clause.title if heading else "", lead, said)
            sights = list(_sentence(reader, sentence, place, money, paid_for, parts))
            paid = next((one for one in reversed(sights) if one.rule.startswith("money")), None)
            if paid:
                money, said_from = paid, sentence.end
            found.extend(sights)
            number += 1
    above = {code for one in document.ancestors(clause) for code in _named(reader, one)}
    programme = any(one.code == "rd-grant" and one.rule.startswith("money") and not one.objection for one in found)
    sights = [_objected(one, section, paid_for, programme=programme) for one in found]
    return ClauseReading(clause.path, sights, parts, (_named(reader, clause), above))


def _named(reader: Reader, clause: Clause) -> set[str]:
    """The instruments whose words stand in the heading of a clause."""
    hits = reader.words(Span(clause.title_start, clause.title_end))
    return {hit.value.code for hit in hits if hit.value.kind in ("act", "thing", "loose")}


def _objected(sight: Sight, section: str, paid_for: set[str], *, programme: bool) -> Sight:
    if sight.objection:
        return sight
    # key-technology is technology named without money for it.
    if programme and sight.code == "key-technology":
        return replace(sight, objection="programme")
    if section == "procedure" and sight.code != "further-policy":
        return replace(sight, objection="procedure")
    # What is paid for is a measure of its own only where the clause also builds or organises it.
    if sight.code in paid_for and sight.mode == "encourages" and not sight.rule.startswith("money"):
        return replace(sight, objection="paid-for")
    return sight


def _blocks(brackets: Sequence[Span], start: int, stop: int) -> Iterator[Span]:
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


def _sentence(
    reader: Reader, sentence: Span, place: Place, last: Sight | None, paid_for: set[str], looked_at: list[Part]
) -> Iterator[Sight]:
    """What one sentence may deploy; what its payments are for goes to ``paid_for``, its segments to ``looked_at``."""
    text = reader.text
    told = (reader.reply and context_rules.is_told(text, sentence)) or context_rules.is_own_issue(text, sentence)
    parts = reader.segments(sentence)
    act = _act(reader, sentence)
    sums = reader.sums(sentence)
    payments, loose = find_payments(
        text, sentence, parts, sums, place.heading, reader.reply, last.code if last else "", place.lead, place.said
    )
    covered: set[int] = set()
    common = (f"section={place.section}", f"sentence={min(place.number, 2)}")
    for payment in payments:
        covered.update(range(payment.chunk[0], payment.chunk[1] + 1))
        yield Sight(
            payment.code,
            payment.mode,
            act,
            payment.span,
            payment.rule,
            payment.amounts,
            "told" if told else "",
            (*common, *_payment_traits(payment)),
        )
    if loose and last is not None and not told:
        yield replace(last, amounts=tuple(amount for money in loose for amount in money.amounts()))
    fund = False
    mandated = False
    for index, part in enumerate(parts):
        if coming := _to_come(text, sentence, part.span):
            yield Sight("further-policy", "provides", act, coming, "《》+出台", (), "", (*common, "kind=named-text"))
        looked_at.append(_part(text, parts, index, act, (*common, f"told={told}", f"covered={index in covered}")))
        bound = mandate(text, sentence, part.span, rules=reader.rules)
        if bound is not None:
            yield Sight("regulation", "provides", act, bound[0], "mandate", (), bound[1], (*common, "kind=mandate"))
            mandated = bound[1] in ("", "principle")
        elif not reader.rules:
            mandated = False
        cues = resolve(text, reader.words(part.span))
        if index in covered:
            paid_for.update(cue.code for cue in cues)
        # What a fund supports is not listed again.
        funded = fund and _SUPPORTED.match(text, *part.span) is not None
        for cue in cues:
            verb = governing(text, part, cue)
            objection = "told" if told else _objection(reader, parts, index, cue, verb, paid=index in covered)
            mode = mode_of(text, parts, index, cue, verb)
            # A mandate to build or to use something is regulation and nothing else, up to the end of its sentence.
            if not objection and mandated and cue.code != "regulation":
                objection = "mandate"
            if not objection and mode == "encourages" and (payments or cue.code == "investment-subsidy"):
                objection = "beside-money"
            if not objection and funded and cue.code != "industry-fund":
                objection = "of-fund"
            sight = _sight(reader, part, cue, verb, mode, act, sums)
            traits = (*common, *_cue_traits(text, parts, index, cue, verb, mode, bool(payments)))
            yield replace(sight, objection=objection, traits=traits)
            fund = fund or (cue.code == "industry-fund" and not objection)


def _to_come(text: str, sentence: Span, part: Span) -> Span | None:
    """《…管理办法》…,拟于年内出台: policy texts named before the words that announce them."""
    announced = _ANNOUNCED.search(text, *part)
    if announced is None:
        return None
    named = _TEXT_NAME.search(text, sentence.start, announced.start())
    return Span(named.start(), announced.end()) if named else None


def _act(reader: Reader, sentence: Span) -> Act:
    if not reader.reply or context_rules.pattern("future").search(reader.text, *sentence):
        return "commits"
    return "recalls"


def _objection(reader: Reader, parts: Sequence[Segment], index: int, cue: Cue, verb: Verb | None, *, paid: bool) -> str:
    """The first rule of measures.md that speaks against a cue, by a short name; empty where none does."""
    text, part = reader.text, parts[index]
    if part.role in ("result", "condition", "silent") or (part.role == "past" and not reader.reply):
        return part.role
    if reader.in_title(cue.start):
        if cue.code != "further-policy":
            return "title"
        # A letter that names a text by its title speaks of one already made, unless it says that it is to come.
        if reader.reply and not context_rules.pattern("future").search(text, *part.span):
            return "issued"
    if paid and cue.code not in _ALWAYS:
        return "paid"
    # 制定本条例 is the document's own issue, 开发“算力贷”等产品 names a product by a made-up word.
    if (cue.code == "further-policy" and text[cue.start - 1 : cue.start] == "本") or _COINED.search(
        text, cue.end, cue.end + 2
    ):
        return "own"
    if cue.code not in _ALWAYS and cue.code != "industry-fund":
        scoped = part.strict or text[part.span.start] == "对"
        if (cue.kind != "act" or scoped) and cue.until <= part.open_from:
            return "means"
        verbless = verb is None and cue.kind in ("thing", "loose")
        if verbless and not carried(parts, index) and not hurried(text, part):
            return "no-verb"
    if cue.kind == "weak":
        return "weak"
    if context_rules.is_described(text, cue.reach, cue.until, part.span, cue.code):
        return "described"
    if cue.kind == "thing":
        addressing = part.addressed or (verb is not None and verb.word in addressing_verbs())
        if not context_rules.is_head(text, cue.end, part.span.end, part.verbs, code=cue.code, addressing=addressing):
            return "not-head"
    return phrase_objection(text, parts, index, cue)


def _sight(
    reader: Reader, part: Segment, cue: Cue, verb: Verb | None, mode: Mode, act: Act, sums: Sequence[Money]
) -> Sight:
    start = min(cue.reach, verb.start if verb else part.open_from if cue.kind in ("thing", "loose") else cue.reach)
    span = _quote(reader.text, part.span, start, cue.until, part.verbs)
    rule = f"{cue.word}|{verb.word if verb else '-'}|{cue.kind}"
    sizes = [money for money in sums if money.type == "fund-size" and part.span.start <= money.start < part.span.end]
    amounts = tuple(amount for money in sizes for amount in money.amounts()) if cue.code == "industry-fund" else ()
    if amounts:
        span = Span(min(span.start, sizes[0].start), max(span.end, sizes[-1].end))
    return Sight(cue.code, mode, act, span, rule, amounts)


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


def _part(text: str, parts: Sequence[Segment], index: int, act: Act, common: tuple[str, ...]) -> Part:
    part = parts[index]
    mode = verb_mode(text, parts, index, None)
    start, end = part.span
    span = Span(start, min(end, start + _QUOTE_LENGTH))
    verb = part.verbs[0].word if part.verbs else "-"
    return Part(
        span, mode, act, (*common, f"role={part.role}", f"addressed={part.addressed}", f"verb={verb}", f"mode={mode}")
    )


def _payment_traits(payment: Payment) -> Iterator[str]:
    yield "kind=money"
    yield f"paid={payment.rule.removeprefix('money:')}"
    yield f"sum={bool(payment.amounts)}"
    yield f"money-mode={payment.mode}"


def _cue_traits(
    text: str, parts: Sequence[Segment], index: int, cue: Cue, verb: Verb | None, mode: Mode, paying: bool
) -> Iterator[str]:
    part = parts[index]
    yield f"kind={cue.kind}"
    yield f"word={cue.code}:{cue.word}"
    yield f"verb={verb.word if verb else '-'}"
    yield f"mode={mode}"
    yield f"role={part.role}"
    yield f"first-segment={index == 0}"
    yield f"segments={min(len(parts), 4)}"
    yield f"last-segment={index == len(parts) - 1}"
    yield f"addressed={part.addressed}"
    yield f"paying={paying}"
    yield f"before={text[max(part.span.start, cue.start - 2) : cue.start] or '^'}"
    yield f"after={text[cue.end : min(part.span.end, cue.end + 2)] or '$'}"
    distance = cue.start - verb.end if verb else -1
    yield f"distance={'none' if verb is None else min(max(distance, 0) // 4, 4)}"
    items = text.count("、", *part.span)
    yield f"list={min(items, 4)}"
    yield f"opens={cue.reach - part.span.start <= _ADVERB_LENGTH}"
