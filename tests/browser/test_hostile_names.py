"""Names that would run, break out, turn the writing or stretch the page: each page shows them as the text they are."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from graph.settings import GraphSettings
from graph.store import GraphStore
from graph.writer import prepare, replace_policy
from loaders.pipeline import Reading
from tests.browser.conftest import ARTEFACTS
from tests.browser.desk import Desk, Site
from tests.graph.graph_readings import duty, focus, measure, mention, reading, target
from tests.serving import Served

pytestmark = pytest.mark.browser

SCRIPT = "<script>window.hit=1</script>局"
IMAGE = "<img src=x onerror=window.hit=1>公司"
QUOTES = "\"'`&amp;</title></textarea></script>公司"
TURNED = "局\u202egnp.exe\u2066号"
ARABIC = "وزارة الصناعة 12"
LONG = "A" * 500
EMOJI = "👩\u200d🔬🏭研究院"
NAMES = [SCRIPT, IMAGE, QUOTES, TURNED, ARABIC, LONG, EMOJI]
SENT = (
    f"关于\u202e{SCRIPT}{IMAGE}{EMOJI}的若干措施\n"
    f"一、支持首台（套）。给予最高200万元奖励（牵头单位：{SCRIPT}、{LONG}）。\n"
)
PAGES = {
    "matrix": "/",
    "cell": "/?cell=420000:first-of-kind&tiers=candidate",
    "compare": "/compare?a=420000&b=442000",
    "instrument": "/instruments/first-of-kind",
    "region": "/regions/420000",
    "policies": "/policies",
    "reader": "/policies/hostile?tiers=candidate",
    "sent": "/policies/sent?tiers=candidate",
    "sent-source": "/policies/sent?view=source",
    "targets": "/targets",
    "agencies": "/agencies",
    **{f"agency-{number}": f"/agencies/{quote(name, safe='')}" for number, name in enumerate(NAMES)},
    **{f"search-{number}": f"/search?q={quote(name[:200], safe='')}" for number, name in enumerate(NAMES)},
    "graph": "/graph?policy=hostile&tiers=candidate",
    "graph-table": "/graph?policy=hostile&tiers=candidate&view=table",
    "method": "/method",
}
SHOWN = ("cell", "reader", "graph-table")
"""Pages that show every agency."""
_BROKEN_OUT = (
    "[...document.querySelectorAll('script:not([src]):not([type=\"application/json\"]), img, [onerror]')]"
    ".map((one) => one.outerHTML.slice(0, 200))"
)
_TURNED = r"""() => {
  const turned = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest("script, bdi")) continue;
    let depth = 0, before = null;
    [...node.data].forEach((char, at, all) => {
      const start = all.slice(0, at).join("").length;
      if (/[\u2066-\u2068]/.test(char)) depth += 1;
      if (char === "\u2069") depth -= 1;
      if (depth || !/[\p{Script=Han}A-Za-z]/u.test(char)) return void (before = null);
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + char.length);
      const [place] = range.getClientRects();
      if (before && place && place.top === before.top && place.left < before.left) turned.push(node.data.slice(0, 60));
      before = place;
    });
  }
  return turned;
}"""
"""Texts in which a letter outside of what is set apart stands left of the one before it."""


def _hostile(key: str, region: str) -> Reading:
    agencies = "、".join(NAMES)
    return reading(
        key,
        [
            ("1", f"支持首台套{SCRIPT}。给予奖励{IMAGE}。（牵头单位：{agencies}）"),
            ("2", f"规模{QUOTES}达到100亿元{TURNED}。引进{agencies}。"),
        ],
        measure("1", "first-of-kind", f"给予奖励{IMAGE}"),
        target("2", f"规模{QUOTES}", 100, f"亿元{TURNED}", f"规模{QUOTES}达到100亿元{TURNED}", 2026),
        *(duty("1", name, "lead") for name in NAMES),
        *(mention("2", "enterprise", name) for name in NAMES),
        focus(ARABIC),
        title=f"关于{TURNED}的{SCRIPT}{LONG}若干措施",
        issuer=f"{IMAGE}{TURNED}",
        region=region,
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site whose names are all hostile: those that can be sent, and those that only a reading could hold."""
    data: Path = tmp_path_factory.mktemp("hostile")
    with GraphStore.open(GraphSettings.load(url="embedded:", data=data, engine_heap="512m")) as store:
        prepare(store)
        replace_policy(store, _hostile("hostile", "420000"))
        replace_policy(store, _hostile("hostile-too", "442000"))
    served = Served(data)
    yield Site("hostile", served.url)
    served.stop(signal.SIGTERM)


@pytest.fixture(scope="module")
def sent(site: Site, chromium: Any) -> None:
    """A document with such names, sent as anybody would."""
    metadata = {
        "id": "sent",
        "region": "441900",
        "completeness": "summary",
        "completeness_reason": f"{TURNED}{SCRIPT}",
        "source": {"publisher": f"{TURNED}{IMAGE}"},
    }
    context = chromium.new_context()
    answer = context.request.post(f"{site.url}/api/v1/policies", data={"text": SENT, "metadata": metadata})
    assert answer.status == 202, answer.text()
    job = answer.json()
    while job["state"] in ("queued", "running"):
        job = context.request.get(f"{site.url}{job['self']}").json()
    assert job["state"] == "done", job
    context.close()


def _plain(text: str) -> str:
    """What a page says, without what sets names apart."""
    return text.replace("\u2068", "").replace("\u2069", "")


