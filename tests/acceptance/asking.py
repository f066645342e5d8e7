"""Asking the named queries as a user does, with every quote held against the text it is said to stand in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cypher.catalogue import catalogue
from cypher.run import run
from graph.store import GraphStore

Row = dict[str, Any]

HB, GD, DG = "hubei-laser-2024", "guangdong-laser-am-2021", "dongguan-emerging-2024"
ZS_P, ZS_R = "zhongshan-optoelectronics-2024", "zhongshan-laser-reply-2023"
HUBEI, GUANGDONG, ZHONGSHAN, DONGGUAN = "420000", "440000", "442000", "441900"


class Ask:
    """Asks a query of one graph; ``tiers`` is the least tier that counts where a query takes one."""

    def __init__(self, store: GraphStore, tiers: str = "certain") -> None:
        self.store = store
        self._tiers = tiers
        self._texts = {
            row["id"]: row["text"]
            for row in store.read("MATCH (p:Policy) WHERE p.text IS NOT NULL RETURN p.id AS id, p.text AS text")
        }

    def __call__(self, name: str, **arguments: object) -> list[Row]:
        """The rows; AssertionError when a quote is not the text at its offsets."""
        query = catalogue().get(name)
        given = {"tiers": self._tiers} | arguments if "tiers" in query.parameters else arguments
        rows = run(self.store, query, given)
        for quoted in _quoted(rows, None):
            assert self.text(quoted["policy"], quoted["start"], quoted["end"]) == quoted["quote"]
        return rows

    def text(self, policy: str, start: int, end: int) -> str:
        """The clean text of a policy between two offsets."""
        return str(self._texts[policy][start:end])

    def words(self, policy: str, words: str, window: int = 40) -> Row:
        """The only place in ``policy`` where ``words`` are printed."""
        rows = self("text/find-words", policy=policy, words=[words], window=window)
        assert len(rows) == 1, (policy, words, len(rows))
        assert self.text(policy, rows[0]["word_start"], rows[0]["word_end"]) == words
        return rows[0]

    def counts(self, *words: str) -> dict[tuple[str, str], Row]:
        """For each policy and each of ``words`` how often they are printed, and the state."""
        return {(row["policy"], row["word"]): row for row in self("text/count-words", words=list(words))}

    def states(self, **arguments: object) -> dict[tuple[str, str], Row]:
        """For each policy and instrument of a group or family the cell of the matrix."""
        return {(row["policy"], row["instrument"]): row for row in self("compare/instruments-by-policy", **arguments)}


def only(rows: list[Row], **values: object) -> Row:
    """The one row with these values."""
    found = having(rows, **values)
    assert len(found) == 1, (values, len(found))
    return found[0]


def having(rows: list[Row], **values: object) -> list[Row]:
    """The rows with these values."""
    return [row for row in rows if all(row[key] == value for key, value in values.items())]


def sums(row: Row, key: str = "amounts") -> set[tuple[str, float]]:
    """Type and value of every amount of a row."""
    return {(one["type"], one["value"]) for one in row[key]}


def _quoted(value: object, policy: str | None) -> Iterator[Row]:
    if isinstance(value, Mapping):
        policy = value.get("policy") or policy
        if value.get("quote") is not None and policy is not None and "start" in value:
            yield {"policy": policy, "quote": value["quote"], "start": value["start"], "end": value["end"]}
        for item in value.values():
            yield from _quoted(item, policy)
    elif isinstance(value, list):
        for item in value:
            yield from _quoted(item, policy)
