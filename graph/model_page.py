"""``docs/graph-model.md`` from the declared model: ``python -m graph.model_page > docs/graph-model.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from graph import model
from graph.declaration import NodeType, Property, RelationshipType

_INTRODUCTION = """# The graph's model

Made from `graph/model.py` by `python -m graph.model_page`; a test keeps it current.

Every node has a unique `id`. Offsets count characters of the clean text of the policy, half-open:
`text[start:end]` is the quote. A property that is absent was not printed, or is not known; nothing
is filled in. Names as printed stand on the relationships, canonical ones on the nodes: ask for
`r.name` of `(:Agency)-[r:LEADS]->(:Clause)` to quote a document, for `a.name` to tell the bodies of
two regions apart. Figures called derived are computed by us and printed nowhere.

Every fact says how sure it is (`tier`, `confidence`) and, where a person vouches for it, who (`reviewed`,
`reviewed_on`) and how it stands to what the machine read (`verdict`). Facts of the tier candidate are
only there when they were asked for (`policygraph load --candidates`).

The one node `Meta {id: 'graph'}` counts changes (`generation`), says when the last one was (`changed`, milliseconds
since 1970) and is never exported.
"""


def page() -> str:
    """The page as Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    yield "```mermaid\ngraph LR"
    for kind in model.RELATIONSHIPS:
        for source in kind.sources:
            yield from (f"  {source} -- {kind.type} --> {target}" for target in kind.targets)
    yield "```\n"
    yield "## Nodes\n"
    for node in model.NODES:
        yield from _node(node)
    yield "## Relationships\n"
    for kind in model.RELATIONSHIPS:
        yield from _relationship(kind)


def _node(node: NodeType) -> Iterator[str]:
    yield f"### {node.label}\n"
    shared = " Shared by policies; it goes when the last one that refers to it does." if node.shared else ""
    yield f"{node.description}{shared}\n"
    yield from _table(node.all_properties)


def _relationship(kind: RelationshipType) -> Iterator[str]:
    yield f"### {kind.type}\n"
    yield f"`(:{'|'.join(kind.sources)})-[:{kind.type}]->(:{'|'.join(kind.targets)})` {kind.description}\n"
    if kind.properties:
        yield from _table(kind.properties)


def _table(properties: tuple[Property, ...]) -> Iterator[str]:
    yield "| property | type | always | says |\n|---|---|---|---|"
    for item in properties:
        says = item.description.replace("|", "\\|")
        yield f"| {item.name} | {item.type} | {'yes' if item.required else ''} | {says} |"
    yield ""


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(page())
