"""B. Targets and numbers: Q7, Q8, Q9, Q11, Q12, Q14."""

from __future__ import annotations

import pytest

from tests.acceptance.asking import DG, GD, GUANGDONG, HB, HUBEI, ZS_P, ZS_R, Ask, having, only


def test_targets_due_in_2026_are_hubeis_alone(ask: Ask) -> None:
    """Q7. Which targets fall due in 2026, and how do they compare after normalising?"""
    rows = ask("targets/due-by-year", year=2026)
    assert {(row["policy"], row["clause"]) for row in rows} == {(HB, "1")}
    assert sorted((row["value"], row["unit"], row["op"]) for row in rows) == [
        (1, "家", "="),
        (1, "家", "="),
        (2, "家", "="),
        (3, "家", "~"),
        (15, "%", "~"),
        (500, "亿元", "="),
    ]
    scale = only(rows, unit="亿元")
    assert "激光产业规模" in scale["metric"]
    assert (scale["normal_value"], scale["normal_unit"]) == (5e10, "元")
    assert {n for n in ("200", "100", "50") for row in having(rows, unit="家") if f"过{n}亿元" in row["metric"]} == {
        "200",
        "100",
        "50",
    }
    assert "发明专利" in only(rows, unit="%")["metric"]
    users = ask.words(HB, "过万亿元", window=60)
    assert users["clause"] == "1"
    assert "2026年达到500亿元" in users["quote"]


def test_nothing_is_compared_for_2026(ask: Ask) -> None:
    """Q7. Only Hubei is quantified; the summary says it in words, the others have other years."""
    rows = ask("targets/side-by-side", year=2026)
    assert {row["comparison"] for row in rows} == {"nothing to compare"}
    others = {row["policy"]: (row["state"], row["years"]) for row in rows if row["policy"] != HB}
    assert others == {
        GD: ("unknown", [2025]),
        DG: ("silent", [2027]),
        ZS_P: ("unknown", []),
        ZS_R: ("silent", []),
    }
    found = ask("text/find-words", policy=ZS_P, words=["规模与创新能力迈上新台阶"])
    assert [row["clause"] for row in found] == [""]
    assert "2026年" in found[0]["quote"]


def test_scale_targets_side_by_side_are_not_comparable(ask: Ask) -> None:
    """Q8. Scale targets side by side: different metric, scope and year are flagged."""
    rows = ask("targets/side-by-side", words=["规模", "主营收", "总产值", "增加值", "附加值"])
    money = {(row["policy"], row["clause"], row["value"], row["unit"], row["op"], row["year"]) for row in rows}
    assert {
        (HB, "1", 280, "亿元", "=", 2024),
        (HB, "1", 380, "亿元", "=", 2025),
        (HB, "1", 500, "亿元", "=", 2026),
        (GD, "2/1", 2500, "亿元", ">=", 2025),
        (GD, "2/1", 1000, "亿元", "=", 2025),
        (GD, "2/1", 12, "万亿元", ">=", 2025),
        (DG, "1/2", 30000, "亿元", ">=", 2027),
        (DG, "1/2", 7, "个", ">=", 2027),
    } <= money
    stated = having(rows, state="stated")
    assert {row["comparison"] for row in stated} == {"not comparable"}
    assert all({"metric", "scope"} <= set(row["differs"]) for row in stated)
    assert "year" in only(rows, policy=DG, value=30000)["differs"]
    assert only(rows, policy=DG, value=30000)["normal_value"] == 3e12
    assert only(rows, policy=GD, value=12)["normal_value"] == 120000e8
    assert {row["policy"]: row["state"] for row in rows if row["state"] != "stated"} == {
        ZS_P: "unknown",
        ZS_R: "silent",
    }
    scopes = {row["policy"]: row["scope"] for row in rows}
    assert "激光" in scopes[HB]
    assert scopes[GD] == ["增材制造", "激光"]
    assert "激光" not in "".join(scopes[DG])


def test_stated_growth_does_not_agree_with_base_and_target(ask: Ask) -> None:
    """Q9. Does the stated growth rate agree with the stated endpoints? Guangdong's does not."""
    row = only(ask("targets/growth-consistency", region=GUANGDONG, base="全省"))
    assert (row["policy"], row["clause"], row["stated"]) == (GD, "2/1", 0.2)
    assert (row["base_year"], row["base_value"], row["target_year"], row["target_value"]) == (2019, 1000, 2025, 2500)
    assert row["implied"] == pytest.approx(0.165, abs=0.0005)
    assert row["projected"] == pytest.approx(2986, abs=1)
    assert row["verdict"] == "does not agree"
    assert {"base", "target"} <= set(row["bounds"])
    assert "2500.0 / 1000.0" in row["formula"]
    assert ask.text(GD, row["base_start"], row["base_end"]) == row["base_quote"]
    assert "产业主营收超过1000亿元" in row["base_quote"]
    assert ask.words(GD, row["base_quote"])["clause"] == "1/1"


