"""A part of the graph that is too big to be drawn whole: what the page does with it."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from graph.parts.scope import LABELS
from tests.browser.big import REGION, fill
from tests.browser.desk import Desk, Site
from tests.serving import Served

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.timeout(900)]

EVERYTHING = f"/graph?{urlencode([('region', REGION), *(('labels', label) for label in LABELS)])}"
DRAWN = "html[data-settled]"


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site over a region of more than 30,000 nodes."""
    data = tmp_path_factory.mktemp("big")
    assert fill(data, 30_000) >= 30_000
    served = Served(data)
    yield Site("big", served.url)
    served.stop(signal.SIGTERM)


def _size(desk: Desk) -> tuple[int, int]:
    """Nodes and links that the page says it draws."""
    found = re.findall(r"\d+", desk.page.locator("#size").inner_text())
    return int(found[0]), int(found[1])


def _middle(desk: Desk) -> tuple[float, float]:
    """Where the middle of the picture is, scrolled into sight."""
    canvas = desk.page.locator("#network canvas")
    canvas.evaluate("one => one.scrollIntoView({ block: 'center' })")
    place = canvas.bounding_box()
    return place["x"] + place["width"] / 2, place["y"] + place["height"] / 2


def test_what_is_too_big_is_capped_says_so_and_can_be_narrowed(desk: Desk, big: Site) -> None:
    page = desk.page
    page.goto(f"{big.url}{EVERYTHING}")
    page.wait_for_selector(DRAWN)
    nodes, links = _size(desk)
    assert nodes <= 3000
    assert links <= 9000
    assert nodes == 3000 or links > 8000
    assert page.evaluate("nodes.length") == nodes
    assert page.locator("#capped").is_visible()
    assert str(nodes) in page.locator("#capped").inner_text()
    desk.picture("graph-capped")

    page.locator("#capped a", has_text="条款").first.click()
    page.wait_for_selector(DRAWN)
    assert page.locator("[data-kind=Clause]").count() == 0
    assert _size(desk)[0] < 3000
    page.goto(f"{big.url}{EVERYTHING}")
    page.locator("#capped a[href^='/graph?policy=']").first.click()
    page.wait_for_url("**/graph?policy=*")
    page.wait_for_selector(DRAWN)
    assert page.locator("#capped").count() == 0
    assert page.locator("[data-kind=Clause]").count() == 1


def test_its_table_has_a_page_of_its_own(desk: Desk, big: Site) -> None:
    page = desk.page
    page.goto(f"{big.url}{EVERYTHING}")
    page.wait_for_selector(DRAWN)
    links = _size(desk)[1]
    page.click("#as-table")
    page.wait_for_selector("table.list")
    assert page.locator("table.list tr").count() == links
    assert page.locator("#network").count() == 0
    assert page.locator("table.list blockquote a").first.get_attribute("href").startswith("/policies/made-")


def test_it_is_moved_searched_and_opened(desk: Desk, big: Site) -> None:
    page = desk.page
    page.goto(f"{big.url}{EVERYTHING}")
    page.wait_for_selector(DRAWN)
    middle = _middle(desk)
    before = page.evaluate("network.getViewPosition()")
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 90, middle[1] + 60, steps=5)
    page.mouse.up()
    after = page.evaluate("network.getViewPosition()")
    assert after["x"] < before["x"]
    assert after["y"] < before["y"]

    page.fill("#find", "省")
    page.locator("#fact h2", has_text="省").wait_for()
    chosen = page.evaluate("network.getSelectedNodes()[0]")
    page.click("#fact .close")
    page.mouse.click(*_middle(desk))  # what was found stands in the middle
    page.locator("#fact h2", has_text="省").wait_for()
    assert page.evaluate("network.getSelectedNodes()[0]") == chosen

    # a link, clicked where no node stands
    x, y = page.evaluate(
        """() => {
          const canvas = document.querySelector("#network canvas").getBoundingClientRect();
          for (const { from, to } of sketch.lines) {
            network.moveTo({ position: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }, scale: 1 });
            const middle = { x: canvas.width / 2, y: canvas.height / 2 };
            if (!network.getNodeAt(middle)) return [canvas.left + middle.x, canvas.top + middle.y];
          }
        }"""
    )
    page.mouse.click(x, y)
    page.locator("#fact").wait_for()
    assert page.evaluate("network.getSelectedNodes().length") == 0
    assert page.locator("#fact h2").inner_text() in page.evaluate("[...new Set(edges.map((link) => link.title))]")

    kind = page.locator("[data-kind=Clause]")
    kind.uncheck()
    assert "hide=Clause" in page.url
    assert page.evaluate("sketch.boxes.length") == page.evaluate("nodes.get({filter: (one) => !one.hidden}).length")
    assert page.evaluate("sketch.lines.every(({link}) => !link.from.startsWith('Clause/'))")
