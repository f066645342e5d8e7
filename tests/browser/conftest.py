"""A served site and a Chromium in which everything that leaves this machine would be seen."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.browser.desk import Desk, Site
from tests.neo4j.places import Place
from tests.neo4j.running import LONG_TERM, NEWEST
from tests.running import environment

CHROMIUMS_OWN = (
    "update.googleapis.com",
    "content-autofill.googleapis.com",
    "clients2.google.com",
    "accounts.google.com",
)
"""What Chromium itself asks now and then, whatever page is open."""
ARTEFACTS = Path(__file__).resolve().parents[2] / "artefacts" / "browser"


@contextmanager
def _serve(data: Path, name: str, **more: str) -> Iterator[Site]:
    process = subprocess.Popen(
        [sys.executable, "-m", "api", "serve", "--port", "0"],
        env=environment(data, **more),
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        assert process.stdout is not None
        said = process.stdout.readline()
        yield Site(name, next(word for word in said.split() if word.startswith("http://")).rstrip("/"))
    finally:
        process.terminate()
        process.communicate(timeout=60)


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """``policygraph serve`` over the embedded engine."""
    with _serve(tmp_path_factory.mktemp("embedded"), "embedded") as site:
        yield site


@contextmanager
def _serve_neo4j(place: Place, version: str) -> Iterator[Site]:
    """The site over a real Neo4j; the password is that of its administrator."""
    try:
        url = place.up("--version", version)["url"]
        with _serve(place.data, f"neo4j-{version}", POLICYGRAPH_URL=url, XDG_STATE_HOME=str(place.state)) as site:
            yield Site(site.name, site.url, place.password)
    finally:
        place.run("neo4j", "down")


@pytest.fixture(scope="session")
def on_neo4j(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """``policygraph serve`` over Neo4j's version with long-term support."""
    with _serve_neo4j(Place(tmp_path_factory.mktemp("neo4j")), LONG_TERM) as site:
        yield site


@pytest.fixture(scope="session")
def on_newest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """``policygraph serve`` over Neo4j's newest version."""
    with _serve_neo4j(Place(tmp_path_factory.mktemp("newest")), NEWEST) as site:
        yield site


@pytest.fixture(scope="session")
def outside() -> Iterator[tuple[str, list[str]]]:
    """A proxy for everything that is not this machine: it refuses, and keeps what it was asked for."""
    asked: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def listen() -> None:
            while True:
                try:
                    caller, _ = listener.accept()
                except OSError:
                    return
                with caller:
                    asked.append(caller.recv(4096).decode("latin-1").partition("\r\n")[0])
                    caller.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

        threading.Thread(target=listen, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", asked
        listener.shutdown(socket.SHUT_RDWR)


@pytest.fixture(scope="session")
def chromium(outside: tuple[str, list[str]]) -> Iterator[Any]:
    """The system's Chromium, headless."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.fail("these tests need Chromium: install it (apt-get install chromium), or name it in CHROMIUM")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=[
                "--no-sandbox",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-features=AutofillServerCommunication,OptimizationHints,OptimizationGuideModelDownloading,"
                "MediaRouter,CertificateTransparencyComponentUpdater,NetworkTimeServiceQuerying",
                "--disable-sync",
                f"--proxy-server={outside[0]}",  # Playwright's own setting would take loopback there too
            ],
        )
        yield browser
        browser.close()


@pytest.fixture
def desk(chromium: Any, outside: tuple[str, list[str]], request: pytest.FixtureRequest) -> Iterator[Desk]:
    """A fresh profile; at the end nothing has left this machine and no error of ours stands on the console."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    before = len(outside[1])
    context = chromium.new_context(viewport={"width": 1600, "height": 1000})
    desk = Desk(context.new_page(), ARTEFACTS)
    yield desk
    context.close()
    left = [line for line in outside[1][before:] if not any(host in line for host in CHROMIUMS_OWN)]
    assert left == []
    assert desk.foreign_requests() == []
    assert desk.foreign_sockets() == []
    assert desk.own_errors() == []
