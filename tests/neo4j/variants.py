"""Servers configured otherwise than ``policygraph neo4j up`` does it."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import trustme

from graph.errors import GraphError
from graph.neo4j_server import configure, jars
from graph.neo4j_server.home import ServerHome, ServerRecord
from graph.neo4j_server.start import start
from graph.processes import usable_port, was_started_with
from graph.settings import GraphSettings
from graph.store import GraphStore
from tests.neo4j.places import Place

PATIENCE = 60


def encrypted(directory: Path, authority: trustme.CA) -> dict[str, str]:
    """Lines of a configuration that takes encrypted connections only; its certificate is of ``authority``."""
    issued = authority.issue_cert("127.0.0.1", "localhost", key_type=trustme.KeyType.RSA)
    directory.mkdir()
    issued.private_key_pem.write_to_path(str(directory / "private.key"))
    issued.cert_chain_pems[0].write_to_path(str(directory / "public.crt"))
    (directory / "private.key").chmod(0o600)
    return {
        "server.bolt.tls_level": "REQUIRED",
        "dbms.ssl.policy.bolt.enabled": "true",
        "dbms.ssl.policy.bolt.base_directory": str(directory),
        "dbms.ssl.policy.bolt.private_key": "private.key",
        "dbms.ssl.policy.bolt.public_certificate": "public.crt",
        "dbms.ssl.policy.bolt.client_auth": "NONE",
    }


@contextmanager
def started(
    place: Place, lines: Mapping[str, str], *, scheme: str = "bolt", **given: object
) -> Iterator[GraphSettings]:
    """A new server of ``place`` with these lines too, and settings that reach it with ``scheme``."""
    home, java, version = ServerHome(place.home), jars.java(), jars.DEFAULT_VERSION
    more = {"server.http.enabled": "false", **lines}
    home.create()
    wanted = jars.fetch(version)
    bolt = usable_port("127.0.0.1", 0)
    configure.configure(home, listen="127.0.0.1", advertised="127.0.0.1", bolt=bolt, http=bolt)
    conf = home.conf / "neo4j.conf"
    own = [line for line in conf.read_text().splitlines() if line.partition("=")[0] not in more]
    conf.write_text("\n".join([*own, *(f"{name}={value}" for name, value in more.items()), ""]))
    configure.java_arguments(home, version, wanted, "512m")
    configure.make_password(home, java, wanted)
    record = ServerRecord(0, version, "127.0.0.1", bolt, 0, "2026-01-01T00:00:00+00:00")
    with run(place, record, url=record.url.replace("bolt", scheme, 1), **given) as settings:
        yield settings


@contextmanager
def run(place: Place, record: ServerRecord, **given: object) -> Iterator[GraphSettings]:
    """The server of ``place`` as it is configured, from when it answers."""
    home = ServerHome(place.home)
    with start(home, jars.java()) as process:
        home.publish(replace(record, pid=process.pid))
        try:
            yield _wait(process, home, settings_of(place, **given))
        finally:
            process.kill()


def _wait(process: subprocess.Popen[bytes], home: ServerHome, settings: GraphSettings) -> GraphSettings:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            GraphStore.open(settings).close()
        except GraphError:
            assert process.poll() is None, home.console_log.read_text()
            assert time.monotonic() < deadline, home.console_log.read_text()
            time.sleep(0.2)
        else:
            return settings


def settings_of(place: Place, **given: object) -> GraphSettings:
    """Settings of the server of ``place``; quick to give up unless ``given`` says otherwise."""
    record = ServerHome(place.home).running()
    assert record is not None
    usual: dict[str, object] = {
        "url": record.url,
        "user": "neo4j",
        "password": place.password,
        "data": place.data,
        "retry_time": 0,
    }
    return GraphSettings.load(**(usual | given))


def kill(place: Place, number: int) -> None:
    """Send a signal to the server of ``place``."""
    assert was_started_with(place.pid, ServerHome(place.home).mark)
    os.kill(place.pid, number)
