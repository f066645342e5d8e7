"""E. Instruments, matrix and gaps: Q31, Q32, Q33, Q36, Q37."""

from __future__ import annotations

from tests.acceptance.asking import DG, DONGGUAN, GD, HB, HUBEI, ZHONGSHAN, ZS_P, ZS_R, Ask, only, sums


def test_instruments_of_hubei_that_zhongshans_texts_do_not_name(ask: Ask) -> None:
    """Q31. Instruments Hubei has that Zhongshan's available texts do not: unknown or to be checked, never silent."""
    rows = {row["instrument"]: row for row in ask("compare/gaps", a=HUBEI, b=ZHONGSHAN)}
    assert {code: (row["clause"], row["state_b"]) for code, row in rows.items()} == {
        "competitive-commissioning": ("2/2", "unknown"),
        "pilot-scale": ("2/3", "unknown"),
        "platform-subsidy": ("6/17", "unknown"),
        "guarantee": ("6/18", "to be checked"),
        "cost-sharing": ("6/18", "unknown"),
        "energy-and-compute": ("6/19", "unknown"),
        "going-global": ("5/16", "unknown"),
        "supply-chain-matching": ("3/6", "to be checked"),
    }
    assert {row["policy"] for row in rows.values()} == {HB}
    matching = ask.states(group="market")[HB, "supply-chain-matching"]
    assert sorted(matching["clauses"]) == ["3/6", "3/8", "4/11", "5/14", "5/15"]
    assert ask.words(ZS_P, "补投贷保")["clause"] == "2/8"
    assert ask.words(ZS_R, "牵线搭桥")["clause"] == "3"


def test_where_both_have_the_instrument_and_hubei_pays(ask: Ask) -> None:
    """Q31. By mode: cash for 首台套 and 首批次新材料; by wording, under a code that both have."""
    rows = ask("compare/stronger-modes", a=HUBEI, b=ZHONGSHAN)
    first = only(rows, instrument="first-of-kind")
    assert (first["state_a"], first["state_b"]) == ("funded", "facilitated")
    assert (first["a_measure"]["clause"], first["b_measure"]["clause"]) == ("6/19", "2/3")
    assert "首批次新材料" in first["a_measure"]["quote"]
    grant = ask.states(group="fiscal")[HB, "investment-subsidy"]["measures"][0]
    assert sums(grant) == {("rate", 0.1), ("cap", 1e7)}
    wording = {"绿色通道": ["6/19"], "科技副总": ["6/20"], "院士专家行": ["6/20"], "对传统加工工艺设备的替代": ["4/9"]}
    counts = ask.counts(*wording)
    for word, clauses in wording.items():
        assert counts[HB, word]["clauses"] == clauses
        assert (counts[ZS_P, word]["state"], counts[ZS_R, word]["state"]) == ("unknown", "silent")


def test_what_is_no_gap_between_hubei_and_zhongshan(ask: Ask) -> None:
    """Q31. Not a gap: growth awards, 一事一议, 子女入学."""
    gaps = {row["instrument"] for row in ask("compare/gaps", a=HUBEI, b=ZHONGSHAN)}
    assert not gaps & {"milestone-award", "case-by-case", "talent-services"}
    award = ask.states(group="fiscal")[ZS_R, "milestone-award"]
    assert (award["clauses"], award["measures"][0]["amounts"]) == (["7"], [])
    counts = ask.counts("一事一议", "子女")
    assert (counts[HB, "一事一议"]["clauses"], counts[ZS_P, "一事一议"]["clauses"]) == (["6/20"], ["3"])
    assert (counts[HB, "子女"]["clauses"], counts[ZS_R, "子女"]["clauses"]) == (["6/20"], ["6"])


def test_instruments_of_zhongshan_that_hubei_does_not_name(ask: Ask) -> None:
    """Q32. Instruments Zhongshan has that Hubei does not; Hubei's full text is silent."""
    rows = {row["instrument"]: row for row in ask("compare/gaps", a=ZHONGSHAN, b=HUBEI)}
    assert {code: (row["policy"], row["clause"], row["state_b"]) for code, row in rows.items()} == {
        "tax-relief": (ZS_P, "2/3", "silent"),
        "intellectual-property": (ZS_P, "2/6", "silent"),
        "credit": (ZS_P, "2/8", "silent"),
        "financial-products": (ZS_P, "2/8", "silent"),
        "state-equity": (ZS_P, "2/8", "silent"),
        "sector-infrastructure": (ZS_P, "2/1", "silent"),
    }
    assert ask.states(group="space")[ZS_R, "sector-infrastructure"]["clauses"] == ["7"]
    for words in ("专利导航", "专利数据库", "维权", "知识产权联盟"):
        assert ask.words(ZS_P, words)["clause"] == "2/6"
    for words in ("科技信贷", "科技保险", "知识产权质押", "知识产权证券化", "定增和股权投资"):
        assert ask.words(ZS_P, words)["clause"] == "2/8"


