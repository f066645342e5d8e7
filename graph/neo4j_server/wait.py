"""Waiting for Bolt (and for HTTP, which follows it closely)."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable

from neo4j import READ_ACCESS, GraphDatabase
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from graph.neo4j_server.home import USER, ServerRecord

_PAUSE = 0.1


def answers(record: ServerRecord, password: str | None) -> bool:
    """Whether its database answers over Bolt right now and HTTP is open; AuthError when it refuses the password."""
    try:
        for port in (record.bolt, record.http):
            with socket.create_connection((record.host, port), timeout=2):
                pass
        with (
            GraphDatabase.driver(
                record.url, auth=(USER, password or ""), connection_timeout=5.0, max_transaction_retry_time=0.0
            ) as driver,
            driver.session(default_access_mode=READ_ACCESS) as session,
        ):
            session.run("RETURN 1").consume()
    except AuthError:
        raise
    except (OSError, Neo4jError, DriverError):
        return False
    return True


def wait(record: ServerRecord, password: str, lives: Callable[[], bool], seconds: float) -> bool:
    """True once it answers; False when its process ended or ``seconds`` have passed."""
    deadline = time.monotonic() + seconds
    while lives() and time.monotonic() < deadline:
        if answers(record, password):
            return True
        time.sleep(_PAUSE)
    return False
