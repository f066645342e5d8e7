"""Markdown clippings, crawlers' dumps, blanks inside numbers, misread characters, a text printed twice."""

from __future__ import annotations

import pytest

from loaders.clean import clean
from loaders.formats.opening import open_document
from loaders.misread import mended
from loaders.pipeline import clean_source, read_document
from tests.loaders.made_documents import IDS, clipping, dump, facts, lines, source


def text_of(written: str, name: str = "") -> str:
    return clean_source(open_document(written.encode(), name)).text


@pytest.mark.parametrize("plan", IDS)
def test_a_clipping_and_a_dump_hold_the_document_alone(plan: str) -> None:
    assert text_of(clipping(lines(plan))).split("\n") == lines(plan)
    assert text_of(dump(lines(plan))).split("\n") == lines(plan)


def test_the_marks_of_markdown_go_and_printed_numbers_stay() -> None:
    written = (
        "# 某市支持激光产业发展若干措施\n\n## 一、支持**企业**\n\n1\\. 对企业给予*一次性*奖励，见[办法](https://a.cn/b_(1))。\n"
        "2. 对企业给予补贴。  \n> 3. 提供服务。\n\n| 序号 | 任务 |\n| --- | :-: |\n| 1 | 建设平台 |\n\n***\n\n"
        "![图](a.png)二、附则[^1]。第一行。<br>第二行&nbsp;完。\n\n- 3 -\n\n三、其他。"
    )
    assert text_of(written, "a.md").split("\n") == [
        "某市支持激光产业发展若干措施",
        "一、支持企业",
        "1.对企业给予一次性奖励，见办法。",
        "2.对企业给予补贴。",
        "3.提供服务。",
        "序号|任务",
        "1|建设平台",
        "二、附则。第一行。",
        "第二行完。",
        "三、其他。",
    ]


def test_the_title_of_the_front_matter_stands_in_where_the_text_has_none() -> None:
    written = "---\ntitle: 某市支持激光产业发展若干措施\nsource: https://a.cn\n---\n一、支持企业。给予奖励。\n"
    assert text_of(written).split("\n") == ["某市支持激光产业发展若干措施", "一、支持企业。给予奖励。"]


def test_labels_of_a_document_are_no_dump() -> None:
    written = "标题：某市措施\n来源：某局\n一、支持企业。给予奖励。\n"
    assert open_document(written.encode()).layout is None


def test_a_dump_whose_text_is_one_line_behind_its_key() -> None:
    written = "url: http://a.cn/1\ntitle: 某市支持激光产业发展若干措施\ncontent: 一、支持企业。给予奖励。二、支持人才。"
    assert text_of(written).split("\n") == ["某市支持激光产业发展若干措施", "一、支持企业。给予奖励。二、支持人才。"]


def test_blanks_inside_numbers_close_where_they_are_the_habit_of_a_text() -> None:
    written = "第 1 0 条 到 2 0 2 5 年，给 予 5 0 0 万 元、1 . 5 亿 元 奖 励，A I 产 业 增 长 5 0 %。共 12 30 家"
    mapped = clean(written)
    assert mapped.text == "第10条到2025年，给予500万元、1.5亿元奖励，AI产业增长50%。共12 30家"
    at = mapped.text.index("2025")
    assert written[slice(*mapped.source_range(at, at + 4))] == "2 0 2 5"
    assert mapped.source_range(at + 1, at + 2) == mapped.source_range(at, at + 4)


def test_numbers_side_by_side_stay_apart() -> None:
    assert clean("任务 1 2 项，见表 3 4").text == "任务1 2项，见表3 4"


def test_misread_characters_are_mended_for_reading_only() -> None:
    assert (
        mended("社会カ量，人オ，总人ロ，二0二四年，二OO三年，2O25年")
        == "社会力量，人才，总人口，二〇二四年，二〇〇三年，2025年"
    )
    for kept in ("カラオケ设备", "10000家", "O型圈", "A0纸", "2〇年"):
        assert mended(kept) == kept
    written = (
        "某市支持激光产业发展若干措施\n一、支持人オ。对人オ给予补贴，最高50万元。\n"
        "二、本措施自二0二四年五月一日起施行。\n"
    )
    reading = read_document(written.encode(), id="made")
    assert reading.document.text == written.strip()
    right = read_document(written.replace("オ", "才").replace("0二四", "〇二四").encode(), id="made")
    assert [fact.kind for fact in reading.facts] == [fact.kind for fact in right.facts]
    assert [fact.start for fact in reading.facts] == [fact.start for fact in right.facts]
    sure = [(fact.tier, fact.confidence) for fact in reading.facts]
    assert sure == [(fact.tier, fact.confidence) for fact in right.facts]
    assert None not in {confidence for _, confidence in sure}
    assert any("人オ" in fact.quote for fact in reading.facts)
    assert reading.document.clauses[0].title == "支持人オ"


@pytest.mark.parametrize("plan", IDS)
def test_a_text_printed_twice_is_read_once(plan: str) -> None:
    once = facts(source(plan).encode())
    twice = read_document((source(plan) + "\n" + source(plan)).encode(), id="made")
    half = len(twice.document.text) // 2
    extra = [fact for fact in twice.facts if fact.start > half + 200]
    assert len(twice.lines()) <= len(once) + 2
    assert len(extra) <= 1
