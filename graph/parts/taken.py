"""A part of the graph to be taken out of it: the nodes of a selection, or all of some labels and tiers."""

from __future__ import annotations

from graph.errors import GraphError
from graph.moving.entries import Chosen, Key
from graph.moving.mark import generation
from graph.parts.scope import Reader, Scope
from graph.parts.subgraph import Selection, subgraph

MOST_NODES = 1_000_000
"""Keys of nodes that are held at a time."""


class TooMuch(GraphError):  # noqa: N818 - says what is the case
    """A selection of more nodes than can be chosen."""


def chosen(store: Reader, selection: Selection | None, scope: Scope) -> Chosen | None:
    """What to export; None where that is all there is. TooMuch for more than MOST_NODES nodes."""
    before = generation(store)
    if selection is None and scope == Scope():
        return None
    if selection is None:
        keys = [
            Key(label, row["id"])
            for label in sorted(scope.labels)
            for row in store.read(
                f"MATCH (n:{label}) WHERE n.tier IS NULL OR n.tier IN $tiers RETURN n.id AS id",
                {"tiers": list(scope.tiers)},
            )
        ]
    else:
        found = subgraph(store, selection, scope, MOST_NODES)
        keys = [place.key for place in found.places]
        if not found.is_whole:
            raise TooMuch(f"This selection has more than {MOST_NODES} nodes; select less, or export the whole graph.")
    return Chosen(frozenset(keys), scope.types, scope.tiers, before)
