"""HTTP as uvicorn speaks it, with a limit on how long headers may take, and problems for what is no HTTP at all."""

from __future__ import annotations

import asyncio
import json
from functools import cache

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from api.problem_types import problem_types
from api.settings import ServiceSettings


class PatientProtocol(H11Protocol):
    """A connection that is closed when the head of a request takes longer than POLICYGRAPH_HEADER_TIME."""

    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take the connection."""
        super().connection_made(transport)
        self._watch(begun=True)

    def data_received(self, data: bytes) -> None:
        """Take bytes of a request."""
        super().data_received(data)
        self._watch(begun=self.conn.their_state is h11.IDLE and bool(self.conn.trailing_data[0]))

    def connection_lost(self, exc: Exception | None) -> None:
        """Let the connection go."""
        self._watch(begun=False)
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP, then close the connection; whoever is answering learns that nobody waits."""
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
            if self.cycle.response_started:
                self.transport.close()
                return
        kind = problem_types()["bad-request"]
        said = "What was sent is not a request of HTTP/1.1; see to the client or to a proxy on the way."
        body = json.dumps({"type": kind.uri, "title": kind.en, "status": 400, "detail": said, "instance": "/"}).encode()
        headers = [
            (b"content-type", b"application/problem+json"),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),
        ]
        for event in (h11.Response(status_code=400, headers=headers), h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _watch(self, *, begun: bool) -> None:
        """Start the clock when a head has ``begun`` and is not whole, stop it otherwise."""
        if begun and self._waiting is None:
            self._waiting = self.loop.call_later(_header_time(), self._give_up)
        elif not begun and self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _give_up(self) -> None:
        self.transport.close()


@cache
def _header_time() -> float:
    return ServiceSettings.load().header_time
