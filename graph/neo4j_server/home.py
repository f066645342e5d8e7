"""The files of one Neo4j server of ours."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from graph.errors import GraphError
from graph.files import write_private
from graph.processes import was_started_with

USER = "neo4j"
"""The one user of a Community server."""


@dataclass(frozen=True, slots=True)
class ServerRecord:
    """What is known of a server that was started."""

    pid: int
    version: str
    host: str
    """Address at which this machine reaches it."""
    bolt: int
    """Port of Bolt."""
    http: int
    """Port of HTTP and Neo4j Browser."""
    started: str
    """When it was started, ISO 8601 in UTC."""

    @property
    def url(self) -> str:
        """Its address as POLICYGRAPH_URL takes it."""
        return f"bolt://{_bracketed(self.host)}:{self.bolt}"

    @property
    def http_url(self) -> str:
        """Its address for browsers; Neo4j Browser is at ``/browser/``."""
        return f"http://{_bracketed(self.host)}:{self.http}"


@dataclass(frozen=True, slots=True)
class ServerHome:
    """The directory of one server: Neo4j's own files and ours."""

    directory: Path

    @property
    def conf(self) -> Path:
        return self.directory / "conf"

    @property
    def logs(self) -> Path:
        return self.directory / "logs"

    @property
    def console_log(self) -> Path:
        return self.logs / "console.log"

    @property
    def databases(self) -> Path:
        return self.directory / "data" / "databases"

    @property
    def java_arguments(self) -> Path:
        return self.directory / "java.args"

    @property
    def credentials_file(self) -> Path:
        return self.directory / "credentials.json"

    @property
    def record_file(self) -> Path:
        return self.directory / "server.json"

    @property
    def version_file(self) -> Path:
        return self.directory / "version"

    @property
    def lock(self) -> Path:
        return self.directory / "server.lock"

    @property
    def mark(self) -> str:
        """The word on the command line by which a process is known to be this server."""
        return f"@{self.java_arguments}"

    def create(self) -> None:
        """Make the directories, readable by their owner only; GraphError where that cannot be."""
        try:
            for directory in (self.directory, self.conf, self.logs):
                directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            probe = self.directory / ".write-test"
            write_private(probe, "")
            probe.unlink(missing_ok=True)
        except OSError as error:
            raise GraphError(
                f"Neo4j's directory {self.directory} cannot be written ({error.strerror or error}); "
                "give another one with --data."
            ) from error

    def record(self) -> ServerRecord | None:
        """What was written down of the server started last and not stopped; it may have been killed since."""
        try:
            return ServerRecord(**json.loads(self.record_file.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def running(self) -> ServerRecord | None:
        """The record of the server whose process lives; None when there is none."""
        record = self.record()
        return record if record is not None and was_started_with(record.pid, self.mark) else None

    def publish(self, record: ServerRecord) -> None:
        """Write down a server that was started."""
        write_private(self.record_file, json.dumps(asdict(record), indent=1) + "\n")

    def password(self) -> str | None:
        """The kept password; None before the first start, GraphError when its file is damaged."""
        try:
            return str(json.loads(self.credentials_file.read_text(encoding="utf-8"))[USER])
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise GraphError(
                f"Neo4j's password in {self.credentials_file} cannot be read; write "
                f'{{"{USER}": "THE PASSWORD"}} there, or set POLICYGRAPH_USER and POLICYGRAPH_PASSWORD.'
            ) from error


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
