"""Numbers and quantities of official prose."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.numbers import Quantity, find_quantities
from loaders.numerals import parse_number


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("15", 15),
        ("1,000", 1000),
        ("１２．５", 12.5),
        ("二十三", 23),
        ("两千", 2000),
        ("三千六百万", 36000000),
        ("一亿二千万", 120000000),
        ("廿三", 23),
        ("十", 10),
        ("百亿", 10**10),
        ("千亿", 10**11),
        ("万亿", 10**12),
        ("3000万", 30000000),
        ("5百万", 5000000),
        ("1.2万亿", 1200000000000),
        ("十余", 10),
        ("20多", 20),
        ("二〇二五", 2025),
        ("半", 0.5),
        ("百分之十五", 0.15),
        ("千分之三", 0.003),
        ("15%", 0.15),
    ],
)
def test_a_printed_numeral_has_one_value(printed: str, value: float) -> None:
    assert parse_number(printed) == value


@pytest.mark.parametrize("printed", ["几十", "数百", "若干", "超千", "", "A100", "三四五亿万"])
def test_a_vague_or_broken_numeral_has_none(printed: str) -> None:
    assert parse_number(printed) is None


def _one(text: str) -> Quantity:
    found = find_quantities(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "unit", "op", "printed", "bounded"),
    [
        ("达到1.2万亿元", 1.2, "万亿元", "=", "1.2万亿元", "1.2万亿元"),
        ("不超过1,000万元", 1000, "万元", "<=", "1,000万元", "不超过1,000万元"),
        ("给予最高可达500万元补贴", 500, "万元", "<=", "500万元", "最高可达500万元"),
        ("增长6.5％以上", 6.5, "％", ">=", "6.5％", "6.5％以上"),
        ("制定标准200项以上", 200, "项", ">=", "200项", "200项以上"),
        ("增速15%左右", 15, "%", "~", "15%", "15%左右"),
        ("约15万亩", 15, "万亩", "~", "15万亩", "约15万亩"),
        ("不低于人民币100万元", 100, "万元", ">=", "100万元", "不低于人民币100万元"),
        ("20多个", 20, "个", ">=", "20多个", "20多个"),
        ("50余万人", 50, "万人", ">=", "50余万人", "50余万人"),
        ("十余家", 10, "家", ">=", "十余家", "十余家"),
        ("百亿元", 100, "亿元", "=", "百亿元", "百亿元"),
        ("过万亿元", 1, "万亿元", ">=", "万亿元", "过万亿元"),
        ("15个百分点", 15, "个百分点", "=", "15个百分点", "15个百分点"),
        ("总人口的千分之三", 3, "‰", "=", "千分之三", "千分之三"),
        ("提高到百分之十五", 15, "%", "=", "百分之十五", "百分之十五"),
        ("5G基站5.2万座", 5.2, "万座", "=", "5.2万座", "5.2万座"),
        ("培训5000人次以上", 5000, "人次", ">=", "5000人次", "5000人次以上"),
        ("10个工作日内", 10, "个工作日", "<=", "10个工作日", "10个工作日"),
        ("装机30GW", 30, "GW", "=", "30GW", "30GW"),
        ("5至10年", (5, 10), "年", "=", "5至10年", "5至10年"),
        ("20%-30%", (20, 30), "%", "=", "20%-30%", "20%-30%"),
        ("3到5家", (3, 5), "家", "=", "3到5家", "3到5家"),
        ("1—3亿元", (1, 3), "亿元", "=", "1—3亿元", "1—3亿元"),
        ("5000万元—1亿元", (0.5, 1), "亿元", "=", "5000万元—1亿元", "5000万元—1亿元"),
        ("两三个", (2, 3), "个", "=", "两三个", "两三个"),
    ],
)
def test_a_quantity_has_value_unit_bound_and_exact_span(
    text: str, value: object, unit: str, op: str, printed: str, bounded: str
) -> None:
    found = _one(text)
    assert (found.value, found.unit, found.op) == (value, unit, op)
    assert text[found.start : found.end] == printed
    assert text[found.outer_start : found.outer_end] == bounded


@pytest.mark.parametrize(
    "text",
    [
        "到2025年",
        "2021—2025年",
        "二〇二五年",
        "2024年7月22日",
        "东府办〔2024〕18号",
        "第三条",
        "第18条",
        "5G、6G与2.5D/3D封装",
        "A100台",
        "20+8个产业",
        "0755-26005651",
        "几十个",
        "数百家",
        "千亿级产业集群",
        "百人计划",
        "“人才23条”",
        "《二十三条》",
        "三元材料",
        "30家具",
        "统一个性",
        "一次性补助",
    ],
)
def test_years_dates_ordinals_names_and_vague_numbers_are_no_quantities(text: str) -> None:
    assert find_quantities(text) == []


def test_a_dated_list_gives_each_number() -> None:
    found = find_quantities("2024年280亿元、2025年380亿元、2026年500亿元")
    assert [(q.value, q.unit) for q in found] == [(280, "亿元"), (380, "亿元"), (500, "亿元")]


def test_a_list_borrows_the_unit_of_its_last_number() -> None:
    text = "分别给予50、80、100万元奖励"
    found = find_quantities(text)
    assert [(q.value, q.unit, text[q.start : q.end]) for q in found] == [
        (50, "万元", "50"),
        (80, "万元", "80"),
        (100, "万元", "100万元"),
    ]


def test_a_threshold_inside_the_thing_counted_is_a_quantity_of_its_own() -> None:
    found = find_quantities("1家营收过200亿元、2家营收过50亿元的企业")
    assert [(q.value, q.unit, q.op) for q in found] == [
        (1, "家", "="),
        (200, "亿元", ">="),
        (2, "家", "="),
        (50, "亿元", ">="),
    ]


def test_a_word_that_only_contains_a_comparator_does_not_bind() -> None:
    assert _one("经过3年").op == "="
    assert _one("最近3年").op == "="
    assert _one("签约50个项目").op == "="
    assert _one("50家上下游企业").op == "="


@pytest.mark.parametrize(
    ("text", "value"), [("1.2万亿元", 1200000000000), ("2000万平方米", 20000000), ("0.6万亿元", 600000000000)]
)
def test_the_normalised_value_is_in_the_unit_without_scale(text: str, value: int) -> None:
    assert _one(text).normalised == value


def test_offsets_count_in_the_whole_text_when_a_window_is_read() -> None:
    text = "已有5家。新增10家。"
    found = find_quantities(text, 5, len(text))
    assert [text[q.start : q.end] for q in found] == ["10家"]


@given(st.text(alphabet="0123456789.,%年月日个家万亿元至—、不超过以上一二十百千第《》“”A\n 的", max_size=40))
def test_any_text_gives_ordered_disjoint_spans(text: str) -> None:
    found = find_quantities(text)
    for one in found:
        assert 0 <= one.outer_start <= one.start < one.end <= one.outer_end <= len(text)
    for one, two in pairwise(found):
        assert one.end <= two.start


@given(st.integers(min_value=1, max_value=9999), st.sampled_from(["家", "万元", "%", "平方公里"]))
def test_a_plain_number_with_its_unit_is_read_back(number: int, unit: str) -> None:
    found = _one(f"建成{number}{unit}")
    assert (found.value, found.unit) == (number, unit)
