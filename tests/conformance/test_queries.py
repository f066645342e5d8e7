"""Every query file answers alike on every engine: rows, order, Python types."""

from __future__ import annotations

from pathlib import Path

import pytest

from cypher.catalogue import catalogue
from tests.conformance.comparing import difference, ordered
from tests.conformance.engines import GRAPHS, Engine, every_engine
from tests.conformance.table import ARTEFACTS, Line, compare, summary, write


def differing(lines: list[Line]) -> list[str]:
    return [f"{line.query}: {said}" for line in lines for said in line.differences]


def test_every_query_answers_alike_on_the_plans(both: list[Engine]) -> None:
    lines = compare(both, "plans", each=1, mixed=1)
    assert differing(lines) == []
    assert {line.query for line in lines} == {query.name for query in catalogue()}
    assert [line.query for line in lines if line.rows == 0] == []


@pytest.mark.long
@pytest.mark.neo4j
@pytest.mark.timeout(7200)
def test_every_query_answers_alike_on_three_engines_and_both_graphs(tmp_path: Path) -> None:
    lines: list[Line] = []
    with every_engine(tmp_path) as engines:
        for graph in GRAPHS:
            for engine in engines:
                engine.load(graph)
            lines += compare(engines, graph)
    write(lines, ARTEFACTS)
    assert differing(lines) == [], summary(lines)
    assert {line.query for line in lines} == {query.name for query in catalogue()}
    assert [line.query for line in lines if line.rows == 0] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([{"n": 1}], [{"n": 1.0}]),
        ([{"n": 1}], [{"n": True}]),
        ([{"n": 1}], []),
        ([{"n": 1}], [{"m": 1}]),
        ([{"n": None}], [{"n": ""}]),
        ([{"n": [{"deep": 2}]}], [{"n": [{"deep": 2.0}]}]),
        ([{"n": {"a": 1}}], [{"n": {"a": 1, "b": None}}]),
        ([{"n": 1}, {"n": 2}], [{"n": 2}, {"n": 1}]),
    ],
)
def test_the_comparison_sees_what_differs(one: list[dict[str, object]], other: list[dict[str, object]]) -> None:
    assert difference("MATCH (a) RETURN a.n AS n ORDER BY n", one, other)
    assert difference("MATCH (a) RETURN a.n AS n ORDER BY n", one, one) is None


def test_rows_without_an_order_are_compared_as_a_bag() -> None:
    rows: list[dict[str, object]] = [{"n": 1}, {"n": 2}, {"n": 2}]
    unordered = "MATCH (a) WITH a ORDER BY a.id RETURN a.n AS n"
    assert difference(unordered, rows, rows[::-1]) is None
    assert difference(unordered, rows, [{"n": 1}, {"n": 1}, {"n": 2}])


def test_every_shipped_query_says_in_which_order_its_rows_come() -> None:
    assert [query.name for query in catalogue() if not ordered(query.cypher)] == []
