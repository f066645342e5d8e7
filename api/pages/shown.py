"""A part of the graph as a page draws it: the words on nodes and links, how sure they are, and the words they rest on.

What REST gives of the same is heavier: properties, addresses of resources and of sources, all validated. A page of
3,000 nodes and twice as many links is to come in less time than that takes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.drawn import clause_of, link_id, quoted, trust
from api.evidence import QUOTE
from api.language import Language
from api.links import reading_at
from api.pages.captioned import english_lines, lines, unlined
from graph.captions import SOURCES
from graph.looks import CAPTIONED, RELATIONSHIPS, RELATIONSHIPS_IN_ENGLISH, link_caption, node_caption
from graph.parts.pages import Place, details
from graph.parts.scope import Reader
from graph.parts.steps import Edge

PATTERNS: dict[Language, dict[str, str]] = {"zh": RELATIONSHIPS, "en": RELATIONSHIPS_IN_ENGLISH}
"""The words on links by type, a property in braces."""
_NEEDED = CAPTIONED | set(SOURCES.values()) | {"en", "stub", "tier", "reviewed", "policy", "clause", *QUOTE}
"""Properties of nodes that are shown."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a node or link says; ``tier``, ``read_by`` and ``words`` are None for what is no fact."""

    id: str
    kind: str
    """The label or the type."""
    caption: str
    """The words on it in a drawing, those of a node in lines."""
    tier: str | None
    read_by: str | None
    words: Words | None


@dataclass(frozen=True, slots=True)
class Words:
    """The words that show a fact."""

    policy: str
    clause: str | None
    quote: str
    reader: str
    """Address of the page that shows them marked."""


@dataclass(frozen=True, slots=True)
class ShownNode(Said):
    """A node; ``distance`` counts steps from what was asked for."""

    name: str
    """Its words in one line and, but for a quote, whole: a caption is cut."""
    lang: str
    """The language of its words (BCP 47)."""
    distance: int
    is_stub: bool
    """Whether it is only cited so far and has no page."""
    other: str | None
    """What it is called in the page's other language; None where it has one name for both."""


@dataclass(frozen=True, slots=True)
class ShownLink(Said):
    """A link between the nodes with the ids ``source`` and ``target``."""

    source: str
    target: str


def shown(
    store: Reader, places: Sequence[Place], edges: Sequence[Edge], language: Language
) -> tuple[list[ShownNode], list[ShownLink]]:
    """Nodes in the order of ``places``, and the links whose ends are both among them in that of ``edges``.

    Regions, instruments and functions have names of ours in both languages; all others are called as printed.
    """
    known = details(store, [place.key for place in places], _NEEDED)
    nodes = [
        ShownNode(
            id=str(place.key),
            kind=place.key.label,
            **_called(place.key.label, given, language),
            words=_words(quoted(given, given.get("clause"))),
            distance=place.distance,
            is_stub=bool(given.get("stub")),
            **trust(place.key.label, given),
        )
        # a node that is gone since it was reached is left out
        for place, given in ((place, known[place.key].properties) for place in places if place.key in known)
    ]
    links = [
        ShownLink(
            id=link_id(one),
            kind=one.type,
            caption=link_caption(one.type, one.properties, PATTERNS[language]),
            words=_words(quoted(one.properties, clause_of(edge))),
            source=str(one.source),
            target=str(one.target),
            **trust(one.type, one.properties),
        )
        for edge in edges
        if (one := edge.relationship).source in known and one.target in known
    ]
    return nodes, links


def _called(label: str, given: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """``caption``, ``name``, ``lang`` and ``other`` of a node."""
    english = given.get("en")
    if language == "en" and english:
        return {"caption": english_lines(english), "name": english, "lang": "en", "other": _name(label, given)}
    caption = lines(node_caption(label, given))
    return {"caption": caption, "name": _name(label, given), "lang": "zh-Hans", "other": english or None}


def _name(label: str, given: Mapping[str, Any]) -> str:
    source = SOURCES.get(label, "")
    caption = node_caption(label, given)
    words = given.get(source)
    if source == "quote" or not words:
        return unlined(caption)
    return " ".join(f"{given['path']} {words}".split() if label == "Clause" else str(words).split())


def _words(said: dict[str, Any] | None) -> Words | None:
    if said is None or said["quote"] is None:
        return None
    reader = reading_at(said["policy"], said["start"], said["end"])
    return Words(policy=said["policy"], clause=said["clause"], quote=said["quote"], reader=reader)
