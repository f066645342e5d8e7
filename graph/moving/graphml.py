"""The graph as GraphML, with typed keys, for programs such as Gephi, yEd and networkx.

GraphML has no lists: a list of strings is written as JSON text, and its key says so. XML cannot hold
most control characters: each becomes U+FFFD, so that offsets stay right, and is counted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal
from xml.sax.saxutils import escape

from graph import model
from graph.declaration import Property, ValueType
from graph.moving.declared import columns, declared
from graph.moving.entries import Entry, Node, Relationship

_SPACE = "http://graphml.graphdrawing.org/xmlns"
_TYPES: Mapping[ValueType, str] = {
    "string": "string",
    "integer": "long",
    "float": "double",
    "boolean": "boolean",
    "list of strings": "string",
}
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NOT_IN_A_TOKEN = re.compile(r"[^A-Za-z0-9\u4e00-\u9fa5]")
Domain = Literal["node", "edge"]


class GraphML:
    """Writes one document; ``replaced`` counts the characters that XML cannot hold."""

    def __init__(self) -> None:
        self.replaced = 0

    def lines(self, entries: Iterable[Entry]) -> Iterator[str]:
        """The lines of the document with their ends. GraphError for what the model does not declare."""
        yield '<?xml version="1.0" encoding="UTF-8"?>\n'
        yield (
            f'<graphml xmlns="{_SPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
            f' xsi:schemaLocation="{_SPACE} {_SPACE}/1.0/graphml.xsd">\n'
        )
        yield '<key id="label" for="node" attr.name="label" attr.type="string"/>\n'
        yield '<key id="type" for="edge" attr.name="type" attr.type="string"/>\n'
        yield from _keys("node", (one for node in model.NODES for one in columns(node.label)))
        yield from _keys("edge", (one for kind in model.RELATIONSHIPS for one in columns(kind.type)))
        yield '<graph id="policygraph" edgedefault="directed">\n'
        for entry in declared(entries):
            yield self._node(entry) if isinstance(entry, Node) else self._edge(entry)
        yield "</graph>\n</graphml>\n"

    def parts(self, entries: Iterable[Entry]) -> Iterator[bytes]:
        """The same lines as bytes."""
        return (line.encode() for line in self.lines(entries))

    def _node(self, node: Node) -> str:
        data = self._data("node", columns(node.label), node.properties)
        return f'<node id="{token(node.label, node.id)}"><data key="label">{node.label}</data>{data}</node>\n'

    def _edge(self, edge: Relationship) -> str:
        ends = (
            f'source="{token(edge.source.label, edge.source.id)}" target="{token(edge.target.label, edge.target.id)}"'
        )
        data = self._data("edge", columns(edge.type), edge.properties)
        return f'<edge {ends}><data key="type">{edge.type}</data>{data}</edge>\n'

    def _data(self, domain: Domain, known: Iterable[Property], properties: Mapping[str, Any]) -> str:
        return "".join(
            f'<data key="{_key(domain, one)}">{self._text(properties[one.name])}</data>'
            for one in known
            if one.name in properties
        )

    def _text(self, value: Any) -> str:
        if not isinstance(value, str):
            value = json.dumps(value, ensure_ascii=False)  # true and false, numbers and lists as XML has them too
        text, replaced = _FORBIDDEN.subn("\ufffd", value)
        self.replaced += replaced
        return escape(text, {"\r": "&#13;"})


def token(label: str, key: str) -> str:
    """The id of a node in the document: an NMTOKEN, made of its label and id so that no other node has it.

    Whatever is no letter or digit of ASCII and no common Chinese character is written ``_HEX_``.
    """
    return f"{label}." + _NOT_IN_A_TOKEN.sub(lambda found: f"_{ord(found[0]):X}_", key)


def _keys(domain: Domain, properties: Iterable[Property]) -> Iterator[str]:
    for key, (name, kind) in {_key(domain, one): (one.name, one.type) for one in properties}.items():
        said = "<desc>list of strings as JSON</desc>" if kind == "list of strings" else ""
        yield f'<key id="{key}" for="{domain}" attr.name="{name}" attr.type="{_TYPES[kind]}">{said}</key>\n'


def _key(domain: Domain, one: Property) -> str:
    return f"{domain}.{one.name}.{one.type.split()[0]}"
