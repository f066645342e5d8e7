"""D. Actors and places: Q21, Q23, Q24, Q26, Q27, Q29."""

from __future__ import annotations

import pytest

from tests.acceptance.asking import DG, DONGGUAN, GD, GUANGDONG, HB, HUBEI, ZHONGSHAN, ZS_P, ZS_R, Ask, having, only


def test_enterprises_in_more_than_one_document(ask: Ask) -> None:
    """Q21. Which enterprises appear in more than one document, and in what role? Exactly five."""
    rows = ask("actors/enterprises-across-documents")
    found = {
        frozenset(row["printed"]): {(one["policy"], one["clause"], one["role"]) for one in row["mentions"]}
        for row in rows
    }
    courted = {(GD, "1/1", "representative"), (ZS_R, "3", "attraction-target")}
    assert found == {
        frozenset({"大族激光"}): courted,
        frozenset({"创鑫", "创鑫激光"}): courted,
        frozenset({"杰普特", "杰普特光电"}): courted,
        frozenset({"光韵达"}): courted,
        frozenset({"华为", "华为技术有限公司"}): {(ZS_R, "2", "partner"), (HB, "4/12", "partner")},
    }
    assert all(row["documents"] == 2 for row in rows)
    partner = ask.words(ZS_R, "华为技术有限公司")
    assert "长春理工大学中山研究院已与" in partner["quote"]
    assert "头部企业" in ask.words(HB, "与华为、禾赛科技")["quote"]
    assert "2019年大族激光主营收超过100亿元" in ask.words(GD, "大族激光")["quote"]


def test_no_firm_is_in_both_provinces_and_dongguan_names_none(ask: Ask) -> None:
    """Q21. No firm is in HB and GD both, nor in DG."""
    for row in ask("actors/enterprises-across-documents"):
        assert not {HB, GD} <= set(row["policies"])
        assert DG not in row["policies"]
    assert ask("actors/enterprise-roles", region=DONGGUAN) == []
    assert ask.counts("有限公司", "股份")[DG, "有限公司"]["state"] == "silent"


def test_zhongshans_chain_leader_and_key_firms(ask: Ask) -> None:
    """Q23. Zhongshan's laser chain leader and key firms: one and nine, none of them in the plan."""
    rows = ask("actors/enterprise-roles", region=ZHONGSHAN)
    leader = only(rows, role="chain-leader")
    assert (leader["name"], leader["policy"], leader["clause"]) == ("中山新诺科技股份有限公司", ZS_R, "7")
    key = having(rows, role="key")
    assert {(row["policy"], row["clause"]) for row in key} == {(ZS_R, "7")}
    assert [row["name"] for row in key] == [
        "广东华快光子科技有限公司",
        "中山汉通激光设备有限公司",
        "中山铨尼镭斯科技有限公司",
        "国科大（中山）科技创新服务有限公司",
        "广东量泽激光技术有限公司",
        "中山市金智激光设备有限公司",
        "广东炬盛德激光工程技术有限公司",
        "中山镭通激光科技有限公司",
        "大展智能装备（广东）有限责任公司",
    ]
    assert having(rows, policy=ZS_P) == []
    names = [row["name"] for row in [leader, *key]]
    assert all(ask.counts(name)[ZS_P, name]["count"] == 0 for name in names)


def test_firms_zhongshan_courts_against_the_provinces_own(ask: Ask) -> None:
    """Q24. Which Shenzhen firms does Zhongshan court, and which does the province count as its own champions?"""
    rows = ask("actors/attraction-against-champions", a=ZHONGSHAN, b=GUANGDONG)
    printed = {
        standing: {one["name"] for row in having(rows, standing=standing) for one in row["courted"] or row["counted"]}
        for standing in ("both", "courted only", "own only")
    }
    assert printed == {
        "both": {"大族激光", "光韵达", "创鑫激光", "杰普特光电"},
        "courted only": {"联赢激光"},
        "own only": {"纳思达", "海目星", "光库"},
    }
    assert {(one["policy"], one["clause"]) for row in rows for one in row["courted"]} == {(ZS_R, "3")}
    assert {(one["policy"], one["clause"]) for row in rows for one in row["counted"]} == {(GD, "1/1")}


def test_six_ones_against_ten_ones(ask: Ask) -> None:
    """Q26. Compare “六个一” and “十个一”: the words of both lists, counted from the quotes."""
    six = ask.words(ZS_R, "六个一", window=120)
    assert six["clause"] == "1"
    listed = six["quote"].split("一个产业集群对应", 1)[1].split("，）", 1)[0].split("、")
    assert [one[2:] for one in listed] == [
        "龙头骨干和隐形冠军企业清单",
        "招商引资清单",
        "重点投资项目清单",
        "创新体系",
        "政策工具包",
        "战略咨询支撑机构",
    ]
    ten = ask.words(DG, "对应“十个一”的工作体系", window=150)
    assert ten["clause"] == "3/2"
    elements = ten["quote"].split("包括", 1)[1].split(",科学把握", 1)[0].split("、")
    assert [one[4:] for one in elements] == [
        "产业政策",
        "特色园区",
        "研发机构",
        "中试转化平台",
        "产业基金",
        "服务机构",
        "应用场景",
        "龙头企业",
        "重点项目",
        "品牌盛会",
    ]


