"""Which directory serves which address, for this user of this machine; no secrets among it.

A small file per address under the user's state directory names the server's directory. The password
stays in that directory, in a file of mode 600.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from platformdirs import user_state_path

from graph.files import write_private
from graph.neo4j_server.home import USER, ServerHome


def remember(host: str, port: int, home: ServerHome) -> None:
    """Note that the server of ``home`` answers at ``host`` and ``port``."""
    note = _note(host, port)
    note.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_private(note, f"{home.directory}\n")


def forget(host: str, port: int) -> None:
    """Remove that note."""
    with contextlib.suppress(OSError):
        _note(host, port).unlink(missing_ok=True)


def credentials(host: str, port: int | None) -> tuple[str, str] | None:
    """User and password of our own server at this address while its process lives; else None.

    A server of ours that has gone is not believed in: somebody else may listen on its port by now.
    """
    try:
        home = ServerHome(Path(_note(host, port or 7687).read_text(encoding="utf-8").strip()))
    except (OSError, ValueError):
        return None
    record = home.running()
    password = home.password() if record is not None and record.bolt == (port or 7687) else None
    return None if password is None else (USER, password)


def _note(host: str, port: int) -> Path:
    name = "127.0.0.1" if host.lower() == "localhost" else host.lower()
    return user_state_path("policygraph", appauthor=False) / "neo4j" / f"{name}_{port}"
