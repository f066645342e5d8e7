"""Commands that bring documents into the graph and take them out: load, remove, status."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.errors import CommandError
from api.output import AsCsv, AsJson, Form, complain, form, write_fact, write_json, write_rows

PolicyId = Annotated[str, typer.Argument(help="Id of a policy; `policygraph status` lists them.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(load)
    app.command()(remove)
    app.command()(status)


def load(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILE…|DIR]",
            help="Documents (text, Markdown, HTML, PDF, DOCX), plan folders, or folders of either.",
        ),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Load the shipped plans and your own.")] = False,
    stale: Annotated[bool, typer.Option("--stale", help="Load again where extractor or judgements changed.")] = False,
    region: Annotated[str | None, typer.Option(help="GB/T 2260 code or name of the region of FILE.")] = None,
    policy_id: Annotated[str | None, typer.Option("--id", help="Id of the policy in FILE.")] = None,
    candidates: Annotated[bool, typer.Option("--candidates", help="Load facts of the tier candidate too.")] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Read documents into the graph; loading one again replaces it."""
    how = form(as_json, as_csv)
    if (bool(paths), every, stale).count(True) != 1:
        raise CommandError("load takes one of: files or folders, --all, --stale; see policygraph load --help.", 2)

    from api import loading, usage
    from graph.settings import GraphSettings
    from graph.store import GraphStore

    settings = GraphSettings.load()
    if region is not None:
        region = usage.region_code(region)
    sources = loading.named(paths, policy_id, region) if paths else loading.known(settings.data)
    if not paths and (region or policy_id):
        raise CommandError("--region and --id go with a FILE.", 2)
    gone: list[str] = []
    with GraphStore.open(settings) as store:
        if stale:
            sources, gone = loading.stale(store, settings.data)
        outcomes = loading.with_progress(store, sources, settings.data, candidates=candidates)
    if stale and not sources and not gone and how is Form.TABLE:
        typer.echo("Nothing to do: every policy was read by this version of the extractor with its present judgements.")
        return
    columns = ["id", "loaded", "title", "region", "clauses", "facts", "reviewed", "warnings", "error", "bookmarks"]
    write_rows([one.as_json() for one in outcomes], columns, how, shown=columns[:7])
    for one in gone:
        complain(f"{one} was read by another version and its source is not kept here; load its file again.")
    failed = [one for one in outcomes if one.error]
    if failed or gone:
        complain(f"{len(failed) + len(gone)} of {len(outcomes) + len(gone)} documents were not loaded.")
        raise typer.Exit(1)


def remove(policy_id: PolicyId, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """Take a policy out of the graph, with all that only it said, and delete your kept copy of it."""
    how = form(as_json, as_csv)
    from api import uploads
    from cypher.suggest import suggestion
    from graph import writer
    from graph.settings import GraphSettings
    from graph.store import GraphStore
    from loaders.judgements.lines import JUDGEMENTS_FILE

    settings = GraphSettings.load()
    with GraphStore.open(settings) as store:
        known = [policy["id"] for policy in writer.policies(store)]
        if policy_id not in known:
            hint = suggestion(policy_id, known) or " `policygraph status` lists what is loaded."
            raise CommandError(f"There is no policy {policy_id} in the graph.{hint}")
        with uploads.changing(settings.data):
            writer.remove_policy(store, policy_id)
            judged = (uploads.folder(settings.data) / policy_id / JUDGEMENTS_FILE).is_file()
            kept = uploads.forget(policy_id, settings.data)
    copy = f" and your kept copy of it{' with its judgements' if judged else ''}"
    sentence = f"Removed {policy_id}{copy if kept else ''}."
    write_fact({"removed": policy_id, "copy_deleted": kept}, sentence, how)


def status(as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """Say what the graph holds: policies, regions, clauses, and whether any reading is out of date."""
    how = form(as_json, as_csv)
    from api.overview import POLICY_COLUMNS, overview
    from graph.settings import GraphSettings
    from graph.store import GraphStore

    with GraphStore.open(GraphSettings.load()) as store:
        found = overview(store)
    if as_json:
        write_json(found.as_json())
        return
    write_rows(found.policies, POLICY_COLUMNS, how, shown=[name for name in POLICY_COLUMNS if name != "unmatched"])
    if not as_csv:
        typer.echo(
            f"{len(found.policies)} policies in {found.where}, generation {found.generation}: "
            + ", ".join(f"{count} {label}" for label, count in found.nodes.items())
        )
        if found.stale:
            typer.echo(f"{found.stale} whose extractor or judgements have changed since: policygraph load --stale")
        for policy in found.policies:
            for sentence in policy["unmatched"]:
                typer.echo(f"{policy['id']}: a judgement does not fit, {sentence}")
