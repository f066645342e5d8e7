"""Documents at work: taken in, read one process each, loaded, and told of in the record of jobs."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import shutil
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException

from api import loading
from api.documents import apart
from api.documents.errors import DocumentError, Interrupted
from api.documents.incoming import Incoming
from api.documents.kept import Readings, kept
from api.documents.settings import DocumentSettings
from api.jobs.answers import Answers
from api.jobs.database import Database
from api.jobs.owner import Owner
from api.jobs.record import Job, Kind, Record, new_id
from api.state import Graph
from graph import writer
from graph.errors import GraphError, GraphUnavailable
from loaders.errors import LoaderError
from loaders.pipeline import Reading

_log = logging.getLogger(__name__)
_RECEIVED = 8
_PAUSE = 2.0
"""Seconds after which jobs that wait are looked for again: those of another process may have made room."""
_OLD = 3600.0
"""Seconds after which a folder without a job is nobody's."""
_TAKEN = "There is a policy {id} already; PUT /api/v1/policies/{id} replaces it, another id in metadata keeps both."

_NOT_KEPT = "The document is in the graph, but its copy could not be kept; have space freed on the server, then PUT it."
_WHOLE = (
    "The document is in the graph as a whole or not at all: look at the policy, and send the document again if it is "
    "not there."
)


