"""Directories with a real Neo4j in them."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.running import environment, run_policygraph


@dataclass(frozen=True)
class Place:
    """A data directory with a Neo4j of its own in it, and a state directory beside it."""

    data: Path

    @property
    def home(self) -> Path:
        return self.data / "neo4j"

    @property
    def state(self) -> Path:
        return self.data / "state"

    @property
    def pid(self) -> int:
        return int(json.loads((self.home / "server.json").read_text())["pid"])

    @property
    def password(self) -> str:
        return str(json.loads((self.home / "credentials.json").read_text())["neo4j"])

    def run(self, *arguments: str | Path, **more: str) -> subprocess.CompletedProcess[bytes]:
        """What ``policygraph`` answers here."""
        return run_policygraph(self.data, *arguments, **(self._surroundings | more))

    def begin(self, *arguments: str) -> subprocess.Popen[bytes]:
        """The same, begun and not waited for."""
        return subprocess.Popen(
            [sys.executable, "-m", "api", *arguments],
            env=environment(self.data, **self._surroundings),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    @property
    def _surroundings(self) -> dict[str, str]:
        return {"XDG_STATE_HOME": str(self.state), "POLICYGRAPH_ENGINE_START_TIMEOUT": "180"}

    def up(self, *arguments: str, heap: str = "512m", port: int = 0) -> dict[str, str]:
        """Start Neo4j, on a free port unless one is given; what ``up --json`` prints."""
        given = ("--port", str(port), "--json", *arguments)
        done = self.run("neo4j", "up", *given, POLICYGRAPH_ENGINE_HEAP=heap)
        assert done.returncode == 0, done.stderr.decode()
        printed = json.loads(done.stdout)
        assert isinstance(printed, dict)
        return printed


@dataclass(frozen=True)
class Server:
    """A running one."""

    place: Place
    url: str
    http: str


def sentence(done: subprocess.CompletedProcess[bytes]) -> str:
    """The one line on stderr of a command that failed."""
    assert done.returncode == 1, done
    assert done.stdout == b""
    said = [line for line in done.stderr.decode().splitlines() if "Downloading Neo4j" not in line]
    assert len(said) == 1, said
    return said[0]
