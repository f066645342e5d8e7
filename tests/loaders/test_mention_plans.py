"""The named things of the real plans, as readers established them."""

import json
from functools import cache
from pathlib import Path

import pytest

from loaders.facts import Mention
from loaders.pipeline import Reading, read_document

ROOT = Path(__file__).parents[2]
REPLY = "zhongshan-laser-reply-2023"
GUANGDONG = "guangdong-laser-am-2021"
PLANS = (
    "dongguan-emerging-2024",
    GUANGDONG,
    "hubei-laser-2024",
    REPLY,
    "zhongshan-optoelectronics-2024",
)


@cache
def _reading(name: str) -> Reading:
    return read_document((ROOT / "data" / "plans" / name / "source.txt").read_bytes(), id=name)


def _mentions(name: str) -> list[Mention]:
    return [fact for fact in _reading(name).facts if isinstance(fact, Mention)]


def _firms(name: str, role: str) -> list[str]:
    return [fact.name for fact in _mentions(name) if fact.type == "enterprise" and fact.role == role]


def test_the_chain_leader_and_the_nine_key_firms_of_the_reply() -> None:
    assert _firms(REPLY, "chain-leader") == ["中山新诺科技股份有限公司"]
    assert _firms(REPLY, "key") == [
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


def test_the_firms_that_the_city_courts_are_the_province_champions_but_one() -> None:
    assert _firms(REPLY, "attraction-target") == ["大族激光", "光韵达", "联赢激光", "创鑫激光", "杰普特光电"]
    assert _firms(GUANGDONG, "representative")[:7] == ["大族", "纳思达", "创鑫", "杰普特", "光韵达", "海目星", "光库"]


def test_a_plan_that_names_no_firm_has_no_enterprise() -> None:
    assert [fact for fact in _mentions("dongguan-emerging-2024") if fact.type == "enterprise"] == []


def test_the_exhibitions_of_the_plans() -> None:
    events = {name: [fact.name for fact in _mentions(name) if fact.type == "event"] for name in PLANS}
    assert {name: found for name, found in events.items() if found} == {
        GUANGDONG: ["深圳国际高新技术成果交易会", "中国国际光电博览会", "深圳国际激光展"],
        "zhongshan-optoelectronics-2024": ["中国(中山)激光应用技术展览会", "中国(中山)光电装备博览会"],
    }


@pytest.mark.parametrize("name", PLANS)
def test_no_contact_person_no_trailer_and_no_agency_is_named(name: str) -> None:
    document = _reading(name).document
    end = document.end
    facts = _mentions(name)
    assert all(fact.end <= end for fact in facts)
    assert not any(fact.name.endswith(("局", "厅", "委", "人民政府")) for fact in facts)
    assert not any("联系人" in document.text[fact.start - 8 : fact.start] for fact in facts)


@pytest.mark.parametrize("name", PLANS)
def test_mentions_of_the_plans_are_those_that_readers_found(name: str) -> None:
    lines = (ROOT / "tests" / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [line for line in map(json.loads, lines) if line["kind"] == "mention"]
    sure = {(line["clause"], line["type"], line["name"]) for line in gold if not line.get("unsure")}
    doubtful = {(line["clause"], line["type"], line["name"]) for line in gold if line.get("unsure")}
    found = {(fact.clause, fact.type, fact.name) for fact in _mentions(name)} - doubtful
    assert len(sure & found) >= 0.95 * len(sure)
    assert len(sure & found) >= 0.95 * len(found)
