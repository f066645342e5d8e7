"""Moving the graph into and out of a real Neo4j: scripts, its own importer, copies, notebooks."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from data import PLANS
from graph.export import export_lines
from graph.moving import mark
from graph.moving.cypher_script import script
from graph.moving.entries import entries
from graph.neo4j_server import jars
from graph.settings import GraphSettings
from graph.store import GraphStore
from loaders.pipeline import read_plan
from tests.graph.hostile_graph import fill, run_script
from tests.graph.notebooks import NAMES, check, found_by
from tests.neo4j.places import Place, Server, sentence

pytestmark = pytest.mark.neo4j


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Neo4j that only these tests use."""
    place = Place(tmp_path_factory.mktemp("here"))
    try:
        yield Server(place, **place.up())
    finally:
        place.run("neo4j", "down")


@pytest.fixture(scope="module")
def source(here: Server) -> Iterator[GraphStore]:
    """An embedded graph in the same data directory, with the plans and all that is hostile."""
    with GraphStore.open(GraphSettings.load(url="embedded:", data=here.place.data, engine_heap="512m")) as store:
        fill(store, [read_plan(plan) for plan in sorted(PLANS.iterdir()) if plan.is_dir()])
        yield store


@pytest.fixture
def empty(here: Server) -> Iterator[GraphStore]:
    """A store over that Neo4j, emptied."""
    with GraphStore.open(_settings(here)) as store:
        store.schema(["MATCH (n) DETACH DELETE n"])
        yield store


def _settings(server: Server) -> GraphSettings:
    return GraphSettings.load(url=server.url, user="neo4j", password=server.place.password)


def _counts(done: subprocess.CompletedProcess[bytes]) -> dict[str, tuple[int, int]]:
    assert done.returncode == 0, done.stderr.decode()
    return {row["name"]: (row["from"], row["to"]) for row in json.loads(done.stdout)}


def test_the_script_builds_the_same_graph_in_neo4j_and_the_notebooks_run_on_it(
    here: Server, source: GraphStore, empty: GraphStore
) -> None:
    run_script(empty, "".join(script(entries(source))))
    assert list(export_lines(empty)) == list(export_lines(source))
    for name in NAMES:
        check(found_by(name, here.place.data, POLICYGRAPH_URL=here.url, XDG_STATE_HOME=str(here.place.state)))


def test_copies_between_the_engines_are_counted_and_tell_no_password(
    here: Server, source: GraphStore, empty: GraphStore, tmp_path: Path
) -> None:
    address = here.url.replace("//", f"//neo4j:{here.place.password}@")
    lines = list(export_lines(source))
    there = here.place.run("copy", "embedded:", address, "--json")
    counts = _counts(there)
    assert sum(many for many, _ in counts.values()) == len(lines)
    assert all(one == other for one, other in counts.values())
    assert list(export_lines(empty)) == lines
    refused = here.place.run("copy", "embedded:", address)
    assert f"The graph at {here.url} is not empty" in sentence(refused)
    back = here.place.run("copy", address, f"embedded:{tmp_path / 'back'}", "--json")
    assert _counts(back) == counts
    exported = here.place.run("export", POLICYGRAPH_URL=f"embedded:{tmp_path / 'back'}")
    assert exported.stdout.decode().splitlines() == "\n".join(lines).splitlines()
    replaced = here.place.run("copy", "embedded:", address, "--replace")
    assert replaced.returncode == 0
    assert list(export_lines(empty)) == lines
    for done in (there, refused, back, replaced):
        assert here.place.password.encode() not in done.stdout + done.stderr


def test_each_end_may_have_an_account_of_its_own(here: Server, source: GraphStore, empty: GraphStore) -> None:
    wrong = {"POLICYGRAPH_USER": "neo4j", "POLICYGRAPH_PASSWORD": "of another server"}
    assert "refuses these credentials" in sentence(here.place.run("copy", "embedded:", here.url, **wrong))
    own = {"POLICYGRAPH_TO_PASSWORD": here.place.password}
    assert here.place.run("copy", "embedded:", here.url, **wrong, **own).returncode == 0


