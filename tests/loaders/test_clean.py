"""Source text to clean text: what is folded, what is dropped, and that the map leads back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.clean import again, clean, clean_fragment, snap, survey
from loaders.text import MappedText

PLANS = Path(__file__).parents[2] / "data" / "plans"
SOURCES = {path.parent.name: path.read_text(encoding="utf-8") for path in sorted(PLANS.glob("*/source.txt"))}
CLEANED = {name: (source, clean(source), survey(source)) for name, source in SOURCES.items()}

ALPHABET = "一二（）()。，、；：:1.． \n\r\t\u3000關guan于第章条附件《》“”２A甲\u200b"


def lines(name: str) -> list[str]:
    return CLEANED[name][1].text.split("\n")


def check_map(source: str, mapped: MappedText) -> None:
    assert list(mapped.starts) == sorted(mapped.starts)
    assert list(mapped.ends) == sorted(mapped.ends)
    assert all(0 <= low < high <= len(source) for low, high in zip(mapped.starts, mapped.ends, strict=True))


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_the_map_runs_forward_and_stays_inside_the_source(name: str) -> None:
    source, mapped, _ = CLEANED[name]
    check_map(source, mapped)


@settings(max_examples=300, deadline=None)
@given(name=st.sampled_from(sorted(SOURCES)), data=st.data())
def test_any_window_is_given_again_by_cleaning_its_source(name: str, data: st.DataObject) -> None:
    source, mapped, style = CLEANED[name]
    start = data.draw(st.integers(0, len(mapped.text)))
    end = min(len(mapped.text), start + data.draw(st.integers(0, 600)))
    start, end = snap(mapped, start, end)
    assert again(source, mapped, start, end, style) == mapped.text[start:end]


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_every_paragraph_is_given_again_by_cleaning_its_source(name: str) -> None:
    source, mapped, style = CLEANED[name]
    assert again(source, mapped, 0, len(mapped.text), style) == mapped.text


def test_simplified_text_passes_unchanged() -> None:
    text = "显著提升著名品牌，瞭望未来，乾隆年间。"
    assert clean(text).text == text


def test_text_made_traditional_by_machine_becomes_right_simplified() -> None:
    text = CLEANED["hubei-laser-2024"][1].text
    for word in ("制定", "光谷", "系统", "着力", "历次", "方面", "上下游", "控制", "若干", "复制推广", "标志性"):
        assert word in text
    assert "著力" not in text


def test_phrases_that_keep_their_character_are_one_unit_of_the_map() -> None:
    source = "為推動產業發展，打造著名企業，著力實現創新發展與應用。"
    mapped = clean(source)
    assert mapped.text == "为推动产业发展，打造著名企业，着力实现创新发展与应用。"
    at = mapped.text.index("著名")
    assert mapped.source_range(at, at + 1) == mapped.source_range(at, at + 2) == (at, at + 2)
    assert snap(mapped, at + 1, at + 2) == (at, at + 2)


def test_glosses_go_and_their_source_belongs_to_the_character_before() -> None:
    source, mapped, _ = CLEANED["hubei-laser-2024"]
    assert lines("hubei-laser-2024")[0] == "省人民政府办公厅关于推动激光产业高质量发展的实施意见"
    assert "(3D打印)" in mapped.text
    assert "TGV(玻璃通孔)" in mapped.text
    at = mapped.text.index("关于")
    assert source[slice(*mapped.source_range(at, at + 2))] == "關(guan) 於(yu)"


def test_latin_words_in_brackets_stay_where_glosses_are_no_habit() -> None:
    text = "电动垂直起降航空器(eVTOL)、下一代移动通信(6G)、单位(mu)、长度(li)。"
    assert clean(text).text == text


def test_blanks_go_beside_chinese_and_stay_between_latin_words() -> None:
    assert clean("签订项目超 60 项，布局 Micro LED 技术，2023 年 5 月，　　目标、 任务。").text == (
        "签订项目超60项，布局Micro LED技术，2023年5月，目标、任务。"
    )


def test_wide_letters_and_digits_are_folded_and_punctuation_stays() -> None:
    folded = clean("ＬＥＤ产值２．５亿元，增长８％；（一）、(二),１．目标").text
    assert folded == "LED产值2.5亿元，增长8％；（一）、(二),1．目标"


def test_a_wide_decimal_point_is_one_unit_with_its_digits() -> None:
    mapped = clean("产值２．５亿元。")
    at = mapped.text.index("2.5")
    assert mapped.source_range(at + 1, at + 2) == (at, at + 3)


def test_invisible_characters_go_without_parting_words() -> None:
    assert clean("\ufeff激\u200b光\u00ad产\u0007业 \u200b 发展。").text == "激光产业发展。"
    assert clean("激\u202e光\u202c产\u2067业\u2069发\u061c展。").text == "激光产业发展。"


@pytest.mark.parametrize("broken", ["\n", "\r\n", "\r", "\u2028", "\n\n  ", "\x0b"])
def test_a_sentence_broken_over_lines_is_joined(broken: str) -> None:
    source = f"加大力度。对青年人才给予相应货{broken}币化补贴，提升服务。我市谋{broken}划了创新区。\n另起一段。"
    assert clean(source).text == "加大力度。对青年人才给予相应货币化补贴，提升服务。我市谋划了创新区。\n另起一段。"


def test_page_numbers_inside_a_sentence_vanish_with_their_line() -> None:
    source = "提升产业空间，支持建设标准厂房。加大供给，提升承\n\n— 79 —\n\n载能力。"
    mapped = clean(source)
    assert mapped.text == "提升产业空间，支持建设标准厂房。加大供给，提升承载能力。"
    assert again(source, mapped, 0, len(mapped.text), survey(source)) == mapped.text


def test_latin_words_broken_over_lines_keep_a_blank() -> None:
    source = "支持企业参加国际展会，拓展海外市场，重点引进 Mini\nLED 项目，提升水平。"
    mapped = clean(source)
    assert "Mini LED项目" in mapped.text
    assert again(source, mapped, 0, len(mapped.text), survey(source)) == mapped.text


def test_headings_and_list_items_are_never_joined_to_what_stands_before() -> None:
    source = "一、总体要求\n坚持创新，做强产业\n二、重点任务\n（一）发展\n1.做强\n（1）做大\n①做优\n第一条 做实"
    assert clean(source).text.split("\n") == [line.replace(" ", "") for line in source.split("\n")]


def test_a_title_broken_over_lines_is_one_line() -> None:
    source = "某市人民政府关于\n加快推进园区发展的意见\n某府发〔2021〕29号\n为加快发展，提出如下意见。"
    assert clean(source).text.split("\n")[0] == "某市人民政府关于加快推进园区发展的意见"


def test_a_page_set_in_lines_of_one_width_is_joined_to_paragraphs() -> None:
    source = """某市人民政府文件
