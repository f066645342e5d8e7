"""From what users call things to the ids in the graph."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any, Protocol

from cypher.arguments import Resolver
from cypher.errors import ArgumentError, NotInGraphError
from cypher.suggest import suggestion
from graph.identity import agency
from graph.taxonomy import instruments
from loaders.errors import LoaderError
from loaders.regions import resolve

_POLICIES = "MATCH (p:Policy) RETURN p.id AS id ORDER BY id"
_AGENCIES = "MATCH (a:Agency) RETURN a.name AS name ORDER BY name"
_ALIASES = "MATCH (a:Agency) WHERE $word IN a.aliases RETURN DISTINCT a.name AS name ORDER BY name"


class _Store(Protocol):
    def read(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]: ...


def resolvers(store: _Store) -> dict[str, Resolver]:
    """One resolver for each type of parameter that names something: its id, or an error with suggestions."""
    return {
        "region": region,
        "instrument": instrument,
        "policy": lambda word: _known(store, _POLICIES, "policy", word),
        "agency": lambda word: _agency(store, word),
    }


def region(word: str) -> str:
    """The GB/T 2260 code of a code or name; ArgumentError with the nearest ones otherwise."""
    try:
        return resolve(word).code
    except LoaderError as error:
        raise ArgumentError(str(error)) from error


def fold(word: str) -> str:
    """A label without what people write differently: width, case, brackets, blanks, hyphens."""
    plain = unicodedata.normalize("NFKC", word).casefold()
    return "".join(char for char in plain if char.isalnum())


@cache
def _labels() -> dict[str, str]:
    """Code of the instrument by folded label; a part of a Chinese name (首台(套)/首批次) only where it is unique."""
    whole: dict[str, str] = {}
    parts: dict[str, set[str]] = {}
    for row in instruments():
        props = row["props"]
        for label in (row["id"], props["zh"], props["en"], *props["aliases"]):
            whole.setdefault(fold(label), row["id"])
        for part in re.split("[/、]", props["zh"]):
            parts.setdefault(fold(part), set()).add(row["id"])
    return {part: min(codes) for part, codes in parts.items() if len(codes) == 1} | whole


def instrument(word: str) -> str:
    """The code of an instrument by code, label or alias; ArgumentError with suggestions otherwise."""
    found = _labels().get(fold(word))
    if found is None:
        known = [label for row in instruments() for label in (row["id"], row["props"]["zh"])]
        said, hint = f"There is no instrument {word}.", suggestion(word, known)
        raise ArgumentError(
            said + (hint or " `policygraph query resources/instruments` lists them all."),
            said + (hint or " /api/v1/instruments lists them all."),
        )
    return found


def _agency(store: _Store, word: str) -> str:
    """The canonical name of an agency by any of its names with its region: 湖北省发改委."""
    found = [row["name"] for row in store.read(_ALIASES, {"word": word})]
    return found[0] if len(found) == 1 else _known(store, _AGENCIES, "agency", agency(word, None).name)


def _known(store: _Store, query: str, what: str, word: str) -> str:
    known = [next(iter(row.values())) for row in store.read(query)]
    if not known:
        raise NotInGraphError(
            "The graph is empty; `policygraph load --all` reads the shipped plans.",
            f"There is no {what} {word}: the graph is empty; POST a document to /api/v1/policies.",
        )
    if word not in known:
        said, hint = f"There is no {what} {word} in the graph.", suggestion(word, known)
        lists = {"policy": "/api/v1/policies", "agency": "/api/v1/agencies"}[what]
        raise NotInGraphError(
            said + (hint or " `policygraph status` says what the graph holds."),
            said + (hint or f" {lists} lists those it holds."),
        )
    return word
