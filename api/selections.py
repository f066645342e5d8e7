"""What the addresses of the graph and of exports can be asked for, declared like the parameters of a query file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from starlette.exceptions import HTTPException

from api.described import parameter
from cypher.arguments import Value, convert
from cypher.errors import ArgumentError, NotInGraphError
from cypher.header import Parameter
from cypher.names import resolvers
from cypher.suggest import suggestion
from graph.moving.entries import Key
from graph.parts.pages import Cursor, cursor
from graph.parts.scope import LABELS, TYPES, Reader, Scope, exists, parse, scope
from graph.parts.subgraph import Selection, policies_of
from graph.taxonomy import instruments
from loaders.facts import TIERS

_GROUPS = tuple(dict.fromkeys(row["props"]["group"] for row in instruments()))
_THINGS = ("enterprise", "institution", "place", "fund", "event")
_KEYS = ("of", "from", "to")
_PATTERN = f"^({'|'.join(LABELS)})/[^/].*$"
"""What a key looks like."""
_EXACT = (*_KEYS, "after")
"""Parameters that are taken to the letter."""
_SUGGESTED = 500


def _optional(description: str, **more: Any) -> Parameter:
    return Parameter(type=more.pop("type", "string"), description=description, required=False, **more)


def _key(description: str, example: str) -> Parameter:
    return Parameter(type="string", description=f"{description}: its label, `/` and its id", example=example)


def _whole(description: str, default: int, least: int, most: int) -> Parameter:
    return Parameter(type="integer", description=description, default=default, minimum=least, maximum=most)


_KEEP = {
    "labels": _optional("Labels of the nodes to keep; all when not given", many=True, values=LABELS),
    "types": _optional("Types of the relationships to keep; all when not given", many=True, values=TYPES),
    "without": _optional("Labels and types to leave out", many=True, values=(*LABELS, *TYPES)),
}
_TIERS = {
    "tiers": Parameter(
        type="string",
        default=TIERS[0],
        values=TIERS,
        description="Least tier of the facts that count: certain (measured, or a person vouches for them), likely, "
        "candidate (where they were loaded)",
    )
}
_PAGES = {
    "limit": _whole("How many nodes a page has at most", 200, 1, 1000),
    "links": _whole("How many links a page has at most", 1000, 1, 5000),
    "after": Parameter(
        type="string", default="", description="The value next of the page before, as it is; empty for the first page"
    ),
}
SELECTORS = {
    "region": _optional("Regions, by code or name: what their policies say", type="region", many=True),
    "policy": _optional("Policies, by id: what they say", type="policy", many=True),
    "instrument": _optional("Instruments, by code or label: the measures of their type", type="instrument", many=True),
    "group": _optional("Group of the taxonomy: all its instruments", values=_GROUPS),
    "industry": _optional("Industries, by name: the policies about them", many=True),
    "agency": _optional("Agencies, by any of their names: their duties", type="agency", many=True),
    **{thing: _optional(f"One {thing}, by any of its names: where it is named") for thing in _THINGS},
}


@dataclass(frozen=True)
class Address:
    """Something that can be asked for, with its parameters."""

    name: str
    parameters: Mapping[str, Parameter]

    @property
    def documented(self) -> list[dict[str, Any]]:
        """Its parameters for the OpenAPI document."""
        return [
            {**one, "schema": one["schema"] | {"pattern": _PATTERN}} if one["name"] in _KEYS else one
            for one in (parameter(name, one) for name, one in self.parameters.items())
        ]

    def values(self, store: Reader, given: Mapping[str, object]) -> dict[str, Value]:
        """The values of all parameters; ArgumentError for one that cannot be."""
        return convert(self, given, resolvers(store))

    def asked(self, store: Reader, request: Request) -> dict[str, Value]:
        """The same of a request."""
        names = [name for name in request.query_params if name != "format"]
        found = self.values(store, {name: request.query_params.getlist(name) for name in names})
        # values lose the blanks around them; ids may have such
        return found | {name: request.query_params[name] for name in _EXACT if name in names}


NEIGHBOURHOOD = Address(
    "graph/neighbourhood",
    {
        "of": _key("The node", "Instrument/first-of-kind"),
        "steps": _whole("How many steps away at most", 1, 1, 3),
        **_KEEP,
        **_TIERS,
        **_PAGES,
    },
)
PATH = Address(
    "graph/path",
    {
        "from": _key("The node at one end", "Region/420000"),
        "to": _key("The node at the other end", "Region/442000"),
        "steps": _whole("How many steps long at most", 6, 1, 10),
        "limit": _whole("How many of the shortest paths at most", 20, 1, 100),
        **{
            name: one.model_copy(update={"description": f"{one.description} (between the ends)"})
            for name, one in _KEEP.items()
        },
        **_TIERS,
    },
)
SUBGRAPH = Address("graph/subgraph", {**SELECTORS, **_KEEP, **_TIERS, **_PAGES})
EXPORT = Address(
    "export",
    {**SELECTORS, **_KEEP, "tiers": _TIERS["tiers"].model_copy(update={"default": TIERS[-1]})},
)


def scope_of(asked: Mapping[str, Value]) -> Scope:
    """The scope that was asked for."""
    labels, types, without = ([str(one) for one in _list(asked[name])] for name in _KEEP)
    return scope(labels, types, without, str(asked["tiers"]))


def key_of(store: Reader, name: str, given: Value) -> Key:
    """The node a parameter names; 404 with what may be meant where the graph has none, ArgumentError for no key."""
    key = parse(str(given))
    if key is None:
        raise ArgumentError(
            f"{name} cannot be {str(given)!r:.200}: it must be a label, / and an id, such as Region/420000. "
            f"The labels are {', '.join(LABELS)}."
        )
    if not exists(store, key):
        raise HTTPException(404, f"There is no node {key} in the graph.{_near(store, key)}")
    return key


def cursor_of(asked: Mapping[str, Value]) -> Cursor | None:
    """Where the page begins; ArgumentError for what is no cursor."""
    after = str(asked["after"])
    found = cursor(after)
    if after and found is None:
        raise ArgumentError(f"after cannot be {after!r:.200}: it must be the value next of the page before.")
    return found


def selection_of(store: Reader, asked: Mapping[str, Value]) -> Selection | None:
    """What was selected; None where nothing was. ArgumentError for a name or a region the graph knows nothing of."""
    regions = [str(one) for one in _list(asked["region"])]
    for code in regions:
        if not policies_of(store, [code]):
            raise NotInGraphError(f"No policy of region {code} is loaded; /api/v1/regions lists those that have one.")
    things = [Key("Instrument", str(code)) for code in _list(asked["instrument"])]
    things += [Key("Instrument", row["id"]) for row in instruments() if asked["group"] == row["props"]["group"]]
    for name in ("industry", "agency", *_THINGS):
        for word in _list(asked[name]):
            things += _named(store, name.capitalize(), str(word))
    selection = Selection(regions, [str(one) for one in _list(asked["policy"])], list(dict.fromkeys(things)))
    return selection if selection != Selection([], [], []) else None


def _list(value: Value) -> list[Value]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _named(store: Reader, label: str, word: str) -> list[Key]:
    found = store.read(
        f"MATCH (n:{label}) WHERE n.id = $word OR n.name = $word OR $word IN coalesce(n.aliases, []) "
        "RETURN n.id AS id ORDER BY id",
        {"word": word},
    )
    if not found:
        hint = _near(store, Key(label, word)) or " /api/v1/search?q= finds names."
        raise NotInGraphError(f"There is no {label.lower()} {word:.200} in the graph.{hint}")
    return [Key(label, row["id"]) for row in found]


def _near(store: Reader, key: Key) -> str:
    """Ids of the label that come near; only of those that begin alike, for there may be very many."""
    rows = store.read(
        f"MATCH (n:{key.label}) WHERE n.id STARTS WITH $head RETURN n.id AS id ORDER BY id LIMIT {_SUGGESTED}",
        {"head": key.id[:2]},
    )
    return suggestion(str(key)[:200], [str(Key(key.label, row["id"])) for row in rows])
