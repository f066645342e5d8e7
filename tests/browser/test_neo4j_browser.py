"""Neo4j Browser in Chromium, on both engines: log in, run the flagship through its link, see the graph."""

from __future__ import annotations

import pytest

from api.browser.script import script
from cypher.catalogue import catalogue
from tests.browser.desk import Desk, Site

pytestmark = pytest.mark.browser

FLAGSHIP = "/analyst/open/support/which-regions-fund"
NINETEEN = "/analyst/open/guide/clause-nineteen"
ENGINES = [
    "embedded",
    pytest.param("on_neo4j", marks=pytest.mark.neo4j),
    pytest.param("on_newest", marks=[pytest.mark.neo4j, pytest.mark.long]),
]


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
    joined = " ".join(drawn).replace(" ", "")
    for words in ("湖北", "激光产业高质量", "6/19强化项目建设和推广应用支持", "首台(套)", "省经济和信息化厅"):
        assert words in joined, (words, drawn)
    # lines that are too short for their words carry less of them
    assert {"适用地区", "条款", "措施", "政策工具"} & set(drawn)


@pytest.mark.parametrize("site", ENGINES, indirect=True)
def test_clause_nineteen_is_drawn_like_the_document(desk: Desk, site: Site) -> None:
    desk.open(site, NINETEEN)
    desk.run()
    desk.enlarge()
    desk.picture(f"{site.name}-clause-nineteen")
    drawn = " ".join(desk.captions()).replace(" ", "")
    for words in (
        "6/19强化项目建设和推广应用支持",
        "省人民政府办公厅关于推动激光产业高质量发展的实施意见",
        "省经济和信息化厅",
        "省发展和改革委员会",
        "省财政厅",
        "省自然资源厅",
        "各市、州人民政府",
        "对纳入国家和省级首台(套)技术装备、首批次新材料等目录的产品",
        "给予用地、用能等综合保障",
    ):
        assert words in drawn, (words, drawn)
    # the layout decides how much of the words a relationship has room for
    assert [caption for caption in desk.captions() if caption.startswith("牵")]
    assert [caption for caption in desk.captions() if caption.startswith("责")]


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


@pytest.mark.parametrize(
    "name", ["support/which-regions-fund", "targets/growth-consistency", "provenance/possible-successors"]
)
def test_a_statement_reaches_the_editor_as_it_was_written(desk: Desk, embedded: Site, name: str) -> None:
    desk.page.goto(f"{embedded.url}/analyst/open/{name}")
    desk.page.wait_for_selector("button[data-testid=connect]")
    wanted = [line for line in script(catalogue().get(name)).splitlines() if not line.startswith(":param ")]
    desk.page.wait_for_function(
        "() => window.monaco || document.querySelector('[data-testid=activeEditor] .view-line')"
    )
    asked = desk.page.evaluate("() => new URLSearchParams(location.search).get('arg')")
    assert asked.splitlines() == wanted
    desk.bolt = desk.page.input_value("input[data-testid=boltaddress]")
    shown = desk.page.locator("[data-testid=activeEditor] .view-line").first.inner_text()
    assert shown.replace("\xa0", " ") == wanted[0]
