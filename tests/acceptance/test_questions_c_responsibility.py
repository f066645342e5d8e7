"""C. Who is responsible: Q15, Q16, Q18, Q20."""

from __future__ import annotations

from tests.acceptance.asking import DG, DONGGUAN, GD, GUANGDONG, HB, HUBEI, ZHONGSHAN, ZS_P, ZS_R, Ask, having, only

TALENT = ["talent-recruitment", "talent-training", "talent-services"]


def test_who_leads_talent_measures(ask: Ask) -> None:
    """Q15. Which agencies lead talent measures? Those printed as leading, and nobody else."""
    rows = ask("responsibility/leads-by-topic", instruments=TALENT)
    hubei = only(rows, policy=HB, clause="6/20")
    assert (hubei["lead"], hubei["responsible"]) == (["省委人才办"], ["省科技厅", "省经信厅", "各市、州人民政府"])
    guangdong = only(rows, policy=GD, clause="5/3")
    assert guangdong["lead"] == ["省科技厅", "省教育厅"]
    assert guangdong["responsible"] == ["省工业和信息化厅", "省财政厅", "省人力资源社会保障厅"]
    assert {row["clause"] for row in having(rows, region_code=HUBEI)} == {"6/20"}
    assert {row["clause"] for row in having(rows, region_code=GUANGDONG)} == {"5/3"}
    for policy, clause, bureaus in (
        (DG, "3/7", "市委人才办 市科技局 市工业和信息化局 市教育局 市人力资源社会保障局"),
        (ZS_P, "2/7", "市委组织部 市科技局 市人社局 市教体局"),
        (ZS_R, "6", "工信部门 科技部门 卫健部门 教体部门 宣传部门 农业部门 人社部门"),
    ):
        row = only(rows, policy=policy, clause=clause)
        assert (row["lead_state"], row["lead"]) == ("not stated", [])
        assert row["responsible"] == bureaus.split()
    assert all(row["lead"] == [] for row in rows if row["region_code"] in (ZHONGSHAN, DONGGUAN))


def test_a_body_that_guides_or_led_drafting_is_no_talent_lead(ask: Ask) -> None:
    """Q15. The letter: 市委人才办 guides; 牵头制订 of another plan stays open."""
    assert ask.words(ZS_R, "在市委人才办的指导下")["clause"] == "6"
    drafting = ask.words(ZS_R, "市科技部门牵头制订了", window=150)
    assert drafting["clause"] == "3"
    assert "跨区域人才协同发展" in drafting["quote"]
    row = only(ask("responsibility/clauses-by-lead", policy=ZS_R), clause="3")
    assert (row["lead"], row["lead_state"] == "stated") == ([], False)


def test_how_many_clauses_each_hubei_agency_leads(ask: Ask) -> None:
    """Q16. How many Hubei clauses does each agency lead, and which?"""
    rows = {row["agency"]: row for row in ask("responsibility/leads-by-agency", region=HUBEI)}
    led = {name: sorted(int(one.split("/")[1]) for one in row["listed"]) for name, row in rows.items()}
    assert led == {
        "湖北省经济和信息化厅": [5, 6, 8, 9, 10, 12, 13, 14, 16, 18, 19],
        "湖北省科学技术厅": [1, 2, 6, 7, 17],
        "湖北省市场监督管理局": [3, 4],
        "湖北省商务厅": [6],
        "湖北省卫生健康委员会": [11],
        "武汉市人民政府": [15],
        "湖北省委人才办": [20],
    }
    assert {name: row["clauses"] for name, row in rows.items()} == {name: len(one) for name, one in led.items()}


def test_which_hubei_clauses_print_no_lead(ask: Ask) -> None:
    """Q16. 23 clauses, 20 with a bracket; (六) has three joint leads and no responsible units."""
    rows = [row for row in ask("responsibility/clauses-by-lead", policy=HB) if "/" in row["clause"]]
    assert len(rows) == 23
    assert [row["clause"] for row in rows if row["lead_state"] == "stated"] == [
        row["clause"] for row in rows if int(row["clause"].split("/")[1]) <= 20
    ]
    for row in rows[20:]:
        assert (row["lead"], row["responsible"]) == ([], [])
    sixth = only(rows, clause="3/6")
    assert (sixth["lead"], sixth["responsible"]) == (["省商务厅", "省科技厅", "省经信厅"], [])


def test_which_dongguan_bureau_leads_which_industry(ask: Ask) -> None:
    """Q18. Which Dongguan bureau leads which industry? Section 三 divides labour and names no lead."""
    rows = ask("responsibility/clauses-by-lead", policy=DG)
    led: dict[str, set[str]] = {}
    for row in rows:
        for name in row["lead"]:
            led.setdefault(name, set()).add(row["title"].removesuffix("产业集群"))
    assert led == {
        "市工业和信息化局": {"新一代电子信息", "高端装备", "下一代移动通信(6G)", "具身智能", "人工智能"},
        "市发展改革局": {"半导体及集成电路", "新能源", "低空经济"},
        "市科技局": {"新材料", "生物医药及高端医疗器械", "前沿新材料", "未来生命健康", "人工智能"},
    }
    third = [row for row in rows if row["clause"].startswith("3/")]
    assert len(third) == 10
    assert all(row["lead"] == [] and row["responsible"] for row in third)
    industries = ask("responsibility/clauses-by-lead", policy=DG, agency="东莞市发展改革局")
    assert [row["clause"] for row in industries] == ["2/1/3", "2/1/5", "2/1/8"]


def test_who_owns_standards_quality_and_brand(ask: Ask) -> None:
    """Q20. Who owns standards / quality / brand?"""
    topic = ["standards", "brand-and-exhibitions", "intellectual-property"]
    rows = ask("responsibility/leads-by-topic", instruments=topic)
    found = {(row["policy"], row["clause"]): row for row in rows}
    assert set(found) == {(HB, "2/4"), (GD, "4/4/8"), (GD, "4/4/9"), (ZS_P, "2/5"), (ZS_P, "2/6"), (DG, "3/2")}
    assert found[HB, "2/4"]["lead"] == ["省市场监管局"]
    assert found[HB, "2/4"]["responsible"] == ["武汉市人民政府"]
    assert found[GD, "4/4/8"]["lead"] == ["省市场监管局"]
    assert found[GD, "4/4/9"]["lead"] == ["省市场监管局", "省商务厅"]
    for clause in ("2/5", "2/6"):
        row = found[ZS_P, clause]
        assert (row["lead"], row["lead_state"], row["responsible"][0]) == ([], "not stated", "市市场监管局")
    dongguan = found[DG, "3/2"]
    assert (dongguan["lead"], dongguan["instruments_used"]) == ([], ["brand-and-exhibitions"])
    assert [name for name in dongguan["responsible"] if name.startswith("市")] == [
        "市发展改革局",
        "市工业和信息化局",
        "市科技局",
        "市自然资源局",
        "市国资委",
        "市财政局",
        "市商务局",
    ]


def test_dongguan_says_nothing_on_standards(ask: Ask) -> None:
    """Q20. Dongguan is silent on standard-setting: its only 标准 is a reference material."""
    assert only(ask("compare/silent-on", region=DONGGUAN), instrument="standards")["state"] == "silent"
    row = ask.words(DG, "标准")
    assert row["clause"] == "2/1/4"
    assert "标准物质" in row["quote"]
