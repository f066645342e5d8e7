"""Commands around a real Neo4j on this machine: neo4j up, down, status, logs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.output import AsJson, complain, form, write_fact, write_json

if TYPE_CHECKING:
    from graph.neo4j_server.jars import Progress

neo4j = typer.Typer(
    no_args_is_help=True, help="A real Neo4j on this machine, without Docker and Java: up, down, status, logs."
)
Data = Annotated[Path | None, typer.Option(help="Directory of the server.", show_default="neo4j in POLICYGRAPH_DATA")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (up, down, status, logs):
        neo4j.command()(command)
    app.add_typer(neo4j, name="neo4j")


def up(
    version: Annotated[
        str | None, typer.Option(help="5.26.30 or 2026.08.1.", show_default="that of the data, else 5.26.30")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="Port of Bolt; 0 takes a free one.", show_default="7687"),
    ] = None,
    data: Data = None,
    listen: Annotated[
        str, typer.Option(help="Address to listen on. Beyond this machine passwords travel in the clear.")
    ] = "127.0.0.1",
    as_json: AsJson = False,
) -> None:
    """Start Neo4j (downloading it first if need be), return once it answers, and leave it running."""
    from graph.neo4j_server import server
    from graph.settings import GraphSettings

    settings = GraphSettings.load()
    home = server.home_of(data, settings)
    with _bar() as progress:
        running = server.up(home, settings, version=version, port=port, listen=listen, progress=progress)
    record = running.record
    if as_json:
        write_json({"url": record.url, "http": record.http_url})
        return
    password = f"its password is in {home.credentials_file}"
    if running.new_password:
        password = f"password {running.new_password} (shown this once; kept in {home.credentials_file} for you alone)"
    typer.echo(f"Neo4j {record.version} answers at {record.url}, its data in {home.directory}.")
    typer.echo(f"Neo4j Browser: {record.http_url}/browser/, user neo4j, {password}.")
    typer.echo(f"To use it: export POLICYGRAPH_URL={record.url}")


def down(data: Data = None, as_json: AsJson = False) -> None:
    """Stop the Neo4j that up started; its data stay."""
    from graph.neo4j_server import server
    from graph.settings import GraphSettings

    settings = GraphSettings.load()
    home = server.home_of(data, settings)
    stopped = server.down(home, settings)
    said = f"Stopped Neo4j {stopped.version}; its data stay in {home.directory}." if stopped else _none(home.directory)
    write_fact({"stopped": stopped is not None}, said, form(as_json, False))


def status(data: Data = None, as_json: AsJson = False) -> None:
    """Say whether Neo4j runs: exit code 0 when it answers, 3 when not."""
    from graph.neo4j_server import server
    from graph.settings import GraphSettings

    home = server.home_of(data, GraphSettings.load())
    record, answers = server.status(home)
    fact: dict[str, object] = {"answers": answers, "data": str(home.directory)}
    said = _none(home.directory)
    if record is not None:
        fact |= {"version": record.version, "url": record.url, "http": record.http_url}
        fact |= {"pid": record.pid, "started": record.started}
        said = (
            f"Neo4j {record.version} answers at {record.url}, Neo4j Browser at {record.http_url}/browser/ "
            f"(process {record.pid}, since {record.started}, data in {home.directory})."
            if answers
            else f"Neo4j {record.version} runs (process {record.pid}) but does not answer at {record.url}; "
            "policygraph neo4j logs shows what it says."
        )
    write_fact(fact, said, form(as_json, False))
    if not answers:
        raise typer.Exit(3)


def logs(
    lines: Annotated[int, typer.Option("-n", "--lines", min=0, help="How many lines from the end.")] = 50,
    data: Data = None,
) -> None:
    """Show the end of what Neo4j said since its last start."""
    from graph.neo4j_server import server
    from graph.settings import GraphSettings

    for line in server.log(server.home_of(data, GraphSettings.load()), lines):
        sys.stdout.write(line + "\n")


def _none(directory: Path) -> str:
    return f"No Neo4j runs on {directory}."


@contextmanager
def _bar() -> Iterator[Progress]:
    """A bar of bytes on a terminal's stderr, a sentence elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn("Downloading Neo4j"),
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
    )
    task = bar.add_task("download", total=None, visible=False)

    def progress(done: int, total: int) -> None:
        if done == 0 and bar.disable:
            complain(f"Downloading Neo4j, {total / 1e6:.0f} MB.")
        bar.update(task, completed=done, total=total, visible=True)

    with bar:
        yield progress
