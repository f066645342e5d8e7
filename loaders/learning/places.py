"""Which character runs name a place: what is learnt must hold anywhere, so such runs are not learnt."""

from __future__ import annotations

from functools import cache

from loaders import regions
from loaders.lexicon import Matcher

_SHORTEST = 2


def names_a_place(run: str) -> bool:
    """Whether ``run`` names a province, a prefecture or a zone; short names of counties are words, too."""
    return next(_matcher().all(run), None) is not None


@cache
def _matcher() -> Matcher[None]:
    levels = ("province", "prefecture", "zone")
    names = {region.short for region in regions.all_regions() if region.level in levels}
    return Matcher((name, None) for name in sorted(names) if len(name) >= _SHORTEST)
