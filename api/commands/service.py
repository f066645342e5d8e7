"""Commands around the server: serve, doctor."""

from __future__ import annotations

import signal
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from types import FrameType
from typing import Annotated

import typer

from api.errors import CommandError
from api.output import AsCsv, AsJson, Form, complain, form, write_rows


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(serve)
    app.command()(doctor)


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = 8000,
) -> None:
    """Serve REST and pages; an empty graph is first filled with the shipped plans."""
    listener = _listen(host, port)
    with listener, ThreadPoolExecutor(1) as beside:
        from graph.settings import GraphSettings
        from graph.store import GraphStore

        settings = GraphSettings.load()
        # The engine starts while the server's code is read.
        # This store holds it from the first load to the last answer, so that it starts only once.
        opening = beside.submit(GraphStore.open, settings)
        import uvicorn

        from api.app import create_app
        from api.loading import load_if_empty

        with opening.result() as store:
            load_if_empty(store)
            # The server gives a signal on to these once the last answer is out: stopping it is no failure.
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, _stop)
            shown = f"[{host}]" if ":" in host else host
            sys.stdout.write(f"policygraph serves http://{shown}:{listener.getsockname()[1]}/ (stop with Ctrl-C)\n")
            sys.stdout.flush()
            app = create_app(settings, listener.getsockname()[0])
            server = uvicorn.Server(
                uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=10)
            )
            server.run(sockets=[listener])
            if not server.started:
                raise CommandError("The server could not start; its message stands above.")


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
