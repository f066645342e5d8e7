"""The command that asks named queries."""

from __future__ import annotations

from typing import Annotated

import typer

from api.output import AsCsv, AsJson, Form, complain, form, pairs, write_json, write_rows


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(query)


def query(
    name: Annotated[
        str | None, typer.Argument(metavar="[TOPIC/NAME]", help="A named query; without it they are listed.")
    ] = None,
    arguments: Annotated[
        list[str] | None, typer.Argument(metavar="[KEY=VALUE…]", help="Its parameters, such as instrument=首台套.")
    ] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Ask a named query, or list them all."""
    how = form(as_json, as_csv)
    from cypher.catalogue import catalogue

    if name is None:
        _list(how)
        return
    asked = catalogue().get(name)
    given = pairs(arguments or [])

    from cypher.arguments import precheck
    from cypher.run import answer
    from graph.settings import GraphSettings
    from graph.store import GraphStore

    precheck(asked, given)
    with GraphStore.open(GraphSettings.load()) as store:
        found = answer(store, asked, given)
    rows, empty = found.rows, not found.rows and not found.generation
    labels = {column: one.zh for column, one in asked.columns.items() if one.zh}
    shown = [column for column, one in asked.columns.items() if not one.detail]
    write_rows(rows, list(asked.columns), how, title=f"{asked.zh}  {asked.title}", labels=labels, shown=shown)
    if not rows and how is Form.TABLE:
        typer.echo(asked.description)
    if found.left_out:
        complain(f"{found.left_out} more rows rest on facts below the tier asked for; tiers=likely shows them.")
    if empty:
        complain("the graph is empty; `policygraph load --all` reads the shipped plans.")


def _list(how: Form) -> None:
    from cypher.catalogue import catalogue

    if how is Form.JSON:
        write_json([one.as_json() for one in catalogue()])
        return
    rows = [
        {
            "name": one.name,
            "title": one.title,
            "parameters": " ".join(
                f"{parameter}={'…' if spec.default is None else spec.default}"
                for parameter, spec in one.parameters.items()
            ),
            "columns": " ".join(one.columns),
        }
        for one in catalogue()
    ]
    write_rows(rows, ["name", "title", "parameters", "columns"], how, shown=["name", "title", "parameters"])
