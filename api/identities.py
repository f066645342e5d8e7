"""Judging identities: the user's own file of judgements, and the graph brought to it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.errors import CommandError
from cypher.suggest import suggestion
from data import IDENTITIES
from graph import identities as graph_identities
from graph import model, writer
from graph.identity import agency, agency_of_id
from graph.store import GraphStore
from loaders import regions
from loaders.resolve import judgements as stored
from loaders.resolve.groups import agency_map
from loaders.resolve.judgements import Judgement, Verdict, name_key

OWN_FILE = "own.yaml"
COLUMNS = ["kind", "one", "other", "judgement", "by", "reason", "date", "file"]


@dataclass(frozen=True)
class Judged:
    """What a judgement changed."""

    judgement: Judgement
    file: Path
    is_one: bool
    """Whether both names go by one node now."""

    def as_json(self) -> dict[str, Any]:
        """The judgement with the file it stands in and whether both are one now."""
        return self.judgement.model_dump() | {"file": str(self.file), "one_node": self.is_one}


def own_file(data: Path) -> Path:
    """Where the user's own judgements stand."""
    return graph_identities.folder(data) / OWN_FILE


def own_judgements(data: Path) -> bytes | None:
    """The user's own file of judgements; None where there is none."""
    file = own_file(data)
    return file.read_bytes() if file.is_file() else None


def keep(data: Path, content: bytes) -> None:
    """Put ``content`` in the place of the user's own judgements."""
    _write(own_file(data), content)


def listed(store: GraphStore) -> list[dict[str, Any]]:
    """Candidates of the graph, then the stored judgements, the user's and the shipped ones."""
    rows: list[dict[str, Any]] = store.read(
        "MATCH (a)-[m:MAY_BE]->(b) WHERE m.rule <> 'judged' "
        "RETURN toLower(labels(a)[0]) AS kind, a.name AS one, b.name AS other, 'candidate' AS judgement, "
        "m.by AS by, m.reason AS reason ORDER BY kind, one, other"
    )
    for folder in (graph_identities.folder(store.settings.data), IDENTITIES):
        for file in sorted(folder.glob("*.yaml")) if folder.is_dir() else ():
            rows += [one.model_dump() | {"file": str(file)} for one in stored.read(file)]
    return rows


def judge(
    store: GraphStore, kind: str | None, names: tuple[str, str], verdict: Verdict, *, by: str, reason: str, date: str
) -> Judged:
    """Store a judgement on two names of the graph in the place of the user's earlier one, and apply it.

    ``kind`` may be left out where both names are of one kind only. CommandError for names the graph does not hold.
    """
    found, keys = _known(store, kind, names)
    if name_key(found, keys[0]) == name_key(found, keys[1]):
        raise CommandError(f"{names[0]} and {names[1]} are the same name; give two.", 2)
    made = Judgement.model_validate(
        {
            "kind": found,
            "one": keys[0],
            "other": keys[1],
            "judgement": verdict,
            "by": by,
            "reason": reason,
            "date": date,
        }
    )
    _change(store, lambda kept: [*(one for one in kept if not _on_same(one, made)), made])
    ids = {_identity(store, found, key) for key in keys}
    return Judged(made, own_file(store.settings.data), len(ids) == 1)


def forget(store: GraphStore, kind: str | None, names: tuple[str, str]) -> list[Judgement]:
    """Delete the user's judgements on two names, in whichever order, and bring the graph to the rest."""
    file = own_file(store.settings.data)
    asked = {name.strip() for name in names}
    gone = [one for one in _own(file) if kind in (None, one.kind) and asked in _written(one)]
    if not gone:
        raise CommandError(
            f"There is no judgement of yours on {names[0]} and {names[1]}; `policygraph identities list` shows them."
        )
    _change(store, lambda kept: [one for one in kept if one not in gone])
    return gone


def _on_same(one: Judgement, other: Judgement) -> bool:
    return one.kind == other.kind and one.pair == other.pair


