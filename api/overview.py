"""What the graph holds, in figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from api import loading
from graph import model, writer
from graph.moving import mark
from graph.store import GraphStore

POLICY_COLUMNS = ["id", "title", "region", "completeness", "clauses", "measures", "current", "reviewed_by", "unmatched"]
_FACTS = """
MATCH (p:Policy) WHERE NOT coalesce(p.stub, false)
OPTIONAL MATCH (c:Clause {policy: p.id})
WITH p, count(c) AS clauses
OPTIONAL MATCH (m:Measure {policy: p.id})
RETURN p.id AS id, clauses, count(m) AS measures
"""


@dataclass(frozen=True)
class Overview:
    """Figures of a graph; ``where`` is its address without credentials."""

    where: str
    generation: int
    policies: list[dict[str, Any]]
    """Rows with POLICY_COLUMNS; ``current`` is false where extractor or judgements have changed since it was loaded."""
    nodes: dict[str, int]
    """How many nodes of each label."""

    @property
    def stale(self) -> int:
        """Policies that are not current."""
        return sum(not policy["current"] for policy in self.policies)

    def as_json(self) -> dict[str, Any]:
        """All figures as a plain object."""
        return {
            "graph": self.where,
            "generation": self.generation,
            "stale": self.stale,
            "nodes": self.nodes,
            "policies": self.policies,
        }


def overview(store: GraphStore) -> Overview:
    """Count what ``store`` holds."""
    generation = mark.generation(store)
    loaded = writer.policies(store)
    outdated = set(loading.outdated(loaded, store.settings.data))
    counts = {row["id"]: row for row in store.read(_FACTS)}
    policies = [
        {
            "id": policy["id"],
            "title": policy["title"],
            "region": policy["region"],
            "completeness": policy["completeness"],
            "clauses": counts[policy["id"]]["clauses"],
            "measures": counts[policy["id"]]["measures"],
            "current": policy["id"] not in outdated,
            "reviewed_by": policy["reviewed_by"],
            "unmatched": policy["unmatched"],
        }
        for policy in loaded
    ]
    nodes = {
        node.label: store.read(f"MATCH (n:{node.label}) RETURN count(n) AS found")[0]["found"] for node in model.NODES
    }
    return Overview(store.where, generation, policies, nodes)
