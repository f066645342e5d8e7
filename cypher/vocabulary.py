"""What the declared model lets a query file name."""

from __future__ import annotations

from cypher.checks import Vocabulary
from graph import model

JSON_TEXTS = frozenset({"amounts"})
"""Properties whose texts are JSON objects: a ``json`` column gives them decoded."""


def declared() -> Vocabulary:
    """Labels and relationship types of ``graph.model`` with their properties."""
    return Vocabulary(
        labels={label: model.properties(label) for label in model.labels()},
        relationships={name: model.properties(name) for name in model.relationship_types()},
    )
