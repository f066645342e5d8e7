"""The files of one embedded graph."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from graph.errors import GraphError
from graph.files import write_private

EngineState = Literal["starting", "ready", "stopping", "failed"]


@dataclass(frozen=True, slots=True)
class EngineRecord:
    """What the supervisor publishes in ``engine.lock``."""

    supervisor: int
    """Process number of the supervisor."""
    engine: int
    """Process number of the engine, 0 while there is none."""
    port: int
    """Bolt port on 127.0.0.1."""
    started: str
    """When this engine was started, ISO 8601 in UTC."""
    state: EngineState
    message: str = ""
    """Why it failed, for the user."""


@dataclass(frozen=True, slots=True)
class Home:
    """The directory of one embedded graph."""

    directory: Path

    @property
    def record_file(self) -> Path:
        return self.directory / "engine.lock"

    @property
    def supervisor_lock(self) -> Path:
        return self.directory / "supervisor.lock"

    @property
    def start_lock(self) -> Path:
        return self.directory / "start.lock"

    @property
    def clients_lock(self) -> Path:
        return self.directory / "clients.lock"

    @property
    def changes(self) -> Path:
        """A byte for every time that somebody wrote to the graph: its size tells whether anything can have changed."""
        return self.directory / "changes"

    @property
    def credentials_file(self) -> Path:
        return self.directory / "credentials.json"

    @property
    def config(self) -> Path:
        return self.directory / "config"

    @property
    def logs(self) -> Path:
        return self.directory / "log"

    @property
    def engine_log(self) -> Path:
        return self.logs / "engine.log"

    def create(self) -> None:
        """Make the directories, readable by their owner only; GraphError where that cannot be."""
        try:
            for directory in (self.directory, self.config, self.logs):
                directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            probe = self.directory / f".write-test-{os.getpid()}"
            probe.write_bytes(b"")
            probe.unlink(missing_ok=True)  # another thread of this process may have been here
        except OSError as error:
            raise GraphError(
                f"The graph's directory {self.directory} cannot be written ({error.strerror or error}); "
                "free it or point POLICYGRAPH_DATA at a directory of yours."
            ) from error

    def record(self) -> EngineRecord | None:
        """What the supervisor published; None when there is nothing or nothing readable."""
        try:
            return EngineRecord(**json.loads(self.record_file.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def publish(self, record: EngineRecord) -> None:
        """Replace what stands in ``engine.lock`` in one step."""
        write_private(self.record_file, json.dumps(asdict(record), indent=1) + "\n")

    def withdraw(self) -> None:
        """Remove ``engine.lock``."""
        self.record_file.unlink(missing_ok=True)
