"""A part of the graph as a network of pyvis: what vis-network draws, with nothing of pyvis's own page.

pyvis's page loads from other hosts and escapes nothing; here only its data are taken, and the page is ours.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from api.drawn import Graph
from api.pages.layout import Place
from graph.looks import NODES

SETTLED = 300
"""Nodes up to which the browser may move them before the page shows; more stay where the server put them."""
_CHOSEN = "#E8590C"
_LATIN = re.compile("[A-Za-z]{2}")
_LINE = 13
"""Characters of a line of a caption."""
_LONGEST = 60
"""Characters of a caption in the drawing; the panel has it whole."""
_PAGES = {"Region": "regions", "Policy": "policies", "Instrument": "instruments", "Agency": "agencies"}


def data(found: Graph, places: Mapping[str, Place]) -> dict[str, Any]:
    """``nodes``, ``edges`` as vis-network takes them, and ``facts``: by id what a click shows."""
    from pyvis.edge import Edge  # slow to import, and only pages with graphs need it
    from pyvis.network import Network

    network = Network(directed=True, notebook=False, cdn_resources="local")
    there = {node.id for node in found.nodes}
    for node in found.nodes:
        x, y = places[node.id]
        network.add_node(
            node.id,
            label=lines(node.caption),
            title=whole(node.caption),
            shape="box",
            group=node.label,
            x=x,
            y=y,
        )
    for link in found.links:
        if link.source in there and link.target in there:
            # add_edge would join two nodes once, whatever links there are, and look through all nodes for each
            edge = Edge(link.source, link.target, True, id=link.id, title=link.caption)
            network.edges.append(edge.options)
    facts = {node.id: _fact(node) for node in found.nodes} | {link.id: _fact(link) for link in found.links}
    nodes, edges, *_ = network.get_network_data()
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
    return {"nodes": nodes, "edges": edges, "facts": facts, "groups": groups}


def lines(caption: str) -> str:
    """A caption as a drawing has room for it: cut into lines where its blanks stand, long ones cut short."""
    found = [""]
    for word in caption.split():
        blank = (
            " "
            if found[-1] and (found[-1].replace("/", "").isdigit() or _LATIN.search(found[-1][-1] + word[0]))
            else ""
        )
        if found[-1] and len(found[-1]) + len(word) > _LINE:
            found.append(word)
        else:
            found[-1] += blank + word
    text = "\n".join(found)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def whole(caption: str) -> str:
    """A caption without the blanks at which its lines may end."""
    return lines(caption).replace("\n", "") if len(caption) <= _LONGEST else "".join(caption.split())


def embedded(content: object) -> Markup:
    """JSON that may stand inside a script element of a page, whatever its texts hold."""
    text = json.dumps(content, ensure_ascii=False)
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))  # noqa: S704


def page_of(label: str, name: str) -> str | None:
    """Address of the page of a node; None where it has none."""
    room = _PAGES.get(label)
    return f"/{room}/{quote(name, safe='')}" if room else None


def _fact(one: Any) -> dict[str, Any]:
    evidence = one.evidence
    label = getattr(one, "label", None)
    said: dict[str, Any] = {"caption": one.caption, "kind": label or one.type, "tier": one.tier, "read_by": one.read_by}
    if label and not one.properties.get("stub"):
        said["page"] = page_of(label, one.id.partition("/")[2])
    if evidence:
        said["quote"] = evidence.quote
        said["reader"] = evidence.links.reader
        said["where"] = f"{evidence.policy} {evidence.clause or ''}".strip()
    return {name: value for name, value in said.items() if value is not None}


@cache
def assets() -> Path:
    """The folder of vis-network as pyvis ships it."""
    return Path(str(resources.files("pyvis"))) / "templates" / "lib" / "vis-9.1.2"
