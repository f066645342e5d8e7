"""What the verifier weighs of one clause and instrument: its sights put together as named traits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from loaders.extract.measure_sights import Sight
from loaders.segments import Ranges, Span

Traits = dict[str, float]

_BY_CODE = ("kind=", "role=", "mode=", "verb=", "addressed=", "distance=")
"""Traits that also count by instrument: a verb or a place that speaks for one need not speak for another."""
_STEPS = (0.1, 0.2, 0.3)


def accepted_ranges(sights: Iterable[Sight]) -> dict[str, Ranges]:
    """Where the rules alone see each instrument in a clause, by instrument."""
    spans: dict[str, list[Span]] = {}
    for sight in sights:
        if not sight.objection:
            spans.setdefault(sight.code, []).append(sight.span)
    return {code: Ranges(found) for code, found in spans.items()}


def pair_traits(
    code: str,
    sights: Sequence[Sight],
    accepted: Mapping[str, Ranges],
    headings: tuple[set[str], set[str]],
    text: float,
) -> Traits:
    """The traits of the pair of a clause and the instrument ``code``, name → value (mostly 1).

    ``sights`` are those of the instrument, ``accepted`` the :func:`accepted_ranges` of the clause, ``headings`` the
    instruments named by the clause's own heading and by those above it, ``text`` the best score of a segment.
    """
    good = [sight for sight in sights if not sight.objection]
    names = {
        f"good={min(len(good), 3)}",
        f"sights={min(len(sights), 4)}",
        f"code={code}",
        f"code={code}&good={bool(good)}",
        f"codes={min(len(accepted), 8) // 2}",
    }
    for sight in good or sights:
        objection = sight.objection or "none"
        names |= {f"objection={objection}", f"objection={objection}&code={code}"}
        for trait in sight.traits:
            names.add(trait)
            if trait.startswith(_BY_CODE):
                names.add(f"{trait}&code={code}")
    rivals = _rivals(code, good or sights, accepted)
    names.add(f"rivals={min(len(rivals), 3)}")
    names |= {f"rival={rival}&code={code}" for rival in rivals}
    own, above = headings
    if code in own:
        names.add("in-heading")
    if code in above:
        names.add("in-heading-above")
    names |= {f"text>{step}" for step in _STEPS if text > step}
    traits = dict.fromkeys(sorted(names), 1.0)
    traits["text"] = 4 * text
    if good:
        traits["text&good"] = 4 * text
    return traits


def _rivals(code: str, sights: Sequence[Sight], accepted: Mapping[str, Ranges]) -> list[str]:
    """Other instruments that the rules see in the same words."""
    return [
        other
        for other, ranges in accepted.items()
        if other != code and any(ranges.meets(sight.span) for sight in sights)
    ]