某府〔2023〕5 号
某市人民政府关于印发某市加快推进人工智能
产业高质量发展若干措施的通知
各县（区）人民政府，市政府各部门、各直属机构，各有关
单位：
现将《某市加快推进人工智能产业高质量发展若干措施》印
发给你们，请结合实际认真贯彻落实。
某市人民政府
2023 年 6 月 1 日
- 1 -
某市加快推进人工智能产业高质量发展
若干措施
为深入贯彻落实党中央、国务院关于发展人工智能的决策部
署，加快推进我市人工智能产业高质量发展，制定以下措施。
一、支持算力建设。对新建智算中心，按照实际投资额的
20%给予补助，最高不超过 1000 万元。（责任单位：市发展改
革委、市财政局）
二、支持企业做大做强。对年营业收入首次突破 1 亿元、5
亿元的企业，分别给予 50 万元、100 万元奖励。
（责任单位：市工业和信息化局）"""
    mapped = clean(source)
    assert mapped.text.split("\n") == [
        "某市人民政府文件",
        "某府〔2023〕5号",
        "某市人民政府关于印发某市加快推进人工智能产业高质量发展若干措施的通知",
        "各县（区）人民政府，市政府各部门、各直属机构，各有关单位：",
        "现将《某市加快推进人工智能产业高质量发展若干措施》印发给你们，请结合实际认真贯彻落实。",
        "某市人民政府",
        "2023年6月1日",
        "某市加快推进人工智能产业高质量发展若干措施",
        "为深入贯彻落实党中央、国务院关于发展人工智能的决策部署，加快推进我市人工智能产业高质量发展，制定以下措施。",
        "一、支持算力建设。对新建智算中心，按照实际投资额的20%给予补助，最高不超过1000万元。（责任单位：市发展改革委、市财政局）",
        "二、支持企业做大做强。对年营业收入首次突破1亿元、5亿元的企业，分别给予50万元、100万元奖励。",
        "（责任单位：市工业和信息化局）",
    ]
    assert again(source, mapped, 0, len(mapped.text), survey(source)) == mapped.text


def test_titles_with_open_brackets_go_on() -> None:
    assert lines("dongguan-emerging-2024")[1] == lines("dongguan-emerging-2024")[0]


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("dongguan-emerging-2024", "东莞市人民政府办公室关于印发", "(十)动态调整产业集群门类"),
        ("guangdong-laser-am-2021", "广东省培育激光与增材制造产业集群行动计划", "3.激光与增材制造"),
        ("hubei-laser-2024", "省人民政府办公厅关于", "2024年7月22日"),
        ("zhongshan-laser-reply-2023", "(A类)", "抄送："),
        ("zhongshan-optoelectronics-2024", "中山市推动光电光学产业发展行动方案", "《行动方案》提出加强组织协调领导"),
    ],
)
def test_the_page_around_each_plan_is_gone(name: str, first: str, last: str) -> None:
    assert lines(name)[0].startswith(first)
    assert lines(name)[-1].startswith(last)


def test_banner_menus_and_trailers_are_dropped_by_whole_lines() -> None:
    text = """首页
