"""As many requests as a server answers: connections that are kept open, each asking again once it was answered."""

from __future__ import annotations

import asyncio
import re
import time
from functools import partial
from urllib.parse import urlsplit

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.I)


class _Connection(asyncio.Protocol):
    """One connection; it counts the answers that are whole."""

    def __init__(self, request: bytes, status: bytes) -> None:
        self.answers = 0
        self.wrong = b""
        self._request, self._status = request, status
        self._came = bytearray()
        self._need = 0
        self._transport: asyncio.Transport | None = None

    def itself(self) -> _Connection:
        """This one."""
        return self

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the first time."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        """Ask again once the answer is whole."""
        self._came += data
        if not self._need:
            end = self._came.find(b"\r\n\r\n")
            if end < 0:
                return
            head = bytes(self._came[: end + 2])
            length = _LENGTH.search(head)
            if head[9:12] != self._status:
                self.wrong = head
            self._need = end + 4 + (0 if self._status == b"304" or length is None else int(length[1]))
        if len(self._came) >= self._need:
            self.answers += 1
            self._came.clear()
            self._need = 0
            assert self._transport is not None
            self._transport.write(self._request)

    def end(self) -> None:
        """Ask no more."""
        assert self._transport is not None
        self._transport.abort()


def pressed(
    url: str, seconds: float, connections: int, headers: dict[str, str], status: int = 200
) -> tuple[float, int]:
    """Answers a second at ``url`` for so many connections, and answers in all; AssertionError for another status."""
    return asyncio.run(_pressed(url, seconds, connections, headers, status))


async def _pressed(
    url: str, seconds: float, connections: int, headers: dict[str, str], status: int
) -> tuple[float, int]:
    parts = urlsplit(url)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    lines = [f"{name}: {value}" for name, value in {"Host": parts.netloc, **headers}.items()]
    request = "\r\n".join([f"GET {target} HTTP/1.1", *lines, "", ""]).encode()
    loop = asyncio.get_running_loop()
    made = [_Connection(request, str(status).encode()) for _ in range(connections)]
    for one in made:
        await loop.create_connection(partial(_Connection.itself, one), parts.hostname or "", parts.port or 80)
    await asyncio.sleep(0.2)
    before, begun = sum(one.answers for one in made), time.perf_counter()
    await asyncio.sleep(seconds)
    rate = (sum(one.answers for one in made) - before) / (time.perf_counter() - begun)
    for one in made:
        one.end()
        assert not one.wrong, one.wrong
    return rate, sum(one.answers for one in made)