def _own(file: Path) -> list[Judgement]:
    return stored.read(file) if file.is_file() else []


def _change(store: GraphStore, change: Callable[[list[Judgement]], list[Judgement]]) -> None:
    """Write the user's file anew and settle the graph; the file stays as it was when the graph cannot be settled."""
    file = own_file(store.settings.data)
    before = own_judgements(store.settings.data)
    _write(file, stored.text(change(_own(file))).encode())
    try:
        writer.prepare(store)
        writer.settle(store)
    except BaseException:
        if before is None:
            file.unlink()
        else:
            _write(file, before)
        raise


def _write(file: Path, content: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f".{file.name}.{os.getpid()}")
        draft.write_bytes(content)
        draft.replace(file)
    except OSError as error:
        raise CommandError(f"{file} cannot be written ({error.strerror or error}); see to the folder.") from error


def _known(store: GraphStore, kind: str | None, names: tuple[str, str]) -> tuple[str, tuple[str, str]]:
    """The kind both names are of, and each as a judgement holds it."""
    kinds = (kind,) if kind else stored.KINDS
    found = {one: keys for one in kinds if (keys := [_key(store, one, name) for name in names]) and all(keys)}
    if len(found) == 1:
        (only, (one, other)) = next(iter(found.items()))
        return only, (str(one), str(other))
    if found:
        raise CommandError(f"Both names are of several kinds ({', '.join(found)}); say which with --kind.", 2)
    known = [name for one in kinds for name in _keys(store, one)]
    missing = next((name for name in names if name.strip() not in known), names[1])
    hint = suggestion(missing, known) or " `policygraph identities list` shows candidates."
    raise CommandError(f"The graph holds no {kind or 'two of one kind named so'}: {missing}.{hint}")


def _key(store: GraphStore, kind: str, name: str) -> str | None:
    """The name as a judgement holds it: of an agency its id, or the form that is printed; None if it is unknown."""
    found = _keys(store, kind).get(name.strip(), set())
    if len(found) > 1:
        raise CommandError(f"{name} is the name of several: {'、'.join(sorted(found))}. Give one of these ids.", 2)
    return next(iter(found), None)


def _keys(store: GraphStore, kind: str) -> dict[str, set[str]]:
    """What a judgement may call things of a kind: ids, canonical names, printed names, to how it holds them."""
    label = "Agency" if kind == "agency" else next(label for label in model.NAMED if label.lower() == kind)
    rows = store.read(f"MATCH (n:{label}) RETURN n.id AS id, n.name AS name, n.aliases AS aliases ORDER BY id")
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["name"], set()).add(row["id"])
        found.setdefault(row["id"], set()).add(row["id"])
    for row in rows:
        for alias in row["aliases"]:
            if kind != "agency":
                found.setdefault(alias, {alias})
                continue
            code = str(row["id"]).partition(":")[0]
            said = agency(alias, regions.region(code), code.removeprefix("~"))
            found.setdefault(alias, {said.form})
            # A body that a judgement made part of another one is still called by its own full name.
            found.setdefault(said.name, {said.id})
    return found


def _identity(store: GraphStore, kind: str, key: str) -> str:
    """What a judged name goes by: the id of its node."""
    if kind != "agency":
        rows = store.read(
            f"MATCH (n:{kind.capitalize()}) WHERE $key IN n.aliases RETURN n.id AS id ORDER BY id", {"key": key}
        )
        return str(rows[0]["id"]) if rows else key
    judged = graph_identities.judgements_of(store).of(kind)
    return agency_map(judged, {name: agency_of_id(name).id for one in judged for name in one.pair})[key]


def _written(judgement: Judgement) -> list[set[str]]:
    """The two names of a judgement as it holds them and as people write them."""
    pair = {judgement.one, judgement.other}
    if judgement.kind != "agency":
        return [pair]
    said = [agency_of_id(name_key("agency", name)) for name in (judgement.one, judgement.other)]
    return [pair, {one.printed for one in said}]
