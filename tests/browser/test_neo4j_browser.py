"""Neo4j Browser in Chromium, on both engines: log in, run the flagship through its link, see the graph."""

from __future__ import annotations

import pytest

from api.browser.script import script
from cypher.catalogue import catalogue
from tests.browser.desk import Desk, Site

pytestmark = pytest.mark.browser

FLAGSHIP = "/analyst/open/support/which-regions-fund"
NINETEEN = "/analyst/open/guide/clause-nineteen"
ENGINES = ["embedded", pytest.param("on_neo4j", marks=pytest.mark.neo4j)]


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Site:
    site = request.getfixturevalue(request.param)
    assert isinstance(site, Site)
    return site


@pytest.mark.parametrize("site", ENGINES, indirect=True)
def test_the_flagship_is_run_through_its_link_and_hubeis_path_is_drawn(desk: Desk, site: Site) -> None:
    desk.open(site, FLAGSHIP)
    desk.page.wait_for_selector("text=Successfully set your parameters")
    desk.run()
    desk.picture(f"{site.name}-flagship")
    drawn = desk.captions()
    for words in ("湖北", "hubei-laser-2024", "6/19", "首台", "适用地区", "条款", "措施", "政策工具"):
        assert any(words in caption for caption in drawn), (words, drawn)
    assert any(caption.startswith("牵头单位 省经信厅") for caption in drawn)


@pytest.mark.parametrize("site", ENGINES, indirect=True)
def test_clause_nineteen_is_drawn_like_the_document(desk: Desk, site: Site) -> None:
    desk.open(site, NINETEEN)
    desk.run()
    desk.page.locator("[data-testid=frame] button[title='Fullscreen'], [title='Fullscreen']").first.click()
    desk.page.wait_for_timeout(2000)
    desk.picture(f"{site.name}-clause-nineteen")
    drawn = desk.captions()
    for words in (
        "6/19",
        "强化项目建设和",
        "牵头单位 省经信厅",
        "责任单位 省发改委",
        "责任单位 省财政厅",
        "责任单位 省自然资源厅",
        "责任单位 各市、州人民政府",
        "对纳入国家和",
    ):
        assert any(words in caption for caption in drawn), (words, drawn)


def test_the_page_says_that_the_account_only_reads(desk: Desk, embedded: Site) -> None:
    said = desk.open(embedded, NINETEEN)
    assert "不能修改图谱" in said
    desk.page.click("[data-testid=activeEditor]")
    desk.page.keyboard.press("Control+A")
    desk.page.keyboard.insert_text("CREATE (n:Policy {id: 'evil'}) RETURN n")
    desk.page.keyboard.press("Control+Enter")
    desk.page.wait_for_selector("text=Neo.ClientError")
    desk.picture("embedded-refused")


@pytest.mark.neo4j
def test_the_page_says_plainly_that_an_account_of_community_can_write(desk: Desk, on_neo4j: Site) -> None:
    said = desk.open(on_neo4j, NINETEEN)
    assert "此账户可以写入" in said
    assert "This account can write" in said
    assert on_neo4j.password is not None
    assert on_neo4j.password not in said


def test_favourites_and_settings_are_laid_beside_what_is_there(desk: Desk, embedded: Site) -> None:
    page = desk.page
    page.goto(f"{embedded.url}/analyst")
    own = '[{"id": "mine", "content": "// mine"}, {"id": "policygraph:old", "content": "// gone"}]'
    page.evaluate("own => localStorage.setItem('neo4j.documents', own)", own)
    page.evaluate("() => localStorage.setItem('neo4j.settings', '{\"theme\": \"dark\"}')")
    desk.open(embedded, FLAGSHIP)
    kept = page.evaluate(
        "() => Object.fromEntries(Object.keys(localStorage).map(k => [k, JSON.parse(localStorage[k])]))"
    )
    ids = [one.get("id") for one in kept["neo4j.documents"]]
    assert "mine" in ids
    assert "policygraph:old" not in ids
    assert {f"policygraph:{query.name}" for query in catalogue()} <= set(ids)
    assert kept["neo4j.settings"]["theme"] == "dark"
    assert kept["neo4j.settings"]["useReadTransactions"] is True
    assert kept["neo4j.grass"]["node.Policy"]["color"] == "#1A5296"
    page.click("[data-testid=navigationFavorites], [data-testid=navicon-favorites], button[title='Favorites']")
    page.wait_for_selector("text=policygraph support")
    desk.picture("embedded-favourites")


@pytest.mark.parametrize("name", [query.name for query in catalogue()])
def test_a_statement_reaches_the_editor_as_it_was_written(desk: Desk, embedded: Site, name: str) -> None:
    desk.page.goto(f"{embedded.url}/analyst/open/{name}")
    desk.page.wait_for_selector("button[data-testid=connect]")
    wanted = [line for line in script(catalogue().get(name)).splitlines() if not line.startswith(":param ")]
    desk.page.wait_for_function(
        "() => window.monaco || document.querySelector('[data-testid=activeEditor] .view-line')"
    )
    asked = desk.page.evaluate("() => new URLSearchParams(location.search).get('arg')")
    assert asked.splitlines() == wanted
    desk.bolt = "not connected"
    shown = desk.page.locator("[data-testid=activeEditor] .view-line").first.inner_text()
    assert shown.replace("\xa0", " ") == wanted[0]
