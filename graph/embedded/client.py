"""Finding or starting the engine of an embedded graph."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from graph.embedded import credentials
from graph.embedded.credentials import Credentials
from graph.embedded.home import EngineRecord, Home
from graph.embedded.lease import Lease, held, take_shared
from graph.errors import GraphError, GraphUnavailable
from graph.settings import GraphSettings

_PAUSE = 0.05
_ROOT = str(Path(__file__).resolve().parents[2])
"""Where this package stands: the supervisor finds it from any directory, installed or not."""
_SLACK = 20.0
"""Seconds that starting may take beyond the engine's own start: stopping an old one, Python itself."""


@dataclass(slots=True)
class Attachment:
    """A client's hold on a running embedded engine."""

    home: Home
    record: EngineRecord
    """What the supervisor published when this hold was taken."""
    credentials: Credentials
    _lease: Lease

    @property
    def uri(self) -> str:
        return f"bolt://127.0.0.1:{self.record.port}"

    @property
    def current(self) -> bool:
        """Whether the same engine still serves."""
        return _find(self.home) == self.record

    def close(self) -> None:
        """Give up the hold; the engine ends a grace period after the last one."""
        self._lease.close()


def attach(directory: Path, settings: GraphSettings) -> Attachment:
    """Find the engine that serves ``directory`` or start one, and hold on to it.

    GraphError when it cannot run, with the reason and a remedy; GraphUnavailable when it takes too long.
    """
    home = Home(directory)
    home.create()
    patience = settings.engine_start_timeout + _SLACK
    lease = take_shared(home.clients_lock, patience)
    try:
        record = _find(home) or _find_or_start(home, settings, patience)
        return Attachment(home, record, credentials.read(home), lease)
    except BaseException:
        lease.close()
        raise


def running(directory: Path) -> EngineRecord | None:
    """What is known of the engine that serves ``directory``; None when none runs."""
    home = Home(directory)
    return home.record() if home.supervisor_lock.exists() and held(home.supervisor_lock) else None


def _find(home: Home) -> EngineRecord | None:
    """The record of a living supervisor whose engine serves."""
    record = running(home.directory)
    return record if record is not None and record.state == "ready" else None


def _find_or_start(home: Home, settings: GraphSettings, patience: float) -> EngineRecord:
    try:
        with FileLock(home.start_lock, timeout=patience, mode=0o600):
            deadline = time.monotonic() + patience
            while held(home.supervisor_lock):
                record = home.record()
                if record is not None and record.state == "ready":
                    return record
                if record is not None and record.state == "failed":
                    raise GraphError(record.message)
                if time.monotonic() > deadline:
                    raise GraphUnavailable(f"The embedded engine takes too long to start (log: {home.engine_log}).")
                time.sleep(_PAUSE)
            return _start(home, settings, patience)
    except Timeout as error:
        raise GraphUnavailable(
            f"Another process has been starting the embedded engine for too long (log: {home.engine_log}); try again."
        ) from error


def _start(home: Home, settings: GraphSettings, patience: float) -> EngineRecord:
    command = [
        sys.executable,
        *("-P", "-m", "graph.embedded.supervisor", str(home.directory)),
        *("--port", str(settings.engine_port)),
        *("--heap", settings.engine_heap),
        *("--grace", str(settings.engine_grace)),
        *("--query-timeout", str(settings.query_timeout)),
        *("--start-timeout", str(settings.engine_start_timeout)),
    ]
    try:
        # a session of its own: Ctrl-C in the terminal is the client's, not the engine's
        ran = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=patience,
            start_new_session=True,
            cwd=home.directory,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (os.environ.get("PYTHONPATH"), _ROOT)))},
        )
    except subprocess.TimeoutExpired as error:
        raise GraphUnavailable(f"The embedded engine takes too long to start (log: {home.engine_log}).") from error
    try:
        word = json.loads(ran.stdout)
    except ValueError:
        reason = ran.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["it said nothing"]
        raise GraphError(f"The embedded engine's supervisor failed ({reason[0]}); log: {home.engine_log}.") from None
    if "error" in word:
        raise GraphError(str(word["error"]))
    record = _find(home)
    if record is None:
        raise GraphUnavailable(f"The embedded engine ended right after its start (log: {home.engine_log}).")
    return record