def test_growth_between_hubeis_targets_is_derived_and_its_base_is_not_printed(ask: Ask) -> None:
    """Q9. Hubei: +35.7 %, +31.6 %; the base of 三年翻番 is not stated."""
    rows = ask("targets/growth-between", region=HUBEI)
    assert [(row["from_year"], row["to_year"]) for row in rows] == [(2024, 2025), (2025, 2026)]
    assert [row["growth"] for row in rows] == pytest.approx([0.357, 0.316], abs=0.0005)
    assert all(len(row["evidence"]) == 2 for row in rows)
    assert ask.words(HB, "三年翻番")["clause"] == "1"
    assert ask("targets/growth-consistency", region=HUBEI) == []


def test_enterprise_tier_targets(ask: Ask) -> None:
    """Q11. Enterprise-tier targets: counts in Guangdong and Hubei, names without counts elsewhere."""
    rows = ask("targets/side-by-side", words=["企业", "家"])
    firms = having(rows, unit="家")
    assert sorted((row["policy"], row["clause"], row["value"], row["op"], row["year"]) for row in firms) == [
        (GD, "2/1", 15, ">=", 2025),
        (GD, "2/1", 100, "=", 2025),
        (HB, "1", 1, "=", 2026),
        (HB, "1", 1, "=", 2026),
        (HB, "1", 2, "=", 2026),
        (HB, "1", 3, "~", 2026),
    ]
    assert "10亿元" in only(firms, value=15)["metric"]
    assert "1亿元" in only(firms, value=100)["metric"]
    assert "上市" in only(firms, value=3)["metric"]
    states = {row["policy"]: row["state"] for row in rows if row["state"] != "stated"}
    assert states == {DG: "silent", ZS_P: "unknown", ZS_R: "silent"}
    counts = ask.counts("小巨人")
    assert {policy: counts[policy, "小巨人"]["clauses"] for policy in (DG, ZS_P, ZS_R)} == {
        DG: ["3/9"],
        ZS_P: ["2/3"],
        ZS_R: ["7"],
    }
    assert "1" in counts[HB, "小巨人"]["clauses"]


def test_research_intensity_and_standards_targets(ask: Ask) -> None:
    """Q12. R&D intensity and standards targets are Guangdong's alone."""
    rows = ask("targets/side-by-side", words=["研发投入", "标准"])
    stated = having(rows, state="stated")
    assert {(row["policy"], row["clause"], row["value"], row["unit"], row["op"], row["year"]) for row in stated} == {
        (GD, "2/2", 10, "%", ">=", 2025),
        (GD, "2/2", 200, "项", ">=", 2025),
    }
    states = {row["policy"]: row["state"] for row in rows if row["state"] != "stated"}
    assert states == {HB: "silent", DG: "silent", ZS_P: "unknown", ZS_R: "silent"}
    assert ask.words(HB, "研发机构全覆盖")["clause"] == "2/1"
    assert having(ask("provenance/evidence", policy=HB, clause="2/1"), relation="SETS") == []
    others = having(ask("targets/side-by-side", words=["高技术", "工业投资"]), policy=DG)
    assert {(row["value"], row["unit"], row["op"], row["clause"]) for row in others} == {
        (42, "%", ">=", "1/2"),
        (10, "%", ">=", "1/2"),
    }


BASELINES = (
    (GD, "1/1", "产业主营收超过1000亿元", "2019年全省"),
    (GD, "1/1", "超7.9万亿元", "下游应用产业"),
    (GD, "1/1", "大族激光主营收超过100亿元", "2019年"),
    (GD, "1/1", "纳思达超过230亿元", "2019年"),
    (GD, "1/1", "30余家", "超1亿元"),
    (GD, "1/1", "300余家", "1000万元"),
    (GD, "1/1", "10余家上市公司", "光库"),
    (GD, "1/1", "30%以上", "企业总数和产值均占全国"),
    (GD, "1/3", "技术创新平台30多个", "国家级、省级"),
    (GD, "1/3", "20多个", "企业工程技术中心"),
    (ZS_R, "1", "13个科研实验室", "搭建"),
    (ZS_R, "1", "10个创新科研团队", "引进培育"),
    (ZS_R, "2", "超60项", "技术服务"),
    (ZS_R, "2", "超20个", "协议"),
    (ZS_R, "5", "超过510人", "2023年5月"),
    (ZS_R, "5", "400余人", "累计"),
)
"""Policy, clause, printed words and what stands near them: what was so before, and no goal."""


def test_baselines_are_found_by_words_and_are_no_targets(ask: Ask) -> None:
    """Q14. Baselines reported: the clause and the words, and no target there."""
    targets = having(ask("targets/side-by-side"), state="stated")
    assert {row["policy"] for row in targets} == {GD, HB, DG}
    for policy, clause, words, near in BASELINES:
        row = ask.words(policy, words, window=60)
        assert row["clause"] == clause
        assert near in row["quote"]
        for one in having(targets, policy=policy):
            assert one["end"] <= row["word_start"] or row["word_end"] <= one["start"], words