某某体育官方唯一入口
您当前所在的位置：首页 > 政务公开
某市人民政府关于支持产业发展的通知
发布时间：2024-01-01  浏览次数： 12
【字体：大 中 小】
各区人民政府：
现将有关事项通知如下。
一、加大支持力度
扫一扫在手机打开当前页
给予奖励。
某市人民政府
2024年1月1日
（此件公开发布）
【打印本页】 【关闭窗口】
上一条：没有了
版权所有：某市人民政府
ICP备12345678号"""
    assert clean(text).text.split("\n") == [
        "某市人民政府关于支持产业发展的通知",
        "各区人民政府：",
        "现将有关事项通知如下。",
        "一、加大支持力度",
        "给予奖励。",
        "某市人民政府",
        "2024年1月1日",
        "（此件公开发布）",
    ]


@pytest.mark.parametrize(
    "closing",
    [
        "某市人民政府  2022年 3月 4日",
        "某市人民政府\n二〇二二年三月四日",
        "附件：1.申报表\n2.承诺书",
        "（联系人：张某，电话：123）",
        "抄送：市委办公室",
        "本办法自发布之日起施行。",
        "有效期三年，由市科技局负责解释",
        "特此通知",
    ],
)
def test_what_official_documents_end_with_stays(closing: str) -> None:
    text = clean(f"某市激光产业扶持办法\n第一条 支持企业发展。\n{closing}\n网站地图 | 联系我们\n某某新闻排行榜").text
    assert text.split("\n", 2)[2] == closing.replace(" ", "")


def test_a_sentence_with_a_word_of_advertising_stays() -> None:
    text = "某市体育产业扶持办法\n一、支持范围\n支持企业发展。\n对举办世界杯预选赛等赛事的企业，给予奖励。"
    assert clean(text).text == text


def test_contact_lines_stay_in_the_text() -> None:
    assert any("联系电话" in line for line in lines("zhongshan-laser-reply-2023"))


def test_text_without_any_sentence_is_kept() -> None:
    assert clean("首页\n登录").text == "首页\n登录"
    assert clean("").text == ""
    assert clean(" \n \n").text == ""


def test_a_fragment_keeps_the_blank_at_its_edge() -> None:
    style = survey("")
    assert clean_fragment(" LED", style) == " LED"
    assert clean_fragment("Micro LED", style) == "Micro LED"


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(ALPHABET), max_size=80))
def test_any_text_is_cleaned_with_a_sound_map(characters: list[str]) -> None:
    source = "".join(characters)
    mapped = clean(source)
    check_map(source, mapped)
    assert not mapped.text.startswith((" ", "\n"))
    assert "\n\n" not in mapped.text


@settings(max_examples=100, deadline=None)
@given(name=st.sampled_from(sorted(SOURCES)), data=st.data())
def test_cut_and_shuffled_plans_are_cleaned_with_a_sound_map(name: str, data: st.DataObject) -> None:
    source = SOURCES[name]
    pieces = [
        source[at : at + data.draw(st.integers(0, 300))]
        for at in data.draw(st.lists(st.integers(0, len(source)), max_size=5))
    ]
    mapped = clean("".join(pieces))
    check_map("".join(pieces), mapped)
