"""How the model's nodes and relationships are drawn; the words on them are the document's own where it has any.

Held against ``graph.model`` by a test: every label and type has a look, every property in a caption is declared.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_DARK, _LIGHT = "#1C2430", "#FFFFFF"


@dataclass(frozen=True, slots=True)
class Look:
    """One kind of node: ``caption`` with properties in braces, colours, and the diameter in pixels."""

    caption: str
    color: str
    border: str
    ink: str
    size: int


NODES: dict[str, Look] = {
    "Region": Look("{short}", "#1F7A5C", "#155540", _LIGHT, 70),
    "Policy": Look("{caption}", "#1A5296", "#123A6B", _LIGHT, 136),
    "Clause": Look("{path} {caption}", "#A9CBF2", "#5E93CF", _DARK, 116),
    "Measure": Look("{caption}", "#F2C14E", "#C2912A", _DARK, 136),
    "Instrument": Look("{caption}", "#8A5A00", "#5E3D00", _LIGHT, 110),
    "Target": Look("{caption}", "#F0A884", "#C4714A", _DARK, 136),
    "Agency": Look("{caption}", "#6B3FA0", "#4A2B70", _LIGHT, 110),
    "Function": Look("{caption}", "#C5A5EF", "#9A74CC", _DARK, 100),
    "Industry": Look("{caption}", "#7FD6A6", "#4BA877", _DARK, 100),
    "Enterprise": Look("{caption}", "#B03A58", "#7D2840", _LIGHT, 110),
    "Institution": Look("{caption}", "#2C7184", "#1D4D5A", _LIGHT, 120),
    "Place": Look("{caption}", "#B7C26B", "#89943F", _DARK, 110),
    "Fund": Look("{caption}", "#D98324", "#A15E12", _DARK, 120),
    "Event": Look("{caption}", "#A3AEBB", "#6F7B89", _DARK, 110),
}

RELATIONSHIPS: dict[str, str] = {
    "PART_OF": "隶属",
    "APPLIES_TO": "适用地区",
    "ISSUED_BY": "印发单位 {name}",
    "HAS_CLAUSE": "条款",
    "CITES": "引用",
    "RELATED_TO": "相关文件",
    "DEPLOYS": "措施",
    "OF_TYPE": "政策工具",
    "SETS": "目标",
    "LEADS": "牵头单位 {name}",
    "RESPONSIBLE_FOR": "责任单位 {name}",
    "BELONGS_TO": "所属地区",
    "HAS_FUNCTION": "职能",
    "MAY_BE": "可能为同一",
    "NAMES": "提到 {name}",
    "FOCUSES_ON": "聚焦 {name}",
}
"""The words on a relationship; properties in braces."""
RELATIONSHIPS_IN_ENGLISH: dict[str, str] = {
    "PART_OF": "part of",
    "APPLIES_TO": "applies to",
    "ISSUED_BY": "issued by {name}",
    "HAS_CLAUSE": "has clause",
    "CITES": "cites",
    "RELATED_TO": "is related to",
    "DEPLOYS": "deploys",
    "OF_TYPE": "is of type",
    "SETS": "sets",
    "LEADS": "leads as {name}",
    "RESPONSIBLE_FOR": "is responsible as {name}",
    "BELONGS_TO": "belongs to",
    "HAS_FUNCTION": "has function",
    "MAY_BE": "may be the same",
    "NAMES": "names {name}",
    "FOCUSES_ON": "focuses on {name}",
}
"""The same for readers of English; ``{name}`` stays as printed."""

_BRACES = re.compile(r"\{(\w+)\}")
_ELSE = ("title", "name", "id")
CAPTIONED = frozenset((*(name for look in NODES.values() for name in _BRACES.findall(look.caption)), *_ELSE))
"""Properties of nodes that captions are made of."""


def node_caption(label: str, properties: Mapping[str, object]) -> str:
    """The words on a node; its title, name or id where it has none of those that its look asks for."""
    words = _filled(NODES[label].caption, properties)
    return words or next((str(properties[name]) for name in _ELSE if properties.get(name)), "")


def link_caption(kind: str, properties: Mapping[str, object], patterns: Mapping[str, str] = RELATIONSHIPS) -> str:
    """The words on a relationship, of ``patterns`` by type."""
    return _filled(patterns[kind], properties)


def _filled(pattern: str, properties: Mapping[str, object]) -> str:
    return _BRACES.sub(lambda found: str(properties.get(found[1], "")), pattern).strip()