def test_where_both_have_the_instrument_and_zhongshan_goes_further(ask: Ask) -> None:
    """Q32. By mode: talent cash; by wording, under a code that both have."""
    talent = only(ask("compare/stronger-modes", a=ZHONGSHAN, b=HUBEI), instrument="talent-recruitment")
    assert (talent["state_a"], talent["state_b"]) == ("funded", "encouraged")
    assert (talent["b_measure"]["policy"], talent["b_measure"]["clause"]) == (HB, "6/20")
    assert "鼓励各地研究制定" in ask.words(HB, "人才引进针对性举措")["quote"]
    cells = ask.states(group="talent")
    reply, plan = cells[ZS_R, "talent-recruitment"], cells[ZS_P, "talent-recruitment"]
    assert (reply["state"], plan["state"], plan["clauses"]) == ("funded", "funded", ["2/7"])
    assert (len(reply["measures"][0]["amounts"]), plan["measures"][0]["amounts"]) == (4, [])
    wording = {
        (ZS_P, "2/3"): ("研发费用财政后补助", "领导挂点"),
        (ZS_P, "2/2"): ("标准地", "拿地即动工"),
        (ZS_P, "2/1"): ("一园区一专班",),
        (ZS_P, "2/8"): ("首发上市", "再融资"),
        (ZS_P, "2/5"): ("展览会", "博览会"),
        (ZS_P, "2/7"): ("职称评价",),
        (ZS_R, "7"): ("租金补贴", "项目研发补贴", "小升规奖补", "技术改造奖补", "固定资产投资奖补", "数字化转型奖补"),
        (ZS_R, "4"): ("专家库",),
        (ZS_R, "3"): ("中山与深圳科技创新一体化发展行动方案",),
    }
    counts = ask.counts(*(word for words in wording.values() for word in words))
    for (policy, clause), words in wording.items():
        for word in words:
            assert counts[policy, word]["clauses"] == [clause], word
            assert counts[HB, word]["state"] == "silent"


def test_rebuilding_of_poor_industrial_estates_is_named_and_no_measure(ask: Ask) -> None:
    """Q32. 低效工业园改造 stands in the text only."""
    counts = ask.counts("低效工业园改造")
    assert counts[ZS_P, "低效工业园改造"]["clauses"] == ["2/1"]
    assert counts[ZS_R, "低效工业园改造"]["clauses"] == ["1"]
    land = ask.states(group="space")
    assert land[ZS_P, "land"]["clauses"] == ["2/2"]
    assert land[ZS_R, "land"]["clauses"] == []


def test_what_dongguan_is_silent_on(ask: Ask) -> None:
    """Q33. What is Dongguan silent on?"""
    rows = {row["instrument"]: row["state"] for row in ask("compare/silent-on", region=DONGGUAN)}
    for code in (
        "tax-relief",
        "intellectual-property",
        "standards",
        "guarantee",
        "credit",
        "listing-and-mergers",
        "investment-subsidy",
        "milestone-award",
        "platform-subsidy",
    ):
        assert rows[code] == "silent"
    words = ("补贴", "奖励", "补助", "奖补")
    counts = ask.counts(*words)
    assert [(counts[DG, word]["count"], counts[DG, word]["state"]) for word in words] == [(0, "silent")] * 4
    assert ask.words(DG, "科技金融")["clause"] == "3/3"
    assert ask("actors/enterprise-roles", region=DONGGUAN) == []


def test_what_dongguan_funds_is_named_without_amounts(ask: Ask) -> None:
    """Q33. Its only funding phrases: the major science projects and one industry fund."""
    cells = ask.states(region=DONGGUAN)
    funded = {code: row for (_, code), row in cells.items() if row["state"] == "funded"}
    assert {code: row["clauses"] for code, row in funded.items()} == {"rd-grant": ["3/3"], "industry-fund": ["3/2"]}
    assert "优化市重大科技项目资助导向" in funded["rd-grant"]["measures"][0]["quote"]
    assert "设立一支产业基金" in funded["industry-fund"]["measures"][0]["quote"]
    assert [one["amounts"] for row in funded.values() for one in row["measures"]] == [[], []]


def test_demand_side_instruments(ask: Ask) -> None:
    """Q36. Demand-side instruments of each document, with clauses."""
    cells = ask.states(family="demand")
    clauses = {key: sorted(row["clauses"]) for key, row in cells.items() if row["clauses"]}
    assert clauses == {
        (HB, "first-of-kind"): ["6/19"],
        (HB, "demonstration"): ["3/5", "4/11", "4/9", "6/19"],
        (HB, "brand-and-exhibitions"): ["2/4"],
        (HB, "supply-chain-matching"): ["3/6", "3/8", "4/11", "5/14", "5/15"],
        (HB, "going-global"): ["5/16"],
        (GD, "demonstration"): ["3/3", "4/2/4"],
        (GD, "brand-and-exhibitions"): ["4/4/9"],
        (GD, "going-global"): ["3/6"],
        (DG, "first-of-kind"): ["3/6"],
        (DG, "demonstration"): ["2/1/1", "2/1/2", "2/1/5", "2/1/7", "2/2/2", "3/2", "3/6"],
        (DG, "brand-and-exhibitions"): ["3/2"],
        (DG, "supply-chain-matching"): ["3/9"],
        (ZS_P, "first-of-kind"): ["2/3"],
        (ZS_P, "demonstration"): ["1/3", "2/4"],
        (ZS_P, "brand-and-exhibitions"): ["2/5"],
        (ZS_R, "demonstration"): ["1"],
    }
    assert {one["act"] for one in cells[ZS_R, "demonstration"]["measures"]} == {"recalls"}
    lead = only(ask("responsibility/clauses-by-lead", policy=HB), clause="4/11")
    assert lead["lead"] == ["省卫健委"]
    assert "场景清单" in ask.words(DG, "典型应用场景清单")["quote"]
    counts = ask.counts("场景清单", "示范工程")
    assert {counts[ZS_P, word]["state"] for word in ("场景清单", "示范工程")} == {"unknown"}


