"""The words a fact rests on, and how they are found again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from pydantic import BaseModel, Field

from api.links import clean_text, fragment, link, reading_at

_SOURCES = "MATCH (p:Policy) WHERE p.id IN $ids AND p.source_url IS NOT NULL RETURN p.id AS id, p.source_url AS url"
QUOTE = ("quote", "start", "end")
"""Columns of a row that become its evidence, with the policy and the clause that stand beside them."""
_LEAST = {"policy", *QUOTE}


class Links(BaseModel):
    """Where the words can be read."""

    policy: str = Field(description="The policy.", examples=["/api/v1/policies/hubei-laser-2024"])
    reader: str = Field(
        description="The page that shows the text with these words marked, for people.",
        examples=["/policies/hubei-laser-2024?start=5050&end=5130#here"],
    )
    text: str = Field(
        description="The clean text with the clause tree: what start and end count in.",
        examples=["/api/v1/policies/hubei-laser-2024/text"],
    )
    source: str | None = Field(
        description="The web page the text came from, opened at the quote by a text fragment; null where none is known."
    )


class Evidence(BaseModel):
    """The words that show a fact: `text[start:end]` of the policy's clean text is the quote."""

    policy: str = Field(description="Id of the policy.", examples=["hubei-laser-2024"])
    clause: str | None = Field(
        default=None,
        description="Printed number of the clause, from the outermost in; empty before the first one,"
        " null where the fact is about the policy as a whole.",
        examples=["6/19"],
    )
    quote: str = Field(description="Words of the clean text.")
    start: int = Field(description="Offset of the quote in the clean text, in characters.", ge=0)
    end: int = Field(description="Offset behind the quote.", ge=0)
    links: Links = Field(description="Where the words can be read.")


class Reader(Protocol):
    """What is asked for the addresses of sources: ``graph.store.GraphStore``."""

    def read(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """The rows of a reading query."""


def with_evidence(store: Reader, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """``rows`` with ``evidence`` in the place of ``quote``, ``start`` and ``end``, in objects inside them, too."""
    pages = sources(store, set(_policies(rows)))
    return [_evident(row, pages) for row in rows]


def _policies(value: object) -> Iterable[str]:
    if isinstance(value, Mapping):
        if value.get("quote") is not None and value.get("policy") is not None:
            yield value["policy"]
        for inner in value.values():
            yield from _policies(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _policies(inner)


def sources(store: Reader, policies: set[str]) -> dict[str, str]:
    """The web pages that policies came from, where one is known."""
    if not policies:
        return {}
    return {row["id"]: row["url"] for row in store.read(_SOURCES, {"ids": sorted(policies)})}


def links_to(policy: str, start: int, end: int, words: str, pages: Mapping[str, str]) -> Links:
    """Where ``words`` can be read, with ``text[start:end]`` marked; ``pages`` as ``sources`` has them."""
    return Links(
        policy=link("policies", policy),
        reader=reading_at(policy, start, end),
        text=clean_text(policy),
        source=fragment(pages.get(policy), words),
    )


def _evident(value: Any, pages: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_evident(item, pages) for item in value]
    if not isinstance(value, Mapping):
        return value
    inner = {name: _evident(item, pages) for name, item in value.items()}
    if not inner.keys() >= _LEAST:
        return inner
    found = {name: inner.pop(name) for name in QUOTE}
    if found["quote"] is None:
        return inner | {"evidence": None}
    policy = inner["policy"]
    links = links_to(policy, found["start"], found["end"], found["quote"], pages)
    return inner | {"evidence": Evidence(policy=policy, clause=inner.get("clause"), **found, links=links)}
