"""The graph as files for ``neo4j-admin database import full``, by label and type, in a folder with its commands.

The importer takes an empty list for an absent one and has no way to write the delimiter of lists
inside one. Such lists are left out of the files and set by ``finish.cypher``, which is run once after the import and
makes constraints and indexes too.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from graph.declaration import ValueType
from graph.dialect import NEO4J
from graph.moving.batches import Kind, kind_of, name_of
from graph.moving.cypher_script import literal
from graph.moving.declared import columns, declared
from graph.moving.entries import Entry, Node
from graph.moving.mark import COUNT_A_CHANGE
from graph.writer import schema

_TYPES: dict[ValueType, str] = {
    "string": "string",
    "integer": "long",
    "float": "double",
    "boolean": "boolean",
    "list of strings": "string[]",
}
_BETWEEN, _BETWEEN_NAME = "\x1f", "U+001F"
"""Stands between the strings of a list."""
_ROWS = 500
_BUFFER = 4 << 20
"""Bytes of one value that the importer can take without being told."""
_ARGUMENTS = ("--multiline-fields=true", f"--array-delimiter={_BETWEEN_NAME}", "--bad-tolerance=0")
_README = """\
# The graph of policygraph for neo4j-admin

One file for each label, and for each relationship type with the labels it joins. In this folder, with
Neo4j stopped (this replaces the database `neo4j`):

```sh
neo4j-admin database import full --overwrite-destination @import.args neo4j
```

Then start Neo4j and run once, so that it has its constraints, its indexes, and the lists that such files
cannot hold:

```sh
cypher-shell --database neo4j --file finish.cypher
```
"""


@dataclass(slots=True)
class _Folder:
    """The files being written. Those of one label or type are open at a time."""

    path: Path
    finish: TextIO
    names: dict[Kind, str] = field(default_factory=dict)
    largest: int = 0
    """Bytes of the largest value so far."""
    _open: dict[Kind, TextIO] = field(default_factory=dict)
    _stack: ExitStack = field(default_factory=ExitStack)
    _lists: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        kind = kind_of(entry)
        if kind not in self._open:
            self._begin(kind)
        if isinstance(entry, Node):
            fields = [self._node_field(entry, one.name) for one in columns(entry.label)]
        else:
            ends = [quoted(entry.source.id), quoted(entry.target.id)]
            fields = [*ends, *(_field(entry.properties.get(one.name)) for one in columns(entry.type))]
        line = ",".join(fields)
        if len(line) * 3 > self.largest:  # else no value of it can be larger
            self.largest = max(self.largest, *(len(one.encode()) for one in fields))
        self._open[kind].write(line + "\n")

    def close(self) -> None:
        self._stack.close()
        for label, name in list(self._lists):
            self._finish(label, name)

    def _begin(self, kind: Kind) -> None:
        if self._open and name_of(next(iter(self._open))) != name_of(kind):
            self._stack.close()
            self._open.clear()
        self.names[kind] = f"{'-'.join(kind)}.csv"
        file = (self.path / self.names[kind]).open("w", encoding="utf-8", newline="\n")
        self._open[kind] = self._stack.enter_context(file)
        file.write(",".join(_header(kind)) + "\n")

    def _node_field(self, node: Node, name: str) -> str:
        value = node.properties.get(name)
        if isinstance(value, list) and (value in ([], [""]) or any(_BETWEEN in one for one in value)):
            self._lists.setdefault((node.label, name), []).append({"id": node.id, "value": value})
            if len(self._lists[node.label, name]) == _ROWS:
                self._finish(node.label, name)
            return ""
        return _field(value)

    def _finish(self, label: str, name: str) -> None:
        rows = ", ".join(map(literal, self._lists.pop((label, name))))
        self.finish.write(f"UNWIND [{rows}] AS row MATCH (n:{label} {{id: row.id}}) SET n.{name} = row.value;\n")


def write(entries: Iterable[Entry], folder: Path) -> None:
    """Write the files of the graph into ``folder``, which is there and empty.

    GraphError for what the model does not declare.
    """
    with (folder / "finish.cypher").open("w", encoding="utf-8", newline="\n") as finish:
        finish.writelines(f"{statement};\n" for statement in schema(NEO4J))
        finish.write("CALL db.awaitIndexes(300);\n")
        files = _Folder(folder, finish)
        try:
            for entry in declared(entries):
                files.add(entry)
        finally:
            files.close()
        finish.write(f"{COUNT_A_CHANGE};\n")
    arguments = [f"--nodes={kind[0]}={name}" for kind, name in files.names.items() if len(kind) == 1]
    arguments += [f"--relationships={kind[1]}={name}" for kind, name in files.names.items() if len(kind) == 3]
    if 2 * files.largest > _BUFFER:
        arguments.append(f"--read-buffer-size={2 * files.largest}")
    arguments += _ARGUMENTS  # last: --relationships takes every word that follows it for a file
    (folder / "import.args").write_text("".join(f"{one}\n" for one in arguments), encoding="utf-8")
    (folder / "README.md").write_text(_README, encoding="utf-8")


def quoted(text: str) -> str:
    """A text as a field of CSV, always in quotation marks: without them nothing would be an absent value."""
    return '"' + text.replace('"', '""') + '"'


def _field(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return quoted(_BETWEEN.join(value))
    return quoted(value) if isinstance(value, str) else repr(value)


def _header(kind: Kind) -> list[str]:
    if len(kind) == 1:
        id_column, *others = columns(kind[0])
        return [f"{id_column.name}:ID({kind[0]})", *(f"{one.name}:{_TYPES[one.type]}" for one in others)]
    source, relationship, target = kind
    properties = (f"{one.name}:{_TYPES[one.type]}" for one in columns(relationship))
    return [f":START_ID({source})", f":END_ID({target})", *properties]
