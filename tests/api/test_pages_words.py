"""Pages in the language of their reader: what is ours is never left in the other one."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

from fastapi.testclient import TestClient

from api.pages.called import called
from api.pages.noted import noted
from api.words import LANGUAGES
from loaders.read import decode_with_warnings
from tests.api.documents_client import ended, send
from tests.api.page import Page

PLAN = "苏州市激光产业行动计划\n一、发展目标\n到2027年，产业规模达到100亿元。\n" * 40


def test_lists_in_english_have_the_english_names_of_regions(client: TestClient) -> None:
    named = (f"/search?q={quote('湖北省')}", f"/agencies/{quote('湖北省经济和信息化厅')}")
    for address in ("/policies", "/method", *named):
        english = client.get(f"{address}{'&' if '?' in address else '?'}lang=en").text
        client.cookies.clear()
        assert "Hubei" in english, address
        assert not re.search(r"<a [^>]*>湖北省</a>|<td>湖北省|<small>湖北省", english), address
        assert "Hubei" not in client.get(address).text, address


def test_a_name_without_an_english_one_stays_as_it_is() -> None:
    assert called("region", "420000", "湖北省", "en") == "Hubei"
    assert called("agency", "420000:省财政厅", "湖北省财政厅", "en") == "湖北省财政厅"
    assert called("region", None, None, "en") == ""


def test_the_page_for_analysts_is_in_the_language_of_its_reader(client: TestClient) -> None:
    english = client.get("/analyst?lang=en").text
    client.cookies.clear()
    theirs = r'<span lang="zh-Hans">.*?</span>|<a [^>]*hreflang.*?</a>|<ol class="queries">.*?</ol>'
    ours = re.sub(theirs, "", english, flags=re.DOTALL)
    assert not re.search("[\u4e00-\u9fff]", ours)
    assert "This account" in english
    assert "Neo4j Browser for analysts" not in Page(client.get("/analyst").text).text


KINDS = (
    "/",
    "/compare",
    "/compare?a=420000&b=442000",
    "/compare?a=420000&b=442000&more=440000",
    "/policies",
    "/policies/hubei-laser-2024",
    "/policies/dongguan-emerging-2024",
    "/instruments",
    "/instruments/first-of-kind",
    "/instruments/credit",
    "/regions/420000",
    "/regions/442000",
    "/targets",
    "/agencies",
    f"/agencies/{quote('420000:省经济和信息化厅')}",
    "/graph",
    "/search",
    f"/search?q={quote('激光')}",
    "/upload",
    "/method",
    "/analyst",
    "/problems",
    "/docs",
)


def test_every_page_has_a_title_and_a_description_of_its_own(client: TestClient) -> None:
    found: set[str] = set()
    for language in LANGUAGES:
        for address in KINDS:
            source = client.get(address, headers={"Cookie": f"language={language}"}).text
            [description] = re.findall(r'<meta name="description" content="([^"]*)">', source)
            assert f'<meta property="og:description" content="{description}">' in source
            [title] = re.findall(r"<title>(.*?) · ", source)
            assert f'<meta property="og:title" content="{title}">' in source
            assert "&amp;amp;" not in description
            assert description not in found, address
            found.add(description)


def said(sentence: str) -> str | None:
    """What a Chinese page says for a note."""
    for pattern, words in noted("zh"):
        if found := re.search(pattern, sentence):
            return re.sub(r"\{(\d)\}", lambda number: found[int(number[1])], words)
    return None


def test_a_chinese_page_says_what_was_noted_in_chinese(local: TestClient, data: Path) -> None:
    [broken] = decode_with_warnings(PLAN.encode().replace("激".encode(), b"\xff", 1)).warnings
    assert said(broken) == "UTF-8 文本中有 1 个坏字，显示为 \ufffd。"
    job = ended(local, send(local, "只有一句话。"))
    assert [said(one) for one in job["result"]["warnings"]] == ["没有从中读到条款或事实；请确认它是政策文件的正文。"]
    replaced = "which was suzhou-laser before; give --id to keep both."
    assert said(f"It took the place of 甲, {replaced}") == (
        "它取代了编号 suzhou-laser 下原有的“甲”；两份都要保留，请另填编号。"
    )
    assert said(f"It took the place of a document without a title, {replaced}") == (
        "它取代了编号 suzhou-laser 下原有的一份没有标题的文件；两份都要保留，请另填编号。"
    )
    assert said("Something else.") is None
    assert noted("en") == []
