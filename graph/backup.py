"""The file of a backup: the export and the user's documents between a head and a foot, compressed.

The foot holds the number of lines and their SHA-256, so that a file that was cut off or changed is
known before anything is done with it.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import hashlib
import json
import os
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph import model
from graph.errors import GraphError
from loaders.plan import SLUG

_FORMAT = "policygraph-backup"
_VERSION = 1
_FILE_NAME = re.compile(r"plan\.yaml|source\.[A-Za-z0-9]+|judgements\.jsonl")

Documents = Mapping[str, Mapping[str, bytes]]
"""Files of documents by their names (``plan.yaml``, ``source.txt``), by the id of the document."""


@dataclass(slots=True)
class Content:
    """Rows of nodes by label, of relationships by source label, type and target label, and what is the user's."""

    nodes: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    relationships: dict[tuple[str, str, str], list[dict[str, Any]]] = field(default_factory=dict)
    documents: dict[str, dict[str, bytes]] = field(default_factory=dict)
    identities: bytes | None = None
    """The user's own judgements of identity, if there were any."""


def write_file(path: Path, lines: Iterable[str]) -> int:
    """Write a backup in one step; the number of lines. The same lines give the same bytes. GraphError if it fails."""
    if path.is_dir():
        raise GraphError(f"{path} is a folder; name a file in it for the backup.")
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    digest, count = hashlib.sha256(), 0
    try:
        try:
            with draft.open("wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as file:
                file.write(_line({"format": _FORMAT, "version": _VERSION, "model": model.digest()}))
                for line in lines:
                    data = (line + "\n").encode()
                    digest.update(data)
                    count += 1
                    file.write(data)
                file.write(_line({"lines": count, "sha256": digest.hexdigest()}))
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise GraphError(
            f"The backup {path} cannot be written ({error.strerror or error}); choose another place."
        ) from error
    return count


def read_file(path: Path) -> Content:
    """The content of a backup, checked against its foot and the model; GraphError for anything else."""
    try:
        lines = gzip.decompress(path.read_bytes()).splitlines(keepends=True)
        head, foot = json.loads(lines[0]), json.loads(lines[-1])
        if head["format"] != _FORMAT or foot["lines"] != len(lines) - 2:
            raise ValueError(head)
        if foot["sha256"] != hashlib.sha256(b"".join(lines[1:-1])).hexdigest():
            raise ValueError(foot)
        newer = head["version"] != _VERSION
    except FileNotFoundError as error:
        raise GraphError(f"There is no backup {path}; check the name.") from error
    except (OSError, EOFError, zlib.error, ValueError, KeyError, IndexError, TypeError) as error:
        raise GraphError(
            f"{path} is damaged or no backup of policygraph; nothing was changed. Use another copy of it."
        ) from error
    if newer:
        raise GraphError(f"{path} was made by another version of policygraph; restore it with that version.")
    content = Content()
    known: dict[str, set[str]] = {}
    for raw in lines[1:-1]:
        _add(content, known, json.loads(raw), path)
    return content


def document_lines(documents: Documents) -> Iterator[str]:
    """The user's documents as lines of a backup, by id and file name."""
    for policy_id, files in sorted(documents.items()):
        for name, data in sorted(files.items()):
            entry = {"document": policy_id, "file": name, "base64": base64.b64encode(data).decode()}
            yield json.dumps(entry, sort_keys=True)


def identity_lines(identities: bytes | None) -> Iterator[str]:
    """The user's own judgements of identity as a line of a backup; none where there are none."""
    if identities is not None:
        yield json.dumps({"identities": base64.b64encode(identities).decode()})


def _add_document(content: Content, entry: dict[str, Any], path: Path) -> None:
    try:
        name, data = entry["file"], base64.b64decode(entry["base64"], validate=True)
        if not re.fullmatch(SLUG, entry["document"]) or not _FILE_NAME.fullmatch(name):
            raise ValueError(name)
    except (KeyError, TypeError, ValueError, binascii.Error) as error:
        raise GraphError(
            f"{path} holds a document that cannot be kept; nothing was changed. Make a new one."
        ) from error
    content.documents.setdefault(entry["document"], {})[name] = data


def _decoded(text: object, path: Path) -> bytes:
    try:
        return base64.b64decode(str(text), validate=True)
    except binascii.Error as error:
        raise GraphError(
            f"{path} holds judgements that cannot be read; nothing was changed. Make a new one."
        ) from error


def _add(content: Content, known: dict[str, set[str]], entry: dict[str, Any], path: Path) -> None:
    if "identities" in entry:
        content.identities = _decoded(entry["identities"], path)
        return
    if "document" in entry:
        _add_document(content, entry, path)
        return
    props = entry["properties"]
    try:
        if "label" in entry:
            declared = model.properties(model.node(entry["label"]).label)
            known.setdefault(entry["label"], set()).add(props["id"])
            content.nodes.setdefault(entry["label"], []).append(props)
        else:
            source, target = entry["from"], entry["to"]
            declared = model.properties(model.relationship(entry["type"]).type)
            if source["id"] not in known[source["label"]] or target["id"] not in known[target["label"]]:
                raise KeyError(entry["type"])
            key = (source["label"], entry["type"], target["label"])
            row = {"from": source["id"], "to": target["id"], "props": props}
            content.relationships.setdefault(key, []).append(row)
        if not declared >= props.keys():
            raise KeyError(sorted(props.keys() - declared)[0])
    except KeyError as error:
        raise GraphError(
            f"{path} holds {error.args[0]!r}, which this version's model does not know; "
            "restore it with the version that made it."
        ) from error


def _line(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, sort_keys=True) + "\n").encode()
