"""The jobs: what waits, runs and ended, as all server processes on one data directory see it."""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from api.jobs.database import Database
from api.jobs.owner import lives

State = Literal["queued", "running", "done", "failed"]
Kind = Literal["create", "replace"]
JobStage = Literal["waiting", "read", "outline", "extract", "load", "ended"]
STAGES: tuple[JobStage, ...] = ("waiting", "read", "outline", "extract", "load", "ended")
_LOST = (
    "The server stopped while this ran. A document is in the graph as a whole or not at all: look at the policy, and "
    "send the document again if it is not there."
)


@dataclass(frozen=True, slots=True)
class Job:
    """One row of the record."""

    id: str
    """Begins with the time, so that the order of ids is the order of jobs."""
    kind: Kind
    policy: str
    state: State
    stage: JobStage
    version: int
    """Counts the changes of this row."""
    created: str
    started: str | None
    ended: str | None
    owner: str | None
    result: Mapping[str, Any] | None
    problem: Mapping[str, Any] | None

    @property
    def is_over(self) -> bool:
        """Whether it will not change any more."""
        return self.state in ("done", "failed")


class Record:
    """The jobs in the data directory. Every call raises GraphError where its file cannot be used."""

    def __init__(self, database: Database, *, kept: int) -> None:
        self._database = database
        self._kept = kept

    def add(self, kind: Kind, policy: str, job_id: str) -> Job:
        """A new job that waits."""
        with self._database.change() as on:
            on.execute(
                "INSERT INTO jobs (id, kind, policy, state, stage, version, created) VALUES (?, ?, ?, ?, ?, 1, ?)",
                (job_id, kind, policy, "queued", "waiting", now()),
            )
            on.execute(
                "DELETE FROM jobs WHERE state IN ('done', 'failed') AND id NOT IN "
                "(SELECT id FROM jobs WHERE state IN ('done', 'failed') ORDER BY id DESC LIMIT ?)",
                (self._kept,),
            )
            return _job(on.execute("SELECT * FROM jobs WHERE id = ?", (job_id,)).fetchone())

    def get(self, job_id: str) -> Job | None:
        """One job; None where it was never there, or is forgotten."""
        if not self._database.exists:
            return None
        self.bury()
        with self._database.look() as on:
            row = on.execute("SELECT * FROM jobs WHERE id = ?", (job_id,)).fetchone()
            return None if row is None else _job(row)

    def newest(self, *, before: str, limit: int, state: State | None = None, policy: str | None = None) -> list[Job]:
        """At most ``limit`` jobs, the newest first, older than the id ``before`` (empty: from the newest on)."""
        if not self._database.exists:
            return []
        self.bury()
        with self._database.look() as on:
            rows = on.execute(
                "SELECT * FROM jobs WHERE (? = '' OR id < ?) AND (? IS NULL OR state = ?) AND (? IS NULL OR policy = ?)"
                " ORDER BY id DESC LIMIT ?",
                (before, before, state, state, policy, policy, limit),
            )
            return [_job(row) for row in rows]

    def waiting(self) -> int:
        """How many wait."""
        if not self._database.exists:
            return 0
        with self._database.look() as on:
            return int(on.execute("SELECT count(*) FROM jobs WHERE state = 'queued'").fetchone()[0])

    def claim(self, owner: str, *, at_once: int) -> Job | None:
        """The job that waited longest, now ``owner``'s; None where none waits or ``at_once`` run already.

        Of two jobs on one policy the second waits for the first.
        """
        self.bury()
        with self._database.change() as on:
            row = on.execute(
                "UPDATE jobs SET state = 'running', stage = 'read', version = version + 1, owner = ?, started = ? "
                "WHERE id = (SELECT id FROM jobs AS one WHERE state = 'queued' AND NOT EXISTS (SELECT 1 FROM jobs AS o "
                "WHERE o.state = 'running' AND o.policy = one.policy) ORDER BY id LIMIT 1) "
                "AND (SELECT count(*) FROM jobs WHERE state = 'running') < ? RETURNING *",
                (owner, now(), at_once),
            ).fetchone()
            return None if row is None else _job(row)

    def stage(self, job_id: str, stage: JobStage) -> None:
        """Say what a running job is at."""
        self._set(job_id, "stage = ?", stage)

    def requeue(self, job_id: str) -> None:
        """Let a running job wait again."""
        self._set(job_id, "state = 'queued', stage = 'waiting', owner = NULL, started = NULL")

    def finish(self, job_id: str, result: Mapping[str, Any]) -> None:
        """A job did its work."""
        said = json.dumps(result, ensure_ascii=False)
        self._set(job_id, "state = 'done', stage = 'ended', ended = ?, result = ?", now(), said)

    def fail(self, job_id: str, problem: Mapping[str, Any]) -> None:
        """A job could not do its work; ``problem`` says why as an answer would."""
        said = json.dumps(problem, ensure_ascii=False)
        self._set(job_id, "state = 'failed', ended = ?, problem = ?", now(), said)

    def _set(self, job_id: str, what: str, *values: str) -> None:
        with self._database.change() as on:
            on.execute(
                f"UPDATE jobs SET {what}, version = version + 1 WHERE id = ? AND state = 'running'",  # noqa: S608
                (*values, job_id),
            )

    def bury(self) -> None:
        """Let the jobs of server processes that are no more fail."""
        if not self._database.exists:
            return
        with self._database.look() as on:
            owners = [row["owner"] for row in on.execute("SELECT DISTINCT owner FROM jobs WHERE state = 'running'")]
        for owner in owners:
            if not lives(owner, self._database.folder):
                said = json.dumps({"status": 503, "detail": _LOST, "errors": []})
                with self._database.change() as on:
                    on.execute(
                        "UPDATE jobs SET state = 'failed', ended = ?, problem = ?, version = version + 1 "
                        "WHERE state = 'running' AND owner = ?",
                        (now(), said, owner),
                    )


def new_id() -> str:
    """An id that sorts behind those of earlier jobs."""
    return f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(6)}"


def now() -> str:
    """The time, ISO 8601 in UTC to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _job(row: sqlite3.Row) -> Job:
    said = dict(row)
    for name in ("result", "problem"):
        said[name] = json.loads(said[name]) if said[name] else None
    return Job(**said)
