"""Leases: a lock that many clients hold at once and the supervisor takes alone to stop the engine."""

from __future__ import annotations

import os
import time
from pathlib import Path
from types import TracebackType

from graph.errors import GraphError, GraphUnavailable

try:
    import fcntl
except ImportError as _missing:  # pragma: no cover - other systems than Linux and macOS
    raise GraphError(
        "The embedded graph runs on Linux and macOS only; point POLICYGRAPH_URL at a Bolt server instead."
    ) from _missing

_PAUSE = 0.05


class Lease:
    """A hold on a lock file; the operating system ends it with the process."""

    def __init__(self, path: Path) -> None:
        self._descriptor: int | None = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def try_hold(self, *, alone: bool) -> bool:
        """Take or change the hold without waiting; False when others are in the way."""
        if self._descriptor is None:
            return False
        try:
            fcntl.flock(self._descriptor, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def let_go(self) -> None:
        """Give up the hold but keep the file open."""
        if self._descriptor is not None:
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)

    def close(self) -> None:
        """End the hold."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Lease:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def held(path: Path) -> bool:
    """Whether a process holds ``path`` alone."""
    with Lease(path) as lease:
        return not lease.try_hold(alone=False)


def take_shared(path: Path, timeout: float) -> Lease:
    """A client's lease; waits while the supervisor stops the engine, GraphUnavailable after ``timeout`` seconds."""
    lease = Lease(path)
    deadline = time.monotonic() + timeout
    while not lease.try_hold(alone=False):
        if time.monotonic() > deadline:
            lease.close()
            raise GraphUnavailable("The embedded engine is being stopped and does not end; try again in a minute.")
        time.sleep(_PAUSE)
    return lease
