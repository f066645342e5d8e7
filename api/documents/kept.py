"""The kept document behind a policy of the graph, and what is read of it."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from starlette.exceptions import HTTPException

from api import uploads
from cypher.suggest import suggestion
from graph.store import GraphStore
from loaders import pipeline, read
from loaders.errors import LoaderError
from loaders.judgements.lines import JUDGEMENTS_FILE
from loaders.pipeline import Reading
from loaders.plan import PLAN_FILE

T = TypeVar("T")
_LOADED = """
MATCH (p:Policy {id: $id})
WHERE p.stub = false
RETURN p.sha256 AS sha256, p.extractor AS extractor, p.judgements AS judgements, p.encoding AS encoding
"""
_IDS = "MATCH (p:Policy) WHERE p.stub = false RETURN p.id AS id ORDER BY id"
_MOST, _LONGEST = 16, 500_000
"""Readings that are remembered, and the characters of the longest one."""


class NotAtHand(HTTPException):
    """What lies here is not, or not at this moment, what the graph was loaded from."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A policy that is in the graph and whose document lies here."""

    id: str
    folder: Path
    source: Path
    sha256: str
    """Of the source, as the graph has it."""
    extractor: str | None
    judgements: str | None
    """SHA-256 of the judgements that the graph has of it."""
    encoding: str | None

    @property
    def judgements_file(self) -> Path:
        """The judgements beside it, which need not exist."""
        return self.folder / JUDGEMENTS_FILE


class Loaded(NamedTuple):
    """The reading of a policy that is in the graph, and the bytes of the judgements that were applied to it."""

    reading: Reading
    judgements: bytes


def settled(store: GraphStore, policy: str, data: Path, use: Callable[[Kept], T]) -> T:
    """What ``use`` makes of what is kept of a policy; where it is just being changed, of what is kept then."""
    try:
        return use(kept(store, policy, data))
    except (NotAtHand, LoaderError):
        with uploads.changing(data):
            return use(kept(store, policy, data))


def kept(store: GraphStore, policy: str, data: Path) -> Kept:
    """What is kept of a policy. HTTPException: 404 where there is no such policy, or nothing is kept of it here."""
    rows = store.read(_LOADED, {"id": policy})
    if not rows:
        raise unknown(store, policy)
    folder = uploads.place(policy, data)
    if folder is None:
        raise NotAtHand(
            404,
            f"The document of {policy} is not kept on this server: it was loaded from elsewhere. PUT it to keep it.",
        )
    return Kept(id=policy, folder=folder, source=pipeline.source_file(folder), **rows[0])


def unknown(store: GraphStore, policy: str) -> HTTPException:
    """404 for a policy that the graph does not hold."""
    known = [row["id"] for row in store.read(_IDS)]
    hint = suggestion(policy, known) or " /api/v1/policies lists them."
    return HTTPException(404, f"There is no policy {policy}.{hint}")


def source_bytes(one: Kept) -> bytes:
    """The document as it came; 409 where another one lies here than the graph was loaded from."""
    content = read.read_file(one.source)
    if hashlib.sha256(content).hexdigest() != one.sha256:
        raise NotAtHand(409, f"Another document lies here than {one.id} was loaded from; PUT the right one.")
    return content


def _name(one: Kept) -> tuple[str, ...]:
    """What a reading is of: the document that the graph was loaded from, and what its plan.yaml says."""
    source_bytes(one)
    plan = read.read_file(one.folder / PLAN_FILE)
    return one.id, str(one.folder), one.sha256, hashlib.sha256(plan).hexdigest()


class Readings:
    """The readings of kept documents; those asked for last are remembered."""

    def __init__(self) -> None:
        self._machine: OrderedDict[tuple[str, ...], Reading] = OrderedDict()
        self._lock = threading.Lock()

    def machine(self, one: Kept) -> Reading:
        """What the machine reads of it."""
        name = _name(one)
        with self._lock:  # one at a time: reading takes the processor, and a second one may want the same
            if name in self._machine:
                self._machine.move_to_end(name)
                return self._machine[name]
            reading = pipeline.read_plan(one.folder)
            self._keep(name, reading)
            return reading

    def remember(self, one: Kept, machine: Reading) -> None:
        """Know what the machine read of it just now."""
        with self._lock:
            self._keep(_name(one), machine)

    def loaded(self, store: GraphStore, policy: str, data: Path) -> Loaded:
        """What is in the graph of a policy, judgements applied; HTTPException as ``kept``, 409 for an older reading."""
        return settled(store, policy, data, self._loaded)

    def _keep(self, name: tuple[str, ...], reading: Reading) -> None:
        if len(reading.document.text) <= _LONGEST:
            self._machine[name] = reading
            while len(self._machine) > _MOST:
                self._machine.popitem(last=False)

    def _loaded(self, one: Kept) -> Loaded:
        file = one.judgements_file
        data = read.read_file(file) if file.is_file() else None
        machine = self.machine(one)
        reading = machine if data is None else pipeline.judged_by(machine, data, file.name)
        here = reading.judgements.sha256 if reading.judgements else None
        if (machine.extractor, here) != (one.extractor, one.judgements):
            raise NotAtHand(
                409,
                f"{one.id} was loaded by another version of the extractor, or with other judgements, than are here now;"
                " run `policygraph load --stale`, or PUT the document again.",
            )
        return Loaded(reading, data or b"")
