"""The page of a graph as a reader changes it: what comes in, what is found, and what its address keeps."""

from __future__ import annotations

from urllib.parse import parse_qs, quote, urlsplit

import pytest

from tests.browser.desk import Desk, Site

pytestmark = pytest.mark.browser

FIRM = f"/graph?of={quote('Enterprise/大族激光')}&labels=Enterprise"
DRAWN = "html[data-settled]"


def _opened(desk: Desk, address: str) -> None:
    desk.page.goto(address)
    desk.page.wait_for_selector(DRAWN)


def _expand(desk: Desk, words: str) -> None:
    """Find a node and expand it by keyboard."""
    page = desk.page
    before = page.evaluate("nodes.length")
    page.fill("#find", words)
    page.locator("#fact").get_by_role("button", name="展开").press("Enter")
    page.wait_for_function("(before) => nodes.length > before", arg=before)


def test_kinds_that_come_in_stand_in_the_legend_and_can_be_hidden(desk: Desk, embedded: Site) -> None:
    page = desk.page
    _opened(desk, f"{embedded.url}{FIRM}&hide=Policy")
    kinds = page.locator(".tools .kinds label")
    assert [one.strip() for one in kinds.all_inner_texts()] == ["企业"]
    _expand(desk, "大族")
    assert set(page.evaluate("nodes.map((one) => one.group)")) == set(
        page.locator("[data-kind]").evaluate_all("(boxes) => boxes.map((one) => one.dataset.kind)")
    )
    clauses = kinds.filter(has_text="条款")
    assert clauses.count() == 1
    assert clauses.locator("rect").get_attribute("fill") == page.evaluate("data.groups.Clause.color.background")
    clauses.get_by_role("checkbox").uncheck()
    assert page.evaluate("nodes.get({ filter: (one) => one.group === 'Clause' }).every((one) => one.hidden)")
    assert "Clause" in parse_qs(urlsplit(page.url).query)["hide"][0]
    clauses.get_by_role("checkbox").check()
    assert page.evaluate("nodes.get({ filter: (one) => one.group === 'Clause' }).every((one) => !one.hidden)")
    assert desk.barriers() == []


def test_the_address_brings_back_what_was_expanded_chosen_and_seen(desk: Desk, embedded: Site) -> None:
    page = desk.page
    _opened(desk, f"{embedded.url}{FIRM}")
    _expand(desk, "大族")
    _expand(desk, "1/1")
    page.fill("#find", "大族激光")
    canvas = page.locator("#network canvas").bounding_box()
    middle = canvas["x"] + canvas["width"] / 2, canvas["y"] + canvas["height"] / 2
    page.mouse.move(middle[0], middle[1] - 60)
    page.mouse.wheel(0, 240)
    page.wait_for_url("**camera=**")
    page.mouse.down()
    page.mouse.move(middle[0] + 70, middle[1] - 20, steps=4)
    page.mouse.up()
    left = page.evaluate("[nodes.getIds().sort(), edges.getIds().sort(), network.getSelectedNodes()]")
    scale, position = page.evaluate("[network.getScale(), network.getViewPosition()]")
    address = page.url
    assert len(parse_qs(urlsplit(address).query)["expanded"]) == 2

    _opened(desk, address)
    assert page.evaluate("[nodes.getIds().sort(), edges.getIds().sort(), network.getSelectedNodes()]") == left
    assert page.locator("#fact h2").inner_text() == "大族激光"
    assert page.evaluate("network.getScale()") == pytest.approx(scale, abs=1e-3)
    assert page.evaluate("network.getViewPosition()") == pytest.approx(position, abs=1)
    assert parse_qs(urlsplit(page.url).query) == parse_qs(urlsplit(address).query)

    page.click("header [hreflang=en]")
    page.wait_for_selector("html[lang=en][data-settled]")
    assert page.evaluate("[nodes.getIds().sort(), edges.getIds().sort(), network.getSelectedNodes()]") == left
    page.click("#fit")
    assert "camera=" not in page.url


def test_the_address_chooses_a_node_that_only_an_expansion_brings(desk: Desk, embedded: Site) -> None:
    page = desk.page
    expanded = f"{embedded.url}{FIRM}&expanded={quote('Enterprise/大族激光')}"
    _opened(desk, expanded)
    node = page.evaluate("nodes.getIds({ filter: (one) => one.group === 'Clause' })[0]")
    _opened(desk, f"{expanded}&at={quote(node, safe='')}")
    assert page.evaluate("network.getSelectedNodes()") == [node]
    assert page.locator("#fact").is_visible()


