"""Commands around Neo4j Browser: browser show, browser export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.errors import CommandError
from api.output import AsJson, form, write_fact, write_json

browser = typer.Typer(no_args_is_help=True, help="Our queries, colours and guide for Neo4j Browser: show, export.")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    browser.command()(show)
    browser.command()(export)
    app.add_typer(browser, name="browser")


def show(
    name: Annotated[str, typer.Argument(metavar="TOPIC/NAME", help="A named query.", show_default=False)],
    site: Annotated[
        str, typer.Option(help="Where `policygraph serve` answers, as your browser reaches it.")
    ] = "http://127.0.0.1:8000",
    as_json: AsJson = False,
) -> None:
    """Print the link that opens a named query in Neo4j Browser, and what then stands in its editor."""
    from api.browser.place import BrowserSettings, link
    from api.browser.script import script
    from cypher.catalogue import catalogue
    from graph.settings import GraphSettings

    query = catalogue().get(name)
    text = script(query)
    address = site.rstrip("/") + link(GraphSettings.load(), BrowserSettings.load(), text)
    if as_json:
        write_json({"name": query.name, "browser": address, "script": text})
        return
    typer.echo(f"{address}\n\n{text}")


def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write to.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Write the named queries as favourites, a style sheet and a guide for Neo4j Browser."""
    from api.browser.export import export as write

    try:
        written = write(folder)
    except OSError as error:
        raise CommandError(
            f"{error.filename or folder} cannot be written ({error.strerror or error}); name a folder that can."
        ) from error
    said = f"Wrote {len(written) - 2} favourites, policygraph.grass and guide.md to {folder}; guide.md says what to do."
    write_fact({"folder": str(folder), "files": len(written)}, said, form(as_json, False))
