"""The ``policygraph`` command, inside the test process (quick) or as a process of its own (as users have it)."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

from api.cli import main

Command = Callable[..., subprocess.CompletedProcess[bytes]]


def environment(data: Path, **more: str) -> dict[str, str]:
    """The environment of a command with its data in ``data``, without settings of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("POLICYGRAPH_")}
    return kept | {"POLICYGRAPH_DATA": str(data), "POLICYGRAPH_ENGINE_HEAP": "512m"} | more


def run_policygraph(data: Path, *arguments: str | Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    """What a process of ``policygraph`` answers with its data in ``data``; ``more`` goes into its environment."""
    return subprocess.run(
        [sys.executable, "-m", "api", *map(str, arguments)],
        env=environment(data, **more),
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def call_policygraph(data: Path, *arguments: str | Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    """The same from the entry point inside this process; an exception that it lets through fails the test."""
    given = ["policygraph", *map(str, arguments)]
    out, err = io.TextIOWrapper(io.BytesIO(), "ascii"), io.TextIOWrapper(io.BytesIO(), "ascii")
    code: object = 0
    with (
        mock.patch.dict(os.environ, environment(data, **more), clear=True),
        mock.patch.object(sys, "argv", given),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as ended:
            code = ended.code
        out.flush()
        err.flush()
    assert code is None or isinstance(code, int)
    written = (stream.buffer.getvalue() for stream in (out, err) if isinstance(stream.buffer, io.BytesIO))
    return subprocess.CompletedProcess(given, code or 0, *written)


def loaded_policies(data: Path) -> dict[str, dict[str, Any]]:
    """What ``policygraph status`` says of each loaded policy, by id."""
    status = json.loads(call_policygraph(data, "status", "--json").stdout)
    return {policy["id"]: policy for policy in status["policies"]}
