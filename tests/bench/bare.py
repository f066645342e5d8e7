"""The least that FastAPI can do: two routes that answer with bytes, on the settings of ``policygraph serve``.

``python -m tests.bench.bare FILE WORKERS`` prints its address; ``/async`` and ``/sync`` answer with the bytes of FILE.
"""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Response
from uvicorn.supervisors import Multiprocess

from api.logs import configuration
from api.protocol import PatientProtocol

_PAYLOAD = "BENCH_PAYLOAD"


def application() -> FastAPI:
    """The application."""
    payload = Path(os.environ[_PAYLOAD]).read_bytes()
    app = FastAPI()

    @app.get("/async")
    async def waiting() -> Response:
        return Response(payload, media_type="application/json")

    @app.get("/sync")
    def working() -> Response:
        return Response(payload, media_type="application/json")

    return app


def main(file: str, workers: int) -> None:
    """Serve until told to stop."""
    os.environ[_PAYLOAD] = file
    # asyncio sends at once only on sockets whose protocol is said to be TCP
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(2048)
        config = uvicorn.Config(
            "tests.bench.bare:application",
            factory=True,
            http=PatientProtocol,
            log_config=configuration(requests=False),
            access_log=False,
            proxy_headers=False,
            server_header=False,
            workers=workers,
        )
        sys.stdout.write(f"http://127.0.0.1:{listener.getsockname()[1]}\n")
        sys.stdout.flush()
        if workers > 1:
            Multiprocess(config, sockets=[listener]).run()
        else:
            uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