class Office:
    """The workers of one server process and the record that it shares with the others.

    Threads begin with the first document. GraphError from any call means that the record cannot be used.
    """

    def __init__(self, graph: Graph, settings: DocumentSettings) -> None:
        self.settings = settings
        self._graph = graph
        self._data = graph.settings.data.expanduser()
        self._database = Database(self._data)
        self.record = Record(self._database, kept=settings.kept_jobs)
        self.readings = Readings()
        self._owner: Owner | None = None
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._news = threading.Condition(self._lock)
        self._closing = threading.Event()
        self.trials = asyncio.Semaphore(settings.at_once)
        """Held by who waits for a trial, so that only so many read at once."""
        self.receiving = asyncio.Semaphore(_RECEIVED)
        """Held while a body is received, so that only so many are in memory."""

    @property
    def is_closing(self) -> bool:
        """Whether this server process is about to end."""
        return self._closing.is_set()

    @property
    def answers(self) -> Answers:
        """The answers remembered by their Idempotency-Key."""
        return Answers(self._database, self._me(), hours=self.settings.kept_hours)

    def open(self) -> None:
        """Go on with what waits since an earlier process; a record that cannot be used is logged, not fatal."""
        try:
            self.record.bury()
            self._clear()
            if self.record.waiting():
                self._begin()
        except GraphError as error:
            _log.warning("%s", error)

    def close(self) -> None:
        """End the readings at work, whose jobs wait for the next process, and let a load come to its end."""
        self._closing.set()
        with self._news:
            self._news.notify_all()
            threads = list(self._threads)
        for thread in threads:
            thread.join()
        if self._owner is not None:
            self._owner.leave()

    def taken(self, policy: str) -> str:
        """The sentence for an id that a loaded policy has."""
        return _TAKEN.format(id=policy)

    def take(self, kind: Kind, document: Incoming) -> Job:
        """A job that will load ``document``; DocumentError (503) where too many wait already."""
        if self.record.waiting() >= self.settings.waiting:
            raise DocumentError("Too many documents wait to be read; send this one again later.", 503)
        job_id = new_id()
        folder = self._folder(job_id) / document.id
        try:
            _write(folder, document.files)
        except OSError as error:
            shutil.rmtree(folder.parent, ignore_errors=True)
            raise GraphError(f"The document cannot be kept in {folder} ({error}); free space there.") from error
        job = self.record.add(kind, document.id, job_id)
        self._begin()
        return job

    def try_out(self, document: Incoming, unwanted: threading.Event) -> Reading:
        """The machine's reading of ``document``, which is not loaded; Interrupted once ``unwanted`` is set.

        DocumentError where it cannot be read.
        """
        folder = self._folder(f"try-{new_id()}")
        try:
            _write(folder / document.id, document.files)
            stop = (unwanted, self._closing)
            return apart.read(
                folder / document.id, self.settings, lambda stage: None, lambda: any(one.is_set() for one in stop)
            )
        except OSError as error:
            raise GraphError(f"The document cannot be kept in {folder} ({error}); free space there.") from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _clear(self) -> None:
        """Remove what jobs and trials of processes that were killed have left."""
        for folder in self._database.folder.glob("*/"):
            job = self.record.get(folder.name)
            # Another process may be writing the folder of a job that is not yet in the record.
            old = time.time() - folder.stat().st_mtime > _OLD
            if job.is_over if job is not None else old:
                shutil.rmtree(folder, ignore_errors=True)

    def _folder(self, job_id: str) -> Path:
        return self._database.folder / job_id

    def _me(self) -> str:
        with self._lock:
            if self._owner is None:
                try:
                    self._owner = Owner(self._database.folder)
                except OSError as error:
                    raise GraphError(f"{self._database.folder} cannot be written ({error}); free it.") from error
            return self._owner.name

    def _begin(self) -> None:
        owner = self._me()
        with self._news:
            if not self._threads:
                self._threads = [
                    threading.Thread(target=self._work, args=(owner,), name=f"documents-{number}", daemon=True)
                    for number in range(self.settings.at_once)
                ]
                for thread in self._threads:
                    thread.start()
            self._news.notify()

    def _work(self, owner: str) -> None:
        while not self._closing.is_set():
            try:
                job = self.record.claim(owner, at_once=self.settings.at_once)
                waits = job is None and self.record.waiting() > 0
            except GraphError as error:
                _log.error("%s", error)
                job, waits = None, True
            if job is not None:
                self._do(job)
                continue
            with self._news:
                if not self._closing.is_set():
                    self._news.wait(_PAUSE if waits else None)

    def _do(self, job: Job) -> None:
        folder = self._folder(job.id)
        try:
            self.record.finish(job.id, self._load(job, folder / job.policy))
        except Interrupted:
            self._tell(lambda: self.record.requeue(job.id))
            return
        except Exception as error:
            problem = _problem(error)
            self._tell(lambda: self.record.fail(job.id, problem))
        shutil.rmtree(folder, ignore_errors=True)

    def _tell(self, what: Any) -> None:
        try:
            what()
        except GraphError as error:
            _log.error("%s", error)

    def _load(self, job: Job, folder: Path) -> dict[str, Any]:
        machine = apart.read(
            folder, self.settings, lambda stage: self.record.stage(job.id, stage), self._closing.is_set
        )
        self.record.stage(job.id, "load")
        store = self._graph.store()
        before = {policy["id"]: policy for policy in writer.policies(store)}.get(job.policy)
        if job.kind == "create" and before is not None:
            raise DocumentError(self.taken(job.policy), 409)
        writer.prepare(store)
        source = loading.Source(folder, job.policy, is_plan=True)
        try:
            reading = loading.bring(store, source, machine, self._data)
        except OSError as error:
            raise DocumentError(_NOT_KEPT, 507) from error
        with contextlib.suppress(HTTPException):  # it may have been removed again by now
            self.readings.remember(kept(store, job.policy, self._data), machine)
        outcome = loading.loaded(source, reading, None if job.kind == "replace" else before, False, store.bookmarks())
        return outcome.as_json()


def is_taken(store: Any, policy: str) -> bool:
    """Whether the graph holds a policy of that id."""
    return bool(store.read("MATCH (p:Policy {id: $id}) WHERE p.stub = false RETURN p.id AS id", {"id": policy}))


def _problem(error: Exception) -> Mapping[str, Any]:
    status, detail, errors = 500, "The server could not do this; its log says why.", list[str]()
    if isinstance(error, DocumentError):
        status, detail, errors = error.status, str(error), list(error.errors)
    elif isinstance(error, LoaderError):
        status, detail = 422, str(error)
    elif isinstance(error, GraphUnavailable):
        status, detail = 503, f"{error.public} {_WHOLE}"
    if status >= 500:
        _log.error("a document could not be loaded", exc_info=error)
    return {"status": status, "detail": detail, "errors": errors}


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(mode=0o700, parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
