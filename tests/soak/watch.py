"""What a server takes of the machine over time, and whether that grows."""

from __future__ import annotations

import re
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_EVERY = 2.0
ROOM = {"memory": 40.0, "descriptors": 12.0, "threads": 8.0, "files": 12.0, "kept": 8.0}
"""By how much the last third may lie above the second: megabytes, or numbers."""


@dataclass(frozen=True)
class Sample:
    """The server and its children at one moment."""

    at: float
    memory: float
    """Megabytes in memory."""
    descriptors: float
    threads: float
    files: float
    """Files below the folders of jobs and of temporary files."""
    kept: float
    """Megabytes of kept answers."""


class Watch:
    """Looks at a server every few seconds until it is closed."""

    def __init__(self, pid: int, folders: list[Path], metrics: Callable[[], str]) -> None:
        self.samples: list[Sample] = []
        self._pid, self._folders, self._metrics = pid, folders, metrics
        self._begun = time.monotonic()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def close(self) -> None:
        """Look no more."""
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(_EVERY):
            self.samples.append(self._sample())

    def _sample(self) -> Sample:
        members = family(self._pid)
        found = re.findall(r"^policygraph_kept_answer_bytes(?:\{.*\})? (\S+)", self._metrics(), re.MULTILINE)
        return Sample(
            time.monotonic() - self._begun,
            sum(_status(pid, "VmRSS") for pid in members) / 1024,
            sum(_count(Path(f"/proc/{pid}/fd")) for pid in members),
            sum(_status(pid, "Threads") for pid in members),
            sum(_count(folder, "**/*") for folder in self._folders),
            sum(map(float, found)) / 1e6,
        )

    def thirds(self) -> dict[str, tuple[float, float]]:
        """The medians of each figure over the second and the last third."""
        third = len(self.samples) // 3
        parts = self.samples[third : 2 * third], self.samples[2 * third :]
        second, last = (
            {name: statistics.median(getattr(one, name) for one in part) for name in ROOM} for part in parts
        )
        return {name: (second[name], last[name]) for name in ROOM}

    def leaks(self) -> dict[str, tuple[float, float]]:
        """What has grown."""
        return {name: both for name, both in self.thirds().items() if both[1] - both[0] > ROOM[name]}


def family(pid: int) -> list[int]:
    """A process and those that it started; engines are nobody's children."""
    found = [pid]
    for one in found:
        try:
            found += [int(word) for word in Path(f"/proc/{one}/task/{one}/children").read_text().split()]
        except OSError:
            continue
    return found


def _status(pid: int, name: str) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((float(line.split()[1]) for line in lines if line.startswith(f"{name}:")), 0)


def _count(folder: Path, pattern: str = "*") -> int:
    try:
        return sum(1 for _ in folder.glob(pattern))
    except OSError:
        return 0
