"""What is wrong with a document that came by REST."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class DocumentError(Exception):
    """A document that cannot be taken; the message is for who sent it, ``status`` the one of HTTP."""

    def __init__(self, message: str, status: int = 422, errors: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.status = status
        self.errors = tuple(errors)
        """Where several things are wrong, each of them."""

    def __reduce__(self) -> tuple[Any, ...]:
        return DocumentError, (str(self), self.status, self.errors)


class Interrupted(Exception):  # noqa: N818 - says what is the case
    """Nobody waits for the reading any more."""
