"""A document is sent, what was read from it is judged, and every page and export says who vouches for it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from tests.browser.desk import Desk, Site

pytestmark = pytest.mark.browser

POLICY = "suzhou-laser"
TITLE = "苏州市关于促进激光产业$&发展的若干措施"
TEXT = f"""{TITLE}
一、发展目标。到2026年，全市激光产业产值达到500亿元。
二、支持首台（套）。按售价的10%给予最高200万元奖励。（市工业和信息化局牵头）
"""
CELL = 'a[data-cell^="region=320500&instrument=first-of-kind"]'
BY_PERSON = "人工核对"


@pytest.fixture
def sent(desk: Desk, embedded: Site) -> Iterator[Any]:
    """The page behind a document that was sent; the document is taken out again."""
    page = desk.page
    page.goto(f"{embedded.url}/upload")
    page.fill("textarea", TEXT)
    page.fill("[name=region]", "苏州市")
    page.fill("[name=id]", POLICY)
    page.click("#upload button")
    page.locator("#outcome a").first.wait_for()
    yield page
    assert page.request.delete(f"{embedded.url}/api/v1/policies/{POLICY}").ok


def test_a_document_is_sent_and_stands_in_the_matrix_as_far_as_it_is_sure(
    desk: Desk, embedded: Site, sent: Any
) -> None:
    assert sent.locator("#stages li.done").count() == sent.locator("#stages li").count()
    assert "第 6 步，共 6 步：完成" in sent.locator("#said").inner_text()
    assert "待核对" in sent.locator("#outcome").inner_text()
    assert TITLE in sent.locator("#outcome").inner_text()  # $& is a sign for scripts that put words in
    assert desk.barriers() == []
    sent.click("#outcome a[href*='tiers=likely']")
    cell = sent.locator(f"td.funded {CELL}")
    assert "200万元" in cell.inner_text()
    assert BY_PERSON not in cell.text_content()
    sent.goto(embedded.url)
    assert sent.locator(f"td.to-be-checked {CELL}").count() == 1


def _judge(page: Any, fact: str, verdict: str, **corrected: str) -> None:
    """Judge the fact of the list that has the words ``fact``; codes are chosen by their words."""
    page.locator("li.judging", has_text=fact).first.locator(f"[data-verdict={verdict}]").click()
    page.fill("dialog [name=by]", "李")
    for name, words in corrected.items():
        page.select_option(f"dialog [name={name}]", label=words)
    page.click("dialog [value=save]")
    page.locator("dialog").wait_for(state="hidden")


def test_a_fact_is_corrected_by_words_and_marked_everywhere(desk: Desk, embedded: Site, sent: Any) -> None:
    page, url = sent, embedded.url
    page.goto(f"{url}/policies/{POLICY}")
    page.click("#judge")
    page.locator("li.judging", has_text="首台").first.locator("[data-verdict=correct]").click()
    form = page.locator("dialog .fields")
    assert "方式" in form.inner_text()
    assert "上限" in form.inner_text()
    assert "first-of-kind" not in form.inner_text()
    assert "= 200万元" in form.inner_text()
    assert desk.barriers() == []
    desk.picture("correction")
    page.click("dialog [value=cancel]")
    _judge(page, "首台", "correct", mode="直接提供")
    corrected = page.locator("li.judging", has_text="首台").filter(has_text="直接提供")
    corrected.wait_for()
    assert f"{BY_PERSON} (李)" in corrected.inner_text()
    _judge(page, "产值", "confirm")
    _judge(page, "市工业和信息化局", "confirm")
    [measure] = [
        one
        for one in map(json.loads, page.request.get(f"{url}/api/v1/policies/{POLICY}/facts").text().splitlines())
        if one["kind"] == "measure" and one["instrument"] == "first-of-kind"
    ]
    assert (measure["mode"], measure["reviewed"]["verdict"]) == ("provides", "correct")  # codes were sent, not words

    page.goto(f"{url}/policies/{POLICY}")
    for kind in ("Measure", "Target", "Agency"):
        assert BY_PERSON in page.locator(f"#facts li.k-{kind}", has_text=BY_PERSON).first.inner_text()
    page.goto(url)
    cell = page.locator(f"td.provided {CELL}")
    assert BY_PERSON in cell.text_content()
    cell.click()
    page.locator("#panel").get_by_text(BY_PERSON).wait_for()
    page.goto(f"{url}/compare?a=320500&b=420000")
    row = page.locator("section[aria-labelledby=shared] tr", has_text="首台(套)")
    assert BY_PERSON in row.locator("td").first.inner_text()
    money = page.locator("section[aria-labelledby=money] tr", has_text="200万元").first
    assert BY_PERSON in money.locator("td").first.text_content()
    page.goto(f"{url}/compare?a=320500&b=420000&more=442000")
    assert BY_PERSON in page.locator(f"td.provided {CELL}").text_content()
    alike = page.locator("section[aria-labelledby=money] tr", has_text="200万元").inner_text()
    assert "1000万元" in alike
    page.goto(f"{url}/instruments/first-of-kind")
    assert BY_PERSON in page.locator("section[aria-labelledby=who] tr", has_text="苏州市").inner_text()
    assert BY_PERSON in page.locator("article.measure", has_text="苏州市").inner_text()
    page.goto(f"{url}/regions/320500")
    assert BY_PERSON in page.locator("tr", has_text="首台(套)").inner_text()
    page.goto(f"{url}/targets?region=320500")
    assert BY_PERSON in page.locator("table.years li", has_text="500").first.text_content()
    page.goto(f"{url}/agencies")
    assert BY_PERSON in page.locator("td", has_text="苏州市").first.text_content()
    page.goto(f"{url}/agencies/{quote('苏州市工业和信息化局')}")
    assert BY_PERSON in page.locator("[aria-labelledby=led-1] li").first.inner_text()
    page.goto(f"{url}/graph?region=320500&at={quote(f'Measure/{POLICY}#2!first-of-kind')}")
    page.locator("#fact").get_by_text(BY_PERSON).wait_for()


def test_exports_say_who_vouches(embedded: Site, sent: Any) -> None:
    page, url = sent, f"{embedded.url}/api/v1"
    page.goto(f"{embedded.url}/policies/{POLICY}")
    page.click("#judge")
    _judge(page, "首台", "confirm")
    asked = "regions=320500&tiers=likely"
    table = page.request.get(f"{url}/queries/compare/region-instrument-matrix?{asked}&format=csv").text()
    rows = {row["instrument"]: row for row in csv.DictReader(io.StringIO(table.removeprefix("\ufeff")))}
    assert rows["first-of-kind"]["read_by"] == "reviewed"
    facts = page.request.get(f"{url}/policies/{POLICY}/facts").text()
    assert [json.loads(line)["reviewed"]["by"] for line in facts.splitlines() if '"first-of-kind"' in line] == ["李"]
    matrix = page.request.get(f"{url}/compare/matrix?{asked}").json()
    assert {one["read_by"] for one in matrix["cells"] if one["instrument"] == "first-of-kind"} == {"reviewed"}
    picture = page.request.get(f"{embedded.url}/compare.svg?a=320500&b=420000").text()
    assert picture.count("● 资金支持 ✓") >= 2
    graph = page.request.get(f"{url}/graph/subgraph?policy={POLICY}&format=graphml").text()
    assert ">李<" in graph


def test_errors_of_scripts_are_in_the_language_of_the_page(chromium: Any, embedded: Site) -> None:
    for language, said in (("zh", "发来的内容用不上"), ("en", None)):
        context = chromium.new_context()
        page = context.new_page()
        page.goto(f"{embedded.url}/upload?lang={language}")
        page.fill("[name=region]", "某某不存在的地区")
        page.fill("textarea", TEXT)
        page.click("#upload button")
        notice = page.locator("#outcome .notice")
        notice.wait_for()
        text = notice.inner_text()
        assert "region" in text.lower()  # the API's own words
        assert (
            (said in text)
            if said
            else not any("\u4e00" <= char <= "\u9fff" for char in text.replace("某某不存在的地区", ""))
        )
        context.close()