@pytest.mark.usefixtures("sent")
@pytest.mark.parametrize("width", [390, pytest.param(1440, marks=pytest.mark.long)])
def test_every_page_shows_them_as_text(chromium: Any, site: Site, width: int) -> None:
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    context = chromium.new_context(viewport={"width": width, "height": 900})
    desk = Desk(context.new_page(), ARTEFACTS)
    wrong: dict[str, Any] = {}
    for name, address in PAGES.items():
        answer = desk.page.goto(f"{site.url}{address}")
        desk.page.wait_for_load_state("networkidle")
        if answer.status != 200:
            wrong[f"{name}: status"] = answer.status
        if found := desk.page.evaluate(_BROKEN_OUT):
            wrong[f"{name}: broken out"] = found
        if found := desk.page.evaluate(_TURNED):
            wrong[f"{name}: turned"] = found
        beyond = desk.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if beyond > 0:
            wrong[f"{name}: too wide"] = beyond
        if name in SHOWN:
            said = _plain(desk.page.locator("main").inner_text())
            missing = [one for one in NAMES if _plain(one) not in said]
            if missing:
                wrong[f"{name}: missing"] = missing
        desk.page.screenshot(path=ARTEFACTS / f"hostile-{name}-{width}.png", full_page=True)
    assert desk.page.evaluate("window.hit") is None
    context.close()
    assert wrong == {}
    assert desk.own_errors() == []


def test_tooltip_panel_and_drawing_show_them_as_text(desk: Desk, site: Site) -> None:
    page = desk.page
    page.goto(f"{site.url}/graph?policy=hostile&tiers=candidate")
    page.wait_for_selector("html[data-settled]")
    for number, name in enumerate(NAMES):
        found = page.evaluate("(name) => nodes.getIds({filter: (one) => one.id.endsWith(name)})", name)
        assert found, name
        page.evaluate("(id) => network.focus(id, {scale: 1})", found[0])
        place = page.locator("#network canvas").bounding_box()
        page.mouse.move(place["x"] + 5, place["y"] + 5)
        page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2, steps=3)
        tooltip = page.locator(".vis-tooltip")
        tooltip.filter(has_text=name[:3]).wait_for(state="visible")
        words = page.evaluate("(id) => nodes.get(id).title", found[0])
        assert tooltip.evaluate("(one) => one.textContent") == words
        assert tooltip.evaluate("(one) => one.childElementCount") == 0
        assert tooltip.bounding_box()["width"] < place["width"] / 2
        page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
        page.locator("#fact h2").filter(has_text=name[:3]).wait_for()
        assert page.locator("#fact h2").evaluate("(one) => one.textContent") == words
        label = page.evaluate("(id) => nodes.get(id).label", found[0])
        assert not set(label) & set("\u202e\u2066")
        assert max(map(len, label.split("\n"))) <= 26
        page.screenshot(path=ARTEFACTS / f"hostile-tooltip-{number}.png")
        page.click("#fact .close")
    assert page.evaluate("window.hit") is None
    assert page.evaluate(_BROKEN_OUT) == []


_HOVERED = """(name) => {
  const canvas = document.querySelector("#network canvas").getBoundingClientRect();
  for (const { id, from, to } of edges.get({ filter: (one) => one.title.endsWith(name) })) {
    const ends = network.getPositions([from, to]);
    for (let share = 0.85; share > 0.1; share -= 0.05) {
      const [x, y] = ["x", "y"].map((axis) => ends[from][axis] + share * (ends[to][axis] - ends[from][axis]));
      network.moveTo({ position: { x, y }, scale: 1 });
      for (let down = -60; down <= 60; down += 3) {
        const at = { x: Math.round(canvas.width / 2), y: Math.round(canvas.height / 2) + down };
        const isAlone = [[0, 0], [4, 0], [-4, 0], [0, 4], [0, -4]].every(([right, below]) => {
          const { x: left, y: top } = network.DOMtoCanvas({ x: at.x + right, y: at.y + below });
          const near = Object.values(network.body.edges).filter((one) => one.isOverlappingWith({ left, top }));
          return near.every((one) => one.id === id) && (near.length || right || below);
        });
        if (isAlone && !network.getNodeAt(at)) return [id, canvas.left + at.x, canvas.top + at.y];
      }
    }
  }
}"""
"""A link whose words end with a name, and where in the window nothing else can be pointed at."""


def test_tooltip_and_panel_of_a_link_show_them_as_text(desk: Desk, site: Site) -> None:
    page = desk.page
    page.goto(f"{site.url}/graph?policy=hostile&tiers=candidate")
    page.wait_for_selector("html[data-settled]")
    for number, name in enumerate(NAMES):
        place = page.locator("#network canvas").bounding_box()
        page.mouse.move(place["x"] + 5, place["y"] + 5)
        found = page.evaluate(_HOVERED, name)
        assert found, name
        link, x, y = found
        words = page.evaluate("(id) => edges.get(id).title", link)
        page.mouse.move(x, y, steps=3)
        tooltip = page.locator(".vis-tooltip")
        tooltip.filter(has_text=name[:3]).wait_for(state="visible")
        assert tooltip.evaluate("(one) => one.textContent") == words
        assert tooltip.evaluate("(one) => one.childElementCount") == 0
        assert tooltip.bounding_box()["width"] < place["width"] / 2
        page.screenshot(path=ARTEFACTS / f"hostile-link-{number}.png")
        page.mouse.click(x, y)
        heading = page.locator("#fact h2")
        heading.filter(has_text=name[:3]).wait_for()
        assert heading.evaluate("(one) => one.textContent") == words
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        page.click("#fact .close")
    assert page.evaluate("window.hit") is None
    assert page.evaluate(_BROKEN_OUT) == []
