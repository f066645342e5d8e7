"""The server under attack: its keys, its graph, what it takes of the machine, and a listener that nobody may call."""

from __future__ import annotations

import hashlib
import itertools
import json
import signal
import socket
import threading
import time
from pathlib import Path
from typing import Any

import httpx

from api.keys import KeyRing, Role
from graph.embedded.client import running
from graph.export import export_lines
from graph.settings import EmbeddedPlace, GraphSettings
from graph.store import GraphStore
from tests.serving import Served

KEYS = 12
"""Keys of an admin, so that no limit of one key is in the way."""
SETTINGS = {
    "POLICYGRAPH_RATE_LIMIT": "600/minute",
    "POLICYGRAPH_CYPHER_ENABLED": "true",
    "POLICYGRAPH_CYPHER_TIMEOUT": "5",
    "POLICYGRAPH_BODY_TIME": "3",
    "POLICYGRAPH_HEADER_TIME": "3",
    "POLICYGRAPH_UPLOAD_READ_SECONDS": "15",
    "POLICYGRAPH_UPLOAD_READ_MEMORY": "1024",
}


class Siege:
    """A server that keeps to what its settings say, with five plans, whatever it is sent."""

    def __init__(self, data: Path) -> None:
        self.data = data
        ring = KeyRing(data)
        self._admins = itertools.cycle([ring.add(f"admin-{number}", Role.ADMIN)[1] for number in range(KEYS)])
        self.editor = ring.add("editor", Role.EDITOR)[1]
        self.reader_key, self.reader = ring.add("reader", Role.READER)
        self.served = Served(data, **SETTINGS)
        self.settings = GraphSettings.load(url="embedded:", data=data, engine_heap="512m")
        self.http = httpx.Client(base_url=self.served.url, timeout=60)
        self.listener = Listener()
        self.requests = 0
        self.get("/readyz")
        self.store = GraphStore.open(self.settings)
        self.digest = self.content()
        self.engine = self.engine_pid()

    def close(self) -> None:
        """Stop everything."""
        self.store.close()
        self.http.close()
        self.listener.close()
        self.served.stop(signal.SIGTERM)

    @property
    def bearer(self) -> dict[str, str]:
        """The header of one of the admins."""
        return {"Authorization": f"Bearer {next(self._admins)}"}

    def get(self, target: str) -> httpx.Response:
        """What an admin is answered."""
        return self.ask("GET", target)

    def ask(self, method: str, target: str, content: bytes | None = None, **headers: Any) -> httpx.Response:
        """What an admin is answered to any request; ``target`` is sent as it is."""
        self.requests += 1
        url = httpx.URL(self.served.url).copy_with(raw_path=target.encode())
        return self.http.request(method, url, content=content, headers=self.bearer | headers)

    def load(self, text: str, **metadata: Any) -> None:
        """Load a document and wait until it is there."""
        body = json.dumps({"text": text, "metadata": metadata}).encode()
        answer = self.ask("POST", "/api/v1/policies", body, **{"Content-Type": "application/json"})
        assert answer.status_code == 202, answer.text
        told = self.get(answer.json()["events"]).text
        assert "event: done" in told, told

    def content(self) -> str:
        """A digest of all that the graph holds."""
        found = hashlib.sha256()
        for line in export_lines(self.store):
            found.update(line.encode() + b"\n")
        return found.hexdigest()

    def engine_pid(self) -> int:
        """Number of the process of the engine."""
        place = self.settings.place
        assert isinstance(place, EmbeddedPlace)
        record = running(place.directory)
        assert record is not None
        return record.engine

    def memory(self) -> dict[str, int]:
        """Megabytes in memory of the server and of the engine."""
        return {"server": resident(self.served.process.pid), "engine": resident(self.engine)}

    def files(self) -> set[str]:
        """Names of all files about the data directory, but those of the graph."""
        root = self.data.parent
        return {str(path.relative_to(root)) for path in root.rglob("*") if "graph" not in path.relative_to(root).parts}


class Listener:
    """A port of this machine that counts who calls."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.calls = 0
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.calls += 1
            connection.close()

    def close(self) -> None:
        """Listen no more."""
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()


def resident(pid: int) -> int:
    """Megabytes of a process in memory."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) >> 10 for line in status.splitlines() if line.startswith("VmRSS:"))


def raw(port: int, sent: bytes, seconds: float = 10.0) -> bytes:
    """All that comes back over one connection for some bytes, until it is closed or silent for a while."""
    answer = b""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as connection:
        deadline = time.monotonic() + seconds
        try:
            connection.sendall(sent)
            while time.monotonic() < deadline and (part := connection.recv(65536)):
                answer += part
        except OSError:  # closed while sending, or silent
            pass
    return answer
