"""Commands that move the graph elsewhere: export, copy."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.errors import CommandError
from api.output import AsCsv, AsJson, complain, form, pairs, write_rows

if TYPE_CHECKING:
    from graph.moving.copying import Progress
    from graph.moving.entries import Chosen
    from graph.settings import GraphSettings
    from graph.store import GraphStore

_OF_AN_END = ("user", "password", "database", "ca_file")
"""Settings that each end of a copy may have of its own, from POLICYGRAPH_FROM_<NAME> and POLICYGRAPH_TO_<NAME>."""


class ExportForm(Enum):
    """What an export is written as."""

    JSONL = "jsonl"
    CYPHER = "cypher"
    GRAPHML = "graphml"
    CSV = "csv"
    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    NEO4J_CSV = "neo4j-csv"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(export)
    app.command()(copy)


def export(
    file: Annotated[
        Path | None, typer.Argument(help="File to write (folder of neo4j-csv).", show_default="stdout")
    ] = None,
    how: Annotated[
        ExportForm,
        typer.Option(
            "--format",
            help="JSON Lines; a script of Cypher that rebuilds it on either engine; GraphML; a zip of CSV tables with "
            "a data package; RDF as Turtle or N-Triples; a folder for neo4j-admin.",
        ),
    ] = ExportForm.JSONL,
    output: Annotated[
        Path | None, typer.Option("--output", help="The same as FILE.", metavar="FILE|DIR", show_default=False)
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only",
            help="A part of it, such as region=420000, policy=ID, instrument=CODE, labels=Measure,Instrument, "
            "tiers=certain; several together. docs/rest.md has all.",
            metavar="KEY=VALUE",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write the graph or a part of it, in an order that only depends on what it holds."""
    if file and output:
        raise CommandError("FILE and --output say the same; give one of them.", 2)
    target = file or output
    if target is None and how is ExportForm.NEO4J_CSV:
        raise CommandError("neo4j-csv is a folder of files; name it with --output.", 2)
    if target is None and how is ExportForm.CSV and sys.stdout.isatty():
        raise CommandError("csv is a zip file; name it with --output.", 2)
    if target is not None and how is not ExportForm.NEO4J_CSV and target.is_dir():
        raise CommandError(f"{target} is a folder; name a file in it.", 2)
    from graph.moving import neo4j_csv
    from graph.moving.entries import entries
    from graph.moving.forms import FORMS
    from graph.moving.graphml import GraphML
    from graph.moving.output import write_file, write_folder
    from graph.settings import GraphSettings
    from graph.store import GraphStore

    with GraphStore.open(GraphSettings.load()) as store:
        found = entries(store, _chosen(store, pairs(only or [])))
        graphml = GraphML()
        if how is ExportForm.NEO4J_CSV and target is not None:
            write_folder(target, lambda folder: neo4j_csv.write(found, folder))
        else:
            write = FORMS[how.value].write
            parts = graphml.parts(found) if how is ExportForm.GRAPHML else write(found)
            if target is None:
                sys.stdout.buffer.writelines(parts)
            else:
                write_file(target, parts)
    if graphml.replaced:
        complain(
            f"XML cannot hold {graphml.replaced} control characters of these texts; each is written as U+FFFD, "
            "so that offsets stay right. The other formats hold them."
        )
    if target is not None:
        typer.echo(f"Exported the graph to {target}.")


def _chosen(store: GraphStore, given: dict[str, object]) -> Chosen | None:
    """The part asked for; None for the whole graph."""
    if not given:
        return None
    from api.selections import EXPORT, scope_of, selection_of
    from graph.parts.taken import chosen

    asked = EXPORT.values(store, given)
    return chosen(store, selection_of(store, asked), scope_of(asked))


def copy(
    source: Annotated[
        str, typer.Argument(metavar="FROM", help="Its address, as in POLICYGRAPH_URL.", show_default=False)
    ],
    target: Annotated[str, typer.Argument(metavar="TO", help="Address of the other.", show_default=False)],
    replace: Annotated[
        bool, typer.Option("--replace", help="Delete what TO holds first, and what an interrupted copy left.")
    ] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Copy the graph at one address to another, on whatever engines they are, and count it there."""
    how = form(as_json, as_csv)
    from graph.moving.copying import copy as copy_graph
    from graph.store import GraphStore

    ends = [_settings(name, url) for name, url in (("FROM", source), ("TO", target))]
    with GraphStore.open(ends[0]) as old, GraphStore.open(ends[1]) as new, _bar() as progress:
        try:
            counts = copy_graph(old, new, replace=replace, progress=progress)
        except KeyboardInterrupt:
            complain(
                f"Interrupted. If anything was copied, {new.where} says that it holds a part only, and a copy with "
                "--replace makes it whole."
            )
            raise
        where = old.where, new.where
    rows = [{"name": one.name, "from": one.source, "to": one.target} for one in counts if as_json or one.source]
    write_rows(rows, ["name", "from", "to"], how, title=f"{where[0]} → {where[1]}", labels={"name": "label or type"})


def _settings(end: str, url: str) -> GraphSettings:
    """Settings of one end of a copy."""
    from graph.errors import GraphError
    from graph.settings import GraphSettings

    own = {name: os.environ.get(f"POLICYGRAPH_{end}_{name.upper()}") for name in _OF_AN_END}
    try:
        return GraphSettings.load(url=url, **{name: value for name, value in own.items() if value})
    except GraphError as error:
        raise CommandError(str(error).replace("POLICYGRAPH_URL", end, 1), 2) from error


@contextmanager
def _bar() -> Iterator[Progress]:
    """A count of what has been copied on a terminal's stderr; nothing elsewhere."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    bar = Progress(
        SpinnerColumn(),
        TextColumn("Copied {task.completed} nodes and relationships"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
        transient=True,
    )
    task = bar.add_task("copy", total=None)
    with bar:
        yield lambda done: bar.update(task, completed=done)
