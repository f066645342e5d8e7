"""F. Provenance, change and trust: Q38."""

from __future__ import annotations

from tests.acceptance.asking import ZHONGSHAN, ZS_P, ZS_R, Ask, having, only

RULES = ["中山市综合领域特聘人才评定实施细则", "中山市落实青年后备人才待遇实施细则", "中山市人才房管理暂行办法"]


def test_what_the_letter_promises(ask: Ask) -> None:
    """Q38. What did the 2023 reply promise? Three talent rules; all money is recalled policy."""
    rows = ask("provenance/commitments", policy=ZS_R)
    promise = only(rows, act="commits")
    assert (promise["clause"], promise["instrument"], promise["names"]) == ("6", "further-policy", RULES)
    assert "拟于年内出台" in promise["sentence"]
    assert ask.text(ZS_R, promise["sentence_start"], promise["sentence_end"]) == promise["sentence"]
    assert promise["amounts"] == []
    money = [row for row in rows if row["mode"] == "funds" or row["amounts"]]
    assert {row["clause"] for row in money} == {"6", "7"}
    assert {row["act"] for row in money} == {"recalls"}
    origin = ask.words(ZS_R, "2022年4月23日")
    assert origin["clause"] == "6"
    assert "人才23条" in origin["quote"]


def test_all_seven_proposals_are_taken_up(ask: Ask) -> None:
    """Q38. 7 proposals, all 吸收采纳; number, class, addressee and copies of the letter."""
    taken = ask("text/find-words", policy=ZS_R, words=["吸收采纳建议"])
    assert [row["clause"] for row in taken] == ["1", "2", "3", "4", "5", "6", "7"]
    assert "全部吸收采纳" in ask.words(ZS_R, "全部吸收采纳")["quote"]
    assert ask.words(ZS_R, "第132198号提案答复")["clause"] == ""
    assert ask.words(ZS_R, "A类")["start"] == 0
    assert ask.words(ZS_R, "科教卫体委及各委员")["clause"] == ""
    copies = ask.words(ZS_R, "抄送：", window=60)["quote"].split("抄送：")[1].split("。")[0]
    assert copies.split("、") == [
        "市政府办公室",
        "市政协提案委",
        "市科技局",
        "市教育和体育局",
        "市人力资源和社会保障局",
    ]


def test_the_plan_it_names_has_a_possible_successor_and_no_confirmed_one(ask: Ask) -> None:
    """Q38. The plan it names: possible successor, unconfirmed, periods differ."""
    rows = having(ask("provenance/possible-successors", region=ZHONGSHAN), cited_by=ZS_R, possible=ZS_P)
    best = max(rows, key=lambda row: float(row["likeness"]))
    assert best["cited_title"] == "中山市光电光学产业集群发展行动计划（2023-2027年）"
    assert best["clause"] == "1"
    assert (best["status"], best["periods"]) == ("unconfirmed", "differ")
    assert all(row["status"] == "unconfirmed" for row in rows)
