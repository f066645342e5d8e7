"""From the sights of a clause to its measures: pairs of clause and instrument, weighed and put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.extract.measure_mode import MODES
from loaders.extract.measure_sights import ClauseReading, Part, Sight
from loaders.extract.measure_text import LOW, SegmentScores
from loaders.extract.measure_traits import Traits, accepted_ranges, pair_traits
from loaders.extract.measure_verifier import Verifier
from loaders.facts import Act, Measure


@dataclass(frozen=True, slots=True)
class Pair:
    """A clause and an instrument that it may deploy."""

    code: str
    sights: tuple[Sight, ...]
    traits: Traits


def pairs(text: str, reading: ClauseReading, model: SegmentScores) -> Iterator[Pair]:
    """The instruments that a clause may deploy, by code: those with a sight, and those its segments sound like."""
    by_code: dict[str, list[Sight]] = {}
    for sight in reading.sights:
        by_code.setdefault(sight.code, []).append(sight)
    best: dict[str, tuple[float, Part]] = {}
    for part in reading.parts:
        for code, score in model.scores(text[slice(*part.span)]).items():
            if code not in best or score > best[code][0]:
                best[code] = (score, part)
    for code, (score, part) in best.items():
        if code not in by_code and score >= LOW:
            by_code[code] = [_unnamed(code, part)]
    accepted = accepted_ranges(reading.sights)
    for code, sights in sorted(by_code.items()):
        score = best[code][0] if code in best else 0.0
        yield Pair(code, tuple(sights), pair_traits(code, sights, accepted, reading.headings, score))


def _unnamed(code: str, part: Part) -> Sight:
    return Sight(
        code,
        part.mode,
        part.act,
        part.span,
        "text",
        (),
        "unnamed",
        ("kind=text", f"kind=text&code={code}", *part.traits),
    )


def chosen(text: str, path: str, pair: Pair, model: Verifier) -> Measure | None:
    """The measure of a pair with its tier; None where the verifier leaves it out altogether."""
    verdict = model.verdict(pair.code, pair.traits)
    if verdict is None:
        return None
    sight = _strongest([one for one in pair.sights if not one.objection] or pair.sights)
    start, end = sight.span
    return Measure(
        clause=path,
        quote=text[start:end],
        start=start,
        end=end,
        rule=sight.rule,
        instrument=pair.code,
        mode=sight.mode,
        act=sight.act,
        amounts=sight.amounts,
        tier=verdict.tier,
        confidence=verdict.confidence,
        because=verdict.because,
    )


def _strongest(sights: Sequence[Sight]) -> Sight:
    """The strongest sight of an instrument; amounts of all of them, commitments before recalls."""
    best = sights[0]
    for sight in sights[1:]:
        amounts = best.amounts + tuple(
            amount
            for amount in sight.amounts
            if all((amount.type, amount.value) != (other.type, other.value) for other in best.amounts)
        )
        act: Act = "commits" if "commits" in (best.act, sight.act) else "recalls"
        stronger = MODES.index(sight.mode) < MODES.index(best.mode)
        richer = sight.mode == best.mode and bool(sight.amounts) and not best.amounts
        best = replace(sight if stronger or richer else best, amounts=amounts, act=act)
    return best
