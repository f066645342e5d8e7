"""Ending a Neo4j server."""

from __future__ import annotations

import contextlib
import os
import signal
import time

from graph.errors import GraphError
from graph.neo4j_server import known
from graph.neo4j_server.home import ServerHome, ServerRecord
from graph.processes import was_started_with

_PAUSE = 0.1
_PATIENCE = 60.0
"""Seconds it may take to write what it holds to the disk; what it acknowledged is safe anyway."""


def stop(home: ServerHome) -> ServerRecord | None:
    """End the server of ``home`` and wait for its end; None when none runs.

    Only a process known to be it is touched.
    """
    record = home.running()
    if record is None:
        forget(home)
        return None
    for number, patience in ((signal.SIGTERM, _PATIENCE), (signal.SIGKILL, 10.0)):
        deadline = time.monotonic() + patience
        with contextlib.suppress(ProcessLookupError):
            os.kill(record.pid, number)
        while time.monotonic() < deadline:
            if not was_started_with(record.pid, home.mark):
                forget(home)
                return record
            time.sleep(_PAUSE)
    raise GraphError(f"Neo4j's process {record.pid} does not end; see {home.console_log}.")


def forget(home: ServerHome) -> None:
    """Remove what was noted of a server that has ended, in whatever way."""
    record = home.record()
    if record is not None:
        known.forget(record.host, record.bolt)
    home.record_file.unlink(missing_ok=True)
