"""A. Money, rates, caps: Q1, Q2, Q3, Q6."""

from __future__ import annotations

from tests.acceptance.asking import DG, DONGGUAN, GD, GUANGDONG, HB, HUBEI, ZHONGSHAN, ZS_P, ZS_R, Ask, only, sums


def test_first_of_kind_support_with_rate_cap_and_lead(ask: Ask) -> None:
    """Q1. Which regions support first-of-kind equipment, at what rate and cap, who leads?"""
    rows = {row["region_code"]: row for row in ask("support/which-regions-fund", instrument="首台套")}
    hubei = rows[HUBEI]
    assert (hubei["state"], hubei["policy"], hubei["clause"]) == ("funded", HB, "6/19")
    assert (hubei["rate"], hubei["cap_yuan"], sums(hubei)) == (0.15, 1e7, {("rate", 0.15), ("cap", 1e7)})
    assert hubei["lead"] == ["省经信厅"]
    assert hubei["responsible"] == ["省发改委", "省财政厅", "省自然资源厅", "各市、州人民政府"]
    assert rows[GUANGDONG]["state"] == "unknown"
    for code, state, policy, clause, words, bureaus in (
        (ZHONGSHAN, "facilitated", ZS_P, "2/3", "首台(套)", "市科技局 市工信局 市发改局 市政数局 市税务局"),
        (DONGGUAN, "provided", DG, "3/6", "首台(套)重大技术装备", "市科技局 市发展改革局 市工业和信息化局"),
    ):
        row = rows[code]
        assert (row["state"], row["policy"], row["clause"], row["also"]) == (state, policy, clause, [])
        assert (row["rate"], row["cap_yuan"], row["amounts"], row["lead"]) == (None, None, [], [])
        assert row["responsible"] == bureaus.split()
        assert words in row["quote"]
    assert ask.states(group="fiscal")[ZS_R, "first-of-kind"]["state"] == "silent"


def test_who_receives_and_pays_first_of_kind_support_stands_in_its_sentence(ask: Ask) -> None:
    """Q1. Recipients, payer and scope in Hubei; whether the cap is joint stays open; no 首版次软件 there."""
    row = only(ask("support/largest-cap", region=HUBEI), instrument="first-of-kind")
    for words in (
        "国家和省级首台(套)技术装备、首批次新材料等目录",
        "省级按产品购置单价或研发费用的15%",
        "对产品研制方和示范应用方给予补助",
        "双边最高奖补1000万元",
    ):
        assert words in row["sentence"]
    assert ask.text(HB, row["sentence_start"], row["sentence_end"]) == row["sentence"]
    assert all("per" not in amount for amount in row["amounts"])
    counts = ask.counts("首版次")
    assert (counts[HB, "首版次"]["state"], counts[DG, "首版次"]["clauses"]) == ("silent", ["3/6"])


def test_every_measure_with_a_printed_amount(ask: Ask) -> None:
    """Q2. List every measure with an explicit amount or rate, in CNY: exactly these, and none elsewhere."""
    rows = ask("support/measures-with-amounts")
    assert {(row["policy"], row["clause"], row["instrument"], frozenset(sums(row))) for row in rows} == {
        (HB, "6/17", "platform-subsidy", frozenset({("cap", 5e6)})),
        (HB, "6/17", "investment-subsidy", frozenset({("rate", 0.1), ("cap", 1e7)})),
        (HB, "6/18", "milestone-award", frozenset({("amount", 2e6), ("amount", 5e6), ("amount", 1e7)})),
        (HB, "6/18", "industry-fund", frozenset({("fund-size", 5e10), ("fund-size", 1e10)})),
        (HB, "6/19", "first-of-kind", frozenset({("rate", 0.15), ("cap", 1e7)})),
        (
            ZS_R,
            "6",
            "talent-recruitment",
            frozenset({("amount", 2e6), ("amount", 1e6), ("amount", 5e5), ("amount", 2e5)}),
        ),
        (ZS_R, "7", "investment-subsidy", frozenset({("budget", 6e8)})),
    }
    assert len(rows) == 7
    assert "晋档补差" in ask.words(HB, "晋档补差")["quote"]
    assert ask.words(HB, "晋档补差")["clause"] == "6/18"
    assert "每年安排工业发展资金超过6亿元" in only(rows, policy=ZS_R, clause="7")["quote"]


