"""Identities of all names of a kind: the sure rules, with the judgements of persons above them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from loaders.resolve.firms import canonical_names
from loaders.resolve.judgements import Judgement
from loaders.resolve.things import canonical_things, longest


def by_rule(kind: str, names: Iterable[str]) -> dict[str, str]:
    """Each name → the name that the rules alone give its identity."""
    return canonical_names(names) if kind == "enterprise" else canonical_things(names)


def identities(kind: str, names: Iterable[str], judgements: Iterable[Judgement]) -> dict[str, str]:
    """Each name → the name its identity goes by, the longest one in use; ``judgements`` are those of the kind.

    A positive judgement joins what the rules leave apart, a negative one keeps apart what they would join; it
    parts the shorter names from the longer ones. Depends on the set of names only.
    """
    known = sorted(set(names))
    chosen = by_rule(kind, known)
    judged = list(judgements)
    if not judged:
        return chosen
    groups = Groups(judged)
    for name in sorted(known, key=lambda one: (-len(one), one)):
        groups.join(name, chosen[name])
    members: dict[str, list[str]] = {}
    for name in known:
        members.setdefault(groups.root(name), []).append(name)
    return {name: longest(group) for group in members.values() for name in group}


class Groups:
    """Sets of names that are one; no join brings together what is judged to be apart."""

    def __init__(self, judged: Iterable[Judgement]) -> None:
        self._above: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._apart: dict[str, set[str]] = {}
        positive: list[tuple[str, str]] = []
        for one in sorted(judged, key=lambda one: one.pair):
            if one.judgement == "positive":
                positive.append(one.pair)
            elif one.judgement == "negative":
                self._apart.setdefault(one.pair[0], set()).add(one.pair[1])
                self._apart.setdefault(one.pair[1], set()).add(one.pair[0])
        for pair in positive:
            self.join(*pair)

    def root(self, name: str) -> str:
        """The name that stands for the set of ``name``."""
        while name in self._above:
            name = self._above[name]
        return name

    def members(self, name: str) -> set[str]:
        """All names joined with ``name``, itself among them."""
        root = self.root(name)
        return self._members.get(root, {root})

    def join(self, one: str, other: str) -> bool:
        """Make the two sets one, unless a negative judgement stands between them; whether they are one now."""
        first, second = sorted((self.root(one), self.root(other)))
        if first == second:
            return True
        left, right = self.members(first), self.members(second)
        if any(self._apart.get(name, set()) & right for name in left):
            return False
        self._above[second] = first
        self._members[first] = left | right
        return True


def agency_map(judgements: Iterable[Judgement], canonical: Mapping[str, str]) -> dict[str, str]:
    """For every judged form of an agency (``code:name``), and every id of one, the id that its identity goes by.

    ``canonical`` gives the id that the rules give each judged form. Forms and ids that are not in the result keep
    what the rules say. The id of a joined set is that of its longest.
    """
    judged = list(judgements)
    groups = Groups(judged)
    forms = sorted({name for one in judged for name in one.pair}, key=lambda form: (-len(form), form))
    for form in forms:
        groups.join(form, canonical[form])
    ids = {canonical[form] for form in forms}
    found: dict[str, str] = {}
    for name in sorted({*forms, *ids}):
        inside = groups.members(name)
        found[name] = longest(inside & ids or {longest(inside)})
    return found
