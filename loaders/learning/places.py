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
    named = [region for region in regions.all_regions() if region.level in levels]
    names = {name for region in named for name in (region.short, *region.also)}
    return Matcher((name, None) for name in sorted(names) if len(name) >= _SHORTEST)
