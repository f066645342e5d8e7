"""Who is who in the graph: agencies, titles, firms, and instruments asked for by name."""

from __future__ import annotations

import pytest

from graph.export import export_lines
from graph.identity import agency, fold_title, title_keys
from graph.normal import normal
from graph.store import GraphStore
from graph.taxonomy import fold_alias, instruments
from graph.writer import remove_policy, replace_policy
from loaders.pipeline import Reading
from loaders.plan import Plan, Relation
from loaders.regions import region
from tests.graph.graph_readings import mention, reading


@pytest.mark.parametrize(
    ("printed", "home", "key", "name"),
    [
        ("省经信厅", "420000", "420000:省经济和信息化厅", "湖北省经济和信息化厅"),
        ("湖北省经信厅", "440000", "420000:省经济和信息化厅", "湖北省经济和信息化厅"),
        ("湖北省经济和信息化厅", None, "420000:省经济和信息化厅", "湖北省经济和信息化厅"),
        ("省科技厅", "442000", "440000:省科学技术厅", "广东省科学技术厅"),
        ("武汉市人民政府", "420000", "420100:市人民政府", "武汉市人民政府"),
        ("各市、州人民政府", "420000", "420000:各市、州人民政府", "各市、州人民政府"),
        ("国家发展改革委", "420000", "100000:国家发展和改革委员会", "国家发展和改革委员会"),
        ("市科技局", "442000-torch", "442000:市科学技术局", "中山市科学技术局"),
        ("市科技局", None, ":市科学技术局", "市科学技术局"),
    ],
)
def test_an_agency_belongs_to_the_region_its_prefix_names(printed: str, home: str | None, key: str, name: str) -> None:
    found = agency(printed, region(home) if home else None)
    assert (found.id, found.name) == (key, name)


def test_titles_printed_in_two_ways_are_one() -> None:
    assert fold_title("《甲市行动计划（2023—2027年）》") == fold_title("甲市 行动计划(2023-2027年)")
    assert fold_title("甲市行动计划") != fold_title("甲市行动方案")


def test_a_notice_is_known_by_the_title_it_carries_too() -> None:
    whole, carried = title_keys("甲市人民政府关于印发《甲市行动方案（2024—2026年）》的通知")
    assert carried == fold_title("甲市行动方案（2024—2026年）")
    assert whole != carried


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (500, "亿元", (5e10, "元")),
        (0.1, "万亿元", (1e11, "元")),
        (15, "%", (0.15, "1")),
        (5, "万亩", (5e4, "亩")),
        (7, "元", (7.0, "元")),
        (200, "项", None),
    ],
)
def test_numbers_are_brought_to_one_unit(value: float, unit: str, expected: tuple[float, str] | None) -> None:
    assert normal(value, unit) == expected


def test_an_instrument_can_be_asked_for_by_code_and_names_and_no_name_means_two() -> None:
    owners: dict[str, str] = {}
    for row in instruments():
        aliases = row["props"]["aliases"]
        assert {row["id"], row["props"]["zh"], row["props"]["en"]} <= set(aliases)
        assert len(aliases) > 3, row["id"]
        for alias in aliases:
            assert owners.setdefault(fold_alias(alias), row["id"]) == row["id"]
    for asked in ("first-of-kind", "首台套", "首台(套)", "首台（套）", "首批次"):
        assert owners[fold_alias(asked)] == "first-of-kind"


def citing(key: str, title: str) -> Reading:
    return reading(key, [("1", f"落实《{title}》。")], mention("1", "cited-policy", title))


def targets(store: GraphStore) -> list[tuple[str, str, bool]]:
    rows = store.read(
        "MATCH (p:Policy)-[r:CITES|RELATED_TO]->(t:Policy) "
        "RETURN p.id AS source, t.id AS target, t.stub AS stub ORDER BY source, target"
    )
    return [(row["source"], row["target"], row["stub"]) for row in rows]


