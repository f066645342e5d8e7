"""Commands around API keys: keys add, keys list, keys revoke."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from api.output import AsCsv, AsJson, Form, form, write_fact, write_rows

if TYPE_CHECKING:
    from api.keys import KeyRing

_COLUMNS = ["id", "name", "role", "created"]


class RoleName(StrEnum):
    """Roles as the command line takes them."""

    READER = "reader"
    EDITOR = "editor"
    ADMIN = "admin"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    keys = typer.Typer(no_args_is_help=True, help="API keys of the server over this data directory.")
    keys.command("add")(add)
    keys.command("list")(list_keys)
    keys.command("revoke")(revoke)
    app.add_typer(keys, name="keys")


def add(
    name: Annotated[str, typer.Argument(help="Who or what is to use it.")],
    role: Annotated[
        RoleName, typer.Option(help="reader asks, editor also changes documents and judgements, admin everything.")
    ] = RoleName.READER,
    as_json: AsJson = False,
) -> None:
    """Make a key and show it, this one time."""
    from api.keys import Role

    key, text = _ring().add(name, Role[role.name])
    if as_json:
        write_fact({"id": key.id, "name": key.name, "role": key.role.word, "key": text}, "", Form.JSON)
        return
    sys.stdout.write(f"{text}\n")
    sys.stderr.write(
        f"This is the key of {key.name} ({key.role.word}); it is not kept and not shown again. Send it as"
        " Authorization: Bearer KEY. From the first key on a server asks everybody for one, this machine too.\n"
    )


def list_keys(as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List the keys, without their secrets."""
    rows = [{"id": key.id, "name": key.name, "role": key.role.word, "created": key.created} for key in _ring().every()]
    write_rows(rows, _COLUMNS, form(as_json, as_csv))


def revoke(
    word: Annotated[str, typer.Argument(metavar="KEY", help="Its name or id.")], as_json: AsJson = False
) -> None:
    """Make a key useless, at once and in running servers too."""
    ring = _ring()
    key = ring.revoke(word)
    left = "" if ring.every() else " It was the last one: requests of this machine need none again."
    fact = {"id": key.id, "name": key.name, "role": key.role.word}
    write_fact(fact, f"The key {key.name} ({key.id}) is revoked.{left}", form(as_json, False))


def _ring() -> KeyRing:
    from api.keys import KeyRing
    from graph.settings import GraphSettings

    return KeyRing(GraphSettings.load().data)
