"""The SQLite file in the data directory that all server processes share."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

from graph.errors import GraphError

_WAIT = 10.0
"""Seconds to wait for another process that is writing."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS jobs (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, policy TEXT NOT NULL, state TEXT NOT NULL, stage TEXT NOT NULL,
    version INTEGER NOT NULL, created TEXT NOT NULL, started TEXT, ended TEXT, owner TEXT, result TEXT, problem TEXT
);
CREATE INDEX IF NOT EXISTS jobs_state ON jobs (state, id);
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, created REAL NOT NULL, owner TEXT NOT NULL,
    status INTEGER, location TEXT, body TEXT
);
"""


class Database:
    """Short transactions on one file, each with a connection of its own: safe between threads and processes."""

    def __init__(self, data: Path) -> None:
        self.folder = data.expanduser() / "jobs"
        self._file = self.folder / "jobs.sqlite"
        self._made = False

    @property
    def exists(self) -> bool:
        """Whether anything was ever recorded."""
        return self._file.is_file()

    def change(self) -> AbstractContextManager[sqlite3.Connection]:
        """A connection inside a writing transaction, committed at the end; GraphError where the file cannot be used."""
        return self._transaction("BEGIN IMMEDIATE")

    def look(self) -> AbstractContextManager[sqlite3.Connection]:
        """A connection to read by, which waits for nobody; GraphError where the file cannot be used."""
        return self._transaction("BEGIN")

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._file, timeout=_WAIT, isolation_level=None)) as connection:
                connection.row_factory = sqlite3.Row
                if not self._made:
                    connection.execute("PRAGMA journal_mode = WAL")
                    connection.executescript(_SCHEMA)
                    self._made = True
                connection.execute(begin)
                try:
                    yield connection
                except BaseException:
                    connection.execute("ROLLBACK")
                    raise
                connection.execute("COMMIT")
        except (sqlite3.Error, OSError) as error:
            raise GraphError(
                f"The record of jobs {self._file} cannot be used ({error}); free space and permissions there, or move "
                "the file away."
            ) from error
