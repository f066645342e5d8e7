"""One run of the engine: the bundled Java with ArcadeDB's Bolt server as a child process.

Durability: every commit is flushed to the disk (``arcadedb.txWalFlush=2``) before it is
acknowledged, so a policy that was loaded survives ``kill -9`` and a loss of power, and one that was
not is absent as a whole. The engine writes its HTTP listener to a free port of 127.0.0.1 (it cannot
be switched off); the other protocols, MCP and Studio are not on its class path.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import signal
import subprocess
import threading
from importlib.util import find_spec
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO

from graph.embedded.home import Home
from graph.errors import GraphError
from graph.settings import EMBEDDED_DATABASE

_LEFT_OUT = re.compile(r"arcadedb-(mcp|postgresw|redisw|graphql|console|integration|python-bridge|metrics|studio)")
_STARTED = "ArcadeDB Server started"
_BROKEN = 'Exception in thread "main"'
"""Its start failed; other threads would keep the process alive."""
_LOG_BYTES = 1_000_000
_LOG_FILES = 3
_KEPT_LINES = 200
_LOGGING = """handlers = java.util.logging.ConsoleHandler
.level = INFO
java.util.logging.ConsoleHandler.level = INFO
java.util.logging.ConsoleHandler.formatter = com.arcadedb.log.LogFormatter
"""
_GUARD = (
    'read _; kill -TERM "$0" 2>/dev/null || exit 0; '
    'for _ in 1 2 3 4 5 6 7 8 9 10; do sleep 1; kill -0 "$0" 2>/dev/null || exit 0; done; kill -KILL "$0"'
)
_CAUSES = (
    (
        r"Address already in use|BindException|Unable to listen for BOLT",
        "its port is taken; set POLICYGRAPH_ENGINE_PORT to a free one or to 0",
    ),
    (r"No space left on device", "the disk is full; make room"),
    (r"Input/output error|Structure needs cleaning", "the disk reports errors; check it"),
    (
        r"Could not reserve enough space|Invalid maximum heap|Cannot allocate memory",
        "there is no memory for its heap; lower POLICYGRAPH_ENGINE_HEAP (now {heap})",
    ),
    (r"Too small maximum heap", "its heap is too small; raise POLICYGRAPH_ENGINE_HEAP (now {heap}), 1g is usual"),
    (r"LockException|is locked|already in use by another process", "another process has its files open; end that one"),
    (r"Permission denied|AccessDenied", "it may not write its files; check who owns the directory"),
    (r"Read-only file system", "the file system is read-only; point POLICYGRAPH_DATA elsewhere"),
    (
        r'Exception in thread "main" com\.arcadedb\.',
        "its files in {directory} cannot be read and may be damaged; move that folder away, then run "
        "`policygraph restore` with a backup or `policygraph load --all`",
    ),
)
"""The first pattern that the engine's output holds says why it does not run."""


def _package() -> Path:
    spec = find_spec("arcadedb_embedded")
    if spec is None or spec.origin is None:
        raise GraphError(
            "The embedded engine is not installed; run `pip install arcadedb-embedded==26.10.2.post1` "
            "or point POLICYGRAPH_URL at a Bolt server."
        )
    return Path(spec.origin).parent


def java() -> Path:
    """The bundled Java; GraphError when it is missing."""
    program = _package() / "jre" / "bin" / "java"
    if not program.is_file():
        raise GraphError(
            f"The embedded engine's Java is missing at {program}; "
            "reinstall it with `pip install --force-reinstall arcadedb-embedded==26.10.2.post1`."
        )
    return program


def arguments(home: Home, *, port: int, heap: str, query_timeout: float) -> list[str]:
    """What Java is started with; no secrets among it."""
    jars = sorted(str(jar) for jar in (_package() / "jars").glob("*.jar") if not _LEFT_OUT.match(jar.name))
    root = home.directory
    return [
        f"-Xmx{heap}",
        "-XX:+UseSerialGC",
        "-XX:+UseCompactObjectHeaders",
        "-XX:+ExitOnOutOfMemoryError",
        f"-XX:ErrorFile={home.logs}/hs_err.log",
        "--add-modules=jdk.incubator.vector",
        "--enable-native-access=ALL-UNNAMED",
        "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
        "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--add-exports=java.management/sun.management=ALL-UNNAMED",
        "-Djava.awt.headless=true",
        "-Dfile.encoding=UTF8",
        "-Dpolyglot.engine.WarnInterpreterOnly=false",
        f"-Djava.util.logging.config.file={home.config}/logging.properties",
        f"-Darcadedb.server.rootPath={root}",
        f"-Darcadedb.server.logsDirectory={home.logs}",
        "-Darcadedb.server.mode=development",
        "-Darcadedb.server.httpIncomingHost=127.0.0.1",
        "-Darcadedb.server.httpIncomingPort=0",
        "-Darcadedb.server.plugins=Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "-Darcadedb.bolt.host=127.0.0.1",
        f"-Darcadedb.bolt.port={port}",
        f"-Darcadedb.server.defaultDatabases={EMBEDDED_DATABASE}[]",
        "-Darcadedb.serverMetrics=false",
        "-Darcadedb.txWalFlush=2",
        f"-Darcadedb.command.timeout={max(1, round(query_timeout * 1000))}",
        "-Darcadedb.opencypher.loadCsv.allowFileUrls=false",
        "-Darcadedb.opencypher.loadCsv.allowRemoteUrls=false",
        "-cp",
        os.pathsep.join(jars),
        "com.arcadedb.server.ArcadeDBServer",
    ]


