"""Agencies: one node a body, with its functions, the names it is printed by, and what else it may be."""

from __future__ import annotations

from neo4j import ManagedTransaction

from graph import candidates
from graph.identity import agency, agency_of_id
from graph.rows import PolicyRows, Row, agency_row, region_rows
from graph.run import run, table, values
from loaders import regions
from loaders.resolve.candidates import agency_candidates
from loaders.resolve.groups import agency_map
from loaders.resolve.judgements import Judgements

_SAID = {"LEADS": ("-", "->"), "RESPONSIBLE_FOR": ("-", "->"), "ISSUED_BY": ("<-", "-")}
"""Relationships that name an agency, and how they are drawn from it."""


class Agencies:
    """Keeps the agencies in step while one policy is replaced or removed.

    ``settle`` is called before the policy's rows are written, ``finish`` after what nobody refers to is deleted.
    ``touched`` are the ids of the agencies that the policy referred to so far.
    """

    def __init__(
        self, transaction: ManagedTransaction, touched: list[str], judgements: Judgements, *, changed: bool
    ) -> None:
        self._transaction = transaction
        self._touched = set(touched)
        self._judged = judgements.of("agency")
        self._changed = changed
        forms = {name for one in self._judged for name in one.pair}
        self._judged_as = agency_map(self._judged, {form: agency_of_id(form).id for form in forms})

    def settle(self, rows: PolicyRows) -> None:
        """Apply the judgements to the policy's own rows."""
        chosen: dict[str, str] = {}
        found: dict[str, Row] = {}
        for form, row in rows.agencies.items():
            key = self._identity(form, row["id"])
            chosen[form] = key
            found[key] = row if key == row["id"] else self._row(key)
            if found[key]["region"] is not None:
                rows.regions |= region_rows(found[key]["region"])
        rows.agencies = found
        for link in (*(link for links in rows.duties.values() for link in links), *rows.issuers):
            link["agency"] = chosen[link["agency"]]
        self._touched |= found.keys()

    def _identity(self, form: str, by_rule: str) -> str:
        """Id of the agency that a printed form means; ``by_rule`` is what the rules alone say."""
        return self._judged_as.get(form) or self._judged_as.get(by_rule) or by_rule

    def _row(self, key: str) -> Row:
        return agency_row(agency_of_id(key)) | {"id": key}

    def move(self) -> None:
        """Re-point what the loaded policies say where the judgements mean another agency now."""
        for kind, (left, right) in _SAID.items():
            rows = table(
                self._transaction,
                f"MATCH (a:Agency){left}[r:{kind}]{right}() MATCH (p:Policy {{id: r.policy}}) "
                "RETURN DISTINCT a.id, r.name, r.policy, p.region",
            )
            moves = []
            for key, name, policy, region in rows:
                said = agency(name, regions.region(region) if region else None, policy)
                new = self._identity(said.form, said.id)
                if new != key:
                    moves.append({"old": key, "name": name, "policy": policy, "new": new})
            self._write([self._row(key) for key in sorted({move["new"] for move in moves})])
            self._touched |= {move[end] for move in moves for end in ("old", "new")}
            run(
                self._transaction,
                "UNWIND $rows AS row MATCH (:Agency {id: row.old})"
                f"{left}[r:{kind} {{name: row.name, policy: row.policy}}]{right}(h) "
                f"MATCH (b:Agency {{id: row.new}}) CREATE (b){left}[s:{kind}]{right}(h) SET s = properties(r) DELETE r",
                rows=moves,
            )

    def _write(self, rows: list[Row]) -> None:
        above: dict[str, Row] = {}
        for row in rows:
            above |= region_rows(row["region"]) if row["region"] else {}
        write_regions(self._transaction, above)
        write_agencies(self._transaction, rows)

    @property
    def touched(self) -> list[str]:
        """Ids of the agencies that may have lost their last reference."""
        return sorted(self._touched)

    def finish(self) -> None:
        """Write the names of the agencies that changed, and the candidates among those of their regions."""
        names: dict[str, set[str]] = {}
        for kind, (left, right) in _SAID.items():
            rows = table(
                self._transaction,
                f"UNWIND $ids AS id MATCH (a:Agency {{id: id}}){left}[r:{kind}]{right}() "
                "MATCH (p:Policy {id: r.policy}) RETURN DISTINCT a.id, r.name, p.region",
                ids=self.touched,
            )
            for key, name, region in rows:
                said = agency(name, regions.region(region) if region else None)
                names.setdefault(key, set()).add(said.printed)
        run(
            self._transaction,
            "UNWIND $rows AS row MATCH (a:Agency {id: row.id}) SET a.aliases = row.aliases",
            rows=[{"id": key, "aliases": sorted(found)} for key, found in sorted(names.items())],
        )
        self._show_candidates()

    def _show_candidates(self) -> None:
        judged = {key.partition(":")[0] for key in (*self._judged_as, *self._judged_as.values())}
        codes = {key.partition(":")[0] for key in self._touched} | judged
        there = (
            values(self._transaction, "MATCH (a:Agency) RETURN a.id")
            if self._changed
            else values(
                self._transaction,
                "UNWIND $keys AS key MATCH (a:Agency)-[:BELONGS_TO]->(:Region {id: key}) RETURN a.id",
                keys=sorted(codes),
            )
        )
        found = agency_candidates(there, self._judged_as, self._judged)
        candidates.show(self._transaction, "Agency", sorted(there), found)


def write_agencies(transaction: ManagedTransaction, rows: list[Row]) -> None:
    """Agencies with their region (which must be there) and functions."""
    run(
        transaction,
        "UNWIND $rows AS row MERGE (a:Agency {id: row.id}) "
        "SET a.name = row.name, a.short = row.short, a.caption = row.caption",
        rows=rows,
    )
    run(
        transaction,
        "UNWIND $rows AS row MATCH (a:Agency {id: row.id}) MATCH (r:Region {id: row.region}) "
        "MERGE (a)-[:BELONGS_TO]->(r)",
        rows=[row for row in rows if row["region"] is not None],
    )
    run(
        transaction,
        "UNWIND $rows AS row MATCH (a:Agency {id: row.id}) MATCH (f:Function {id: row.function}) "
        "MERGE (a)-[:HAS_FUNCTION]->(f)",
        rows=[{"id": row["id"], "function": code} for row in rows for code in row["functions"]],
    )


def write_regions(transaction: ManagedTransaction, rows: dict[str, Row]) -> None:
    """Regions, by code, with the tie to the one above, which must be among them or there."""
    found = list(rows.values())
    run(transaction, "UNWIND $rows AS row MERGE (r:Region {id: row.id}) SET r += row.props", rows=found)
    run(
        transaction,
        "UNWIND $rows AS row MATCH (r:Region {id: row.id}) MATCH (p:Region {id: row.parent}) MERGE (r)-[:PART_OF]->(p)",
        rows=[row for row in found if row["parent"] is not None],
    )
