"""The table of docs/rest.md: every call answers, and the key values of every question are in the answers."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.acceptance.asking import DG, DONGGUAN, GD, HB, HUBEI, ZHONGSHAN, ZS_P, ZS_R, having, only, sums
from tests.acceptance.test_questions_b_targets import BASELINES
from tests.acceptance.test_report import NUMBERS
from tests.running import Command

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "rest.md").read_text(encoding="utf-8")
CALLS = {
    int(number): re.findall(r"`(/api/v1/[^`]+)`", calls)
    for number, calls in re.findall(r"^\| Q(\d+) \|[^|]+\| (.+) \|$", PAGE, re.MULTILINE)
}
SNIPPETS = [
    line
    for block in re.findall(r"## (?:Resources|Comparisons)\n.*?(?=\n## )", PAGE, re.DOTALL)
    for lines in re.findall(r"```sh\n(.*?)```", block, re.DOTALL)
    for line in lines.splitlines()
]
"""Commands of the sections on resources and comparisons."""
Answers = list[Any]


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_a_command_of_the_page_answers(client: TestClient, policygraph: Command, snippet: str) -> None:
    program, *arguments = shlex.split(snippet)
    if program == "policygraph":
        assert policygraph(*arguments).returncode == 0
    else:
        [address] = arguments
        assert program == "curl"
        response = client.get(address.removeprefix("http://127.0.0.1:8000"))
        assert response.status_code == 200, response.text
        assert response.json()


def test_the_commands_of_the_page_are_those_tested_here() -> None:
    assert {snippet.split()[0] for snippet in SNIPPETS} == {"curl", "policygraph"}
    assert len(SNIPPETS) == 6


def test_every_question_has_at_most_two_calls() -> None:
    assert list(CALLS) == NUMBERS
    assert {len(calls) for calls in CALLS.values()} == {1, 2}


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: f"Q{number}")
def test_a_question_is_answered(client: TestClient, number: int) -> None:
    answers = []
    for call in CALLS[number]:
        response = client.get(call)
        assert response.status_code == 200, (call, response.text)
        body = response.json()
        assert body.get("next") is None
        answers.append(body.get("rows", body.get("items", body)))
    CHECKS[number](answers)


def _clauses(rows: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(row["policy"], row["clause"]) for row in rows}


def _counts(rows: list[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["policy"], row["word"]): row for row in rows}


def q1(answers: Answers) -> None:
    rows = {row["region_code"]: row for row in answers[0]}
    assert {code: row["state"] for code, row in rows.items()} == {
        HUBEI: "funded",
        DONGGUAN: "provided",
        ZHONGSHAN: "facilitated",
        "440000": "unknown",
    }
    assert (rows[HUBEI]["rate"], rows[HUBEI]["cap_yuan"], rows[HUBEI]["lead"]) == (0.15, 1e7, ["省经信厅"])
    assert [rows[code]["lead"] for code in (DONGGUAN, ZHONGSHAN)] == [[], []]
    assert "双边最高奖补1000万元" in only(answers[1], instrument="first-of-kind")["sentence"]


def q2(answers: Answers) -> None:
    assert {(row["policy"], row["clause"], row["instrument"], frozenset(sums(row))) for row in answers[0]} == {
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


def q3(answers: Answers) -> None:
    assert [(row["clause"], row["cap_yuan"], row["rate"]) for row in answers[0]] == [
        ("6/17", 1e7, 0.1),
        ("6/19", 1e7, 0.15),
        ("6/17", 5e6, None),
    ]
    assert "国家原始创新策源地建设任务的主体单位" in answers[0][0]["sentence"]


def q6(answers: Answers) -> None:
    rows = {(row["policy"], row["clause"]): row for row in answers[0]}
    assert set(rows) == {(HB, "6/18"), (ZS_P, "2/8"), (GD, "5/2"), (DG, "3/2"), (ZS_R, "6")}
    assert sums(rows[HB, "6/18"], "sizes") == {("fund-size", 5e10), ("fund-size", 1e10)}
    assert {key for key, row in rows.items() if row["sizes"]} == {(HB, "6/18")}


def q7(answers: Answers) -> None:
    assert _clauses(answers[0]) == {(HB, "1")}
    assert only(answers[0], unit="亿元")["normal_value"] == 5e10
    assert {row["comparison"] for row in answers[1]["targets"]} == {"nothing to compare"}
    assert answers[1]["groups"] == []


def q8(answers: Answers) -> None:
    stated = having(answers[0]["targets"], state="stated")
    assert {(row["policy"], row["value"], row["unit"], row["year"]) for row in stated} >= {
        (HB, 280, "亿元", 2024),
        (HB, 380, "亿元", 2025),
        (HB, 500, "亿元", 2026),
        (GD, 2500, "亿元", 2025),
        (GD, 1000, "亿元", 2025),
        (GD, 12, "万亿元", 2025),
        (DG, 30000, "亿元", 2027),
        (DG, 7, "个", 2027),
    }
    assert {row["comparison"] for row in stated} == {"not comparable"}
    assert all("another metric" in row["reason"] and "another scope" in row["reason"] for row in stated)
    assert answers[0]["groups"] == []


def q9(answers: Answers) -> None:
    row = only(answers[0], clause="2/1")
    assert (row["stated"], row["verdict"]) == (0.2, "does not agree")
    assert row["implied"] == pytest.approx(0.165, abs=0.0005)
    growth = answers[1]["growth"]
    assert [one["growth"] for one in growth] == pytest.approx([0.357, 0.316], abs=0.0005)
    assert all(one["formula"] and len(one["inputs"]) == 2 for one in growth)
    assert answers[1]["stated_growth"] == []


def q11(answers: Answers) -> None:
    firms = having(answers[0]["targets"], unit="家")
    assert sorted((row["policy"], row["value"]) for row in firms) == [
        (GD, 15),
        (GD, 100),
        (HB, 1),
        (HB, 1),
        (HB, 2),
        (HB, 3),
    ]
    counts = _counts(answers[1])
    assert [counts[policy, "小巨人"]["clauses"] for policy in (DG, ZS_P, ZS_R)] == [["3/9"], ["2/3"], ["7"]]


def q12(answers: Answers) -> None:
    stated = having(answers[0]["targets"], state="stated")
    assert {(row["policy"], row["value"], row["unit"]) for row in stated} == {(GD, 10, "%"), (GD, 200, "项")}
    states = {row["policy"]: row["state"] for row in answers[0]["targets"] if row["state"] != "stated"}
    assert states == {HB: "silent", DG: "silent", ZS_P: "unknown", ZS_R: "silent"}
    others = having(answers[1]["targets"], policy=DG)
    assert {(row["value"], row["unit"]) for row in others} == {(42, "%"), (10, "%")}


def q14(answers: Answers) -> None:
    found, targets = answers
    for policy, clause, words, near in BASELINES:
        shown = [row["quote"] for row in having(found, policy=policy, clause=clause)]
        assert [quote for quote in shown if words in quote and near in quote], words
        quoted = [row["evidence"]["quote"] for row in having(targets, policy=policy)]
        assert not [quote for quote in quoted if words in quote], words


def q15(answers: Answers) -> None:
    rows = {(row["policy"], row["clause"]): row for row in answers[0]}
    assert rows[HB, "6/20"]["lead"] == ["省委人才办"]
    assert rows[GD, "5/3"]["lead"] == ["省科技厅", "省教育厅"]
    for key in ((DG, "3/7"), (ZS_P, "2/7"), (ZS_R, "6")):
        assert (rows[key]["lead"], rows[key]["lead_state"]) == ([], "not stated")
        assert rows[key]["responsible"]


def q16(answers: Answers) -> None:
    assert {row["agency"]: row["clauses"] for row in answers[0]} == {
        "湖北省经济和信息化厅": 11,
        "湖北省科学技术厅": 5,
        "湖北省市场监督管理局": 2,
        "湖北省商务厅": 1,
        "湖北省卫生健康委员会": 1,
        "湖北省委人才办": 1,
        "武汉市人民政府": 1,
    }
    numbered = [row for row in answers[1] if "/" in row["clause"]]
    assert (len(numbered), sum(row["lead_state"] == "stated" for row in numbered)) == (23, 20)


def q18(answers: Answers) -> None:
    led: dict[str, set[str]] = {}
    for row in answers[0]:
        for name in row["lead"]:
            led.setdefault(name, set()).add(row["title"].removesuffix("产业集群"))
    assert led == {
        "市工业和信息化局": {"新一代电子信息", "高端装备", "下一代移动通信(6G)", "具身智能", "人工智能"},
        "市发展改革局": {"半导体及集成电路", "新能源", "低空经济"},
        "市科技局": {"新材料", "生物医药及高端医疗器械", "前沿新材料", "未来生命健康", "人工智能"},
    }
    third = [row for row in answers[0] if row["path"].startswith("3/")]
    assert len(third) == 10
    assert all(row["lead"] == [] and row["responsible"] for row in third)


def q20(answers: Answers) -> None:
    rows = {(row["policy"], row["clause"]): row for row in answers[0]}
    assert set(rows) == {(HB, "2/4"), (GD, "4/4/8"), (GD, "4/4/9"), (ZS_P, "2/5"), (ZS_P, "2/6"), (DG, "3/2")}
    assert rows[GD, "4/4/9"]["lead"] == ["省市场监管局", "省商务厅"]
    assert (rows[ZS_P, "2/5"]["lead"], rows[ZS_P, "2/5"]["responsible"][0]) == ([], "市市场监管局")
    assert only(answers[1], instrument="standards")["state"] == "silent"


def q21(answers: Answers) -> None:
    assert len(answers[0]) == 5
    for row in answers[0]:
        assert row["documents"] == len({one["policy"] for one in row["mentions"]}) == 2
        assert all(one["role"] for one in row["mentions"])
    assert {"大族激光", "光韵达"} <= {one["name"] for row in answers[0] for one in row["mentions"]}


def q23(answers: Answers) -> None:
    assert [row["name"] for row in answers[0]] == ["中山新诺科技股份有限公司"]
    assert len(answers[1]) == 9
    assert {(one["policy"], one["clause"]) for row in answers[1] for one in row["mentions"]} == {(ZS_R, "7")}


def q24(answers: Answers) -> None:
    standing = {name: having(answers[0], standing=name) for name in ("both", "courted only", "own only")}
    assert {one["name"] for row in standing["courted only"] for one in row["courted"]} == {"联赢激光"}
    assert {one["name"] for row in standing["own only"] for one in row["counted"]} == {"纳思达", "海目星", "光库"}
    assert len(standing["both"]) == 4


def q26(answers: Answers) -> None:
    six = only(having(answers[0], policy=ZS_R), word="六个一")
    assert "战略咨询支撑机构" in six["quote"]
    ten = [row for row in having(answers[0], policy=DG, word="十个一") if "品牌盛会" in row["quote"]]
    assert {row["clause"] for row in ten} == {"3/2"}
    states = {key: row["state"] for key, row in _counts(answers[1]).items()}
    assert {state for (policy, _), state in states.items() if policy == DG} == {"named"}
    assert {state for (policy, _), state in states.items() if policy == ZS_R} == {"silent"}


def q27(answers: Answers) -> None:
    areas = {row["place"]: row["km2"] for row in answers[0]}
    assert areas == pytest.approx({"深中合作创新区": 100, "南部坦洲高端显示产业园区": 3.7}, abs=0.005)
    named = {(one["policy"], one["name"]) for row in answers[1] for one in row["mentions"]}
    assert {(ZS_P, "火炬开发区"), (HB, "武汉光谷国际绿色激光产业基地"), (GD, "激光谷")} <= named


def q29(answers: Answers) -> None:
    links = {row["policy"]: (row["above"], row["cites"], row["link"]) for row in answers[0]}
    assert links == dict.fromkeys((ZS_P, ZS_R, DG), (GD, "false", "inferred"))
    found = {(row["policy"], row["word"]): row["clause"] for row in answers[1]}
    assert (found[GD, "进度安排"], found[GD, "针对性行动计划"]) == ("5/1", "5/1")
    assert (found[ZS_P, "领导小组"], found[DG, "领导小组"]) == ("3", "3/1")
    assert (ZS_P, "进度安排") not in found


def q31(answers: Answers) -> None:
    compared = answers[0]
    assert {row["instrument"]: (row["clause"], row["state_other"]) for row in compared["only_a"]} == {
        "competitive-commissioning": ("2/2", "unknown"),
        "pilot-scale": ("2/3", "unknown"),
        "platform-subsidy": ("6/17", "unknown"),
        "guarantee": ("6/18", "to be checked"),
        "cost-sharing": ("6/18", "unknown"),
        "energy-and-compute": ("6/19", "unknown"),
        "going-global": ("5/16", "unknown"),
        "supply-chain-matching": ("3/6", "to be checked"),
    }
    first = only(compared["shared"], instrument="first-of-kind")
    assert (first["state_a"], first["state_b"], first["stronger"]) == ("funded", "facilitated", "a")
    assert {"milestone-award", "case-by-case", "talent-services"} <= {one["instrument"] for one in compared["shared"]}


def q32(answers: Answers) -> None:
    assert {row["instrument"]: (row["policy"], row["state_other"]) for row in answers[0]["only_a"]} == dict.fromkeys(
        (
            "tax-relief",
            "intellectual-property",
            "credit",
            "financial-products",
            "state-equity",
            "sector-infrastructure",
        ),
        (ZS_P, "silent"),
    )
    talent = only(answers[0]["shared"], instrument="talent-recruitment")
    assert (talent["state_a"], talent["state_b"]) == ("funded", "encouraged")
    counts = _counts(answers[1])
    assert {row["state"] for (policy, _), row in counts.items() if policy == HB} == {"silent"}
    assert (counts[ZS_P, "专利导航"]["clauses"], counts[ZS_R, "租金补贴"]["clauses"]) == (["2/6"], ["7"])


def q33(answers: Answers) -> None:
    silent = {row["instrument"] for row in answers[0] if row["state"] == "silent"}
    assert {"tax-relief", "intellectual-property", "standards", "guarantee", "credit", "listing-and-mergers"} <= silent
    counts = {row["word"]: row for row in answers[1]}
    assert {counts[word]["count"] for word in ("补贴", "奖励", "补助", "奖补")} == {0}
    assert counts["科技金融"]["clauses"] == ["3/3"]


def q36(answers: Answers) -> None:
    clauses = {(row["policy"], row["instrument"]): row["clauses"] for row in answers[0] if row["clauses"]}
    assert clauses[HB, "first-of-kind"] == ["6/19"]
    assert clauses[GD, "going-global"] == ["3/6"]
    assert clauses[DG, "supply-chain-matching"] == ["3/9"]
    assert not [key for key in clauses if key[1] == "government-procurement"]
    assert {row["policy"]: (row["count"], row["state"]) for row in answers[1]} == {
        HB: (0, "silent"),
        DG: (0, "silent"),
        ZS_R: (0, "silent"),
        GD: (0, "unknown"),
        ZS_P: (0, "unknown"),
    }


def q37(answers: Answers) -> None:
    cells = {(row["policy"], row["instrument"]): row for row in answers[0]}
    assert cells[ZS_P, "guarantee"]["state"] == "to be checked"
    assert {row["state"] for (policy, _), row in cells.items() if policy == ZS_R} == {"silent"}
    assert [code for (policy, code), row in cells.items() if policy == DG and row["clauses"]] == ["industry-fund"]
    assert {(row["word"], row["policy"], row["clause"]) for row in answers[1]} == {
        ("融资租赁", GD, "4/5/11"),
        ("科技保险", ZS_P, "2/8"),
        ("知识产权质押", ZS_P, "2/8"),
        ("补投贷保", ZS_P, "2/8"),
    }


def q38(answers: Answers) -> None:
    promise = only(answers[0], act="commits")
    assert (promise["clause"], len(promise["names"]), promise["amounts"]) == ("6", 3, [])
    assert {row["act"] for row in answers[0] if row["mode"] == "funds"} == {"recalls"}
    best = max(having(answers[1], cited_by=ZS_R, possible=ZS_P), key=lambda row: float(row["likeness"]))
    assert (best["status"], best["periods"]) == ("unconfirmed", "differ")


CHECKS: dict[int, Callable[[Answers], None]] = {
    int(name[1:]): check for name, check in list(globals().items()) if re.fullmatch(r"q\d+", name)
}
