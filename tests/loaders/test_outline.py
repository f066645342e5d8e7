"""Clean text to clauses: numbers, titles, spans, and text that is cut or damaged."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.clean import clean
from loaders.document import Document
from loaders.outline import outline

ROOT = Path(__file__).parents[2]
SOURCES = {
    path.parent.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "data/plans").glob("*/source.txt"))
}
DOCUMENTS = {name: outline(clean(source)) for name, source in SOURCES.items()}


def read(text: str) -> Document:
    return outline(clean(text))


def paths(text: str) -> list[str]:
    return [clause.path for clause in read(text).clauses]


def gold(name: str) -> list[tuple[str, str]]:
    facts = [json.loads(line) for line in (ROOT / f"tests/gold/{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    return [(fact["clause"], fact["title"]) for fact in facts if fact["kind"] == "clause"]


def check_spans(document: Document) -> None:
    text = document.text
    limit = document.end
    assert 0 <= document.body_start <= limit
    for order, clause in enumerate(document.clauses):
        assert clause.order == order
        assert text[clause.title_start : clause.title_end] == clause.title
        assert clause.start <= clause.title_start <= clause.title_end <= clause.own_end <= clause.end <= limit
        children = [child for child in document.clauses[order + 1 :] if child.parent == order]
        assert clause.is_leaf == (not children)
        for child in children:
            assert clause.start < child.start <= child.end <= clause.end
            assert clause.own_end <= child.start
            assert child.path.startswith(clause.path + "/")
        for before, after in pairwise(children):
            assert before.end <= after.start
        if clause.parent is None:
            assert "/" not in clause.path


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_the_clauses_of_each_plan_are_those_a_reader_finds(name: str) -> None:
    assert [(clause.path, clause.title) for clause in DOCUMENTS[name].clauses] == gold(name)


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_the_spans_of_each_plan_nest(name: str) -> None:
    check_spans(DOCUMENTS[name])


@pytest.mark.parametrize(
    ("name", "path", "ending"),
    [
        ("hubei-laser-2024", "7/23", "共同推动意见顺利实施。"),
        ("guangdong-laser-am-2021", "5/4", "审计厅、市场监管局等按职责分工负责)"),
        ("zhongshan-laser-reply-2023", "7", "引导我市激光产业实现高质量发展。"),
        ("dongguan-emerging-2024", "3/10", "市工业和信息化局按照职能分工负责)"),
        ("zhongshan-optoelectronics-2024", "3", "充分发挥行动计划的激励、支持作用。"),
        ("dongguan-emerging-2024", "2/1/8", "打造低空经济产业先行区。(市发展改革局牵头)"),
    ],
)
def test_a_clause_ends_with_its_own_words(name: str, path: str, ending: str) -> None:
    document = DOCUMENTS[name]
    (clause,) = [clause for clause in document.clauses if clause.path == path]
    assert document.text[: clause.end].endswith(ending)


def test_signature_annex_list_and_notes_stay_in_the_text_outside_the_body() -> None:
    for name, words in (("guangdong-laser-am-2021", "附件:1."), ("zhongshan-laser-reply-2023", "2023年6月25日")):
        document = DOCUMENTS[name]
        assert document.body_end is not None
        assert document.text.index(words) >= document.body_end
        assert document.clause_at(document.text.index(words)) is None


def test_the_body_begins_behind_the_title_block() -> None:
    for name, words in (
        ("guangdong-laser-am-2021", "为贯彻省委"),
        ("hubei-laser-2024", "各市、州"),
        ("zhongshan-laser-reply-2023", "科教卫体委"),
    ):
        assert DOCUMENTS[name].text[DOCUMENTS[name].body_start :].startswith(words)


def test_a_clause_is_found_from_any_offset_inside_it() -> None:
    document = DOCUMENTS["hubei-laser-2024"]
    clause = document.clause_at(document.text.index("雙邊" if "雙邊" in document.text else "双边"))
    assert clause is not None
    assert clause.path == "6/19"
    assert [above.path for above in document.ancestors(clause)] == ["6"]


def test_the_four_levels_of_official_documents() -> None:
    text = "一、甲\n（一）乙\n1.丙。正文。\n（1）丁。\n（2）戊。\n2．己。\n（二）庚\n1、辛。\n二、壬\n(一)癸。\n"
    assert paths(text) == ["1", "1/1", "1/1/1", "1/1/1/1", "1/1/1/2", "1/1/2", "1/2", "1/2/1", "2", "2/1"]


def test_a_small_full_stop_ends_a_number_as_a_full_stop_does() -> None:
    assert paths("一、甲\n（一）乙\n1﹒丙。正文。\n2﹒丁。\n（二）戊\n3﹒己。\n") == [
        *("1", "1/1", "1/1/1", "1/1/2", "1/2", "1/2/3")
    ]
    assert paths("一、甲\n增长1﹒5倍。\n1﹒5倍以上。\n") == ["1"]


def test_numbers_are_kept_as_printed_where_they_run_on() -> None:
    assert paths("一、甲\n（一）乙。\n（二）丙。\n二、丁\n（三）戊。\n1.己。\n（四）庚。\n2.辛。\n") == [
        *("1", "1/1", "1/2", "2", "2/3", "2/3/1", "2/4", "2/4/2")
    ]


def test_articles_stand_under_their_chapter() -> None:
    text = (
        "某条例\n目录\n第一章 总则\n第二章 管理\n第一章 总则\n第一条 为了发展，制定本条例。\n第二条 适用本条例。\n"
        "第二章 管理\n第三条 履行下列职责：\n（一）制定规划；\n（二）依照第二条第（一）项办理。\n第十八条 施行。"
    )
    found = read(text)
    assert [clause.path for clause in found.clauses] == ["1", "1/1", "1/2", "2", "2/3", "2/3/1", "2/3/2", "2/18"]
    assert found.clauses[5].title == "制定规划"


def test_articles_without_chapters_are_the_outermost() -> None:
    assert paths("办法\n第一条 为了发展。\n第二条 奖励：\n（一）补贴。\n（二）奖励。\n第三条 施行。") == [
        *("1", "2", "2/1", "2/2", "3")
    ]


def test_a_bracketed_list_right_under_the_title_is_the_first_level() -> None:
    assert paths("某意见\n为发展，提出如下意见：\n（一）甲。内容。\n（二）乙。内容。\n") == ["1", "2"]


def test_lead_ins_over_lists_that_begin_anew_are_numbered_by_their_order() -> None:
    text = (
        "《方案》提出两大任务：\n（一）甲。内容。\n（二）乙。内容。\n《方案》提出三项措施：\n（一）丙。内容。\n"
        "《方案》提出加强领导、加大投入两个保障。内容。"
    )
    found = read(text).clauses
    assert [clause.path for clause in found] == ["1", "1/1", "1/2", "2", "2/1", "3"]
    assert [clause.title for clause in found if clause.parent is None] == ["两大任务", "三项措施", "两个保障"]


def test_two_documents_in_a_file_are_not_taken_for_lists_under_lead_ins() -> None:
    text = "通知如下：\n一、甲。内容。\n二、乙。内容。\n某市若干措施\n制定如下措施：\n一、丙。内容。\n二、丁。内容。"
    assert paths(text) == ["1", "2", "1", "2"]


def test_a_sentence_over_numbered_items_of_a_section_is_no_lead_in() -> None:
    assert paths("一、目标\n达到以下目标：\n（一）甲。\n二、任务\n重点任务：\n（一）乙。\n") == ["1", "1/1", "2", "2/1"]


@pytest.mark.parametrize(
    "prose",
    [
        "2.5D封装和3D打印技术。",
        "3.5亿元投资到位。",
        "2024年完成目标。",
        "3、4号线开工建设。",
        "一、二级供应商集中布局。",
        "包括：1.补贴；2.奖励；3.贷款。",
        "一是加强领导。二是抓好落实。",
        "按照第二条（一）项执行。",
    ],
)
def test_numbers_in_running_prose_are_no_clauses(prose: str) -> None:
    assert paths(f"一、总体要求\n{prose}\n二、任务\n内容。") == ["1", "2"]


def test_a_text_without_line_breaks_is_outlined_at_its_full_stops_and_headings() -> None:
    filler = "支持企业发展，推动产业升级。" * 20
    text = (
        f"关于发展的意见为发展，提出如下意见。一、加强支持（一）加大投入。{filler}（二）减轻负担。{filler}"
        f"二、优化服务（三）提升效能，按照第三条（一）项办理。{filler}1.甲。{filler}2.乙。{filler}三、保障。{filler}"
    )
    document = read(text)
    assert [clause.path for clause in document.clauses] == ["1", "1/1", "1/2", "2", "2/3", "2/3/1", "2/3/2", "3"]
    assert document.clauses[0].title == "加强支持"
    check_spans(document)


def test_a_heading_glued_to_its_first_child_in_one_line() -> None:
    found = read("一、总体要求（一）指导思想。坚持创新。\n（二）目标。做强。\n二、任务\n内容。").clauses
    assert [(clause.path, clause.title) for clause in found] == [
        ("1", "总体要求"),
        ("1/1", "指导思想"),
        ("1/2", "目标"),
        ("2", "任务"),
    ]


def test_headings_and_items_whose_line_break_was_lost() -> None:
    text = (
        "第一章 总则 第一条 为了。\n第二条 适用。第二章 管理\n第三条 职责。\n（一）甲。内容。（二）乙。\n第四条 施行。"
    )
    assert paths(text) == ["1", "1/1", "1/2", "2", "2/3", "2/3/1", "2/3/2", "2/4"]
    assert paths("一、甲\n1.乙。做强。2.丙。做优。\n二、丁\n内容。三、戊\n内容。") == ["1", "1/1", "1/2", "2", "3"]


def test_a_text_printed_twice_is_outlined_once() -> None:
    once = (
        "某意见\n为加快发展，提出如下意见。\n一、加强支持\n"
        + "支持企业发展，推动产业升级。" * 8
        + "\n二、优化服务。\n内容。\n"
    )
    document = read(once + once)
    assert [clause.path for clause in document.clauses] == ["1", "2"]
    assert document.body_end is not None
    assert document.body_end <= len(document.text) // 2 + 1


def test_a_line_of_duties_at_the_end_belongs_to_the_last_clause() -> None:
    for duty in ("（牵头单位：市科技局；责任单位：市财政局）", "责任单位：市发展改革局"):
        document = read(f"某市方案\n一、甲。内容。\n二、乙。内容。\n{duty}\n某市人民政府\n2024年1月2日\n")
        assert document.text[: document.clauses[-1].end].endswith(duty)


def test_a_notice_and_the_plan_it_carries_are_both_outlined() -> None:
    text = (
        "关于做好工作的通知\n各市人民政府：\n一、加强领导。各地要重视。\n二、抓好落实。按时报送。\n附件：某市实施方案\n"
        "某市人民政府\n2024年1月2日\n附件\n某市实施方案\n为了发展，制定本方案。\n一、总体要求\n坚持发展。\n"
        "二、任务\n（一）发展。\n（二）提升。\n三、保障\n保障。"
    )
    document = read(text)
    assert [clause.path for clause in document.clauses] == ["1", "2", "1", "2", "2/1", "2/2", "3"]
    assert document.text[: document.clauses[1].end].endswith("按时报送。")


def test_annexes_behind_the_plan_are_no_clauses() -> None:
    text = "一、甲。内容。\n二、乙。内容。\n某市人民政府\n2024年1月2日\n附件：\n1.甲表\n2.乙表\n附件1\n一、填表说明\n"
    document = read(text)
    assert [clause.path for clause in document.clauses] == ["1", "2"]
    assert document.body_end == document.text.index("某市人民政府") - 1


def test_decimal_numbers_of_word_processors() -> None:
    text = "某指南\n1 总体要求\n1.1 思想\n坚持。\n1.2 目标\n3.5亿元。\n2 事\n2.1 强\n做。\n2.1.1 一\n做。\n2.2 优\n做。"
    assert paths(text) == ["1", "1/1", "1/2", "2", "2/1", "2/1/1", "2/2"]


def test_a_list_within_a_list_of_the_same_numbers() -> None:
    text = "5. 甲\n1. 一。\n2. 二。\n3. 三。\n6. 乙\n1. 一。\n2. 二。\n7. 丙\n内容。"
    assert paths(text) == ["5", "5/1", "5/2", "5/3", "6", "6/1", "6/2", "7"]


def test_a_lost_number_loses_no_other_clause() -> None:
    assert paths("一、甲。\n二、乙。\n四、丁。\n五、戊。\n") == ["1", "2", "4", "5"]


def test_a_text_without_numbers_has_no_clauses() -> None:
    document = read("关于发展的通知\n支持企业发展。")
    assert document.clauses == ()
    assert read("").clauses == ()


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "一、",
                "（一）",
                "（二）",
                "1.",
                "2.",
                "1.1",
                "（1）",
                "①",
                "第一章",
                "第二条",
                "附件1",
                "\n",
                "。",
                "：",
                "甲乙",
                "2024年1月2日",
                "某局",
            ]
        ),
        max_size=60,
    )
)
def test_any_sequence_of_numbers_gives_nested_spans(pieces: list[str]) -> None:
    check_spans(read("".join(pieces)))


def test_a_lead_in_cut_off_by_the_end_of_the_document_is_no_clause() -> None:
    source = SOURCES["zhongshan-optoelectronics-2024"]
    document = read(source[553:632] + source[:632])
    check_spans(document)
    assert [clause.path for clause in document.clauses] == ["1", "1/1"]


@settings(max_examples=100, deadline=None)
@given(name=st.sampled_from(sorted(SOURCES)), data=st.data())
def test_cut_and_shuffled_plans_give_nested_spans(name: str, data: st.DataObject) -> None:
    source = SOURCES[name]
    starts = data.draw(st.lists(st.integers(0, len(source)), max_size=6))
    check_spans(read("".join(source[at : at + data.draw(st.integers(0, 800))] for at in starts)))


def test_a_million_brackets_and_numbers_are_read_in_one_pass() -> None:
    for hostile in (
        "（" * 300_000,
        "（一）" * 30_000,
        "1.1" * 30_000,
        "一、" * 30_000,
        "《甲\n" * 20_000,
        " " * 300_000,
    ):
        check_spans(read(hostile + "甲"))


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        (
            "一、政策支持\n第 1 条 设立资金。\n二、支持范围\n(一)投资奖励\n第 2 条 给予奖励。\n"
            "第 3 条 一事一议。\n(二)绩效奖励\n"
            "第 4 条 给予奖励。\n三、附则\n第 1 0 条 本意见自发布之日起施行。\n",
            ["1", "1/1", "2", "2/1", "2/1/2", "2/1/3", "2/2", "2/2/4", "3", "3/10"],
        ),
        (
            "# 某条例\n\n## 第一章  总则\n\n第一条 为了发展，制定本条例。\n\n"
            "第二条 中小企业应当守法。\n\n## 第二章  扶持\n\n"
            "第三条 所有企业平等。\n（一）甲；\n（二）乙。\n",
            ["1", "1/1", "1/2", "2", "2/3", "2/3/1", "2/3/2"],
        ),
        (
            "第一条 设立机构。\n一、职责\n履行职责。\n二、人员\n配备人员。\n第二条 附则。\n",
            ["1", "1/1", "1/2", "2"],
        ),
    ],
)
def test_articles_stand_where_the_document_itself_nests_them(text: str, paths: list[str]) -> None:
    assert [clause.path for clause in read(text).clauses] == paths


def test_an_annex_of_tasks_is_part_of_the_document_and_one_of_names_is_not() -> None:
    body = "一、总体要求\n坚持统筹。\n二、保障\n加强领导。\n附件\n"
    tasks = (
        "一、科技任务\n加强攻关。（牵头单位：市科技局）\n二、人才任务\n加强培养。（牵头单位：市人社局）\n"
        "三、资金任务\n加强投入。\n"
    )
    assert [clause.path for clause in read(body + tasks).clauses] == ["1", "2", "1", "2", "3"]
    names = read(body + "领导小组名单\n组长：市领导\n成员：有关部门\n")
    assert [clause.path for clause in names.clauses] == ["1", "2"]
    assert "名单" not in names.text[: names.end]


def test_a_last_sentence_that_cites_a_number_stays_in_the_body() -> None:
    text = (
        "一、任务\n加强攻关。\n二、保障\n加强领导。\n本意见自发布之日起30日后施行，"
        "《关于加快产业发展的意见》（湖政发〔2014〕25号）同时废止，以往规定与本意见不一致的以本意见为准。\n"
    )
    document = read(text)
    assert document.text[: document.end].endswith("为准。")


def test_a_small_full_stop_numbers_items_as_a_point_does() -> None:
    body = "一、总体要求\n坚持创新。\n二、重点任务\n（一）网络行动。\n1﹒建设外网。加快升级。\n"
    body += "2﹒改造内网。支持企业。\n（二）平台行动。\n3﹒建设平台。\n"
    assert paths(body) == ["1", "2", "2/1", "2/1/1", "2/1/2", "2/2", "2/2/3"]
