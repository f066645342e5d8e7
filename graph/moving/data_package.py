"""The graph as tables in a zip file: CSV by label and type, with a data package (frictionless) that describes them.

Cells hold what the graph holds, to the letter; an absent value and an empty text are both an empty cell. Lists
of strings are JSON. It is written as it is read: nothing is held but what is on its way.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from graph import model
from graph.declaration import Property, RelationshipType, ValueType
from graph.moving.batches import kind_of, name_of
from graph.moving.declared import columns, declared
from graph.moving.entries import Entry, Node

_TYPES: dict[ValueType, str] = {
    "string": "string",
    "integer": "integer",
    "float": "number",
    "boolean": "boolean",
    "list of strings": "array",
}
_ENDS = ("source_label", "source", "target_label", "target")
_NAMES = [node.label for node in model.NODES] + [kind.type for kind in model.RELATIONSHIPS]
_CHUNK = 64 * 1024
_SAID = (
    "Nodes by label and relationships by type, made from the declared model. Cells are exact: in a spreadsheet import "
    "all columns as text, for what begins with = would be run as a formula."
)


class _Outgoing(io.RawIOBase):
    """A file without places that zipfile writes to, and that is emptied while it does."""

    def __init__(self) -> None:
        self._held: list[bytes] = []
        self._size = 0

    def write(self, data: Any) -> int:
        """Take ``data`` in; how much of it: all."""
        self._held.append(bytes(data))
        self._size += len(self._held[-1])
        return len(self._held[-1])

    def taken(self, least: int = 1) -> Iterator[bytes]:
        """What was written, once it is at least so much."""
        if self._size >= least:
            whole, self._held, self._size = b"".join(self._held), [], 0
            yield whole


def package(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The bytes of the zip file, the same for the same graph. GraphError for what the model does not declare."""
    out = _Outgoing()
    groups = groupby(declared(entries), key=lambda entry: name_of(kind_of(entry)))
    found, rows = next(groups, ("", iter(())))
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(_member("datapackage.json"), json.dumps(descriptor(), ensure_ascii=False, indent=2))
        for name in _NAMES:
            with (
                file.open(_member(_path(name)), "w", force_zip64=True) as member,
                io.TextIOWrapper(member, encoding="utf-8", newline="") as text,
            ):
                writer = csv.writer(text)
                writer.writerow([field["name"] for field in _fields(name)])
                if found == name:
                    for entry in rows:
                        writer.writerow(_cells(entry))
                        yield from out.taken(_CHUNK)
                    found, rows = next(groups, ("", iter(())))
            yield from out.taken(_CHUNK)
    yield from out.taken()


def descriptor() -> dict[str, Any]:
    """The content of ``datapackage.json``."""
    return {
        "profile": "tabular-data-package",
        "name": "policygraph",
        "title": "policygraph",
        "description": _SAID,
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": name.lower(),
                "path": _path(name),
                "title": name,
                "description": (model.node(name) if name in model.labels() else model.relationship(name)).description,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {"fields": _fields(name), "missingValues": [""], **_keys(name)},
            }
            for name in _NAMES
        ],
    }


def _path(name: str) -> str:
    return f"{'nodes' if name in model.labels() else 'links'}/{name}.csv"


def _member(path: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path)  # of 1980, so that equal graphs give equal bytes
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _fields(name: str) -> list[dict[str, Any]]:
    ends = [
        {"name": end, "type": "string", "constraints": {"required": True}}
        for end in (() if name in model.labels() else _ENDS)
    ]
    return ends + [_field(one) for one in columns(name)]


def _field(one: Property) -> dict[str, Any]:
    found: dict[str, Any] = {"name": one.name, "type": _TYPES[one.type], "description": one.description}
    # a text that is always there may be empty, and then reads as absent
    if one.required and (one.type != "string" or one.name == "id"):
        found["constraints"] = {"required": True}
    return found


def _keys(name: str) -> dict[str, Any]:
    if name in model.labels():
        return {"primaryKey": "id"}
    kind: RelationshipType = model.relationship(name)
    ends = (("source", kind.sources), ("target", kind.targets))
    keys = [
        {"fields": field, "reference": {"resource": labels[0].lower(), "fields": "id"}}
        for field, labels in ends
        if len(labels) == 1
    ]
    return {"foreignKeys": keys} if keys else {}


def _cells(entry: Entry) -> list[str]:
    if isinstance(entry, Node):
        return [_cell(entry.properties.get(one.name)) for one in columns(entry.label)]
    return [*entry.source, *entry.target, *(_cell(entry.properties.get(one.name)) for one in columns(entry.type))]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
