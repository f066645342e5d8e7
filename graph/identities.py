"""Identities in the graph: rules and stored judgements, brought to what is loaded whenever either changes."""

from __future__ import annotations

import hashlib
from pathlib import Path

from neo4j import ManagedTransaction

from data import IDENTITIES
from graph import model
from graph.agencies import Agencies
from graph.named import Named
from graph.rows import PolicyRows
from graph.run import run, values
from graph.store import GraphStore
from loaders.resolve import judgements as stored
from loaders.resolve.judgements import Judgements


def own_folder(store: GraphStore) -> Path:
    """Folder of the user's own judgements."""
    return folder(store.settings.data)


def folder(data: Path) -> Path:
    """Folder of the user's own judgements below the data directory."""
    return data.expanduser() / "identities"


def judgements_of(store: GraphStore) -> Judgements:
    """The shipped judgements with the user's above them; LoaderError when a file is not valid."""
    return stored.load(IDENTITIES, own_folder(store))


def digest(judgements: Judgements) -> str:
    """Changes whenever the judgements do."""
    rows = [judgements.by_pair[key].model_dump_json() for key in sorted(judgements.by_pair)]
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]


class Identities:
    """Keeps all identities in step while one policy is replaced or removed; see ``Named`` and ``Agencies``.

    When the judgements are others than those the graph was last written with, everything loaded is settled anew.
    """

    def __init__(self, transaction: ManagedTransaction, touched: dict[str, list[str]], judgements: Judgements) -> None:
        self._transaction = transaction
        self._digest = digest(judgements)
        self._changed = values(transaction, f"MATCH (m:{model.META} {{id: 'graph'}}) RETURN m.identities") != [
            self._digest
        ]
        self._named = {
            label: Named(transaction, label, touched.get(label, []), judgements, changed=self._changed)
            for label in model.NAMED
        }
        self._agencies = Agencies(transaction, touched.get("Agency", []), judgements, changed=self._changed)

    def settle(self, rows: PolicyRows | None) -> None:
        """Called when what the policy said is deleted and before ``rows`` (None: it is removed) are written."""
        if self._changed:
            self._agencies.move()
            run(
                self._transaction,
                f"MATCH (m:{model.META} {{id: 'graph'}}) SET m.identities = $digest",
                digest=self._digest,
            )
        if rows is not None:
            self._agencies.settle(rows)
        for label, named in self._named.items():
            named.settle(rows.names[label] if rows is not None else [])

    @property
    def agencies(self) -> list[str]:
        """Ids of the agencies that may have lost their last reference."""
        return self._agencies.touched

    def finish(self) -> None:
        """Called last, when what nobody refers to any more is deleted."""
        self._agencies.finish()
