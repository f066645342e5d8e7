"""Addresses of items and of quoted words."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from api.links import fragment, link

PAGE = "https://www.example.gov.cn/zw/t1.html"


@pytest.mark.parametrize("name", ["a#1/2!x~2", "华为技术有限公司", "100% & more?", "a b", "..", "442000:市科技局"])
def test_an_id_of_any_characters_is_one_segment_of_an_address(name: str) -> None:
    address = link("measures", name)
    assert address.isascii()
    prefix, _, segment = address.rpartition("/")
    assert (prefix, unquote(segment)) == ("/api/v1/measures", name)
    assert not set(segment) & set("#?/ ")


def test_words_are_found_on_their_page_by_a_text_fragment() -> None:
    assert fragment(PAGE, "力争2024年") == f"{PAGE}#:~:text=%E5%8A%9B%E4%BA%892024%E5%B9%B4"


def test_characters_with_a_meaning_in_a_fragment_are_encoded() -> None:
    address = fragment(PAGE, "a-b, c&d")
    assert address == f"{PAGE}#:~:text=a%2Db%2C%20c%26d"


def test_a_fragment_of_the_page_itself_stays() -> None:
    assert fragment(f"{PAGE}#part", "字") == f"{PAGE}#part:~:text=%E5%AD%97"


@pytest.mark.parametrize("words", ["首" * 60 + "\n" + "尾" * 60, "首" * 100 + "尾" * 100])
def test_long_words_and_those_over_several_lines_are_named_by_their_ends(words: str) -> None:
    address = fragment(PAGE, words)
    assert address is not None
    first, last = address.split(":~:text=")[1].split(",")
    assert (unquote(first), unquote(last)) == ("首" * 20, "尾" * 20)


@pytest.mark.parametrize("address", [None, "", "javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"])
def test_only_web_pages_are_linked(address: str | None) -> None:
    assert fragment(address, "字") is None
