"""The ``policygraph`` command as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

Command = Callable[..., subprocess.CompletedProcess[bytes]]


def environment(data: Path, **more: str) -> dict[str, str]:
    """The environment of a command with its data in ``data``, without settings of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("POLICYGRAPH_")}
    return kept | {"POLICYGRAPH_DATA": str(data), "POLICYGRAPH_ENGINE_HEAP": "512m"} | more


def run_policygraph(data: Path, *arguments: str | Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    """What ``policygraph`` answers with its data in ``data``; ``more`` goes into its environment."""
    return subprocess.run(
        [sys.executable, "-m", "api", *map(str, arguments)],
        env=environment(data, **more),
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