@pytest.mark.parametrize(
    "state",
    [
        "expanded=Enterprise/nobody&expanded=&expanded=%00&at=Clause/none",
        "camera=1,2&at=%3Cscript%3E",
        "camera=1e999,0,1",
        "camera=0,0,0",
        "camera=NaN,0,-1&hide=,Nothing,%22",
    ],
)
def test_an_address_that_says_nothing_of_use_opens_the_whole_graph(desk: Desk, embedded: Site, state: str) -> None:
    page = desk.page
    _opened(desk, f"{embedded.url}{FIRM}")
    whole = page.evaluate("[nodes.getIds(), network.getScale()]")
    _opened(desk, f"{embedded.url}{FIRM}&{state}")
    assert page.evaluate("[nodes.getIds(), network.getScale()]") == whole
    assert page.locator("#fact").is_hidden()


def test_the_address_keeps_no_more_expansions_than_it_has_room_for(desk: Desk, embedded: Site) -> None:
    page = desk.page
    _opened(desk, f"{embedded.url}{FIRM}")
    page.evaluate("permalink.most = 1")
    _expand(desk, "大族")
    assert page.locator("#fact", has_text="网址记不下").count() == 0
    _expand(desk, "1/1")
    page.locator("#fact", has_text="网址记不下").wait_for()
    assert parse_qs(urlsplit(page.url).query)["expanded"] == ["Enterprise/大族激光"]


def test_hits_are_gone_through_and_counted_and_none_is_said(desk: Desk, embedded: Site) -> None:
    page = desk.page
    _opened(desk, f"{embedded.url}/graph?region=420000&region=442000")
    hits = page.locator("#hits")
    page.fill("#find", "激 光")
    count = page.evaluate("nodes.get({ filter: (one) => one.title.replaceAll(' ', '').includes('激光') }).length")
    assert count > 2
    assert hits.inner_text() == f"1 / {count}"
    first = page.evaluate("network.getSelectedNodes()[0]")
    page.press("#find", "Enter")
    assert hits.inner_text() == f"2 / {count}"
    second = page.evaluate("network.getSelectedNodes()[0]")
    assert second != first
    page.press("#find", "Shift+Enter")
    page.press("#find", "Shift+Enter")
    assert hits.inner_text() == f"{count} / {count}"
    page.click("#next")
    assert page.evaluate("network.getSelectedNodes()[0]") == first
    assert page.locator("#fact h2").inner_text().replace(" ", "").count("激光")
    page.fill("#find", "没有这样的节点")
    assert hits.inner_text() == "没有找到"
    assert hits.get_attribute("role") == "status"
    page.fill("#find", "")
    assert hits.inner_text() == ""


@pytest.mark.parametrize(("language", "words"), [("zh", "HUBEI"), ("en", "湖北"), ("en", "hubei")])
def test_names_are_found_in_either_language(desk: Desk, embedded: Site, language: str, words: str) -> None:
    page = desk.page
    _opened(desk, f"{embedded.url}/graph?of=Region/420000&labels=Region&lang={language}")
    page.fill("#find", words)
    assert page.locator("#hits").inner_text().startswith("1 / ")
    assert page.evaluate("network.getSelectedNodes()") == ["Region/420000"]


def test_what_comes_in_is_found_in_either_language(desk: Desk, embedded: Site) -> None:
    page = desk.page
    _opened(desk, f"{embedded.url}/graph?of=Policy/hubei-laser-2024&labels=Policy")
    _expand(desk, "激光产业高质量")
    page.fill("#find", "Hubei")
    page.locator("#fact h2", has_text="湖北").wait_for()


def test_the_table_lists_nodes_that_nothing_joins(desk: Desk, embedded: Site) -> None:
    page = desk.page
    page.goto(f"{embedded.url}{FIRM}&view=table")
    assert page.locator("table[aria-labelledby=alone] th").all_inner_texts() == ["大族激光"]
    assert desk.barriers() == []
    page.goto(f"{embedded.url}/graph?region=420000&labels=Instrument&labels=Industry&labels=Policy&view=table")
    names = page.locator("table.list").locator("th, td:nth-child(3)").all_inner_texts()
    _opened(desk, page.url.replace("&view=table", ""))
    drawn = page.evaluate("nodes.map((one) => one.title)")
    assert [name for name in drawn if name not in names] == []
