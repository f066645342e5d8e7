"""What differs between the engines: schema statements and names of indexes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Engine = Literal["arcadedb", "neo4j"]


@dataclass(frozen=True, slots=True)
class Dialect:
    """Statements for one engine; the rest of the graph room uses Cypher that both run."""

    engine: Engine

    def unique(self, label: str, key: str) -> str:
        """A uniqueness constraint with its index; free on Neo4j Community too."""
        return f"CREATE CONSTRAINT {label.lower()}_{key} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{key} IS UNIQUE"

    def index(self, label: str, *names: str) -> str:
        """An index over one property of a label, or over several together."""
        properties = ", ".join(f"n.{name}" for name in names)
        return f"CREATE INDEX {label.lower()}_{'_'.join(names)} IF NOT EXISTS FOR (n:{label}) ON ({properties})"

    def fulltext(self, label: str, name: str) -> str | None:
        """A full-text index; None where the engine cannot make one over Bolt (ArcadeDB 26.10)."""
        if self.engine == "arcadedb":
            return None
        return (
            f"CREATE FULLTEXT INDEX {label.lower()}_{name}_words IF NOT EXISTS FOR (n:{label}) ON EACH [n.{name}] "
            "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
        )


ARCADEDB = Dialect("arcadedb")
NEO4J = Dialect("neo4j")


def dialect_of(*, embedded: bool) -> Dialect:
    """The embedded engine is ArcadeDB; servers are taken for Neo4j."""
    return ARCADEDB if embedded else NEO4J
