"""Where an export goes: standard output, a file or a folder, the latter two complete or not there at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from graph.errors import GraphError


def write_file(path: Path, parts: Iterable[bytes]) -> None:
    """Write a file in one step; GraphError when it cannot be, what was there stays then."""
    if path.is_dir():
        raise GraphError(f"{path} is a folder; name a file in it.")
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            with draft.open("wb") as file:
                file.writelines(parts)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise GraphError(
            f"{path} cannot be written ({error.strerror or error}); name a file in a folder that can."
        ) from error


def write_folder(path: Path, write: Callable[[Path], None]) -> None:
    """Let ``write`` fill a new folder in one step; GraphError when there is something at ``path`` or it cannot be."""
    if path.exists() and not (path.is_dir() and not any(path.iterdir())):
        raise GraphError(f"{path} is there already; name a folder that is new or empty.")
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            draft.mkdir(parents=True)
            write(draft)
            draft.replace(path)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        raise GraphError(
            f"{path} cannot be written ({error.strerror or error}); name a folder in one that can."
        ) from error
