"""Commands around the server: serve, doctor."""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from tempfile import TemporaryDirectory
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from api.errors import CommandError
from api.output import AsCsv, AsJson, Form, complain, form, write_rows

if TYPE_CHECKING:
    from fastapi import FastAPI

    from api.settings import ServiceSettings
    from graph.settings import GraphSettings

_GRACE = 10
"""Seconds that answers under way have when the server is asked to stop."""
SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""Variable with the directory in which several workers count together."""


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(serve)
    app.command()(doctor)


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that answer, all from one graph.")] = 1,
) -> None:
    """Serve REST and pages; an empty graph is first filled with the shipped plans."""
    listener = _listen(host, port)
    with listener, ThreadPoolExecutor(1) as beside, TemporaryDirectory(prefix="policygraph-meters-") as meters:
        from api.settings import ServiceSettings
        from graph.settings import GraphSettings
        from graph.store import GraphStore

        settings, service = GraphSettings.load(), ServiceSettings.load()
        # The engine starts while the server's code is read.
        # This store holds it from the first load to the last answer, so that it starts only once.
        opening = beside.submit(GraphStore.open, settings)
        if workers > 1:
            os.environ[SHARED] = meters  # read when the code that counts is imported, here and in every worker
        import uvicorn
        from uvicorn.supervisors import Multiprocess

        import api.app  # noqa: F401 - so that the engine starts meanwhile
        from api.loading import load_if_empty
        from api.logs import configuration
        from api.protocol import PatientProtocol

        with opening.result() as store:
            load_if_empty(store)
            # The server gives a signal on to these once the last answer is out: stopping it is no failure.
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, _stop)
            bound = listener.getsockname()[0]
            _announce(host, bound, listener.getsockname()[1], settings, service)
            config = uvicorn.Config(
                partial(_app, settings, bound, service),
                factory=True,
                http=PatientProtocol,
                log_config=configuration(requests=service.log == "requests"),
                access_log=False,
                proxy_headers=False,  # whoever asks could write their own address into one
                server_header=False,
                timeout_graceful_shutdown=_GRACE,
                workers=workers,
            )
            if workers > 1:
                Multiprocess(config, sockets=[listener]).run()
                return
            server = uvicorn.Server(config)
            server.run(sockets=[listener])
            if not server.started:
                raise CommandError("The server could not start; its message stands above.")


def _app(settings: GraphSettings, bound: str, service: ServiceSettings) -> FastAPI:
    """The application of one worker, whose code and tables the collector of garbage need not look through again."""
    from api.app import create_app

    app = create_app(settings, bound, service)
    gc.collect()
    gc.freeze()
    return app


def _announce(host: str, bound: str, port: int, settings: GraphSettings, service: ServiceSettings) -> None:
    """Say where the server is and, where strangers reach it, whether anybody can use it."""
    from api.browser.trust import is_loopback
    from api.keys import KeyRing

    shown = f"[{host}]" if ":" in host else host
    sys.stdout.write(f"policygraph serves http://{shown}:{port}/ (stop with Ctrl-C)\n")
    sys.stdout.flush()
    if not is_loopback(bound) and service.keyless == "none" and not KeyRing(settings.data).every():
        complain(
            "Other machines reach this address, so whoever asks needs a key, and there is none yet: make one with"
            " `policygraph keys add NAME`. It counts at once."
        )


def _stop(number: int, frame: FrameType | None) -> None:
    sys.exit(0)


def _listen(host: str, port: int) -> socket.socket:
    """A socket bound before anything else is done, so that a taken port costs nothing."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(2048)
        except BaseException:
            listener.close()
            raise
    except socket.gaierror as error:
        raise CommandError(f"{host} is no address of this machine; try --host 127.0.0.1.") from error
    except PermissionError as error:
        raise CommandError(f"Port {port} is reserved for the system; choose one above 1023 with --port.") from error
    except OSError as error:
        raise CommandError(
            f"Port {port} on {host} cannot be had ({error.strerror or error}): stop what uses it, or choose"
            " another with --port."
        ) from error
    return listener


def doctor(as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """Say what is wrong with the environment and how to mend it."""
    how = form(as_json, as_csv)
    from api.checkup import checkup

    findings = checkup()
    if how is not Form.TABLE:
        write_rows([finding.as_json() for finding in findings], ["subject", "good", "says", "remedy"], how)
    else:
        for finding in findings:
            sys.stdout.write(f"{'ok  ' if finding.good else 'BAD '} {finding.subject}: {finding.says}\n")
            if finding.remedy:
                sys.stdout.write(f"     → {finding.remedy}\n")
    bad = [finding for finding in findings if not finding.good]
    if bad:
        complain(f"{len(bad)} of {len(findings)} checks failed; each says how to mend it.")
        raise typer.Exit(1)
