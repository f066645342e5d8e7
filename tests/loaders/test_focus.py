"""The fields a document is about: in titles, in headings, in the motion a letter answers."""

import json
from functools import cache
from pathlib import Path

import pytest

from loaders import fields
from loaders.clean import clean
from loaders.extract import focus
from loaders.extract.context import Context
from loaders.facts import Focus
from loaders.outline import outline
from loaders.pipeline import Reading, read_document

ROOT = Path(__file__).parents[2]
PLANS = (
    "dongguan-emerging-2024",
    "guangdong-laser-am-2021",
    "hubei-laser-2024",
    "zhongshan-laser-reply-2023",
    "zhongshan-optoelectronics-2024",
)


@cache
def _plan(name: str) -> Reading:
    return read_document((ROOT / "data" / "plans" / name / "source.txt").read_bytes(), id=name)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("关于加快发展新能源和智能网联汽车产业的实施意见", ["新能源", "智能网联汽车"]),
        ("深圳市培育发展低空经济与空天产业集群行动计划", ["低空经济", "空天"]),
        ("苏州市推进生物医药产业高质量发展行动计划（2021-2025年）", ["生物医药"]),
        ("关于印发支持集成电路产业和软件产业发展若干政策的通知", ["集成电路", "软件"]),
        ("关于壮大战略性新兴产业集群和培育未来产业的实施方案", ["战略性新兴产业", "未来产业"]),
        ("关于加快体育事业(产业)发展的若干意见", ["体育"]),
        ("杭州市脑机接口未来产业培育行动方案", ["脑机接口", "未来产业"]),
        ("推动现代化产业集群高质量发展的意见", []),
        ("江苏省“十四五”数字经济发展规划", ["数字经济"]),
    ],
)
def test_fields_of_a_title(title: str, expected: list[str]) -> None:
    assert fields.of_title(title, None) == expected


@pytest.mark.parametrize(
    "title",
    [
        "关于进一步加强招商引资工作的意见",
        "关于推动产业园区提质增效的实施意见",
        "关于促进民营经济高质量发展的若干意见",
        "关于支持企业技术改造的若干政策",
        "关于推动重点产业和传统产业转型升级的意见",
    ],
)
def test_cross_cutting_and_collective_titles_name_no_field(title: str) -> None:
    assert fields.of_title(title, None) == []


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("大力发展人工智能产业", "人工智能"),
        ("推动体育产业高质量发展", "体育"),
        ("发展数字经济", "数字经济"),
        ("培育战略性新兴产业", "战略性新兴产业"),
        ("发展新业态", None),
        ("培育壮大优质企业", None),
        ("推动产业园区提质增效", None),
        ("推动传统产业转型升级", None),
        ("加强人才引进", None),
        ("提升创新能力", None),
    ],
)
def test_a_heading_counts_if_it_is_a_verb_of_development_and_a_field(heading: str, expected: str | None) -> None:
    assert fields.developed(heading) == expected


def _focus(text: str) -> list[str]:
    document = outline(clean(text))
    facts = focus.extract(document, Context())
    assert all(document.text[fact.start : fact.end] == fact.quote and fact.clause == "" for fact in facts)
    return [fact.name for fact in facts]


def test_bare_headings_count_only_under_a_heading_that_announces_fields() -> None:
    announced = "甲市产业发展规划\n一、重点领域\n（一）集成电路。做强设计。\n（二）生物医药产业。做强研发。\n"
    assert _focus(announced) == ["集成电路", "生物医药"]
    assert _focus(announced.replace("重点领域", "工作基础")) == []


def test_things_to_be_made_or_done_are_no_fields_even_there() -> None:
    text = (
        "甲市发展规划\n一、重点方向\n（一）关键技术。攻关。\n（二）智能产品应用。推广。\n（三）加强组织领导。统筹。\n"
    )
    assert _focus(text) == []


def test_a_letter_is_about_the_field_of_the_motion_it_answers() -> None:
    assert [fact.name for fact in _plan("zhongshan-laser-reply-2023").facts if isinstance(fact, Focus)] == ["激光"]


def test_a_second_document_in_the_file_has_a_title_too() -> None:
    text = (
        "甲市促进机器人产业发展的若干措施\n一、组织领导\n统筹。\n二、甲市支持新型储能产业发展的若干政策措施\n统筹。\n"
    )
    assert _focus(text) == ["机器人", "新型储能"]


@pytest.mark.parametrize("name", PLANS)
def test_fields_of_the_plans_are_those_that_readers_found(name: str) -> None:
    lines = (ROOT / "tests" / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [line for line in map(json.loads, lines) if line["kind"] == "focus"]
    found = {fields.folded(fact.name) for fact in _plan(name).facts if isinstance(fact, Focus)}
    sure = {fields.folded(line["name"]) for line in gold if not line.get("unsure")}
    assert sure <= found <= {fields.folded(line["name"]) for line in gold}


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("打造千亿级绿色食品产业集群", "绿色食品"),
        ("推进纺织全产业链发展", "纺织"),
        ("打造国际物流网络", None),
        ("完善产业链条", None),
        ("大力发展乡村旅游", "乡村旅游"),
        ("推动建筑业持续健康发展", "建筑业"),
    ],
)
def test_sizes_and_networks_are_no_part_of_a_field(heading: str, expected: str | None) -> None:
    assert fields.developed(heading) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("服务型制造和生产性服务业", ["服务型制造", "生产性服务业"]),
        ("生物医药、集成电路", ["生物医药", "集成电路"]),
        ("信息传输和软件技术服务业", ["信息传输和软件技术服务业"]),
        ("", []),
    ],
)
def test_a_heading_may_join_fields(name: str, expected: list[str]) -> None:
    assert fields.apart(name) == expected


def test_a_promotion_statute_and_a_field_across_regions_are_about_their_field() -> None:
    assert fields.of_title("湖州市数字经济促进条例", None) == ["数字经济"]
    assert fields.of_title("关于加强京津冀生物医药产业合作的建议", None) == ["生物医药"]
