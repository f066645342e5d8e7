"""Identities across documents: names of firms that say the same.

Pure functions of the names alone. A firm's name is read as lead region, stem, words of trade, legal
form: 某市 | 东方 光电科技 | 股份有限公司. Usage leaves out every part but the stem, the words of
trade from the end. So a short name belongs to the one longer name it can be the short form of; where
it could be short for two (东方 of 东方科技 and of 东方激光) it stays by itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from loaders import lexicon, regions

_BRACKET = re.compile(r"\(([^()]{2,10})\)")
_LEAST_STEM = 2


@dataclass(frozen=True, slots=True)
class _Parts:
    region: str | None
    stem: str
    trade: tuple[str, ...]
    legal: str | None

    def shortens(self, other: _Parts) -> bool:
        """Whether this name can be ``other`` with parts left out."""
        return (
            self.stem == other.stem
            and self.trade == other.trade[: len(self.trade)]
            and self.region in (None, other.region)
            and self.legal in (None, other.legal)
        )


def canonical_names(names: Iterable[str]) -> dict[str, str]:
    """Each name of a firm → the name its identity goes by: the longest printed one (ties: the first by code point).

    Depends on the set of names only, not on their order or number. Names that must not merge (of two
    firms with one stem, of a university and its institute) map to themselves.
    """
    known = sorted(set(names))
    parts = {name: _parts(name) for name in known}
    by_stem: dict[str, list[str]] = {}
    for name in known:
        by_stem.setdefault(parts[name].stem, []).append(name)
    found: dict[str, str] = {}
    for name in known:
        above = [other for other in by_stem[parts[name].stem] if parts[name].shortens(parts[other])]
        fullest = {parts[one] for one in above if not any(_under(parts[one], parts[other]) for other in above)}
        same = [other for other in above if parts[other] in fullest] if len(fullest) == 1 else [name]
        found[name] = min(same, key=lambda other: (-len(other), other))
    return found


def _under(one: _Parts, other: _Parts) -> bool:
    return one != other and one.shortens(other)


def _parts(name: str) -> _Parts:
    folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", name))
    words = lexicon.load("identities")
    if folded.endswith(tuple(words["institutions"])):
        return _Parts(None, folded, (), None)
    rest, legal = _cut_legal(folded)
    rest, region = _cut_region(rest)
    stem, trade = _cut_trade(rest)
    if len(stem) < _LEAST_STEM:
        return _Parts(None, folded, (), None)
    return _Parts(region, stem, trade, legal)


@cache
def _legal_forms() -> dict[str, str]:
    """Every printed form → the first of its row, longest first."""
    rows = lexicon.load("identities")["legal_forms"]
    forms = {unicodedata.normalize("NFKC", form): row[0] for row in rows for form in row}
    return dict(sorted(forms.items(), key=lambda item: (-len(item[0]), item[0])))


def _cut_legal(name: str) -> tuple[str, str | None]:
    for form, standard in _legal_forms().items():
        if name.endswith(form) and len(name) - len(form) >= _LEAST_STEM:
            return name[: -len(form)], standard
    return name, None


def _cut_region(name: str) -> tuple[str, str | None]:
    """Without its region, leading or in brackets; a lead that leaves nothing but words of trade stays (鞍山钢铁)."""
    for match in _BRACKET.finditer(name):
        found = regions.by_name(match[1])
        if found is not None:
            return name[: match.start()] + name[match.end() :], regions.division_of(found).code
    start = regions.leading(name)
    if start is not None:
        region, length = start
        is_short = name[:length].endswith(region.short) and region.short != region.name
        rest = name[length:]
        common = region.level in ("country", "province", "prefecture")
        if (common or not is_short) and len(rest) >= _LEAST_STEM and len(_cut_trade(rest)[0]) >= _LEAST_STEM:
            return rest, region.code
    return name, None


@cache
def _trade_words() -> tuple[str, ...]:
    return tuple(lexicon.longest_first(lexicon.load("identities")["trade_words"]))


def _cut_trade(name: str) -> tuple[str, tuple[str, ...]]:
    """The stem and the words of trade behind it; a stem never is a word of trade or a region alone."""
    cut: list[str] = []
    rest = name
    while word := next((word for word in _trade_words() if rest.endswith(word)), None):
        cut.insert(0, word)
        rest = rest[: -len(word)]
    while cut and len(rest) < _LEAST_STEM:
        rest += cut.pop(0)
        if cut and rest in _trade_words():
            rest += cut.pop(0)
    if regions.candidates(rest):
        return name, ()
    return ("", ()) if rest in _trade_words() else (rest, tuple(cut))
