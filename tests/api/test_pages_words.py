"""Pages in the language of their reader: what is ours is never left in the other one."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from api.pages import grid
from api.pages.called import called
from api.pages.noted import noted
from api.words import LANGUAGES, every
from graph.looks import RELATIONSHIPS
from graph.taxonomy import chinese_definitions
from loaders.read import decode_with_warnings
from tests.api.documents_client import ended, send
from tests.api.page import Page

pytestmark = pytest.mark.usefixtures("no_language_kept")
SOURCES = Path(__file__).resolve().parents[2] / "api"
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


def test_every_word_of_a_template_is_known_and_every_known_word_is_used() -> None:
    files = [*sorted((SOURCES / "templates").iterdir()), *sorted((SOURCES / "pages").glob("*.py"))]
    source = "\n".join(path.read_text(encoding="utf-8") for path in files)
    said = set(re.findall(r"""\b(?:t|said|words)\(\s*["']([a-z_]+\.[\w -]+)["']""", source))
    said |= set(re.findall(r'"((?:nav|policy)\.(?!html)[a-z_]+)"', source))
    groups = set(re.findall(r"""\.named\(\s*["']([a-z_]+)["']""", source))
    assert said <= set(every())
    assert {key for key in every() if key not in said and key.partition(".")[0] not in groups} == set()
    for texts in every().values():
        assert all(texts[language].strip() for language in LANGUAGES)


def test_an_address_chooses_the_language_and_it_is_kept(client: TestClient) -> None:
    assert Page(client.get("/").text).language == "zh-Hans"
    assert Page(client.get("/", headers={"Accept-Language": "en"}).text).language == "zh-Hans"
    assert Page(client.get("/?lang=en").text).language == "en"
    assert Page(client.get("/instruments").text).language == "en"
    client.get("/?lang=zh")
    assert Page(client.get("/instruments").text).language == "zh-Hans"


def test_pages_in_english_name_regions_in_english(client: TestClient) -> None:
    for address in ("/instruments/first-of-kind", "/targets"):
        heads = re.findall(r'<th scope="row">(.*?)</th>', client.get(f"{address}?lang=en").text, re.DOTALL)
        assert any("Hubei" in head for head in heads), address
        assert not any("湖北" in head for head in heads), address


def test_a_graph_in_english_has_the_names_that_are_ours_in_english(client: TestClient) -> None:
    source = client.get("/graph?instrument=first-of-kind&lang=en").text
    drawn = json.loads(re.findall(r'id="graph-data">(.*?)</script>', source)[0])
    titles = {node["id"]: node["title"] for node in drawn["nodes"]}
    assert titles["Region/420000"] == "Hubei"
    assert titles["Instrument/first-of-kind"] == "First-of-kind and new-product adoption"
    [label] = [node["label"] for node in drawn["nodes"] if node["id"] == "Instrument/first-of-kind"]
    assert label.split("\n") == ["First-of-kind and", "new-product adoption"]
    assert titles["Policy/hubei-laser-2024"].startswith("省人民政府办公厅")  # as printed
    said = {link["title"] for link in drawn["edges"]}
    assert {"is of type", "applies to", "leads as 省经信厅"} <= said
    assert not said & set(RELATIONSHIPS.values())
    assert '<td lang="en">First-of-kind and new-product adoption</td>' in source
    assert "<title>Graph: First-of-kind and new-product adoption · " in source


def test_what_an_instrument_means_stands_in_the_language_of_the_page(client: TestClient) -> None:
    chinese = chinese_definitions()
    assert chinese.keys() == {one["id"] for one in grid.taxonomy_lines()}
    for one in grid.taxonomy_lines():
        for address in ("/instruments", f"/instruments/{one['id']}"):
            assert chinese[one["id"]] in client.get(f"{address}?lang=zh").text
            assert one["definition"] in unescape(client.get(f"{address}?lang=en").text)
