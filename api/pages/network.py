"""A part of the graph as a network of pyvis: what vis-network draws, with nothing of pyvis's own page.

pyvis's page loads from other hosts and escapes nothing; here only its data are taken, and the page is ours.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from api.pages import renderer
from api.pages.layout import Place
from api.pages.shown import ShownLink, ShownNode
from graph.looks import NODES

SETTLED = 300
"""Nodes up to which the browser may move them before the page shows; more stay where the server put them."""
_CHOSEN = "#E8590C"
_PAGES = {"Region": "regions", "Policy": "policies", "Instrument": "instruments", "Agency": "agencies"}


def data(nodes: Sequence[ShownNode], links: Sequence[ShownLink], places: Mapping[str, Place]) -> dict[str, Any]:
    """``nodes``, ``edges`` as vis-network takes them, and ``facts``: by id what a click shows."""
    pyvis = _pyvis()
    network = pyvis.network(directed=True, notebook=False, cdn_resources="local")
    # add_node and add_edge look through all that is there each time, and the latter joins two nodes once only
    for node in nodes:
        x, y = places[node.id]
        words = {"label": node.caption, "title": node.name} | ({"other": node.other} if node.other else {})
        network.nodes.append(pyvis.node(node.id, "box", group=node.kind, x=x, y=y, **words).options)
    for link in links:
        network.edges.append(pyvis.edge(link.source, link.target, True, id=link.id, title=link.caption).options)
    facts = {node.id: _fact(node) for node in nodes} | {link.id: _fact(link) for link in links}
    drawn, edges, *_ = network.get_network_data()
    groups = {
        label: {
            "color": {
                "background": look.color,
                "border": look.border,
                "highlight": {"background": look.color, "border": _CHOSEN},
                "hover": {"background": look.color, "border": _CHOSEN},
            },
            "font": {"color": look.ink},
        }
        for label, look in NODES.items()
    }
    return {"nodes": drawn, "edges": edges, "facts": facts, "groups": groups}


def embedded(content: object) -> Markup:
    """JSON that may stand inside a script element of a page, whatever its texts hold."""
    text = json.dumps(content, ensure_ascii=False)
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))  # noqa: S704


def page_of(label: str, name: str) -> str | None:
    """Address of the page of a node; None where it has none."""
    room = _PAGES.get(label)
    return f"/{room}/{quote(name, safe='')}" if room else None


def _fact(one: ShownNode | ShownLink) -> dict[str, str]:
    said: dict[str, str | None] = {"tier": one.tier, "read_by": one.read_by}
    if isinstance(one, ShownLink):
        said["kind"] = one.kind
    elif not one.is_stub:
        said["page"] = page_of(one.kind, one.id.partition("/")[2])
    if one.words:
        where = f"{one.words.policy} {one.words.clause or ''}".strip()
        said |= {"quote": one.words.quote, "reader": one.words.reader, "where": where}
    return {name: value for name, value in said.items() if value is not None}


class _Pyvis(NamedTuple):
    network: Any
    node: Any
    edge: Any


@cache
def _pyvis() -> _Pyvis:
    """Imported where it is needed: it is slow to import, and only pages with graphs need it."""
    from pyvis.edge import Edge
    from pyvis.network import Network
    from pyvis.node import Node

    return _Pyvis(Network, Node, Edge)


def warm_up() -> None:
    """Do ahead of the first page with a graph what that one would wait for."""
    _pyvis()
    renderer.templates().get_template("graph.html")


@cache
def assets() -> Path:
    """The folder of vis-network as pyvis ships it."""
    return Path(str(resources.files("pyvis"))) / "templates" / "lib" / "vis-9.1.2"
