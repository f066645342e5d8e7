"""Hostile texts are read to the end, at once, without a crash and without an invented fact."""

import pytest

from loaders.pipeline import read_document

LONG = 24_000


@pytest.mark.parametrize(
    "unit",
    [
        "（",
        "）",
        "《",
        "“",
        "1.",
        "1、",
        "一、",
        "第一条",
        "1234567890",
        "一二三四",
        "，",
        "。，、；：",
        "有限公司、",
        "责任单位：",
        "到2025年，",
        "\u200b市",
    ],
)
def test_a_repeated_mark_or_word_is_read_to_its_end(unit: str) -> None:
    reading = read_document(("一、支持企业。\n" + unit * (LONG // len(unit))).encode(), id="hostile")
    assert [fact for fact in reading.facts if fact.kind in ("measure", "target", "responsibility")] == []


def test_nested_brackets_are_read_to_their_end() -> None:
    half = LONG // 2
    for opening, closing in ("（）", "《》", "【】"):
        reading = read_document((opening * half + "市工信局" + closing * half).encode(), id="hostile")
        assert reading.facts == ()


def test_a_numeral_of_thousands_of_digits_is_no_number() -> None:
    reading = read_document(f"一、目标\n到2025年，产值达到{'9' * 5000}亿元。".encode(), id="hostile")
    assert all(fact.kind != "target" for fact in reading.facts)
