"""The least a site can be: the files of a folder, served as ``policygraph serve`` serves, compressed alike.

``python -m tests.bench.plain FOLDER`` prints its address.
"""

from __future__ import annotations

import asyncio
import socket
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.staticfiles import StaticFiles
from starlette_compress import CompressMiddleware

from api.logs import configuration
from api.protocol import PatientProtocol


def main(folder: str) -> None:
    """Serve until told to stop."""
    app = Starlette()
    app.mount("/", StaticFiles(directory=folder))
    app.add_middleware(CompressMiddleware, brotli=False)
    # asyncio sends at once only on sockets whose protocol is said to be TCP
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(128)
        config = uvicorn.Config(
            app, http=PatientProtocol, log_config=configuration(requests=False), access_log=False, server_header=False
        )
        sys.stdout.write(f"http://127.0.0.1:{listener.getsockname()[1]}\n")
        sys.stdout.flush()
        asyncio.run(uvicorn.Server(config).serve(sockets=[listener]))


if __name__ == "__main__":
    main(sys.argv[1])
