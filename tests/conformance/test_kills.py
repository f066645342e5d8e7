"""Engines killed in mid-load, twenty rounds each: nothing acknowledged is lost, and a running API answers again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from data import PLANS
from graph.embedded.client import running
from graph.settings import GraphSettings
from graph.store import GraphStore
from loaders.pipeline import read_plan
from tests.graph.graph_killing import Loader, assert_whole
from tests.graph.graph_waiting import wait_for_end
from tests.neo4j.places import Place
from tests.running import environment

pytestmark = [pytest.mark.long, pytest.mark.neo4j, pytest.mark.timeout(7200)]

ROUNDS = 20
FLAGSHIP = "/api/v1/queries/support/which-regions-fund?instrument=first-of-kind"


class Api:
    """A running ``policygraph serve`` that is asked the flagship question all the time."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.answers: Counter[int] = Counter()
        self.wrong: list[str] = []
        self.last_good = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._ask)
        self._thread.start()

    def _ask(self) -> None:
        with httpx.Client(base_url=self._url, timeout=120) as client:
            while not self._ended.wait(0.1):
                answer = client.get(FLAGSHIP)
                self.answers[answer.status_code] += 1
                if answer.status_code == 200:
                    if len(answer.json()["rows"]) == 4:
                        self.last_good = time.monotonic()
                    else:
                        self.wrong.append(answer.text)
                elif answer.status_code != 503 or int(answer.headers["Retry-After"]) < 1:
                    self.wrong.append(f"{answer.status_code} {answer.headers} {answer.text}")

    def wait_for_answer(self) -> None:
        """Return when it answers a question asked from now on."""
        begun = time.monotonic()
        while self.last_good < begun:
            assert time.monotonic() - begun < 120, self.answers
            time.sleep(0.1)

    def end(self) -> None:
        self._ended.set()
        self._thread.join()


@contextmanager
def served(settings: GraphSettings) -> Iterator[Api]:
    """The API over the graph of ``settings``, one process from the first round to the last."""
    password = settings.password.get_secret_value() if settings.password else ""
    given = {"POLICYGRAPH_URL": settings.url, "POLICYGRAPH_USER": settings.user or ""}
    given |= {"POLICYGRAPH_PASSWORD": password, "POLICYGRAPH_RETRY_TIME": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "api", "serve", "--port", "0"],
        env=environment(settings.data, **given),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    said = process.stdout.readline()
    api = Api(next(word for word in said.split() if word.startswith("http://")).rstrip("/"))
    try:
        yield api
        assert process.poll() is None, "the API ended"
    finally:
        api.end()
        process.terminate()
        process.communicate(timeout=60)


def rounds(settings: GraphSettings, kill: Callable[[], None], restart: Callable[[], object]) -> Api:
    """Kill and restart the engine of ``settings`` again and again while it is loaded and asked."""
    plans = [read_plan(folder) for folder in sorted(PLANS.iterdir()) if folder.is_dir()]
    chance = random.Random(5)  # noqa: S311 - when to kill
    interrupted = 0
    with Loader(settings) as loader:
        loader.wait_for_all()
        with served(settings) as api:
            for _ in range(ROUNDS):
                api.wait_for_answer()
                before = sum(loader.acknowledged.values())
                while sum(loader.acknowledged.values()) == before:
                    time.sleep(0.01)
                time.sleep(chance.random())
                interrupted += loader.at_work
                kill()
                loader.pause()
                restart()
                with GraphStore.open(settings) as store:
                    assert_whole(store, plans, dict(loader.acknowledged))
                loader.resume()
                api.wait_for_answer()
    sys.stdout.write(f"{ROUNDS} rounds, {interrupted} in the middle of a load; the API answered {dict(api.answers)}\n")
    assert interrupted > ROUNDS // 2
    assert api.wrong == []
    return api


def test_neo4j_killed_in_mid_load(tmp_path: Path) -> None:
    place = Place(tmp_path)
    try:
        url = place.up()["url"]
        settings = GraphSettings.load(url=url, user="neo4j", password=place.password, data=tmp_path)
        port = int(url.rsplit(":", 1)[1])
        api = rounds(settings, lambda: os.kill(place.pid, signal.SIGKILL), lambda: place.up(port=port))
        assert api.answers[503] > 0
    finally:
        place.run("neo4j", "down")


def test_the_embedded_engine_killed_in_mid_load(tmp_path: Path) -> None:
    settings = GraphSettings.load(url=f"embedded:{tmp_path / 'graph'}", data=tmp_path, engine_heap="512m")

    def kill() -> None:
        record = running(tmp_path / "graph")
        assert record is not None
        os.kill(record.engine, signal.SIGKILL)

    rounds(settings, kill, lambda: None)
    wait_for_end(settings)
