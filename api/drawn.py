"""Parts of the graph as they leave: nodes and links with evidence, as JSON, GraphML or Cytoscape JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import BaseModel, Field

from api.evidence import QUOTE, Evidence, with_evidence
from api.links import PREFIX, link
from api.routes.resources import collection, lists
from api.shapes import ReadBy, Tier
from cypher.vocabulary import JSON_TEXTS
from graph import model
from graph.looks import link_caption, node_caption
from graph.moving.entries import Entry, Key, Node, Relationship, json_of
from graph.moving.graphml import GraphML
from graph.parts.pages import Place, details
from graph.parts.scope import Reader
from graph.parts.steps import Edge

MEDIA_TYPES = {
    "json": "application/json",
    "graphml": "application/graphml+xml",
    "cytoscape": "application/vnd.cytoscape+json",
}
FORMS = "json, graphml or cytoscape (the elements of Cytoscape.js)"
_OF_THE_POLICY = ("ISSUED_BY", "FOCUSES_ON")
"""Types of facts about a policy as a whole."""
_KEY = Field(description="Label, / and id: what other parameters and links call it.", examples=["Region/420000"])
_TIER = Field(description="How sure the fact is; null for what is no fact or has no tier.")
_READ_BY = Field(description="Whether a person vouches for it, or the machine alone read it; null for what is no fact.")


class GraphNode(BaseModel):
    """A node."""

    id: str = _KEY
    label: str = Field(description="What kind of thing it is: a label of the model.")
    caption: str = Field(description="Its words in a drawing; blanks stand where a line may end.")
    self: str | None = Field(description=f"Its address below {PREFIX}; null where it has none.")
    distance: int | None = Field(description="Steps from what was asked for; null on a path.")
    tier: Tier | None = _TIER
    read_by: ReadBy | None = _READ_BY
    evidence: Evidence | None = Field(description="The words that show the fact; null for what is no fact.")
    properties: dict[str, Any] = Field(description="As the model declares them, without whole texts.")


class GraphLink(BaseModel):
    """A relationship."""

    id: str = Field(description="The same wherever this relationship is given.")
    source: str = _KEY
    target: str = _KEY
    type: str = Field(description="What kind of relationship it is: a type of the model.")
    caption: str = Field(description="Its words in a drawing.")
    tier: Tier | None = _TIER
    read_by: ReadBy | None = _READ_BY
    evidence: Evidence | None = Field(description="The words that show the fact; null for what is no fact.")
    properties: dict[str, Any] = Field(description="As the model declares them.")


class Graph(BaseModel):
    """Nodes and the links that join them."""

    nodes: list[GraphNode] = Field(description="The nodes, in order.")
    links: list[GraphLink] = Field(description="The relationships, each with the later of its nodes.")


class GraphPage(Graph):
    """Nodes in order and, with the later of its two nodes, each link: pages together hold each of them once."""

    next: str | None = Field(description="What `after` must be for the next page; null on the last one.")
    reached: int = Field(description="Number of nodes on all pages.")
    left_out: str | None = Field(description="What is missing from all pages, in words; null where nothing is.")


class GraphPaths(Graph):
    """The shortest paths between two nodes, and what lies on them."""

    steps: int | None = Field(description="Length of the paths; null where there is none.")
    paths: list[list[str]] = Field(description="The nodes of each path from one end to the other, by their keys.")
    found: int = Field(description="Number of shortest paths, those left out by `limit` among them.")
    left_out: str | None = Field(description="What was not found or is not shown, in words; null where nothing is.")


def graph(store: Reader, places: Sequence[Place], edges: Sequence[Edge], *, is_path: bool = False) -> Graph:
    """Nodes in the order of ``places`` and links in that of ``edges``."""
    known = details(store, [place.key for place in places])
    # a node that is gone since it was reached is left out
    shown = [(place, known[place.key]) for place in places if place.key in known]
    rows = [_node(node) | {"distance": None if is_path else place.distance} for place, node in shown]
    rows += [_link(edge) for edge in edges]
    said = [row.pop("quoted") for row in rows]
    found = with_evidence(store, [{"fact": one} for one in said])
    for row, one in zip(rows, found, strict=True):
        row["evidence"] = one["fact"] and one["fact"]["evidence"]
    count = len(shown)
    return Graph(
        nodes=[GraphNode.model_validate(row) for row in rows[:count]],
        links=[GraphLink.model_validate(row) for row in rows[count:]],
    )


def graphml(store: Reader, places: Sequence[Place], edges: Sequence[Edge]) -> Iterator[str]:
    """The lines of a GraphML document; ends on other pages stand in it by label and id alone."""
    known = details(store, [place.key for place in places])
    nodes: list[Entry] = list(known.values())
    nodes += [Node(key.label, {"id": key.id}) for key in _ends(edges) if key not in known]
    return GraphML().lines([*nodes, *(edge.relationship for edge in edges)])


def cytoscape(found: Graph) -> dict[str, Any]:
    """Elements for Cytoscape.js: what is known of each is flat in its ``data``, but for the links of its evidence."""
    nodes = [_flat(one) for one in found.nodes]
    there = {one.id for one in found.nodes}
    ends = dict.fromkeys(end for one in found.links for end in (one.source, one.target))
    nodes += [{"id": end, "label": end.partition("/")[0]} for end in ends if end not in there]
    return {
        "elements": {
            "nodes": [{"data": data} for data in nodes],
            "edges": [{"data": _flat(one)} for one in found.links],
        }
    }


def _flat(one: GraphNode | GraphLink) -> dict[str, Any]:
    data = one.model_dump(mode="json", exclude={"properties", "evidence"})
    evidence = one.evidence.model_dump(mode="json") if one.evidence else {}
    both = {name: value for name, value in (one.properties | evidence).items() if name not in data}
    return {name: value for name, value in (data | both).items() if value is not None}


def _ends(edges: Iterable[Edge]) -> dict[Key, None]:
    return dict.fromkeys(end for edge in edges for end in (edge.relationship.source, edge.relationship.target))


def _node(node: Node) -> dict[str, Any]:
    given = node.properties
    return {
        "id": str(node.key),
        "label": node.label,
        "caption": node_caption(node.label, given),
        "self": _self(node),
        **trust(node.label, given),
        "quoted": quoted(given, given.get("clause")),
        "properties": _plain(given),
    }


def _link(edge: Edge) -> dict[str, Any]:
    one = edge.relationship
    given = one.properties
    return {
        "id": link_id(one),
        "source": str(one.source),
        "target": str(one.target),
        "type": one.type,
        "caption": link_caption(one.type, given),
        **trust(one.type, given),
        "quoted": quoted(given, clause_of(edge)),
        "properties": _plain(given),
    }


def link_id(one: Relationship) -> str:
    """What a relationship is called in answers: the same wherever it is given."""
    named = "\n".join((one.type, str(one.source), str(one.target), json_of(one.properties)))
    return hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def clause_of(edge: Edge) -> str | None:
    """Printed number of the clause that a relationship was read from; None where it is about the policy as a whole."""
    one = edge.relationship
    found: str | None = None if one.type in _OF_THE_POLICY else one.properties.get("clause", edge.clause or "")
    return found


def trust(name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """``tier`` and ``read_by`` of what a label or type with these properties says; None for what is no fact."""
    return {
        "tier": given.get("tier"),
        "read_by": ("reviewed" if given.get("reviewed") else "machine") if _is_read(name) else None,
    }


@cache
def _is_read(name: str) -> bool:
    return "reviewed" in model.properties(name)


def quoted(given: Mapping[str, Any], clause: str | None) -> dict[str, Any] | None:
    """The words that properties hold, with their policy and clause; None where they hold none."""
    if "quote" not in given:
        return None
    return {"policy": given["policy"], "clause": clause} | {name: given[name] for name in QUOTE}


def _plain(given: Mapping[str, Any]) -> dict[str, Any]:
    """Properties as they are shown: what evidence holds is left out, JSON texts are decoded."""
    return {
        name: [json.loads(one) for one in value] if name in JSON_TEXTS else value
        for name, value in sorted(given.items())  # engines give them in orders of their own
        if name not in QUOTE
    }


def _self(node: Node) -> str | None:
    if node.properties.get("stub"):
        return None  # only cited so far: it has no page
    name = _collections().get(node.label)
    return link(name, node.id) if name else None


@cache
def _collections() -> dict[str, str]:
    return {query.item.capitalize(): collection(query) for query in lists()}
