"""Pairs of identities that may be one and that no rule is sure of: shown to the user, never merged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from loaders.resolve import agency_pairs, firms, thing_pairs
from loaders.resolve.judgements import Judgement

_MOST = 12
"""Pairs one rule proposes for one name at most: a list nobody reads to its end helps nobody."""

REASONS = {
    "several-full-names": "简称可对应多个全称",
    "shared-brand": "字号相同，一方另带字样，可能为简称或关联企业",
    "head-left-out": "一方去掉前面的字样即为另一方，可能为省略写法",
    "house-in-one-city": "同一城市的分支院所，名称相近",
    "kind-of-zone": "同名园区，类别写法不同",
    "edition": "同一活动的不同届次",
    "same-functions": "同一地区、职能相同、名称不同，可能为更名或简称",
    "part-of-fields": "同一地区，一方职能为另一方的一部分，可能为机构改革前后或简称",
}
"""What each rule says, in the language of the documents."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two identities (``one`` first by code point) that may be one."""

    one: str
    other: str
    rule: str
    """Which rule proposes it; ``judged`` for a stored judgement."""
    by: str
    reason: str


Pairs = Iterable[tuple[str, str, str]]
"""Two names and the rule that proposes them."""


def candidates(kind: str, chosen: Mapping[str, str], judgements: Iterable[Judgement]) -> list[Candidate]:
    """Candidates among the identities of a kind other than agency.

    ``chosen`` gives each name its identity, as ``groups.identities`` does. Pairs that are judged are left out,
    but for those judged unsure, which stand with their reason.
    """
    names = sorted(chosen)
    rules = _FIRMS if kind == "enterprise" else _EVENTS if kind == "event" else _THINGS
    proposed = (pair for rule in rules for pair in rule(names))
    return _settle(proposed, lambda name: chosen.get(name), judgements)


def agency_candidates(ids: Iterable[str], judged_as: Mapping[str, str], judged: Iterable[Judgement]) -> list[Candidate]:
    """The same among agencies, by their ids; ``judged_as`` gives judged forms and ids their identity."""
    known = sorted(set(ids))
    return _settle(
        agency_pairs.pairs(known), lambda name: found if (found := judged_as.get(name, name)) in known else None, judged
    )


def _settle(proposed: Pairs, identity: Callable[[str], str | None], judged: Iterable[Judgement]) -> list[Candidate]:
    decided: set[tuple[str, str]] = set()
    found: dict[tuple[str, str], Candidate] = {}
    for one in judged:
        pair = _pair(identity(one.pair[0]), identity(one.pair[1]))
        if pair is None:
            continue
        decided.add(pair)
        if one.judgement == "unsure":
            found[pair] = Candidate(*pair, "judged", one.by, one.reason)
    counted: dict[tuple[str, str], int] = {}
    for name, other, rule in proposed:
        pair = _pair(identity(name), identity(other))
        if pair is None or pair in decided or pair in found:
            continue
        uses = [counted.get((end, rule), 0) for end in pair]
        if max(uses) >= _MOST:
            continue
        for end, count in zip(pair, uses, strict=True):
            counted[end, rule] = count + 1
        found[pair] = Candidate(*pair, rule, "rule", REASONS[rule])
    return [found[pair] for pair in sorted(found)]


def _pair(one: str | None, other: str | None) -> tuple[str, str] | None:
    if one is None or other is None or one == other:
        return None
    return (one, other) if one < other else (other, one)


def _named(rule: str, pairs: Callable[[list[str]], Iterator[tuple[str, str]]]) -> Callable[[list[str]], Pairs]:
    return lambda names: ((one, other, rule) for one, other in pairs(names))


_FIRMS = (_named("several-full-names", firms.short_for_several), _named("shared-brand", firms.shared_brands))
_THINGS = (
    _named("head-left-out", thing_pairs.heads_left_out),
    _named("house-in-one-city", thing_pairs.houses_in_one_city),
    _named("kind-of-zone", thing_pairs.kinds_of_zone),
)
_EVENTS = (_THINGS[0], _named("edition", thing_pairs.editions))
