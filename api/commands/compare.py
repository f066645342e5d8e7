"""The command that holds two regions against each other."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from api.output import AsCsv, AsJson, Form, form, write_json, write_rows


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(compare)


def compare(
    a: Annotated[str, typer.Argument(metavar="A", help="One region, by code or name.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The other region, by code or name.")],
    tiers: Annotated[
        Literal["certain", "likely", "candidate"], typer.Option(help="Least tier of the facts that count.")
    ] = "certain",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Compare two regions: instruments that only one of them has, and in what they differ where both do."""
    how = form(as_json, as_csv)
    from api.comparison.lines import COLUMNS, SHOWN, lines
    from api.comparison.sides import compared
    from graph.moving import mark
    from graph.settings import GraphSettings
    from graph.store import GraphStore

    with GraphStore.open(GraphSettings.load()) as store:
        mark.generation(store)
        found = compared(store, a, b, tiers)
    if how is Form.JSON:
        write_json(found.model_dump(mode="json"))
        return
    names = {"a": found.a.name, "b": found.b.name}
    words = {"state": "状态", "amounts": "金额", "lead": "牵头单位"}
    labels = {"standing": "情形", "instrument_zh": "政策工具"}
    labels |= {f"{word}_{side}": f"{names[side]} {zh}" for word, zh in words.items() for side in names}
    title = f"{found.a.name} (a)  {found.b.name} (b)"
    write_rows(lines(found), COLUMNS, how, title=title, labels=labels, shown=SHOWN)