def test_one_server_under_two_names_is_one_graph(here: Server, source: GraphStore, empty: GraphStore) -> None:
    assert here.place.run("copy", "embedded:", here.url).returncode == 0
    before = list(export_lines(empty))
    other = here.url.replace("bolt://127.0.0.1", "neo4j://localhost")
    assert "are one graph" in sentence(here.place.run("copy", here.url, other, "--replace"))
    assert list(export_lines(empty)) == before


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Programs started here take SIGINT, also where the tests run in the background, whose children ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_an_interrupted_copy_is_said_by_every_command_until_it_is_made_whole(
    number: signal.Signals, here: Server, source: GraphStore, empty: GraphStore
) -> None:
    for _ in range(5):  # on a busy machine a copy may be done before it is seen to have begun
        with here.place.begin("copy", "embedded:", here.url, "--replace") as copying:
            while mark.found(empty) is None and copying.poll() is None:
                time.sleep(0.01)
            if copying.poll() is None:
                os.kill(copying.pid, number)
            _, said = copying.communicate()
        if copying.returncode != 0:
            break
    assert copying.returncode == (-signal.SIGKILL if number == signal.SIGKILL else 130), said.decode()
    if number == signal.SIGINT:
        assert said.decode().count("\n") == 1
        assert b"--replace makes it whole" in said
    commands = [
        ("status",),
        ("export",),
        ("query", "support/which-regions-fund"),
        ("remove", "hubei-laser-2024"),
        ("copy", "embedded:", here.url),
    ]
    for command in commands:
        done = here.place.run(*command, POLICYGRAPH_URL=here.url)
        assert done.returncode == 1, (command, done)
        if command[0] != "remove" or b"no policy" not in done.stderr:  # it may not have been copied yet
            assert b"holds a part only of embedded:" in done.stderr, (command, done)
        assert done.stderr.count(b"\n") == 1
    _counts(here.place.run("copy", "embedded:", here.url, "--replace", "--json"))
    assert list(export_lines(empty)) == list(export_lines(source))


def test_neo4j_admin_imports_the_folder_and_neo4j_copies_to_neo4j(
    here: Server, source: GraphStore, empty: GraphStore, place: Place, tmp_path: Path
) -> None:
    lines = list(export_lines(source))
    other = Server(place, **place.up())
    run_script(empty, "".join(script(entries(source))))
    shared = {"XDG_STATE_HOME": str(here.place.state), "POLICYGRAPH_TO_USER": "neo4j"}
    copied = here.place.run(
        "copy", here.url, other.url, "--json", **shared, POLICYGRAPH_TO_PASSWORD=other.place.password
    )
    assert sum(many for _, many in _counts(copied).values()) == len(lines)
    assert place.run("neo4j", "down").returncode == 0

    folder = tmp_path / "for neo4j"
    exported = here.place.run("export", "--format", "neo4j-csv", "--output", folder)
    assert exported.returncode == 0, exported.stderr.decode()
    _admin(place, folder)
    other = Server(place, **place.up())
    with GraphStore.open(_settings(other)) as store:
        run_script(store, (folder / "finish.cypher").read_text(encoding="utf-8"))
        assert list(export_lines(store)) == lines
        indexes = store.read("SHOW INDEXES YIELD name, state RETURN name, state")
        assert {"policy_id", "clause_text_words"} <= {index["name"] for index in indexes}
        assert {index["state"] for index in indexes} == {"ONLINE"}


def _admin(place: Place, folder: Path) -> None:
    """Run the command of the folder's README with the admin tool that comes with the server's jars."""
    [command] = re.findall(r"^neo4j-admin .*$", (folder / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    opened = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in ("java.nio", "java.io", "sun.nio.ch")]
    path = os.pathsep.join(map(str, jars.fetch(jars.DEFAULT_VERSION)))
    done = subprocess.run(
        [jars.java(), "-Xmx512m", *opened, "-cp", path, "org.neo4j.cli.AdminTool", *shlex.split(command)[1:]],
        cwd=folder,
        env=os.environ | {"NEO4J_HOME": str(place.home), "NEO4J_CONF": str(place.home / "conf")},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode()[-2000:] + done.stderr.decode()[-2000:]
