"""Commands that save the graph as a whole and bring it back: backup, restore."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.errors import CommandError
from api.output import AsCsv, AsJson, form, write_fact


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(backup)
    app.command()(restore)


def backup(
    file: Annotated[Path, typer.Argument(help="File to write.", show_default=False)],
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Save the graph, your own documents and judgements of identity to a file that restore reads."""
    how = form(as_json, as_csv)
    from api import identities, uploads
    from graph import export as exports
    from graph.settings import GraphSettings
    from graph.store import GraphStore

    settings = GraphSettings.load()
    with GraphStore.open(settings) as store:
        exports.backup(store, file, uploads.documents(settings.data), identities.own_judgements(settings.data))
    write_fact({"saved": str(file)}, f"Saved the graph and your own documents to {file}.", how)


def restore(
    file: Annotated[Path, typer.Argument(help="A file made by backup.", show_default=False)],
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Replace the graph by what backup saved, and keep the documents and judgements saved with it."""
    how = form(as_json, as_csv)
    from api import identities, uploads
    from graph import export as exports
    from graph.settings import GraphSettings
    from graph.store import GraphStore

    settings = GraphSettings.load()
    with GraphStore.open(settings) as store:
        content = exports.restore(store, file)
    try:
        for policy_id, files in content.documents.items():
            uploads.keep(policy_id, files, settings.data)
        if content.identities is not None:
            identities.keep(settings.data, content.identities)
    except OSError as error:
        raise CommandError(
            f"The graph is restored, but its documents could not be kept in {uploads.folder(settings.data)}"
            f" ({error.strerror or error}): free space or permissions there and restore again."
        ) from error
    write_fact({"restored": str(file)}, f"Restored the graph from {file}.", how)
