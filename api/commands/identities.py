"""Commands around identities: identities list, judge, forget."""

from __future__ import annotations

from typing import Annotated

import typer

from api.errors import CommandError
from api.output import AsCsv, AsJson, form, write_fact, write_rows

identities = typer.Typer(
    no_args_is_help=True, help="Names that are, or may be, one agency, firm, institution or place."
)
One = Annotated[str, typer.Argument(help="A name or an alias in the graph.", show_default=False)]
Other = Annotated[str, typer.Argument(help="Another one.", show_default=False)]
Kind = Annotated[
    str | None,
    typer.Option(help="agency, enterprise, institution, place, fund or event.", show_default="the one both are"),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    identities.command("list")(show)
    identities.command()(judge)
    identities.command()(forget)
    app.add_typer(identities, name="identities")


def show(as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List pairs that may be one and are not merged, and all stored judgements."""
    how = form(as_json, as_csv)
    from api.identities import COLUMNS, listed
    from graph.settings import GraphSettings
    from graph.store import GraphStore

    with GraphStore.open(GraphSettings.load()) as store:
        rows = listed(store)
    write_rows(rows, COLUMNS, how, shown=COLUMNS[:6])


def judge(
    one: One,
    other: Other,
    judgement: Annotated[str, typer.Argument(help="positive, negative or unsure.", show_default=False)],
    by: Annotated[str, typer.Option(help="Who judges.", show_default=False)],
    reason: Annotated[str, typer.Option(help="On what ground.", show_default=False)],
    kind: Kind = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Say whether two names are one. It is stored in your own file, applied at once, and can be taken back."""
    how = form(as_json, as_csv)
    from datetime import date

    from api import identities as work
    from graph.settings import GraphSettings
    from graph.store import GraphStore
    from loaders.resolve.judgements import VERDICTS

    verdict = next((known for known in VERDICTS if known == judgement), None)
    if verdict is None:
        raise CommandError(f"{judgement!r} is no judgement; say positive, negative or unsure.", 2)
    if not by.strip():
        raise CommandError("--by must say who judges.", 2)
    _check(kind)
    with GraphStore.open(GraphSettings.load()) as store:
        today = date.today().isoformat()
        done = work.judge(store, kind, (one, other), verdict, by=by, reason=reason, date=today)
    now = "are one node" if done.is_one else "are two nodes"
    write_fact(done.as_json(), f"{one} and {other} {now} now; your judgement stands in {done.file}.", how)


def forget(one: One, other: Other, kind: Kind = None, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """Take back your judgement on two names; the graph is again what the rest says."""
    how = form(as_json, as_csv)
    _check(kind)
    from api import identities as work
    from graph.settings import GraphSettings
    from graph.store import GraphStore

    with GraphStore.open(GraphSettings.load()) as store:
        gone = work.forget(store, kind, (one, other))
    write_fact({"forgotten": len(gone)}, f"Took back your judgement on {one} and {other}.", how)


def _check(kind: str | None) -> None:
    from cypher.suggest import suggestion
    from loaders.resolve.judgements import KINDS

    if kind is not None and kind not in KINDS:
        raise CommandError(f"There is no kind {kind}.{suggestion(kind, KINDS)} Kinds: {', '.join(KINDS)}.", 2)
