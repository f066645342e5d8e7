"""Bytes to text: Chinese encodings, damage, and files that are no text."""

from __future__ import annotations

from pathlib import Path

import opencc
import pytest

from loaders.errors import LoaderError
from loaders.read import MAX_BYTES, decode, decode_with_warnings, read_file

PLANS = Path(__file__).parents[2] / "data" / "plans"
TEXTS = {path.parent.name: path.read_bytes().decode("utf-8") for path in sorted(PLANS.glob("*/source.txt"))}
SIMPLIFIED = sorted(set(TEXTS) - {"hubei-laser-2024"})
SHORT = "为加快培育激光产业，制定本行动计划。\n一、总体要求\n到2025年，产业规模超过500亿元。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"])
@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_plan_reads_the_same_in_every_unicode_and_chinese_encoding(name: str, encoding: str) -> None:
    assert decode(TEXTS[name].encode(encoding))[0] == TEXTS[name]


@pytest.mark.parametrize("name", SIMPLIFIED)
def test_gbk_text_is_read_as_gb18030_and_round_trips(name: str) -> None:
    data = TEXTS[name].encode("gbk", "ignore")
    text, encoding = decode(data)
    assert encoding == "gb18030"
    assert text.encode("gb18030") == data


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_big5_text_is_not_taken_for_gb18030(name: str) -> None:
    data = opencc.OpenCC("s2tw").convert(TEXTS[name]).encode("big5hkscs", "ignore")
    text, encoding = decode(data)
    assert encoding == "big5hkscs"
    assert text == data.decode("big5hkscs")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030", "hz"])
def test_a_few_lines_are_enough_to_tell_the_encoding(encoding: str) -> None:
    data = SHORT.encode(encoding)
    assert decode(data)[0] == data.decode(encoding)


def test_wide_text_whose_low_bytes_are_zero_is_no_binary_data() -> None:
    text = "　　一、总体要求一是创新。"
    assert decode(text.encode("utf-16-le"))[0] == text
    assert decode(text.encode("utf-16-be"))[0] == text


def test_broken_bytes_of_utf8_are_replaced_one_by_one_and_reported() -> None:
    data = SHORT.encode().replace("激".encode(), b"\xe6\xbf", 1)
    decoded = decode_with_warnings(data)
    assert decoded.encoding == "utf-8"
    assert decoded.text == SHORT.replace("激", "\ufffd", 1)
    assert len(decoded.warnings) == 1
    assert "1 broken character " in decoded.warnings[0]


def test_good_text_gives_no_warning() -> None:
    assert decode_with_warnings(SHORT.encode()).warnings == ()
    assert decode_with_warnings(SHORT.encode("gb18030")).warnings == ()


def test_plain_english_is_text() -> None:
    assert decode(b"Action plan for laser industry\n1. Aims\n")[1] == "utf-8"


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", "\ufeff \u3000\n".encode(), "\u200b".encode()])
def test_empty_and_blank_files_are_refused(data: bytes) -> None:
    with pytest.raises(LoaderError, match=r"load a file that holds the text"):
        decode(data)


def test_binary_data_is_named_with_a_remedy() -> None:
    with pytest.raises(LoaderError, match=r"binary data, not text; load .*\.$"):
        decode(bytes(range(256)) * 8)


def test_text_that_only_speaks_of_html_is_read() -> None:
    text = "一、网页应使用<html>标签。"
    assert decode(text.encode())[0] == text


def test_the_largest_size_is_told_with_the_refusal() -> None:
    with pytest.raises(LoaderError, match=r"more than the 50 MB"):
        decode(b"a" * (MAX_BYTES + 1))


def test_missing_files_and_directories_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LoaderError, match=r"There is no file .*gone\.txt; check the name\."):
        read_file(tmp_path / "gone.txt")
    with pytest.raises(LoaderError, match=r"is a directory"):
        read_file(tmp_path)
    with pytest.raises(LoaderError, match=r"There is no file|cannot be read"):
        read_file(tmp_path / "gone.txt" / "below")


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "文件.txt"
    path.write_bytes(b"\xef\xbb\xbf\r\n")
    assert read_file(path) == b"\xef\xbb\xbf\r\n"