def test_a_citation_points_at_a_stub_until_that_policy_is_loaded_and_again_after(store: GraphStore) -> None:
    stub = "title:" + fold_title("乙市行动方案（2024—2026年）")
    cited = reading("cited", [("1", "无。")], title="乙市人民政府关于印发《乙市行动方案（2024—2026年）》的通知")
    replace_policy(store, citing("citing", "乙市行动方案(2024-2026年)"))
    alone = list(export_lines(store))
    assert targets(store) == [("citing", stub, True)]
    replace_policy(store, cited)
    both = list(export_lines(store))
    assert targets(store) == [("citing", "cited", False)]
    remove_policy(store, "cited")
    assert list(export_lines(store)) == alone
    remove_policy(store, "citing")
    replace_policy(store, cited)
    replace_policy(store, citing("citing", "乙市行动方案(2024-2026年)"))
    assert list(export_lines(store)) == both


def test_of_two_policies_with_one_title_the_citation_means_the_first_by_id_in_any_order(store: GraphStore) -> None:
    made = [
        citing("z", "丙市措施"),
        reading("b", [("1", "无。")], title="丙市措施"),
        reading("a", [("1", "无。")], title="《丙市措施》"),
    ]
    exports = []
    for order in ((0, 1, 2), (2, 1, 0), (1, 0, 2)):
        for index in order:
            replace_policy(store, made[index])
        exports.append(list(export_lines(store)))
        assert targets(store) == [("z", "a", False)]
        remove_policy(store, "a")
        assert targets(store) == [("z", "b", False)]
        for key in ("b", "z"):
            remove_policy(store, key)
    assert exports[0] == exports[1] == exports[2]


def test_a_policy_that_changes_its_title_loses_its_citations(store: GraphStore) -> None:
    replace_policy(store, citing("z", "丁市措施"))
    replace_policy(store, reading("a", [("1", "无。")], title="丁市措施"))
    replace_policy(store, reading("a", [("1", "无。")], title="丁市办法"))
    assert targets(store) == [("z", "title:丁市措施", True)]


def test_relations_of_plans_by_id_and_title_survive_the_other_policy(store: GraphStore) -> None:
    relations = (Relation(kind="answers", to="other", note="据此答复"), Relation(kind="succeeds", title="旧方案"))
    plan = Plan(id="mine", relations=relations)
    mine = reading("mine", [("1", "无。")], plan=plan)
    replace_policy(store, mine)
    alone = list(export_lines(store))
    assert targets(store) == [("mine", "other", True), ("mine", "title:旧方案", True)]
    replace_policy(store, reading("other", [("1", "无。")], title="旧方案"))
    assert targets(store) == [("mine", "other", False), ("mine", "other", False)]
    remove_policy(store, "other")
    assert list(export_lines(store)) == alone
    rows = store.read("MATCH ()-[r:RELATED_TO {kind: 'answers'}]->() RETURN r.note AS note, r.status AS status")
    assert rows == [{"note": "据此答复", "status": "unconfirmed"}]


def test_names_of_one_firm_meet_on_one_node_whatever_the_order(store: GraphStore) -> None:
    short = reading("short", [("1", "支持华为发展。")], mention("1", "enterprise", "华为", "key"))
    long = reading("long", [("1", "华为技术有限公司落户。")], mention("1", "enterprise", "华为技术有限公司", "partner"))
    exports = []
    for first, second in ((short, long), (long, short)):
        replace_policy(store, first)
        alone = list(export_lines(store))
        replace_policy(store, second)
        exports.append(list(export_lines(store)))
        rows = store.read(
            "MATCH (e:Enterprise)<-[r:NAMES]-() "
            "RETURN e.id AS id, e.aliases AS aliases, r.name AS name, r.role AS role ORDER BY name"
        )
        both = {"id": "华为技术有限公司", "aliases": ["华为", "华为技术有限公司"]}
        assert rows == [both | {"name": "华为", "role": "key"}, both | {"name": "华为技术有限公司", "role": "partner"}]
        remove_policy(store, second.id)
        assert list(export_lines(store)) == alone
        remove_policy(store, first.id)
    assert exports[0] == exports[1]
