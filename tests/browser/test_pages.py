"""The pages in Chromium: no error, no request outside, no serious barrier (axe-core); two widths, both languages."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from tests.browser.conftest import ARTEFACTS
from tests.browser.desk import Desk, Site

if TYPE_CHECKING:
    from playwright.sync_api import Route

pytestmark = pytest.mark.browser

PAGES = {
    "home": "/",
    "cell": "/?cell=420000:first-of-kind",
    "compare-empty": "/compare",
    "compare": "/compare?a=420000&b=442000",
    "compare-several": "/compare?a=420000&b=442000&more=441900&cell=420000:first-of-kind",
    "policies": "/policies",
    "reader": "/policies/hubei-laser-2024?start=900&end=930",
    "source": "/policies/dongguan-emerging-2024?view=source",
    "instruments": "/instruments",
    "instrument": "/instruments/first-of-kind",
    "region": "/regions/420000",
    "targets": "/targets",
    "agencies": "/agencies",
    "agency": f"/agencies/{quote('湖北省经济和信息化厅')}",
    "graph": "/graph",
    "graph-compared": "/graph?region=420000&region=442000",
    "graph-table": "/graph?region=420000&region=442000&view=table",
    "graph-alone": f"/graph?of={quote('Enterprise/大族激光')}&labels=Enterprise",
    "search-empty": "/search",
    "search-nothing": f"/search?q={quote('没有这样的词')}",
    "search": f"/search?q={quote('激光')}",
    "upload": "/upload",
    "method": "/method",
    "problems": "/problems",
    "analyst": "/analyst",
    "docs": "/docs",
    "missing": "/policies/nowhere",
    "missing-address": "/nowhere",
}
REFUSED = {"missing": 404, "missing-address": 404}
"""Status of the pages that are errors."""
ONE = [pytest.param("zh", 1440, "light", id="zh-1440-light")]
OTHERS = [
    pytest.param(language, width, scheme, id=f"{language}-{width}-{scheme}", marks=pytest.mark.long)
    for language in ("zh", "en")
    for width in (390, 1440)
    for scheme in ("light", "dark")
    if (language, width, scheme) != ("zh", 1440, "light")
]


@pytest.mark.parametrize(("language", "width", "scheme"), [*ONE, *OTHERS])
def test_a_page_has_no_barrier_no_error_and_fits(
    chromium: Any, embedded: Site, language: str, width: int, scheme: str
) -> None:
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.add_cookies([{"name": "language", "value": language, "url": embedded.url}])
    desk = Desk(context.new_page(), ARTEFACTS)
    barriers: dict[str, list[str]] = {}
    overflowing: dict[str, int] = {}
    for name, address in PAGES.items():
        desk.go(f"{embedded.url}{address}", REFUSED.get(name, 200))
        found = desk.barriers()
        if found:
            barriers[name] = found
        beyond = desk.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if beyond > 0:
            overflowing[name] = beyond
        desk.page.screenshot(path=ARTEFACTS / f"page-{name}-{language}-{width}-{scheme}.png", full_page=True)
    context.close()
    assert barriers == {}
    assert overflowing == {}
    assert desk.own_errors() == []
    assert desk.foreign_requests() == []


def test_what_the_policy_stops_on_a_page_of_ours_is_seen(chromium: Any, embedded: Site) -> None:
    context = chromium.new_context()
    desk = Desk(context.new_page(), ARTEFACTS)
    desk.go(f"{embedded.url}/method")
    assert desk.own_errors() == []
    desk.page.evaluate("document.body.append(Object.assign(new Image(), { src: 'http://elsewhere.invalid/a.png' }))")
    desk.page.wait_for_timeout(500)
    context.close()
    assert desk.own_errors()
    assert desk.foreign_requests() == ["http://elsewhere.invalid/a.png"]


def test_from_the_first_page_to_the_quote_in_three_clicks(desk: Desk, embedded: Site) -> None:
    page = desk.page
    page.goto(embedded.url)
    page.click("text=哪些地区支持首台(套)")
    page.locator(".side-by-side").locator("blockquote a", has_text="双边最高奖补1000万元").first.click()
    page.wait_for_selector("#here", state="attached")
    assert "双边最高奖补1000万元" in "".join(page.locator("mark").all_inner_texts())
    assert page.evaluate("document.querySelector('mark').getBoundingClientRect().top < innerHeight")


def test_a_cell_opens_beside_the_matrix_and_closes_by_keyboard(desk: Desk, embedded: Site) -> None:
    page = desk.page
    page.goto(embedded.url)
    cell = page.locator('a[data-cell^="region=420000&instrument=first-of-kind"]')
    cell.focus()
    page.keyboard.press("Enter")
    panel = page.locator("#panel")
    panel.get_by_text("双边最高奖补1000万元").wait_for()
    assert "cell=420000%3Afirst-of-kind" in page.url
    page.keyboard.press("Escape")
    panel.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.dataset.cell").startswith("region=420000")


def test_a_cell_says_that_it_is_fetched_and_that_it_did_not_come(desk: Desk, embedded: Site) -> None:
    page = desk.page
    page.goto(embedded.url)
    held: list[Route] = []
    page.route("**/cell?*", lambda route: held.append(route))
    page.locator('a[data-cell^="region=420000&instrument=first-of-kind"]').click()
    panel = page.locator("#panel")
    panel.get_by_text("正在读取…").wait_for()
    assert panel.get_attribute("aria-busy") == "true"
    held[0].abort()
    panel.get_by_text("没有取到这一格的内容").wait_for()
    assert panel.get_attribute("aria-busy") is None
    assert "cell=420000%3Afirst-of-kind" in str(panel.locator("a").get_attribute("href"))
    assert ["ERR_FAILED" in one.text for one in desk.console] == [True]  # the browser's own word for it
    desk.console.clear()


def test_hubei_and_zhongshan_are_compared(desk: Desk, embedded: Site) -> None:
    page = desk.page
    page.goto(f"{embedded.url}/compare")
    page.select_option("[name=a]", "420000")
    page.select_option("[name=b]", "442000")
    page.click("main form button")
    page.wait_for_selector("#only-a")
    assert page.locator("section[aria-labelledby=only-a]").get_by_text("揭榜挂帅").count()
    shared = page.locator("section[aria-labelledby=shared] tr", has_text="首台(套)")
    assert "资金支持" in shared.inner_text()
    assert "协助争取" in shared.inner_text()


def test_a_comparison_is_kept_as_a_picture(desk: Desk, embedded: Site, tmp_path: Path) -> None:
    page = desk.page
    page.goto(f"{embedded.url}/compare?a=420000&b=442000")
    with page.expect_download() as kept:
        page.click("button[data-picture]")
    file = tmp_path / kept.value.suggested_filename
    kept.value.save_as(file)
    assert file.name == "compare-420000-442000.png"
    begin = file.read_bytes()[:24]
    assert begin.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", begin[16:])
    drawn = page.request.get(f"{embedded.url}/compare.svg?a=420000&b=442000").text()
    size = re.search(r' width="([\d.]+)" height="([\d.]+)"', drawn)
    assert size
    assert (width, height) == (2 * int(float(size[1])), 2 * int(float(size[2])))
    file.replace(ARTEFACTS / file.name)


def test_the_graph_is_expanded_from_a_firm_to_both_its_documents(desk: Desk, embedded: Site) -> None:
    page = desk.page
    page.goto(f"{embedded.url}/graph?of={quote('Enterprise/大族激光')}&labels=Enterprise")
    page.wait_for_selector("html[data-settled]")
    page.fill("#find", "大族")
    page.locator("#fact h2", has_text="大族激光").wait_for()
    place = page.locator("#network canvas").bounding_box()
    with page.expect_response("**/api/v1/graph/neighbourhood?**") as answered:
        page.mouse.dblclick(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    policies = {one["properties"].get("policy") for one in answered.value.json()["nodes"]}
    assert {"guangdong-laser-am-2021", "zhongshan-laser-reply-2023"} <= policies
    page.fill("#find", "")
    page.fill("#find", "1/1")
    page.locator("#fact h2", has_text="发展现状").wait_for()
    assert "at=Clause" in page.url


def test_what_is_expanded_in_english_has_the_names_that_are_ours_in_english(desk: Desk, embedded: Site) -> None:
    page = desk.page
    page.goto(f"{embedded.url}/graph?of=Policy/hubei-laser-2024&labels=Policy&lang=en")
    page.wait_for_selector("html[data-settled]")
    page.fill("#find", "激光产业高质量")
    page.locator("#fact h2", has_text="激光产业高质量发展").wait_for()
    place = page.locator("#network canvas").bounding_box()
    with page.expect_response("**/api/v1/graph/neighbourhood?**"):
        page.mouse.dblclick(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    page.fill("#find", "hubei")
    page.locator("#fact h2", has_text="Hubei").wait_for()
    said = page.evaluate("edges.get({ filter: ({ to }) => to === 'Region/420000' }).map(({ title }) => title)")
    assert set(said) == {"applies to", "belongs to"}


def test_a_graph_is_expanded_by_keyboard_and_keeps_its_tier(desk: Desk, embedded: Site) -> None:
    page = desk.page
    page.goto(f"{embedded.url}/graph?of={quote('Enterprise/大族激光')}&labels=Enterprise&tiers=likely")
    page.wait_for_selector("html[data-settled]")
    page.fill("#find", "大族")
    button = page.locator("#fact").get_by_role("button", name="展开")
    with page.expect_response("**/api/v1/graph/neighbourhood?**") as answered:
        button.press("Enter")
    assert "tiers=likely" in answered.value.url
    page.fill("#find", "1/1")
    page.locator("#fact h2", has_text="发展现状").wait_for()


def test_a_graph_of_hundreds_can_be_read_at_first_sight(desk: Desk, embedded: Site) -> None:
    page = desk.page
    for address in ("/graph?region=420000&region=442000", "/graph?region=420000"):
        page.goto(f"{embedded.url}{address}")
        page.wait_for_selector("html[data-settled]")
        page.wait_for_timeout(300)
        assert page.evaluate("15 * network.getScale()") < 9
        before = page.evaluate("landmarks.shown")
        assert before >= 15
        page.uncheck("[data-kind=Instrument]")
        page.wait_for_timeout(300)
        assert 0 < page.evaluate("landmarks.shown") < before
        page.check("[data-kind=Instrument]")


def test_pages_say_the_same_without_scripts(chromium: Any, embedded: Site) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{embedded.url}/")
    page.locator('a[data-cell^="region=420000&instrument=first-of-kind"]').click()
    assert "双边最高奖补1000万元" in page.locator("#panel").inner_text()
    page.goto(f"{embedded.url}/graph?instrument=first-of-kind")
    page.locator("details.table summary").click()
    assert "首台(套)" in page.locator("details.table").inner_text()
    page.goto(f"{embedded.url}/compare")
    page.select_option("[name=a]", "420000")
    page.select_option("[name=b]", "442000")
    page.click("main form button")
    assert "揭榜挂帅" in page.locator("section[aria-labelledby=only-a] table").inner_text()
    page.locator("section[aria-labelledby=shared] blockquote a", has_text="双边最高奖补1000万元").click()
    assert "双边最高奖补1000万元" in "".join(page.locator("mark").all_inner_texts())
    page.locator("#facts li a").first.click()
    assert page.locator(":target").get_attribute("id").startswith("t-")
    page.locator(".switch a", has_text="原始页面").click()
    assert "高質量發展" in page.locator(".text").inner_text()  # as it was printed
    context.close()
