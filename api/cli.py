"""The ``policygraph`` command: a thin table of commands; each one's work is imported when it runs."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn, TextIO

import typer

from api.commands import (
    browser,
    compare,
    copies,
    documents,
    identities,
    keys,
    moving,
    neo4j,
    queries,
    reading,
    review,
    service,
)

app = typer.Typer(
    name="policygraph",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (documents, queries, compare, review, identities, moving, copies, reading, service, keys, neo4j, browser):
    module.register(app)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"policygraph {version('policygraph')}")
        raise typer.Exit


@app.callback(epilog="Exit codes: 0 good, 1 the work failed, 2 wrong usage.")
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Industrial-policy documents as a knowledge graph: compare regions, trace every statement to its words."""


def main() -> None:
    """Run the command line; a user's error ends in one sentence on stderr, never in a traceback."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    try:
        try:
            app(prog_name="policygraph")
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        _end_for(error)
    except Exception as error:
        code = _code(error)
        if code is None:
            raise
        sys.stderr.write(f"policygraph: {error}\n")
        sys.exit(code)


def _open_closed_streams() -> None:
    """Give a process that was started without stdin, stdout or stderr an empty one.

    Otherwise the next file or socket would take its number and get what is written there.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    # Python leaves out the streams that were closed when it started.
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, io.TextIOWrapper(io.FileIO(os.devnull, "w"), encoding="utf-8"))


def _end_for(error: OSError) -> NoReturn:
    """End with a sentence on what the system refused; whoever closed a pipe early knows and is told nothing."""
    if not isinstance(error, BrokenPipeError):
        where = f"with {error.filename}" if error.filename else "while reading or writing"
        sys.stderr.write(
            f"policygraph: The system reports “{error.strerror or error}” {where}; make room or see to the permissions"
            " there, then try again.\n"
        )
    if sys.__stdout__ is not None and sys.stdout is sys.__stdout__:
        # What still waits to be written cannot be: let the end of the process not stumble over it.
        with Path(os.devnull).open("wb") as nothing:
            os.dup2(nothing.fileno(), sys.__stdout__.fileno())
    sys.exit(1)


def _speak_utf8(stream: TextIO) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")


def _code(error: Exception) -> int | None:
    """Exit code of an error whose message is a sentence for the user; None for a fault of ours."""
    from api.errors import CommandError
    from cypher.errors import CatalogueError, QueryFileError
    from graph.errors import GraphError
    from loaders.errors import LoaderError

    if isinstance(error, QueryFileError):
        return 1
    if isinstance(error, CatalogueError):
        return 2
    if isinstance(error, CommandError):
        return error.code
    return 1 if isinstance(error, LoaderError | GraphError) else None
