"""Reading a document in a process of its own, which has limits and can be ended: a hostile file costs that process."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from pathlib import Path
from typing import cast

from api.documents.errors import DocumentError, Interrupted
from api.documents.settings import DocumentSettings
from loaders.errors import LoaderError
from loaders.pipeline import Reading, Stage

_LOOK = 0.2
"""Seconds between two looks at whether the reading is still wanted."""
_TOO_MUCH = "The document takes more than {megabytes} MB of memory or {seconds:g} seconds to read; cut it into parts."
_CRASHED = (
    "Reading the document broke off ({how}); the file may be damaged: open it, save it anew and send that,"
    " or send its text."
)
_FAULT = "{error}: this is a fault of policygraph; please report it with the file."
_WITHIN = 5.0
"""Seconds within which a process that said its last word has ended."""
_LIMITS = {getattr(signal, name) for name in ("SIGXCPU", "SIGKILL") if hasattr(signal, name)}
"""How a process ends that took too much time or, on a machine without any left, too much memory."""
_log = logging.getLogger(__name__)


def read(
    folder: Path,
    limits: DocumentSettings,
    tell: Callable[[Stage], None],
    unwanted: Callable[[], bool],
) -> Reading:
    """The machine's reading of the plan in ``folder``; ``tell`` hears of each stage as it begins.

    DocumentError for what cannot be read, breaks its assertions, or takes too much; Interrupted once
    ``unwanted`` says so.
    """
    context = _context()
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, folder, limits.read_memory, limits.read_seconds), daemon=True)
    process.start()
    theirs.close()
    too_much = DocumentError(_TOO_MUCH.format(megabytes=limits.read_memory, seconds=limits.read_seconds))
    deadline = time.monotonic() + limits.read_seconds
    try:
        while True:
            if ours.poll(_LOOK):
                said = ours.recv()
                if isinstance(said, Reading):
                    return said
                if isinstance(said, Exception):
                    raise said
                tell(cast(Stage, said))
            if unwanted():
                raise Interrupted
            if time.monotonic() > deadline:
                raise too_much
    except EOFError:
        process.join(_WITHIN)
        raise _ended(process.exitcode, too_much) from None
    finally:
        _end(process.pid)
        process.kill()
        process.join()
        process.close()
        ours.close()


def _ended(code: int | None, too_much: DocumentError) -> DocumentError:
    """Why a process that was reading ended without a word: its limits, or a crash of what it ran."""
    if code is None or -code in _LIMITS:
        return too_much
    how = signal.strsignal(-code) if code < 0 else f"status {code}"
    _log.error("a process that read a document ended: %s", how)
    return DocumentError(_CRASHED.format(how=how))


@cache
def _context() -> ForkServerContext | SpawnContext:
    """How processes begin: forked from one that has the lexicons in memory, where the system can; else anew."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["api.documents.warm"])
    return context


def _end(pid: int | None) -> None:
    """End what the process has started itself (of a PDF one more process)."""
    if pid is not None and hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


def _work(answers: Connection, folder: Path, megabytes: int, seconds: float) -> None:
    """What the process does: it sends each stage, then the reading or a DocumentError."""
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    _limit(megabytes, seconds)
    try:
        answers.send(_reading(answers, folder))
    except DocumentError as error:
        answers.send(error)
    except LoaderError as error:
        answers.send(DocumentError(str(error)))
    except (MemoryError, RecursionError):
        answers.send(DocumentError(_TOO_MUCH.format(megabytes=megabytes, seconds=seconds)))
    except Exception as error:  # what the extractors find wrong with themselves among it
        _log.exception("a document could not be read")
        said = str(error) if isinstance(error, AssertionError) else type(error).__name__
        answers.send(DocumentError(_FAULT.format(error=said), 500))


def _reading(answers: Connection, folder: Path) -> Reading:
    from loaders import pipeline
    from loaders import plan as plans
    from loaders.read import read_file

    plan = plans.load_plan(folder / plans.PLAN_FILE)
    file = pipeline.source_file(folder)
    reading = pipeline.read_document(read_file(file), id=plan.id, plan=plan, name=file.name, tell=answers.send)
    if broken := plans.check(plan, reading):
        raise DocumentError(
            f"{plan.id} does not read as its assertions say: {'; '.join(broken)}. Nothing was loaded.", errors=broken
        )
    return reading


def _limit(megabytes: int, seconds: float) -> None:
    """Sets the limits where the operating system has them."""
    try:
        import resource
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, megabytes << 20),
        (resource.RLIMIT_CPU, int(seconds) + 1),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        with contextlib.suppress(ValueError, OSError):  # macOS knows no limit of address space
            resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
