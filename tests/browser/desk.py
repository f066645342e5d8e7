"""One page of a browser, what it said and asked for, and Neo4j Browser in it as an analyst uses it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from api.browser.place import PATH

_REFUSED = re.compile(
    "violates the following Content Security Policy directive"
    "|because it violates the document's Content Security Policy"
)


_BARRIERS = """axe.run({resultTypes: ["violations"]}).then(({violations}) => violations
    .filter(({impact}) => impact === "serious" || impact === "critical")
    .map(({id, nodes}) => id + ": " + nodes.slice(0, 3).map(({html}) => html.slice(0, 200)).join(" | ")))"""


@dataclass(frozen=True)
class Site:
    """A served site; the password where the page does not show one."""

    name: str
    url: str
    password: str | None = None


@dataclass(frozen=True)
class Complaint:
    """An error on the console, and the address of what it is about or of the page it stood on."""

    text: str
    at: str

    @property
    def is_known(self) -> bool:
        """Whether it says what the policy kept Neo4j Browser from; our own pages are to need no keeping."""
        return _is_theirs(self.at) and _REFUSED.search(self.text) is not None


@dataclass
class Desk:
    """One page of a browser with what it said and asked for."""

    page: Any
    artefacts: Path
    site: Site | None = None
    console: list[Complaint] = field(default_factory=list)
    sockets: list[str] = field(default_factory=list)
    asked: list[tuple[Any, str]] = field(default_factory=list)
    """Requests, each with the address of the page that made it."""
    bolt: str = ""

    def __post_init__(self) -> None:
        self.page.set_default_timeout(60_000)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.console.append(Complaint(f"uncaught: {error}", self.page.url)))
        self.page.on("request", lambda asked: self.asked.append((asked, self.page.url)))
        self.page.on("websocket", lambda opened: self.sockets.append(opened.url))

    def _said(self, said: Any) -> None:
        if said.type == "error":
            self.console.append(Complaint(said.text, said.location["url"] or self.page.url))

    def go(self, address: str, status: int = 200) -> None:
        """Open an address that answers with ``status``; Chromium's word on the console that it is an error is none."""
        answer = self.page.goto(address)
        assert answer.status == status, address
        self.page.wait_for_load_state("networkidle")
        if status >= 400:
            self.console = [one for one in self.console if not (f" {status} " in one.text and one.at == self.page.url)]

    def open(self, site: Site, link: str) -> str:
        """Follow ``link`` on the page for analysts and log in as it says; what the page says of the account."""
        self.page.goto(f"{site.url}/analyst")
        self.bolt = urlsplit(self.page.locator("table code").first.inner_text()).netloc
        said = self.page.locator("table").first.inner_text()
        password = site.password or self.page.locator("#password").inner_text()
        self.page.locator(f'a[href="{link}"]').first.click()
        self.page.wait_for_selector("button[data-testid=connect]")
        # it fills the form once it has looked at its address
        self.page.wait_for_function(
            "host => document.querySelector('input[data-testid=boltaddress]')?.value === host", arg=self.bolt
        )
        self.page.fill("input[data-testid=password]", password)
        self.page.click("button[data-testid=connect]")
        self.page.wait_for_selector("button[data-testid=connect]", state="detached")
        self.page.wait_for_selector("text=You are connected as user")
        return str(said)

    def run(self) -> None:
        """Run what stands in the editor, and wait until a graph is drawn."""
        self.page.click("[data-testid=activeEditor]")
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_selector("svg g.node")
        self.page.wait_for_timeout(3000)  # until the nodes have come to rest, for the picture

    def enlarge(self) -> None:
        """Let the newest frame fill the window, and the graph the frame."""
        self.page.locator("[title='Fullscreen']").first.click()
        self.page.wait_for_timeout(1000)
        self.page.locator("button[aria-label='zoom-to-fit']").first.click()
        self.page.wait_for_timeout(2000)

    def captions(self) -> list[str]:
        """The words on the nodes and relationships that are drawn."""
        texts = self.page.locator("svg g.node, svg g.relationship").all_text_contents()
        return [re.sub(r"\s+", " ", text).strip() for text in texts]

    def barriers(self) -> list[str]:
        """What axe-core finds serious or critical on the page as it stands."""
        import axe_playwright_python

        axe = Path(axe_playwright_python.__file__).parent / "axe.min.js"
        self.page.evaluate(axe.read_text(encoding="utf-8"))
        return list(self.page.evaluate(_BARRIERS))

    def picture(self, name: str) -> None:
        """Keep a picture of the frame that shows the graph."""
        self.page.screenshot(path=self.artefacts / f"{name}.png")

    def foreign_sockets(self) -> list[str]:
        """WebSockets to anything but Bolt."""
        return [url for url in self.sockets if urlsplit(url).netloc != self.bolt]

    def foreign_requests(self) -> list[str]:
        """What the page asked of other hosts; but for what the policy kept Neo4j Browser from."""
        loopback = "127.0.0.1"
        foreign = [(asked, at) for asked, at in self.asked if urlsplit(asked.url).hostname not in (loopback, None)]
        return [asked.url for asked, at in foreign if not (asked.failure == "csp" and _is_theirs(at))]

    def own_errors(self) -> list[str]:
        """Errors on the console but those that say what the policy kept Neo4j Browser from asking elsewhere."""
        return [f"{one.text} ({one.at})" for one in self.console if not one.is_known]


def _is_theirs(address: str) -> bool:
    """Whether it is Neo4j Browser's, not a page of ours."""
    return urlsplit(address).path.startswith(PATH)
