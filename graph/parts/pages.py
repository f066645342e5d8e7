"""Nodes that were reached, in pages: each with the relationships that join its nodes to those up to it.

So all pages together hold each node and each relationship once, and a page that is added to those before it
never leaves a relationship without its ends.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from graph import model
from graph.moving.entries import Key, Node, json_of
from graph.parts.scope import Reader, Scope, parse
from graph.parts.steps import Edge, StreamingReader, all_of, among, edges, in_one

LONG = frozenset({"text", "source"})
"""Properties of nodes that hold whole texts; pages leave them out."""
_AT_ONCE = 200
"""Nodes whose relationships are looked for at a time."""
_PARTED = ","


class Place(NamedTuple):
    """A node and how many steps it is away; in the order of pages."""

    distance: int
    key: Key


@dataclass(frozen=True, slots=True)
class Reached:
    """Nodes in order; ``is_whole`` is false where there are more than were asked for."""

    places: list[Place]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last node of a page and, where the page ends among its relationships, how many of them it holds."""

    place: Place
    sent: int | None = None

    def __str__(self) -> str:
        sent = "" if self.sent is None else self.sent
        return _PARTED.join((str(self.place.distance), str(sent), str(self.place.key)))


@dataclass(frozen=True, slots=True)
class Part:
    """A page: nodes with their distances, relationships, where the next one begins."""

    places: list[Place]
    edges: list[Edge]
    next: Cursor | None


def cursor(text: str) -> Cursor | None:
    """The cursor that was written as ``text``; None for what is none."""
    distance, _, rest = text.partition(_PARTED)
    sent, _, name = rest.partition(_PARTED)
    key = parse(name)
    if key is None or not _is_count(distance) or not (sent == "" or _is_count(sent)):
        return None
    return Cursor(Place(int(distance), key), int(sent) if sent else None)


def page(
    store: StreamingReader, places: Sequence[Place], scope: Scope, after: Cursor | None, nodes: int, links: int
) -> Part:
    """The page behind ``after`` (None: the first) of at most so many nodes and relationships.

    It ends before a node whose relationships it has no room for; those of a node that has more than a whole
    page are cut over several.
    """
    begin, sent = 0, 0
    if after is not None:
        begin = bisect_left(places, after.place)
        is_there = begin < len(places) and places[begin] == after.place
        if is_there and after.sent is not None:
            sent = after.sent
        elif is_there:
            begin += 1
    rank = {place.key: number for number, place in enumerate(places)}
    shown: list[Place] = []
    kept: list[Edge] = []
    last = after
    end = min(begin + nodes, len(places))
    for run in (places[at : min(at + _AT_ONCE, end)] for at in range(begin, end, _AT_ONCE)):
        found = edges(store, [place.key for place in run], rank, scope)
        for place in run:
            own = found.get(place.key, [])[sent:]
            if len(kept) + len(own) > links and (shown or kept):
                return Part(shown, kept, last)
            if not sent:
                shown.append(place)
            kept += own[:links]
            if len(own) > links:
                return Part(shown, kept, Cursor(place, sent + links))
            last, sent = Cursor(place), 0
    return Part(shown, kept, last if end < len(places) else None)


def first(store: StreamingReader, places: Sequence[Place], scope: Scope, links: int) -> Part:
    """All of ``places`` with all relationships among them, where these are at most ``links``.

    Else it ends before the node whose relationships there is no room for, like a page; to have all at once is quicker.
    """
    rank = {place.key: number for number, place in enumerate(places)}

    def order(edge: Edge) -> tuple[int, int, str, bool]:
        one = edge.relationship
        source, target = rank[one.source], rank[one.target]
        return max(source, target), min(source, target), one.type, source > target

    def alike(edges: Iterator[Edge]) -> list[Edge]:
        several = list(edges)
        return several if len(several) == 1 else sorted(several, key=lambda one: json_of(one.relationship.properties))

    # few are alike but in their properties, whose text takes long to make
    found = [one for _, group in groupby(sorted(among(store, rank, scope), key=order), order) for one in alike(group)]
    if len(found) <= links:
        return Part(list(places), found, None)
    end = order(found[links])[0]
    return Part(
        list(places[:end]), [one for one in found[:links] if order(one)[0] < end], Cursor(places[max(end - 1, 0)])
    )


def details(store: Reader, keys: Sequence[Key], wanted: Collection[str] | None = None) -> dict[Key, Node]:
    """The nodes with these keys, without the properties that hold whole texts; with ``id`` and the ``wanted`` ones."""
    found: dict[Key, Node] = {}
    for label in dict.fromkeys(key.label for key in keys):
        names = [one.name for one in model.node(label).all_properties if one.name not in LONG]
        if wanted is not None:
            names = [name for name in names if name == "id" or name in wanted]
        columns = ", ".join(f"n.{name}" for name in names)
        ids = [key.id for key in keys if key.label == label]
        statement = f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN {in_one(columns)}"
        for row in all_of(store, statement, {"ids": ids}):
            given = zip(names, row, strict=True)
            properties: dict[str, Any] = {name: value for name, value in given if value is not None}
            found[Key(label, properties["id"])] = Node(label, properties)
    return found


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
