"""Answers remembered by their Idempotency-Key: the same request sent again is not done again."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from api.jobs.database import Database
from api.jobs.owner import lives

_MOST = 10_000


class InProgress(Exception):  # noqa: N818 - says what is the case
    """The first request with this key is still being worked on."""


class OtherRequest(Exception):  # noqa: N818 - says what is the case
    """This key came with another request before."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered the first time."""

    status: int
    location: str | None
    body: str


class Answers:
    """The answers in the data directory, for some hours and at most ``_MOST`` of them."""

    def __init__(self, database: Database, owner: str, *, hours: float) -> None:
        self._database = database
        self._owner = owner
        self._seconds = hours * 3600

    def begin(self, key: str, fingerprint: str) -> Answer | None:
        """The answer that the same request got; None where it is the first one, which must ``end`` or ``drop``."""
        with self._database.change() as on:
            on.execute("DELETE FROM answers WHERE created < ?", (time.time() - self._seconds,))
            on.execute(
                "DELETE FROM answers WHERE key NOT IN (SELECT key FROM answers ORDER BY created DESC LIMIT ?)",
                (_MOST - 1,),
            )
            row: Any = on.execute("SELECT * FROM answers WHERE key = ?", (key,)).fetchone()
            if row is not None and row["status"] is None and not lives(row["owner"], self._database.folder):
                row = None
            if row is None:
                on.execute(
                    "INSERT OR REPLACE INTO answers (key, fingerprint, created, owner) VALUES (?, ?, ?, ?)",
                    (key, fingerprint, time.time(), self._owner),
                )
                return None
            if row["fingerprint"] != fingerprint:
                raise OtherRequest
            if row["status"] is None:
                raise InProgress
            return Answer(row["status"], row["location"], row["body"])

    def end(self, key: str, answer: Answer) -> None:
        """Remember what the first request was answered."""
        with self._database.change() as on:
            on.execute(
                "UPDATE answers SET status = ?, location = ?, body = ? WHERE key = ?",
                (answer.status, answer.location, answer.body, key),
            )

    def drop(self, key: str) -> None:
        """Forget a request that was not done."""
        with self._database.change() as on:
            on.execute("DELETE FROM answers WHERE key = ? AND status IS NULL", (key,))
