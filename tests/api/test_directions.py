"""Names in which something is written from right to left do not turn what stands around them."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from api.directions import isolated, unmarked
from api.words import words

TURNED = "a\u202eb"


@pytest.mark.parametrize("text", ["", "abc", "首台(套)", "emoji 👩\u200d🔬", "\n\n"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert isolated(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (TURNED, f"\u2068{TURNED}\u2069"),
        ("وزارة", "\u2068وزارة\u2069"),
        ("a\u2069b", "\u2068ab\u2069"),
        ("a\u2067b", "\u2068a\u2067b\u2069\u2069"),
        ("a\u2067b\u2069c", "\u2068a\u2067b\u2069c\u2069"),
        (f"one\n{TURNED}\r\nthree", f"one\n\u2068{TURNED}\u2069\r\nthree"),
        (f"one\u2029{TURNED}", f"one\u2029\u2068{TURNED}\u2069"),
    ],
)
def test_what_turns_is_closed_within_its_line(text: str, shown: str) -> None:
    assert isolated(text) == shown


def test_a_drawing_has_no_marks() -> None:
    assert unmarked(f"{TURNED}\u2066c\u061c وزارة") == "abc وزارة"


def test_a_sentence_with_a_name_reads_on_behind_it() -> None:
    said = words("en")("search.none", words=TURNED)
    assert f"“\u2068{TURNED}\u2069”" in said


def test_a_field_of_a_form_keeps_what_was_typed(client: TestClient) -> None:
    source = client.get("/search", params={"q": TURNED}).text
    assert f'value="{TURNED}"' in source
    assert f"\u2068{TURNED}\u2069" in source
