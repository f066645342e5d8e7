"""Captions that a client can break into lines, derived from the words and nothing else."""

from __future__ import annotations

import pytest

from graph.captions import SOURCES, caption, fill
from graph.model import labels, properties
from graph.store import GraphStore

QUOTE = (
    "对纳入国家和省级首台(套)技术装备、首批次新材料等目录的产品,省级按产品购置单价或研发费用的15%,"
    "对产品研制方和示范应用方给予补助,双边最高奖补1000万元"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("湖北", "湖北"),
        (
            "省人民政府办公厅关于推动激光产业高质量发展的实施意见",
            "省人民政府 办公厅关于 推动激光产业 高质量发展 的实施意见",
        ),
        ("省经济和信息化厅", "省经济和 信息化厅"),
        ("强化项目建设和推广应用支持", "强化项目 建设和推广 应用支持"),
        ("省自然资源厅,各市", "省自然资 源厅,各市"),
        ("力争2026年达到500亿元", "力争2026年 达到500亿元"),
        ("增长15%,其中", "增长15%, 其中"),
        ("Huagong Tech 公司", "Huagong Tech 公司"),
    ],
)
def test_lines_end_where_words_and_numbers_do_and_none_begins_with_a_mark(text: str, expected: str) -> None:
    assert caption(text) == expected


def test_a_long_quote_goes_on() -> None:
    lines = caption(QUOTE).split(" ")
    assert len(lines) == 6
    assert lines[-1].endswith("…")
    assert QUOTE.startswith("".join(lines).removesuffix("…"))
    assert max(map(len, lines)) <= 9


def test_every_label_that_has_one_declares_it() -> None:
    assert {label for label in labels() if "caption" in properties(label)} == SOURCES.keys()
    for label, source in SOURCES.items():
        assert source in properties(label)


def test_every_node_of_the_graph_has_one_made_of_its_words(loaded_store: GraphStore) -> None:
    for label, source in SOURCES.items():
        rows = loaded_store.read(
            f"MATCH (n:{label}) WHERE n.{source} IS NOT NULL RETURN n.{source} AS words, n.caption AS c"
        )
        assert rows
        assert [row["c"] for row in rows] == [caption(row["words"]) for row in rows], label


def test_a_graph_of_before_is_given_them(store: GraphStore) -> None:
    before = store.read("MATCH (i:Instrument) RETURN i.id AS id, i.caption AS c ORDER BY id")
    store.write(lambda transaction: transaction.run("MATCH (i:Instrument) REMOVE i.caption").consume())
    store.write(fill)
    assert store.read("MATCH (i:Instrument) RETURN i.id AS id, i.caption AS c ORDER BY id") == before
