"""What one policy puts into the graph, and that the graph is a function of what is loaded."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest

from graph import model
from graph.errors import GraphError
from graph.export import export_lines
from graph.store import GraphStore
from graph.writer import policies, prepare, remove_policy, replace_policy
from loaders.facts import Amount
from loaders.pipeline import Reading
from tests.graph.graph_readings import duty, focus, measure, mention, reading, target


def small(key: str = "small", region: str = "420000") -> Reading:
    return reading(
        key,
        [
            ("1", "支持首台套。对首台套产品按单价15%、最高1000万元奖补，另设最高500万元平台补贴。"),
            ("2", "壮大产业。"),
            ("2/1", "目标。2026年产业规模达到500亿至600亿元。由省经信厅牵头，武汉市人民政府负责。"),
            ("1", "重复编号。举办光谷激光展，建设未来园区。"),
        ],
        measure(
            "1",
            "first-of-kind",
            "首台套产品按单价15%、最高1000万元奖补",
            "funds",
            Amount(type="rate", value=0.15, basis="单价"),
            Amount(type="cap", value=5_000_000),
            Amount(type="cap", value=10_000_000),
        ),
        measure("1", "industrial-parks", "建设未来园区", "provides"),
        target("2/1", "产业规模", (500, 600), "亿元", "2026年产业规模达到500亿至600亿元", 2026),
        duty("2/1", "省经信厅", "lead"),
        duty("2/1", "武汉市人民政府"),
        mention("1", "event", "光谷激光展"),
        mention("", "institution", "省实验室"),
        focus("激光"),
        title="湖北省激光产业行动方案",
        issuer="湖北省人民政府办公厅",
        region=region,
        preface="由省实验室起草。",
    )


def one(store: GraphStore, cypher: str) -> dict[str, Any]:
    rows = store.read(cypher)
    assert len(rows) == 1, rows
    return rows[0]


def test_a_measure_stands_on_its_innermost_clause_with_rate_highest_cap_and_all_amounts(store: GraphStore) -> None:
    replace_policy(store, small())
    row = one(
        store,
        "MATCH (c:Clause)-[d:DEPLOYS]->(m:Measure)-[:OF_TYPE]->(i:Instrument {id: 'first-of-kind'}) "
        "RETURN c.id AS clause, m.id AS id, m.mode AS mode, m.rate AS rate, m.cap_yuan AS cap, m.amounts AS amounts, "
        "d.quote AS quote, d.start AS start, d.end AS end, d.policy AS policy",
    )
    assert row["clause"] == "small#1"
    assert row["id"] == "small#1!first-of-kind"
    assert (row["mode"], row["rate"], row["cap"], row["policy"]) == ("funds", 0.15, 10_000_000, "small")
    assert [json.loads(amount)["value"] for amount in row["amounts"]] == [0.15, 5_000_000, 10_000_000]
    text = one(store, "MATCH (p:Policy {id: 'small'}) RETURN p.text AS text")["text"]
    assert text[row["start"] : row["end"]] == row["quote"]


def test_an_amount_that_is_not_printed_is_absent(store: GraphStore) -> None:
    replace_policy(store, small())
    row = one(
        store,
        "MATCH (m:Measure {instrument: 'industrial-parks'}) "
        "RETURN m.rate AS rate, m.cap_yuan AS cap, m.amounts AS amounts",
    )
    assert row == {"rate": None, "cap": None, "amounts": []}


def test_a_path_that_repeats_in_one_file_gives_two_clauses_each_with_its_own_facts(store: GraphStore) -> None:
    replace_policy(store, small())
    rows = store.read("MATCH (:Policy {id: 'small'})-[:HAS_CLAUSE]->(c:Clause) RETURN c.id AS id ORDER BY c.order")
    assert [row["id"] for row in rows] == ["small#1", "small#2", "small#1~2"]
    assert one(store, "MATCH (c:Clause)-[:NAMES]->(:Event) RETURN c.id AS id")["id"] == "small#1~2"
    assert one(store, "MATCH (c:Clause)-[:HAS_CLAUSE]->(b:Clause) RETURN c.id AS up, b.id AS id") == {
        "up": "small#2",
        "id": "small#2/1",
    }


def test_a_fact_before_the_first_clause_stands_on_the_policy(store: GraphStore) -> None:
    replace_policy(store, small())
    row = one(store, "MATCH (p:Policy)-[r:NAMES]->(n:Institution) RETURN p.id AS id, r.name AS name, n.id AS key")
    assert row == {"id": "small", "name": "省实验室", "key": "湖北省实验室"}


def test_a_target_keeps_its_printed_number_beside_the_derived_one(store: GraphStore) -> None:
    replace_policy(store, small())
    row = one(store, "MATCH (:Clause {id: 'small#2/1'})-[:SETS]->(t:Target) RETURN t")["t"]
    assert (row["id"], row["value"], row["value_max"], row["unit"], row["year"]) == (
        "small#2/1@1",
        500,
        600,
        "亿元",
        2026,
    )
    assert (row["normal_value"], row["normal_value_max"], row["normal_unit"]) == (5e10, 6e10, "元")


def test_agencies_are_kept_by_region_with_their_printed_name_on_the_duty(store: GraphStore) -> None:
    replace_policy(store, small())
    rows = store.read(
        "MATCH (a:Agency)-[r:LEADS|RESPONSIBLE_FOR]->(:Clause) MATCH (a)-[:BELONGS_TO]->(g:Region) "
        "RETURN type(r) AS type, r.name AS printed, a.id AS id, a.name AS name, g.name AS region ORDER BY id"
    )
    assert rows == [
        {
            "type": "LEADS",
            "printed": "省经信厅",
            "id": "420000:省经济和信息化厅",
            "name": "湖北省经济和信息化厅",
            "region": "湖北省",
        },
        {
            "type": "RESPONSIBLE_FOR",
            "printed": "武汉市人民政府",
            "id": "420100:市人民政府",
            "name": "武汉市人民政府",
            "region": "武汉市",
        },
    ]
    issuer = one(store, "MATCH (:Policy {id: 'small'})-[r:ISSUED_BY]->(a:Agency) RETURN r.quote AS quote, a.id AS id")
    assert issuer == {"quote": "湖北省人民政府办公厅", "id": "420000:省人民政府办公厅"}


def test_regions_come_with_all_above_them_and_go_with_the_last_that_refers_to_them(store: GraphStore) -> None:
    replace_policy(store, small("wuhan", "420106"))
    rows = store.read("MATCH (:Region {id: '420106'})-[:PART_OF*1..5]->(g:Region) RETURN g.id AS id ORDER BY id DESC")
    assert [row["id"] for row in rows] == ["420100", "420000", "100000"]
    replace_policy(store, reading("wuhan", [("1", "无。")], region="440000"))
    assert [row["id"] for row in store.read("MATCH (g:Region) RETURN g.id AS id ORDER BY id")] == ["100000", "440000"]


def test_an_unknown_instrument_is_refused_before_anything_is_written(store: GraphStore) -> None:
    before = store.generation()
    with pytest.raises(GraphError, match="unheard-of"):
        replace_policy(store, reading("x", [("1", "某事。")], measure("1", "unheard-of", "某事")))
    assert store.generation() == before


def test_every_change_counts_one_generation_and_preparing_again_none(store: GraphStore) -> None:
    before = store.generation()
    replace_policy(store, small())
    assert store.generation() == before + 1
    assert remove_policy(store, "small")
    assert store.generation() == before + 2
    assert not remove_policy(store, "small")
    prepare(store)
    assert store.generation() == before + 2


def test_loading_again_in_any_order_and_after_removal_gives_the_same_bytes(
    store: GraphStore, plans: list[Reading]
) -> None:
    empty = list(export_lines(store))
    for plan in plans:
        replace_policy(store, plan)
    first = list(export_lines(store))
    assert [policy["id"] for policy in policies(store)] == [plan.id for plan in plans]
    for plan in (*plans[2:], *plans[:2]):
        replace_policy(store, plan)
    assert list(export_lines(store)) == first
    for plan in plans:
        assert remove_policy(store, plan.id)
        replace_policy(store, plan)
    assert list(export_lines(store)) == first
    for plan in (*plans[3:], *plans[:3]):
        assert remove_policy(store, plan.id)
    assert list(export_lines(store)) == empty
    for plan in reversed(plans):
        replace_policy(store, plan)
    assert list(export_lines(store)) == first


def test_removing_one_policy_leaves_what_the_others_alone_would_give(store: GraphStore, plans: list[Reading]) -> None:
    for plan in plans[1:]:
        replace_policy(store, plan)
    without = list(export_lines(store))
    replace_policy(store, plans[0])
    assert list(export_lines(store)) != without
    remove_policy(store, plans[0].id)
    assert list(export_lines(store)) == without


def test_a_changed_reading_leaves_nothing_of_the_old_one(store: GraphStore) -> None:
    replace_policy(store, reading("small", [("1", "新的条款。")], region="440000"))
    new = list(export_lines(store))
    remove_policy(store, "small")
    replace_policy(store, small())
    replace_policy(store, reading("small", [("1", "新的条款。")], region="440000"))
    assert list(export_lines(store)) == new


def test_the_real_plans_hold_nothing_the_model_does_not_declare(store: GraphStore, plans: list[Reading]) -> None:
    for plan in plans:
        replace_policy(store, plan)
    seen: set[str] = set()
    for line in export_lines(store):
        entry = json.loads(line)
        name = entry.get("label") or entry["type"]
        seen.add(name)
        declared = model.node(name).all_properties if "label" in entry else model.relationship(name).properties
        required = {item.name for item in declared if item.required}
        if entry["properties"].get("stub"):
            required = {"id", "stub"}
        assert required <= entry["properties"].keys() <= model.properties(name), entry
        for item in declared:
            if item.name in entry["properties"]:
                assert _fits(entry["properties"][item.name], item.type), (item, entry)
        if "type" in entry:
            kind = model.relationship(name)
            assert entry["from"]["label"] in kind.sources
            assert entry["to"]["label"] in kind.targets
    assert seen == model.labels() | model.relationship_types()


def _fits(value: object, kind: str) -> bool:
    types: dict[str, type | tuple[type, ...]] = {
        "string": str,
        "integer": int,
        "float": float,
        "boolean": bool,
        "list of strings": list,
    }
    return isinstance(value, types[kind])


def test_policies_written_at_once_by_two_stores_come_out_as_one_after_the_other(
    store: GraphStore, plans: list[Reading]
) -> None:
    for plan in plans[:4]:
        replace_policy(store, plan)
    expected = list(export_lines(store))
    failures: list[GraphError] = []

    def load(mine: list[Reading]) -> None:
        try:
            with GraphStore.open(store.settings) as other:
                for plan in mine:
                    remove_policy(other, plan.id)
                    replace_policy(other, plan)
        except GraphError as error:
            failures.append(error)

    threads = [threading.Thread(target=load, args=(mine,)) for mine in (plans[:2], plans[2:4])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert list(export_lines(store)) == expected


def test_a_long_document_is_kept_whole(store: GraphStore) -> None:
    words = "推动激光产业高质量发展。" * 100_000
    replace_policy(store, reading("long", [("1", words)]))
    row = one(store, "MATCH (p:Policy {id: 'long'})-[:HAS_CLAUSE]->(c:Clause) RETURN p.text AS text, c.text AS clause")
    assert row["clause"].strip() == words
    assert words in row["text"]


def test_a_stray_node_without_a_name_does_not_stop_a_load(store: GraphStore) -> None:
    store.write(lambda transaction: transaction.run("CREATE (:Enterprise {id: 'stray'})").consume())
    replace_policy(
        store,
        reading("named", [("1", "华为技术有限公司落户。")], mention("1", "enterprise", "华为技术有限公司", "partner")),
    )
    assert [row["id"] for row in policies(store)] == ["named"]
    store.write(lambda transaction: transaction.run("MATCH (n:Enterprise {id: 'stray'}) DELETE n").consume())