def test_what_only_the_ten_ones_hold(ask: Ask) -> None:
    """Q26. Park, pilot platform, fund, scenarios and event are Dongguan's alone; bare names are no measures."""
    used = {code for (policy, code), row in ask.states().items() if policy == DG and "3/2" in row["clauses"]}
    assert used == {
        "industrial-parks",
        "research-institutions",
        "pilot-scale",
        "industry-fund",
        "demonstration",
        "enterprise-cultivation",
        "brand-and-exhibitions",
        "further-policy",
    }
    only_dongguan = ("特色园区", "中试", "产业基金", "应用场景", "盛会")
    counts = ask.counts(*only_dongguan)
    assert {counts[ZS_R, word]["state"] for word in only_dongguan} == {"silent"}
    assert {counts[DG, word]["state"] for word in only_dongguan} == {"named"}


def test_areas_of_parks_in_square_kilometres(ask: Ask) -> None:
    """Q27. Parks and land, in km²: two areas, one printed twice and counted once."""
    rows = {row["place"]: row for row in ask("places/areas")}
    assert set(rows) == {"深中合作创新区", "南部坦洲高端显示产业园区"}
    large, small = rows["深中合作创新区"], rows["南部坦洲高端显示产业园区"]
    assert (large["value"], large["unit"], large["printed"]) == (150000, "亩", 2)
    assert large["km2"] == pytest.approx(100, abs=0.5)
    assert [(one["policy"], one["clause"]) for one in large["evidence"]] == [(ZS_R, "1"), (ZS_R, "3")]
    assert (small["value"], small["unit"], small["printed"]) == (5550, "亩", 1)
    assert small["km2"] == pytest.approx(3.70, abs=0.005)
    assert "5550" in small["formula"]
    assert all("约" in one["quote"] for row in rows.values() for one in row["evidence"])


def test_parks_without_an_area(ask: Ask) -> None:
    """Q27. Parks named elsewhere print no area."""
    rows = ask("places/named")
    named = {(one["policy"], one["clause"], one["name"]) for row in rows for one in row["mentions"]}
    assert {
        (ZS_P, "2/1", "火炬开发区"),
        (ZS_P, "2/1", "坦洲镇"),
        (ZS_P, "2/1", "板芙镇"),
        (HB, "5/15", "武汉光谷国际绿色激光产业基地"),
        (GD, "4/5/10", "激光谷"),
    } <= named
    assert ask.words(GD, "激光谷、增材制造产业园")["clause"] == "4/5/10"
    assert ask.words(DG, "七大战略性新兴产业基地")["clause"] == "3/8"
    for region in (HUBEI, GUANGDONG, DONGGUAN):
        assert ask("places/areas", region=region) == []


def test_what_the_province_asks_that_the_city_plan_answers(ask: Ask) -> None:
    """Q29. What does the province ask that the city plan answers?"""
    asked = ask.words(GD, "明确目标、任务、进度安排和保障措施")
    assert asked["clause"] == "5/1"
    assert "各地市要加强对集群建设的组织领导" in asked["quote"]
    assert ask.words(GD, "出台针对性行动计划")["clause"] == "5/1"
    assert "5/1" in ask.states(group="governance")[GD, "further-policy"]["clauses"]
    assert ask.words(ZS_P, "中山市制造强市建设领导小组")["clause"] == "3"
    assert "3" in ask.states(group="governance")[ZS_P, "coordination"]["clauses"]
    clauses = {row["clause"]: row["title"] for row in ask("responsibility/clauses-by-lead", policy=ZS_P)}
    assert [path for path in clauses if path.startswith("2/")] == [f"2/{number}" for number in range(1, 9)]
    assert clauses["1/3"] == "激光装备"
    targets = {row["policy"]: row for row in ask("targets/side-by-side") if row["policy"] in (ZS_P, DG)}
    assert (targets[ZS_P]["state"], targets[DG]["state"]) == ("unknown", "stated")
    assert ask.counts("进度安排")[ZS_P, "进度安排"]["state"] == "unknown"
    assert "加强组织协调领导、加大政策支持力度、建立健全跟踪机制" in ask.words(ZS_P, "建立健全跟踪机制")["quote"]
    assert ask.words(DG, "市制造强市建设领导小组")["clause"] == "3/1"
    assert not any("激光" in industry for industry in targets[DG]["scope"])


def test_the_link_to_the_provincial_plan_is_inferred(ask: Ask) -> None:
    """Q29. No city document cites the provincial plan by title."""
    rows = {row["policy"]: row for row in ask("provenance/links-upward")}
    assert set(rows) == {ZS_P, ZS_R, DG}
    for row in rows.values():
        assert (row["above"], row["cites"], row["link"]) == (GD, "false", "inferred")
