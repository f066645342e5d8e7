"""The process that keeps one embedded engine running: ``python -m graph.embedded.supervisor DIRECTORY``.

It prints one JSON object, ``{"port": …}`` or ``{"error": …}``, detaches from whoever started it and
goes on until nobody holds a lease on the graph, or until SIGTERM.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import logging
import os
import signal
import sys
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from graph.embedded import credentials
from graph.embedded.engine import Engine, log_to
from graph.embedded.home import EngineRecord, EngineState, Home
from graph.embedded.lease import Lease
from graph.errors import GraphError
from graph.processes import usable_port, was_started_with

_PULSE = 0.25
_QUICK = 20.0
"""An engine that ends within so many seconds of its start has failed quickly."""
_BACK_OFF = (0.0, 0.5, 1.0, 2.0, 4.0)
"""Seconds to wait before each restart; after one more quick failure it is given up."""
_PORTS_TRIED = 3


@dataclass(frozen=True, slots=True)
class Order:
    """What the supervisor was asked to run."""

    home: Home
    port: int
    heap: str
    grace: float
    query_timeout: float
    start_timeout: float


class Supervisor:
    """Keeps the engine of one directory running; one of them a directory."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._home = order.home
        self._stop = threading.Event()
        self._clients = Lease(self._home.clients_lock)
        self._mine = Lease(self._home.supervisor_lock)
        self._logger: logging.Logger | None = None
        self._port = 0

    def start(self) -> Engine:
        """Become the supervisor of the directory and bring the engine up; GraphError when that fails."""
        deadline = time.monotonic() + 5.0
        while not self._mine.try_hold(alone=True):
            if time.monotonic() > deadline:
                raise GraphError("Another process already supervises this graph; use that one.")
            time.sleep(_PULSE / 5)
        _end_orphan(self._home)
        self._home.withdraw()
        try:
            credentials.ensure(self._home)
            self._logger = log_to(self._home)
        except OSError as error:
            raise GraphError(
                f"The graph's directory {self._home.directory} cannot be written ({error.strerror or error}); "
                "free it or point POLICYGRAPH_DATA at a directory of yours."
            ) from error
        tries = _PORTS_TRIED if self._order.port == 0 else 1
        for left in reversed(range(tries)):
            self._port = self._order.port or usable_port("127.0.0.1", 0)
            engine = self._run()
            if engine.wait_ready(self._order.start_timeout):
                self._publish(engine, "ready")
                return engine
            engine.stop(timeout=5)
            trouble = engine.trouble()
            if "port is taken" not in trouble or not left:
                raise GraphError(trouble)
        raise GraphError("The embedded engine found no free port; set POLICYGRAPH_ENGINE_PORT.")

    def keep(self, engine: Engine) -> None:
        """Go on until the clients are gone or SIGTERM comes; restart the engine when it dies."""
        signal.signal(signal.SIGTERM, self._asked)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        quick = 0
        begun = time.monotonic()
        idle_since: float | None = None
        while not self._stop.wait(_PULSE):
            if not engine.alive:
                quick = quick + 1 if time.monotonic() - begun < _QUICK else 1
                engine.forget()
                if quick > len(_BACK_OFF):
                    self._publish(None, "failed", engine.trouble())
                    self._close()
                    return
                self._publish(None, "starting")
                if self._stop.wait(_BACK_OFF[quick - 1]):
                    break
                begun = time.monotonic()
                engine = self._run()
                if engine.wait_ready(self._order.start_timeout):
                    self._publish(engine, "ready")
                else:
                    begun = time.monotonic()  # however long it took: it never served
                    engine.stop(timeout=5)
                continue
            if not self._clients.try_hold(alone=True):
                idle_since = None
                continue
            idle_since = idle_since or time.monotonic()
            if time.monotonic() - idle_since >= self._order.grace:
                break  # the leases stay taken until the engine is down
            self._clients.let_go()
        if engine.alive:
            self._publish(engine, "stopping")  # what clients see fail from now on, they try again
            engine.stop()
        self._home.withdraw()
        self._close()

    def fail(self, message: str) -> None:
        """Leave word of a failed start behind."""
        self._home.withdraw()
        if self._logger is not None:
            with contextlib.suppress(OSError):
                self._logger.error(message)
        self._close()

    def _run(self) -> Engine:
        order = self._order
        logger = self._logger or log_to(self._home)
        engine = Engine(self._home, logger, port=self._port, heap=order.heap, query_timeout=order.query_timeout)
        self._publish(engine, "starting")
        return engine

    def _publish(self, engine: Engine | None, state: EngineState, message: str = "") -> None:
        started = datetime.now(UTC).isoformat(timespec="milliseconds")
        record = EngineRecord(os.getpid(), engine.pid if engine else 0, self._port, started, state, message)
        # a full disk must not end a running engine; clients wait for a newer word
        with contextlib.suppress(OSError):
            self._home.publish(record)

    def _asked(self, number: int, frame: FrameType | None) -> None:
        self._stop.set()

    def _close(self) -> None:
        self._clients.close()
        self._mine.close()


def _end_orphan(home: Home) -> None:
    """Wait for the engine of a supervisor that was killed; its guard ends it, this makes sure."""
    record = home.record()
    if record is None or not _is_engine_of(record.engine, home):
        return
    deadline = time.monotonic() + 15.0
    while time.monotonic() < deadline:
        if not _is_engine_of(record.engine, home):
            return
        time.sleep(_PULSE / 5)
    with contextlib.suppress(ProcessLookupError):
        os.kill(record.engine, signal.SIGKILL)


def _is_engine_of(pid: int, home: Home) -> bool:
    return was_started_with(pid, f"-Darcadedb.server.rootPath={home.directory}")


def _order(words: list[str]) -> Order:
    parser = argparse.ArgumentParser(prog="python -m graph.embedded.supervisor", description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--heap", default="1g")
    parser.add_argument("--grace", type=float, default=10.0)
    parser.add_argument("--query-timeout", type=float, default=30.0)
    parser.add_argument("--start-timeout", type=float, default=60.0)
    given = parser.parse_args(words)
    return Order(Home(given.directory), given.port, given.heap, given.grace, given.query_timeout, given.start_timeout)


def _say(word: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(word) + "\n")
    sys.stdout.flush()


def _detach() -> None:
    """Let go of the streams of whoever started this process."""
    with Path(os.devnull).open("r+b") as nothing:
        for stream in (0, 1, 2):
            os.dup2(nothing.fileno(), stream)


def main(words: list[str] | None = None) -> int:
    """Run the supervisor; the process that was called ends as soon as the engine serves or has failed."""
    order = _order(sys.argv[1:] if words is None else words)
    if os.fork():
        os._exit(0)  # the caller waits for the streams to close, not for this process
    supervisor = Supervisor(order)
    try:
        engine = supervisor.start()
    except (GraphError, OSError) as error:
        supervisor.fail(str(error))
        _say({"error": str(error)})
        return 1
    _say({"port": order.port})
    _detach()
    supervisor.keep(engine)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
