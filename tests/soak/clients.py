"""Clients that read, send, replace, remove and judge, each holding the answers against what it knows."""

from __future__ import annotations

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import httpx

from tests.soak.model import INSTRUMENT, JUDGED, Document, State, state_of, text

API = "/api/v1"
STABLE = (
    "/policies/hubei-laser-2024",
    "/policies/hubei-laser-2024/text",
    "/policies/hubei-laser-2024/facts",
    "/clauses?policy=hubei-laser-2024&limit=20",
    "/measures?region=420000",
    "/targets?region=420000",
    "/compare/regions?a=420000&b=442000",
    "/compare/matrix?group=fiscal&regions=420000,442000",
    "/queries/support/largest-cap?region=420000",
    "/queries/responsibility/leads-by-agency?region=420000",
    "/search?q=%E6%BF%80%E5%85%89&region=420000",
)
"""Answers that no client changes: they are about the shipped plans alone."""
REGIONS = ("320500", "330100", "350200", "370200", "510100", "610100")
_EACH = 3
"""Documents of a client."""
_AWAY = 503


class Away(Exception):  # noqa: N818 - says what is the case
    """The graph is away, as an answer said."""


class Site:
    """What all clients share: the address, the times at which the engine is away, and what went wrong."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.wrong: list[str] = []
        self.answers: Counter[str] = Counter()
        self.ended = threading.Event()
        self.away: list[list[float]] = []
        """From when to when the engine was away."""
        self._lock = threading.Lock()

    def note(self, what: str) -> None:
        """Something is wrong."""
        with self._lock:
            self.wrong.append(what)

    def count(self, what: str) -> None:
        """Something was done."""
        with self._lock:
            self.answers[what] += 1

    def may_be_away(self, begun: float) -> bool:
        """Whether the engine was away at any moment since ``begun``."""
        return any(low <= time.monotonic() and begun <= high for low, high in self.away)


class Client(threading.Thread):
    """One client; a subclass says what it does."""

    def __init__(self, site: Site, seed: int) -> None:
        super().__init__(name=f"{type(self).__name__}-{seed}")
        self.site = site
        self.chance = random.Random(seed)  # noqa: S311 - what to do next
        self.http = httpx.Client(base_url=site.url, timeout=180)

    def run(self) -> None:
        """Act until the end."""
        with self.http:
            while not self.site.ended.is_set():
                try:
                    self.act()
                except Away:
                    time.sleep(0.5)
                except Exception as error:
                    self.site.note(f"{self.name}: {type(error).__name__}: {error}")
                    time.sleep(1)

    def act(self) -> None:
        """Do one thing."""
        raise NotImplementedError

    def ask(self, method: str, target: str, *allowed: int, **more: Any) -> httpx.Response:
        """An answer with one of the statuses ``allowed``; Away for 503 while that may be, AssertionError for others."""
        begun = time.monotonic()
        answer = self.http.request(method, f"{API}{target}", **more)
        self.site.count(f"{method} {answer.status_code}")
        if (
            answer.status_code == _AWAY
            and self.site.may_be_away(begun)
            and int(answer.headers.get("retry-after", 0)) > 0
        ):
            raise Away
        assert answer.status_code in allowed, f"{method} {target}: {answer.status_code} {answer.text[:300]}"
        return answer


class Reader(Client):
    """Asks for what does not change, with and without the tag of the last answer."""

    def __init__(self, site: Site, seed: int, expected: dict[str, Any]) -> None:
        super().__init__(site, seed)
        self._expected = expected
        self._tags: dict[str, str] = {}

    def act(self) -> None:
        """Ask one of the questions."""
        target = self.chance.choice(STABLE)
        tag = self._tags.get(target)
        headers = {"If-None-Match": tag} if tag and self.chance.random() < 0.5 else {}
        answer = self.ask("GET", target, 200, *((304,) if headers else ()), headers=headers)
        if answer.status_code == 200:
            assert content(answer) == self._expected[target], (
                f"{target} is another answer than before: {answer.text[:300]}"
            )
            self._tags[target] = answer.headers.get("etag", "")
        time.sleep(self.chance.random() * 0.05)


def content(answer: httpx.Response) -> Any:
    """What an answer says, but for the count of changes."""
    if answer.headers["content-type"].startswith("application/x-ndjson"):
        return answer.text
    said = answer.json()
    said.pop("generation", None)
    return said


class Editor(Client):
    """Has documents of its own, in a region of its own."""

    def __init__(self, site: Site, seed: int) -> None:
        super().__init__(site, seed)
        self.region = REGIONS[seed % len(REGIONS)]
        self.documents = [Document(f"soak-{seed}-{number}", self.region) for number in range(_EACH)]
        self._version = 0

    def act(self) -> None:
        """Change one document, then look at it."""
        one = self.chance.choice(self.documents)
        state = one.known
        if state is None:
            self.look(one)
        elif state.version is None:
            self._send(one, "POST", f"{API}/policies", {"id": one.id, "region": one.region})
        else:
            moves: list[Callable[[Document], None]] = [self._replace, self._judge, self._judge, self._remove]
            self.chance.choice(moves)(one)
        self.look(one)
        self._compare()
        time.sleep(self.chance.random() * 0.2)

    def _replace(self, one: Document) -> None:
        self._send(one, "PUT", f"{API}/policies/{one.id}", {"region": one.region})

    def _send(self, one: Document, method: str, target: str, metadata: dict[str, Any]) -> None:
        self._version += 1
        begun = time.monotonic()
        body = {"text": text(self._version), "metadata": metadata}
        answer = self.ask(method, target.removeprefix(API), 202, json=body)
        job = answer.json()
        while job["state"] not in ("done", "failed"):
            time.sleep(0.05)
            job = self.ask("GET", job["self"].removeprefix(API), 200).json()
        if job["state"] == "done":
            one.change(certain=True, version=self._version)
            return
        self.site.count("jobs that failed")
        lost = job["problem"]["status"] == _AWAY and self.site.may_be_away(begun)
        assert lost, f"{method} {target}: {job['problem']}"
        one.change(certain=False, version=self._version)

    def _remove(self, one: Document) -> None:
        try:
            self.ask("DELETE", f"/policies/{one.id}", 200)
        except Away:
            one.change(certain=False, version=None)
            raise
        one.change(certain=True, version=None)
        one.judgement = None

    def _judge(self, one: Document) -> None:
        state = one.known
        if state is None:
            return
        if state.judged is not None:
            self._withdraw(one)
            return
        fact = self._fact(one)
        verdict, judged = self.chance.choice((("confirm", "reviewed"), ("reject", "rejected")))
        try:
            answer = self.ask("POST", f"/facts/{fact}/judgements", 201, json={"verdict": verdict, "by": self.name})
        except Away:
            one.change(certain=False, judged=judged)
            raise
        one.judgement = answer.json()["judgement"]["id"]
        one.change(certain=True, judged=judged)

    def _withdraw(self, one: Document) -> None:
        items = self.ask("GET", f"/policies/{one.id}/judgements", 200).json()["items"]
        assert len(items) == 1, f"{one.id} is judged, but its judgements are {items}"
        try:
            self.ask("DELETE", f"/policies/{one.id}/judgements/{items[0]['id']}", 200)
        except Away:
            one.change(certain=False, judged=None)
            raise
        one.change(certain=True, judged=None)

    def _fact(self, one: Document) -> str:
        lines = self.ask("GET", f"/policies/{one.id}/facts?candidates=true", 200).text.splitlines()
        facts = [json.loads(line) for line in lines]
        ids = [fact["id"] for fact in facts if fact.get("instrument") == JUDGED]
        assert len(ids) == 1, f"{one.id}: {len(ids)} measures for talents: {lines}"
        return str(ids[0])

    def look(self, one: Document) -> None:
        """What the graph says of a document must be what it may be like."""
        state = State()
        if self.ask("GET", f"/policies/{one.id}", 200, 404).status_code == 200:
            state = state_of(self.ask("GET", f"/measures?policy={one.id}&tiers=candidate", 200).json()["items"])
        assert one.seen(state), f"{one.id} is {state}, not one of {one.possible}"

    def _compare(self) -> None:
        """The flagship question must name the documents that are there."""
        if any(one.known is None for one in self.documents):
            return
        answer = self.ask("GET", f"/queries/support/which-regions-fund?instrument={INSTRUMENT}", 200).json()
        rows = [row for row in answer["rows"] if row["region_code"] == self.region]
        named = {row["policy"] for row in rows} | {other["policy"] for row in rows for other in row["also"]}
        there = {one.id for one in self.documents if one.known != State()}
        assert named == there, f"the flagship answer names {named}, not {there}"
        for row in rows:
            version = next(one.known.version for one in self.documents if one.known and one.id == row["policy"])
            cap = (100 + (version or 0)) * 10_000
            assert row["cap_yuan"] == cap, f"{row['policy']} has the cap {row['cap_yuan']}, not {cap}"
