"""Which server processes live: each holds a lock that the operating system ends with it."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from filelock import FileLock, Timeout

_ENDING = ".owner"


class Owner:
    """This process as others see it."""

    def __init__(self, folder: Path) -> None:
        self.name = f"{os.getpid()}-{secrets.token_hex(4)}"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = FileLock(folder / f"{self.name}{_ENDING}", thread_local=False)
        self._lock.acquire(timeout=0)

    def leave(self) -> None:
        """Say that this process is at work no more."""
        path = Path(self._lock.lock_file)
        self._lock.release()
        path.unlink(missing_ok=True)


def lives(name: str, folder: Path) -> bool:
    """Whether the process that was called ``name`` still holds its lock."""
    path = folder / f"{name}{_ENDING}"
    if not path.exists():
        return False
    lock = FileLock(path, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    lock.release()
    path.unlink(missing_ok=True)
    return False
