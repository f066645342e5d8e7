"""Firms: names that say the same.

Pure functions of the names alone. A firm's name is read as lead region, stem, words of trade, legal
form: 某市 | 东方 光电科技 | 股份有限公司. Usage leaves out every part but the stem, the words of
trade from the end. So a short name belongs to the one longer name it can be the short form of; where
it could be short for two (东方 of 东方科技 and of 东方激光) it stays by itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

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
        """Whether this name surely is ``other`` with parts left out."""
        return (
            self.stem == other.stem
            and self.trade == other.trade[: len(self.trade)]
            and not (self.trade != other.trade and set(other.trade[len(self.trade) :]) & _branch_words())
            and self.region in (None, other.region)
            and self.legal in (None, other.legal)
        )


def canonical_names(names: Iterable[str]) -> dict[str, str]:
    """Each name of a firm → the name its identity goes by: the longest printed one (ties: the first by code point).

    Depends on the set of names only, not on their order or number. Names that must not merge (of two
    firms with one stem, of a university and its institute) map to themselves.
    """
    known = sorted(set(names))
    fullest, open_brands = _fullest(known), _open_brands(known)
    return {
        name: name
        if name in open_brands or len(_sorts(found)) != 1
        else min(found, key=lambda other: (-len(other), other))
        for name, found in fullest.items()
    }


def short_for_several(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each name that can be the short form of several firms, with each of those."""
    known = sorted(set(names))
    open_brands = _open_brands(known)
    for name, found in _fullest(known).items():
        if name in open_brands or len(_sorts(found)) > 1:
            yield from ((name, other) for other in found if other != name)


def _open_brands(known: list[str]) -> set[str]:
    """Brands alone with which firms begin that go on with other words: 药明 may be 药明生物 or 药明康德."""
    return {brand for brand, name in shared_brands(known) if _parts(name).stem != _parts(brand).stem}


def shared_brands(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Names that are a brand alone, with those that begin with it and go on with no or a group's word of trade."""
    known = sorted(set(names))
    brands: dict[str, str] = {}
    for name in known:
        one = _parts(name)
        if one == _Parts(None, one.stem, (), None) and len(one.stem) >= _LEAST_STEM:
            brands[one.stem] = name
    for name in known:
        parts = _parts(name)
        for length in range(_LEAST_STEM, len(parts.stem)):
            if parts.stem[:length] in brands:
                yield brands[parts.stem[:length]], name
        if parts.stem in brands and set(parts.trade) & _branch_words():
            yield brands[parts.stem], name


def _fullest(known: list[str]) -> dict[str, list[str]]:
    """Each name → the names that it can be short for and that are short for no other."""
    by_stem: dict[str, list[str]] = {}
    for name in known:
        by_stem.setdefault(_parts(name).stem, []).append(name)
    found: dict[str, list[str]] = {}
    for name in known:
        above = [other for other in by_stem[_parts(name).stem] if _parts(name).shortens(_parts(other))]
        found[name] = [one for one in above if not any(_under(_parts(one), _parts(other)) for other in above)]
    return found


def _sorts(names: list[str]) -> set[_Parts]:
    return {_parts(name) for name in names}


def _under(one: _Parts, other: _Parts) -> bool:
    return one != other and one.shortens(other)


@lru_cache(maxsize=65536)
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
def _branch_words() -> frozenset[str]:
    return frozenset(lexicon.load("identities")["branch_words"])


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
