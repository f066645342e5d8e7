"""The server, inside the test process with a client on this machine (quick) or as a process of its own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.running import environment

HERE = "127.0.0.1"


def local(app: FastAPI, *, raise_server_exceptions: bool = False) -> TestClient:
    """A client on this machine of ``app``, which must have been made as bound to ``HERE``."""
    address = f"http://{HERE}:8000"
    return TestClient(app, base_url=address, client=(HERE, 50_000), raise_server_exceptions=raise_server_exceptions)


class Served:
    """A running server and where it answers on this machine."""

    def __init__(self, data: Path, *arguments: str, **more: str) -> None:
        self.data = data
        # a file, for a pipe that nobody reads would hold the server up once it is full
        self._complaints = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        self.process = subprocess.Popen(
            [sys.executable, "-m", "api", "serve", "--port", "0", *arguments],
            env=environment(data, **more),
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            text=True,
            encoding="utf-8",
        )
        assert self.process.stdout is not None
        self.said = self.process.stdout.readline()
        address = next(word for word in self.said.split() if word.startswith("http://")).rstrip("/")
        self.url = address.replace("0.0.0.0", "127.0.0.1")  # noqa: S104 - as others would reach it
        self.complained = ""

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.url.rsplit(":", 1)[1])

    def stop(self, number: int) -> int:
        """Send a signal and wait for the end; what it wrote on stderr is in ``complained``."""
        self.process.send_signal(number)
        self.process.communicate(timeout=60)
        with self._complaints as said:
            said.seek(0)
            self.complained = said.read()
        return self.process.returncode
