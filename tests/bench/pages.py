"""Pages in Chromium, in one run: a big graph against a small one, and each page against a plain one of the same text.

Chromium's own tracing says what the main thread did; moving is done as a hand does it, a circle with the button down.
A page without style and script, with the text of ours, is the least that the same text can take.
"""

from __future__ import annotations

import html
import math
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from graph.parts.scope import LABELS
from tests.bench.traced import Trace, traced
from tests.browser.big import REGION, fill
from tests.serving import Served

TURNS = 5
NODES = 8000
"""More than a page draws, so that it draws as many as it does at most."""
SECONDS = 3.0
_LEAST = (3000, 6000)
"""Nodes and links that the big graph has at least, for its bars to count."""
_AT_REST, _MOVED = "ms until it is drawn and at rest", "ms of the longest task while moved"
_BARS = {_AT_REST: 3000.0, _MOVED: 250.0}
"""Milliseconds that the big graph must stay under."""
_RADIUS = 150
_DRAWN = "html[data-settled]"
BIG = f"/graph?{urlencode([('region', REGION), *(('labels', label) for label in LABELS)])}"
SMALL = "/graph?instrument=first-of-kind&labels=Instrument&labels=Measure"


def pages(only: str | None = None) -> None:
    """Print how fast pages come and move, ``only`` the "graph" or all; a sentence where there is no browser."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if program is None or find_spec("playwright") is None:
        sys.stdout.write("Pages are left out: they need Chromium and what make test-browser installs.\n")
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as place:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-background-networking"]
        )
        _graphs(browser, Path(place) / "big")
        if only is None:
            _against_plain(browser, Path(place))
        browser.close()


def _graphs(browser: Any, data: Path) -> None:
    data.mkdir()
    fill(data, NODES)
    with _served(data) as url:
        found = {name: _walked(browser, f"{url}{address}") for name, address in (("small", SMALL), ("big", BIG))}
    verdicts = _verdicts(found["big"])
    for name, one in found.items():
        sys.stdout.write(f"\n{name} graph: {one.pop('size'):.0f} nodes, {one.pop('links'):.0f} links\n")
        for title, value in one.items():
            against = f"   {value / found['small'][title]:6.2f} × small" if name == "big" and value else ""
            sys.stdout.write(f"{title:44} {value:9,.1f}{against}\n")
    sys.stdout.write("\nbars of the big graph\n" + "".join(f"{line}\n" for line in verdicts))
    sys.stdout.flush()


def _verdicts(big: dict[str, float]) -> list[str]:
    """A line for each bar: met or missed, and by what."""
    size, links = big["size"], big["links"]
    is_big = size >= _LEAST[0] and links >= _LEAST[1]
    said = f"at least {_LEAST[0]:,} nodes and {_LEAST[1]:,} links: {size:,.0f}, {links:,.0f}"
    lines = [f"{'met' if is_big else 'MISSED':8}{said}"]
    for title, most in _BARS.items():
        lines.append(f"{'met' if big[title] < most else 'MISSED':8}{title}, below {most:,.0f}: {big[title]:,.1f}")
    return lines


def _walked(browser: Any, address: str) -> dict[str, float]:
    """Medians of what a graph page takes; milliseconds, kilobytes, frames a second."""
    turns = [_walk(browser, address) for _ in range(TURNS)]
    return {title: statistics.median(one[title] for one in turns) for title in turns[0]}


def _walk(browser: Any, address: str) -> dict[str, float]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    received = _received(context, page)
    loading = traced(browser, page, partial(_open, page, address))
    timing = page.evaluate("performance.getEntriesByType('navigation')[0].toJSON()")
    at_rest = timing["domInteractive"] + loading.busy_on
    moved: dict[str, Trace] = {}
    for name, scale in (("whole", None), ("half way", 0.5), ("close", 1.0)):
        page.evaluate("(scale) => scale ? network.moveTo({scale}) : network.fit({animation: false})", scale)
        page.wait_for_timeout(500)
        moved[name] = traced(browser, page, partial(_pan, page))
    page.evaluate("network.fit({animation: false})")
    page.wait_for_timeout(500)
    zooming = traced(browser, page, partial(_zoom, page))
    size, links = page.evaluate("[nodes.length, edges.length]")
    context.close()
    return {
        "size": size,
        "links": links,
        "ms until the server answers": timing["responseStart"],
        _AT_REST: at_rest,
        "ms of the longest task meanwhile": loading.longest,
        "ms at the processor meanwhile": loading.hardest,
        "kB transferred": sum(received) / 1000,
        **{f"frames a second while moved, {name}": one.rate for name, one in moved.items()},
        _MOVED: max(one.longest for one in moved.values()),
        "ms at the processor while moved": max(one.hardest for one in moved.values()),
        "ms of the longest task while zoomed": zooming.longest,
        "ms at the processor while zoomed": zooming.hardest,
    }


def _open(page: Any, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(_DRAWN, state="attached")
    page.wait_for_timeout(1500)


def _canvas(page: Any) -> Any:
    """Where the picture stands, once it stands in the window."""
    canvas = page.locator("#network canvas")
    canvas.scroll_into_view_if_needed()
    return canvas.bounding_box()


def _pan(page: Any) -> None:
    """Move the picture in circles for some seconds, then let go and wait until it is whole again."""
    place = _canvas(page)
    x, y = place["x"] + place["width"] / 2 - _RADIUS, place["y"] + place["height"] / 2
    page.mouse.move(x + _RADIUS, y)
    page.mouse.down()
    begun, step = time.perf_counter(), 0
    while time.perf_counter() - begun < SECONDS:
        step += 1
        page.mouse.move(x + _RADIUS * math.cos(step / 15), y + _RADIUS * math.sin(step / 15))
    page.mouse.up()
    page.wait_for_timeout(300)


def _zoom(page: Any) -> None:
    """Turn the wheel in and out again, and wait until the picture is whole."""
    place = _canvas(page)
    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    for turn in (-120, 120):
        for _ in range(25):
            page.mouse.wheel(0, turn)
            page.wait_for_timeout(20)
        page.wait_for_timeout(600)


def _against_plain(browser: Any, place: Path) -> None:
    from tests.browser.test_pages import PAGES

    folder, data = place / "plain", place / "plans"
    folder.mkdir()
    data.mkdir()
    with _served(data) as url, _plain(folder) as plain:
        sys.stdout.write(f"\n{'':18}{'first paint':>12} {'× plain':>8} {'transferred':>12} {'× plain':>8}\n")
        ratios: list[tuple[float, float]] = []
        for name, address in PAGES.items():
            _write_plain(browser, f"{url}{address}", folder / f"{name}.html")
            ours, least = [], []
            for _ in range(TURNS):
                ours.append(_painted(browser, f"{url}{address}"))
                least.append(_painted(browser, f"{plain}/{name}.html"))
            paint, size = (statistics.median(one[at] for one in ours) for at in (0, 1))
            base = [statistics.median(one[at] for one in least) for at in (0, 1)]
            ratios.append((paint / base[0], size / base[1]))
            line = f"{paint:9.0f} ms {ratios[-1][0]:8.2f} {size / 1000:9.1f} kB {ratios[-1][1]:8.2f}"
            sys.stdout.write(f"{name:18}{line}\n")
            sys.stdout.flush()
        middle = [statistics.median(one[at] for one in ratios) for at in (0, 1)]
        sys.stdout.write(f"{'median':18}{'':12} {middle[0]:8.2f} {'':12} {middle[1]:8.2f}\n")


def _write_plain(browser: Any, address: str, file: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    language, title, text = page.evaluate("[document.documentElement.lang, document.title, document.body.innerText]")
    context.close()
    lines = "\n".join(f"<p>{html.escape(line)}" for line in text.splitlines() if line.strip())
    head = f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{html.escape(title)}</title>'
    file.write_text(f"{head}\n{lines}\n", encoding="utf-8")


_PAINTED = """() => new Promise((done) => new PerformanceObserver((list) => {
  for (const { startTime } of list.getEntriesByName("first-contentful-paint")) done(startTime);
}).observe({ type: "paint", buffered: true }))"""
"""When a page first painted something; of a long one that may come after all is loaded."""


def _painted(browser: Any, address: str) -> tuple[float, float]:
    """Milliseconds to the first contentful paint and bytes transferred, by a browser that has nothing yet."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    received = _received(context, page)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    painted = page.evaluate(_PAINTED)
    context.close()
    return painted, sum(received)


def _received(context: Any, page: Any) -> list[float]:
    """Bytes of what ``page`` receives from now on, as they came over the wire."""
    received: list[float] = []
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    return received


@contextmanager
def _served(data: Path) -> Iterator[str]:
    served = Served(data)
    try:
        yield served.url
    finally:
        served.stop(signal.SIGTERM)


@contextmanager
def _plain(folder: Path) -> Iterator[str]:
    words = [sys.executable, "-m", "tests.bench.plain", str(folder)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.communicate(timeout=60)
