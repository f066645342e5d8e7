"""The user's own documents, kept below the data directory under the layout of the shipped plans."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from data import PLANS
from graph.errors import GraphUnavailable
from loaders import plan as plans
from loaders.read import read_file

_PATIENCE = 120.0
"""Seconds to wait for another change; longer than a graph that is away is waited for."""


def folder(data: Path) -> Path:
    """Folder of the user's own plans below the data directory."""
    return data.expanduser() / "plans"


@contextmanager
def changing(data: Path) -> Iterator[None]:
    """Held while a policy of the graph and its kept copy are changed together: by one thread of one process.

    GraphUnavailable where somebody else does not come to an end.
    """
    kept = folder(data)
    with ExitStack() as held:
        # Where nothing can be kept there is no copy that could come apart from the graph.
        with suppress(OSError):
            kept.mkdir(parents=True, exist_ok=True)
            try:
                held.enter_context(FileLock(kept / ".changing.lock", timeout=_PATIENCE, thread_local=False))
            except Timeout as error:
                raise GraphUnavailable(
                    f"Another process has been changing documents in {kept} for {_PATIENCE:g} seconds; look for it.",
                    "Another document is being loaded and takes long; try again.",
                ) from error
        yield


def place(policy_id: str, data: Path) -> Path | None:
    """The folder in which the document of a policy is kept: the user's own, else the shipped plan, else None."""
    if not re.fullmatch(plans.SLUG, policy_id):
        return None
    for root in (folder(data), PLANS):
        if policy_id in _names(root) and (root / policy_id / plans.PLAN_FILE).is_file():
            return root / policy_id
    return None


def keep(policy_id: str, files: Mapping[str, bytes], data: Path) -> None:
    """Put ``files`` (names to contents) in the place of what was kept of a document, whole or not at all."""
    kept = folder(data)
    kept.mkdir(parents=True, exist_ok=True)
    target = kept / policy_id
    with tempfile.TemporaryDirectory(dir=kept, prefix=".new-") as name:
        fresh = Path(name) / policy_id
        fresh.mkdir()
        for file, content in files.items():
            (fresh / file).write_bytes(content)
        if target.exists():
            target.rename(Path(name) / "old")
        fresh.rename(target)


def forget(policy_id: str, data: Path) -> bool:
    """Delete the user's own copy of a document, if there is one."""
    kept = folder(data)
    # Looked up among the names there are: a word that no file system takes as a name is then no error.
    if not re.fullmatch(plans.SLUG, policy_id) or policy_id not in _names(kept):
        return False
    shutil.rmtree(kept / policy_id)
    return True


def documents(data: Path) -> dict[str, dict[str, bytes]]:
    """All that is kept: the files of each document by their names, by id."""
    return {
        path.name: {file.name: read_file(file) for file in sorted(path.iterdir()) if file.is_file()}
        for path in plans.find_plans(folder(data))
    }


def _names(kept: Path) -> set[str]:
    return {one.name for one in kept.iterdir() if one.is_dir()} if kept.is_dir() else set()
