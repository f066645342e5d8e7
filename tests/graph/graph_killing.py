"""A process that loads without end, and what must hold of the graph whenever something was killed meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from types import TracebackType

from data import PLANS
from graph.rows import rows_of
from graph.settings import GraphSettings
from graph.store import GraphStore
from graph.writer import policies
from loaders.pipeline import Reading
from tests.graph.graph_waiting import wait_until

_MARK = "load-"
_LOAD = f"""
import itertools, sys, time
from dataclasses import replace
from pathlib import Path
from graph.errors import GraphError
from graph.settings import GraphSettings
from graph.store import GraphStore
from graph.writer import prepare, replace_policy
from loaders.pipeline import read_plan
readings = [read_plan(directory) for directory in sorted(Path(sys.argv[1]).iterdir()) if directory.is_dir()]
with GraphStore.open(GraphSettings.load(engine_grace=0.5, engine_heap="512m")) as store:
    prepare(store)
    for mark in itertools.count(1):
        for reading in readings:
            print("begun", reading.id, mark, flush=True)
            try:
                replace_policy(store, replace(reading, extractor="{_MARK}" + str(mark)))
            except GraphError as error:
                print("failed", reading.id, error, flush=True)
                time.sleep(0.2)
            else:
                print("done", reading.id, mark, flush=True)
"""


class Loader:
    """Another process that loads the plans over and over, each time with a new mark in ``extractor``."""

    def __init__(self, settings: GraphSettings) -> None:
        password = settings.password.get_secret_value() if settings.password else ""
        self._environment = os.environ | {
            "POLICYGRAPH_URL": settings.url,
            "POLICYGRAPH_DATA": str(settings.data),
            "POLICYGRAPH_USER": settings.user or "",
            "POLICYGRAPH_PASSWORD": password,
        }
        self.acknowledged: dict[str, int] = {}
        """The mark of the last load of each policy that was said to be done."""
        self.at_work = False
        """Whether it is in the middle of a load."""

    def __enter__(self) -> Loader:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _LOAD, str(PLANS)], env=self._environment, stdout=subprocess.PIPE, text=True
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        self._reader.join()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            what, policy, rest = line.split(maxsplit=2)
            self.at_work = what == "begun"
            if what == "done":
                self.acknowledged[policy] = int(rest)

    def wait_for_first(self) -> None:
        """Return when it is at its first load."""
        wait_until(lambda: self.at_work or bool(self.acknowledged), 180)

    def wait_for_all(self, mark: int = 1) -> None:
        """Return when every plan was loaded ``mark`` times."""
        wait_until(lambda: len(self.acknowledged) == 5 and min(self.acknowledged.values()) >= mark, 300)

    def pause(self) -> None:
        """Let it do nothing until ``resume``."""
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on; fails when it ended by itself."""
        assert self._process.poll() is None
        self._process.send_signal(signal.SIGCONT)


def assert_whole(store: GraphStore, plans: Sequence[Reading], acknowledged: Mapping[str, int]) -> None:
    """Every policy is whole or absent, and none is older than what was acknowledged of it."""
    loaded = {policy["id"]: policy["extractor"] for policy in policies(store)}
    for plan in plans:
        assert held(store, plan.id) == (meant(plan) if plan.id in loaded else [0, 0, 0, 0]), plan.id
    for policy, mark in acknowledged.items():
        assert int(loaded[policy].removeprefix(_MARK)) >= mark if mark else policy in loaded, policy


def held(store: GraphStore, policy: str) -> list[int]:
    """Numbers of clauses, measures, targets and duties the graph holds of a policy."""
    counts = [
        store.read(f"MATCH (n:{label} {{policy: $id}}) RETURN count(n) AS n", {"id": policy})[0]["n"]
        for label in ("Clause", "Measure", "Target")
    ]
    duties = store.read(
        "MATCH (:Agency)-[r:LEADS|RESPONSIBLE_FOR]->() WHERE r.policy = $id RETURN count(r) AS n", {"id": policy}
    )
    return [*counts, duties[0]["n"]]


def meant(plan: Reading) -> list[int]:
    """The same numbers as ``plan`` has them."""
    rows = rows_of(plan)
    return [len(rows.clauses), len(rows.measures), len(rows.targets), sum(map(len, rows.duties.values()))]