def test_nobody_names_government_procurement(ask: Ask) -> None:
    """Q36. 政府采购: zero occurrences in all five; silent only where the text is full."""
    counts = ask.counts("政府采购")
    assert {policy: (row["count"], row["state"]) for (policy, _), row in counts.items()} == {
        HB: (0, "silent"),
        DG: (0, "silent"),
        ZS_R: (0, "silent"),
        GD: (0, "unknown"),
        ZS_P: (0, "unknown"),
    }
    cells = ask.states(family="demand")
    assert all(row["measures"] == [] for (_, code), row in cells.items() if code == "government-procurement")


def test_exhibitions_supported(ask: Ask) -> None:
    """Q36. Exhibitions: held in Zhongshan, attended from Guangdong, one a cluster in Dongguan, none in Hubei."""
    events = {
        policy: {
            (row["clause"], row["says"]) for row in ask("provenance/evidence", policy=policy) if row["kind"] == "Event"
        }
        for policy in (HB, GD, DG, ZS_P, ZS_R)
    }
    assert events == {
        HB: set(),
        GD: {("4/4/9", "深圳国际高新技术成果交易会"), ("4/4/9", "中国国际光电博览会"), ("4/4/9", "深圳国际激光展")},
        DG: set(),
        ZS_P: {("2/5", "中国(中山)激光应用技术展览会"), ("2/5", "中国(中山)光电装备博览会")},
        ZS_R: set(),
    }
    assert ask.words(DG, "打造一个品牌盛会")["clause"] == "3/2"
    assert "支持参加" in ask.words(GD, "深圳国际高新技术成果交易会")["quote"]
    assert "支持举办" in ask.words(ZS_P, "激光应用技术展览会")["quote"]


def test_finance_matrix(ask: Ask) -> None:
    """Q37. Finance matrix: fund, equity, credit, guarantee, products, mergers and listing, document by document."""
    cells = ask.states(group="finance")
    assert {key: row["clauses"] for key, row in cells.items() if row["clauses"]} == {
        (ZS_P, "industry-fund"): ["2/8"],
        (ZS_P, "state-equity"): ["2/8"],
        (ZS_P, "credit"): ["2/8"],
        (ZS_P, "financial-products"): ["2/8"],
        (ZS_P, "listing-and-mergers"): ["2/8"],
        (HB, "industry-fund"): ["6/18"],
        (HB, "guarantee"): ["6/18"],
        (HB, "listing-and-mergers"): ["5/14"],
        (GD, "industry-fund"): ["5/2"],
        (GD, "credit"): ["5/2"],
        (GD, "financial-products"): ["4/5/11"],
        (GD, "listing-and-mergers"): ["3/2", "3/6"],
        (DG, "industry-fund"): ["3/2"],
    }
    assert cells[ZS_P, "guarantee"]["state"] == "to be checked"
    assert {row["state"] for (policy, _), row in cells.items() if policy == ZS_R} == {"silent"}
    assert {row["state"] for (policy, code), row in cells.items() if policy == DG and code != "industry-fund"} == {
        "silent"
    }
    assert cells[GD, "guarantee"]["state"] == "unknown"


def test_words_behind_the_finance_matrix(ask: Ask) -> None:
    """Q37. Which means a code stands for is in the words: pledge, securitisation, leasing, mergers, listing."""
    wording = {
        (ZS_P, "2/8"): ("科技保险", "知识产权质押", "知识产权证券化", "首发上市", "并购重组", "补投贷保", "定增"),
        (HB, "6/18"): ("政府性融资担保", "贷款担保"),
        (GD, "4/5/11"): ("融资租赁",),
        (GD, "5/2"): ("风投", "信贷支持"),
        (GD, "3/2"): ("兼并重组",),
        (GD, "3/6"): ("跨地域并收购",),
    }
    for (policy, clause), words in wording.items():
        for word in words:
            assert ask.words(policy, word)["clause"] == clause, word
    assert ask.counts("上市")[HB, "上市"]["clauses"] == ["1"]
    assert "新增3家左右上市企业" in ask.words(HB, "上市")["quote"]
    assert "并购重组" in ask.states(group="finance")[HB, "listing-and-mergers"]["measures"][0]["quote"]
    assert {ask.counts("租赁")[policy, "租赁"]["count"] for policy in (HB, DG, ZS_P, ZS_R)} == {0}
