"""Starting Neo4j's Java apart from whoever asked, and why it did not start."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from graph.errors import GraphError
from graph.neo4j_server.configure import environment
from graph.neo4j_server.home import ServerHome

_TAKEN = "a port of it is taken; give a free one with --port"
_CAUSES = (
    (r"Address already in use|already in use, cannot bind", _TAKEN),
    (r"Cannot assign requested address", "this machine has no such address; give one of its own with --listen"),
    (r"No space left on device", "the disk is full; make room"),
    (r"Read-only file system", "the file system is read-only; give another directory with --data"),
    (r"AccessDenied|Permission denied", "it may not write its files; check who owns the directory"),
    (
        r"Could not reserve enough space|Invalid maximum heap|Cannot allocate memory|insufficient memory",
        "there is no memory for its heap; lower POLICYGRAPH_ENGINE_HEAP",
    ),
    (r"Too small maximum heap|OutOfMemoryError", "its heap is too small; raise POLICYGRAPH_ENGINE_HEAP, 1g is usual"),
    (
        r"FileLockException|lock file has been externally|already in use by another",
        "another process has its files open",
    ),
)
"""The first pattern that the log holds says why it does not run."""
_TELLING = re.compile(r"Caused by: |\bERROR\b|^Error|Exception")


class PortTaken(GraphError):  # noqa: N818 - says what is the case
    """Another process was faster to listen on a port that had been free."""


def start(home: ServerHome, java: Path) -> subprocess.Popen[bytes]:
    """Run the configured server in a session of its own; what it says goes to ``logs/console.log``."""
    if home.console_log.exists():
        home.console_log.replace(home.console_log.with_suffix(".old.log"))
    try:
        with home.console_log.open("ab") as log:
            return subprocess.Popen(
                [java, home.mark],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=home.directory,
                env=environment(),
                start_new_session=True,
                umask=0o077,
            )
    except OSError as error:
        raise GraphError(
            f"Neo4j's Java at {java} cannot be run ({error.strerror or error}); "
            "reinstall it with `pip install --force-reinstall 'policygraph[neo4j]'`."
        ) from error


def trouble(home: ServerHome) -> GraphError:
    """Why it does not run, by its log: one sentence with a remedy where one is known."""
    try:
        log = home.console_log.read_text(encoding="utf-8", errors="replace")
    except OSError:
        log = ""
    known = next((remedy for cause, remedy in _CAUSES if re.search(cause, log)), None)
    telling = [line.strip() for line in log.splitlines() if _TELLING.search(line)] or log.strip().splitlines()[-1:]
    reason = known or (f"it says “{telling[-1][:300]}”" if telling else "it said nothing")
    kind = PortTaken if known == _TAKEN else GraphError
    return kind(f"Neo4j does not run: {reason} (log: {home.console_log}).")