def log_to(home: Home) -> logging.Logger:
    """The logger behind ``engine.log``: at most three files of a megabyte."""
    logger = logging.Logger("policygraph.engine", logging.INFO)
    handler = RotatingFileHandler(home.engine_log, maxBytes=_LOG_BYTES, backupCount=_LOG_FILES - 1, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger.addHandler(handler)
    return logger


class Engine:
    """A running engine and the guard that ends it when the supervisor is killed."""

    def __init__(self, home: Home, logger: logging.Logger, *, port: int, heap: str, query_timeout: float) -> None:
        program = java()
        self._heap = heap
        self._home = home
        (home.config / "logging.properties").write_text(_LOGGING, encoding="utf-8")
        for old in home.logs.glob("server-event-log-*"):
            old.unlink(missing_ok=True)
        try:
            self._process = subprocess.Popen(
                [program, *arguments(home, port=port, heap=heap, query_timeout=query_timeout)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                cwd=home.directory,
                env={key: value for key, value in os.environ.items() if not _private(key)},
            )
        except OSError as error:
            raise GraphError(
                f"The embedded engine's Java at {program} cannot be run ({error.strerror or error}); "
                "reinstall it with `pip install --force-reinstall arcadedb-embedded==26.10.2.post1`."
            ) from error
        self._guard = subprocess.Popen(
            ["/bin/sh", "-c", _GUARD, str(self._process.pid)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._lines: list[str] = []
        self._ready = threading.Event()
        self._ended = threading.Event()
        self._late = False
        output = self._process.stdout
        if output is None:
            raise GraphError("The embedded engine's output cannot be read; start it again.")
        self._reader = threading.Thread(target=self._read, args=(output, logger), daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def wait_ready(self, timeout: float) -> bool:
        """True once it serves; False when it ended or took longer than ``timeout`` seconds."""
        self._late = not self._ready.wait(timeout)
        return not self._late and not self._ended.is_set()

    def trouble(self) -> str:
        """Why it did not start or ended, one sentence with a remedy and the log's path."""
        output = "\n".join(self._lines)
        facts = {"heap": self._heap, "directory": self._home.directory / "databases"}
        reason = next(
            (remedy.format(**facts) for cause, remedy in _CAUSES if re.search(cause, output)),
            "it takes too long to start; raise POLICYGRAPH_ENGINE_START_TIMEOUT"
            if self._late
            else "the reason stands in its log",
        )
        return f"The embedded engine does not run: {reason} (log: {self._home.engine_log})."

    def stop(self, timeout: float = 30.0) -> None:
        """End it cleanly; kill it when it takes longer than ``timeout`` seconds."""
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self.forget()

    def forget(self) -> None:
        """Release what belongs to an engine that has ended."""
        self._process.wait()
        self._guard.kill()
        self._guard.wait()
        if self._guard.stdin is not None:
            self._guard.stdin.close()
        self._reader.join(timeout=2)

    def _read(self, output: IO[bytes], logger: logging.Logger) -> None:
        with output:
            for raw in output:
                line = raw.decode("utf-8", "replace").rstrip()
                if not line:
                    continue
                # the disk may be full: going on matters more than a line of the log
                with contextlib.suppress(OSError):
                    logger.info(line)
                self._lines.append(line)
                del self._lines[:-_KEPT_LINES]
                if _BROKEN in line and not self._ready.is_set():
                    self._ended.set()
                if _STARTED in line or self._ended.is_set():
                    self._ready.set()
        self._ended.set()
        self._ready.set()


def _private(name: str) -> bool:
    return name.startswith("POLICYGRAPH_") or name in ("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS")