def test_documents_without_amounts_are_silent_only_when_read_in_full(ask: Ask) -> None:
    """Q2. No support amount at all: Dongguan silent, the summary and the text without annexes unknown."""
    counts = ask.counts("一次性奖励", "不超过", "标准发放")
    for word in ("一次性奖励", "不超过", "标准发放"):
        assert [counts[policy, word]["state"] for policy in (DG, ZS_P, GD)] == ["silent", "unknown", "unknown"]
    funded = [row for (policy, _), row in ask.states().items() if policy in (ZS_P, GD, DG) and row["measures"]]
    assert funded
    assert [one["amounts"] for row in funded for one in row["measures"] if one["amounts"]] == []


def test_largest_cap_stands_twice_on_different_bases(ask: Ask) -> None:
    """Q3. What is the largest per-project cap and who qualifies?"""
    rows = ask("support/largest-cap")
    assert [row["cap_yuan"] for row in rows] == [1e7, 1e7, 5e6]
    builders, products = rows[:2]
    assert (builders["policy"], builders["clause"], builders["instrument"]) == (HB, "6/17", "investment-subsidy")
    assert builders["rate"] == 0.1
    for words in ("国家原始创新策源地建设任务的主体单位", "项目投入的10%", "单个项目不超过1000万元"):
        assert words in builders["sentence"]
    assert (products["policy"], products["clause"], products["instrument"]) == (HB, "6/19", "first-of-kind")
    assert products["rate"] == 0.15
    assert "双边最高" in products["sentence"]
    assert "单个项目" not in products["sentence"]


def test_an_award_for_passing_a_revenue_is_no_cap(ask: Ask) -> None:
    """Q3. The 1000万 of (十八) is an award for passing 200亿."""
    row = only(ask("support/measures-with-amounts", region=HUBEI), instrument="milestone-award")
    assert {one["type"] for one in row["amounts"]} == {"amount"}
    assert (row["cap_yuan"], row["rate"]) == (None, None)
    assert "200亿元" in row["quote"]
    assert "6/18" not in {one["clause"] for one in ask("support/largest-cap")}


def test_funds_named_by_each_region_with_sizes(ask: Ask) -> None:
    """Q6. Which funds does each region name, with size?"""
    rows = {(row["policy"], row["clause"]): row for row in ask("support/funds-named")}
    hubei = rows[HB, "6/18"]
    assert hubei["state"] == "funded"
    assert {fund["name"] for fund in hubei["funds"]} == {
        "省政府投资引导基金",
        "省“楚天凤鸣”科创天使基金",
        "光谷100亿元激光产业发展基金",
    }
    assert sums(hubei, "sizes") == {("fund-size", 5e10), ("fund-size", 1e10)}
    for policy, clause, words in (
        (ZS_P, "2/8", "政府投资基金"),
        (GD, "5/2", "基金、风投"),
        (DG, "3/2", "一支产业基金"),
    ):
        row = rows[policy, clause]
        assert (row["state"], row["funds"], row["sizes"]) == ("funded", [], [])
        assert words in row["quote"]
    reply = rows[ZS_R, "6"]
    assert (reply["state"], reply["sizes"]) == ("named", [])
    assert [fund["name"] for fund in reply["funds"]] == ["市人才发展专项资金"]
    assert ask.states(group="finance")[ZS_R, "industry-fund"]["state"] == "silent"
    assert set(rows) == {(HB, "6/18"), (ZS_P, "2/8"), (GD, "5/2"), (DG, "3/2"), (ZS_R, "6")}


def test_whether_two_names_without_a_separator_are_one_fund_stays_open(ask: Ask) -> None:
    """Q6. Nothing stands between the angel fund and the 500亿元 fund of funds."""
    row = ask.words(HB, "500亿元国资母基金")
    assert row["clause"] == "6/18"
    assert "省“楚天凤鸣”科创天使基金500亿元国资母基金" in row["quote"]
