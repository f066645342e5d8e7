"""Up, down, status and log of the Neo4j server of one directory."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout
from neo4j.exceptions import AuthError

from graph.errors import GraphError
from graph.neo4j_server import configure, jars, known
from graph.neo4j_server.home import USER, ServerHome, ServerRecord
from graph.neo4j_server.start import PortTaken, start, trouble
from graph.neo4j_server.stop import forget, stop
from graph.neo4j_server.wait import answers, wait
from graph.processes import usable_port
from graph.settings import GraphSettings

LOOPBACK = "127.0.0.1"
BOLT_PORT = 7687
_HTTP_PORT = 7474
_PORTS_TRIED = 3
"""Between finding a port free and Neo4j's listening there another server may take it."""


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers."""

    record: ServerRecord
    home: ServerHome
    new_password: str | None = field(default=None, repr=False)
    """The password, once: when it has just been made."""


def home_of(directory: Path | None, settings: GraphSettings) -> ServerHome:
    """The home in ``directory``, by default under POLICYGRAPH_DATA."""
    return ServerHome((directory or settings.data / "neo4j").expanduser().absolute())


def up(
    home: ServerHome,
    settings: GraphSettings,
    *,
    version: str | None = None,
    port: int | None = None,
    listen: str = LOOPBACK,
    progress: jars.Progress | None = None,
) -> Running:
    """Start the server of ``home`` unless it runs, and return once Bolt answers; it then runs on by itself.

    ``version`` is by default the one its data were written by, else the default one; ``port`` 0 takes a
    free one. GraphError says what is in the way: a port, the network, Java, another version's data.
    """
    jars.java()
    home.create()
    try:
        with FileLock(home.lock, timeout=settings.engine_start_timeout, mode=0o600):
            record = home.running()
            if record is not None:
                return _same(record, home, version, port)
            forget(home)
            return _start(home, settings, _chosen(home, version), BOLT_PORT if port is None else port, listen, progress)
    except Timeout as error:
        raise GraphError(
            f"Another process is starting or stopping the Neo4j in {home.directory}; try again."
        ) from error


def down(home: ServerHome, settings: GraphSettings) -> ServerRecord | None:
    """Stop the server of ``home``; None when none runs."""
    if not home.directory.exists():
        return None
    try:
        with FileLock(home.lock, timeout=settings.engine_start_timeout, mode=0o600):
            return stop(home)
    except Timeout as error:
        raise GraphError(
            f"Another process is starting or stopping the Neo4j in {home.directory}; try again."
        ) from error


def status(home: ServerHome) -> tuple[ServerRecord | None, bool]:
    """What runs in ``home`` (None: nothing) and whether it answers."""
    record = home.running()
    if record is None:
        return None, False
    try:
        return record, answers(record, home.password())
    except AuthError:
        return record, True  # it answers, if only that its password was changed


def log(home: ServerHome, lines: int) -> list[str]:
    """The last ``lines`` lines of what the server of ``home`` said; GraphError when it was never started."""
    try:
        said = home.console_log.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError as error:
        raise GraphError(
            f"There is no log in {home.logs}; `policygraph neo4j up` starts Neo4j, --data names its directory."
        ) from error
    return said[-lines:] if lines else []


def _same(record: ServerRecord, home: ServerHome, version: str | None, port: int | None) -> Running:
    """The server that runs already, if it is the one asked for."""
    if version not in (None, record.version) or port not in (None, 0, record.bolt):
        raise GraphError(
            f"Neo4j {record.version} runs already at {record.url} on {home.directory}; stop it with "
            "`policygraph neo4j down`, or give another directory with --data."
        )
    known.remember(record.host, record.bolt, home)
    return Running(record, home)


def _chosen(home: ServerHome, version: str | None) -> str:
    """The version to start on the data of ``home``."""
    written = home.version_file.read_text(encoding="utf-8").strip() if home.version_file.exists() else None
    chosen = version or written or jars.DEFAULT_VERSION
    if chosen not in jars.versions():
        raise GraphError(f"There is no Neo4j {chosen} here; give --version {' or '.join(jars.versions())}.")
    if written and jars.order(written) > jars.order(chosen):
        raise GraphError(
            f"The data in {home.directory} were written by Neo4j {written}, which {chosen} cannot read; "
            "leave --version out, or give another directory with --data."
        )
    return chosen


def _start(
    home: ServerHome,
    settings: GraphSettings,
    version: str,
    port: int,
    listen: str,
    progress: jars.Progress | None,
) -> Running:
    _bolt_port(listen, port)  # a taken one is said before the download
    wanted, java = jars.fetch(version, progress), jars.java()
    password, fresh = home.password(), None
    if password is None and home.databases.exists():
        raise GraphError(
            f"The Neo4j in {home.directory} has a password, but its file {home.credentials_file} is gone; write "
            f'{{"{USER}": "THE PASSWORD"}} there, or give another directory with --data.'
        )
    configure.java_arguments(home, version, wanted, settings.engine_heap)
    for left in reversed(range(_PORTS_TRIED)):
        bolt = _bolt_port(listen, port)
        http = _http_port(listen, bolt)
        host, told = _reached_at(listen)
        configure.configure(home, listen=listen, advertised=told, bolt=bolt, http=http)
        if password is None:
            password = fresh = configure.make_password(home, java, wanted)
        home.version_file.write_text(f"{version}\n", encoding="utf-8")
        try:
            return _serve(home, settings, java, ServerRecord(0, version, host, bolt, http, ""), password, fresh)
        except PortTaken:
            if not left:
                raise
    raise AssertionError("the last try returns or raises")


def _serve(
    home: ServerHome, settings: GraphSettings, java: Path, planned: ServerRecord, password: str, fresh: str | None
) -> Running:
    """Run the configured server until it answers; it is stopped again when it does not."""
    process = start(home, java)
    record = replace(planned, pid=process.pid, started=datetime.now(UTC).isoformat(timespec="seconds"))
    home.publish(record)
    try:
        if not wait(record, password, lambda: process.poll() is None, settings.engine_start_timeout):
            if process.poll() is not None:
                raise trouble(home)
            raise GraphError(
                f"Neo4j does not answer after {settings.engine_start_timeout:g} seconds and was stopped; raise "
                f"POLICYGRAPH_ENGINE_START_TIMEOUT if the machine is slow (log: {home.console_log})."
            )
    except AuthError as error:
        raise GraphError(
            f"Neo4j runs at {record.url} but refuses the password in {home.credentials_file}; if you changed it, write "
            "the new one there, or set POLICYGRAPH_USER and POLICYGRAPH_PASSWORD."
        ) from error
    except BaseException:
        stop(home)
        raise
    known.remember(record.host, record.bolt, home)
    return Running(record, home, fresh)


def _bolt_port(listen: str, port: int) -> int:
    try:
        return usable_port(listen, port)
    except socket.gaierror as error:
        raise GraphError(f"{listen} is no address of this machine; give one of its own with --listen.") from error
    except PermissionError as error:
        raise GraphError(f"Port {port} is reserved for the system; give one above 1023 with --port.") from error
    except OSError as error:
        raise GraphError(
            f"Port {port} on {listen} cannot be had ({error.strerror or error}); stop what uses it, or give another "
            "with --port (0 takes a free one)."
        ) from error


def _http_port(listen: str, bolt: int) -> int:
    """The usual port of Neo4j Browser beside the usual one of Bolt if nobody has it, else any free one."""
    try:
        return usable_port(listen, _HTTP_PORT if bolt == BOLT_PORT else 0)
    except OSError:
        return usable_port(listen, 0)


def _reached_at(listen: str) -> tuple[str, str]:
    """Where this machine reaches a server that listens at ``listen``, and what it tells clients elsewhere."""
    try:
        anywhere = ipaddress.ip_address(listen).is_unspecified
    except ValueError:
        return listen, listen
    if not anywhere:
        return listen, listen
    return ("::1" if ":" in listen else LOOPBACK), socket.gethostname()
