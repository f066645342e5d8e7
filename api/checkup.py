"""What a working environment needs, checked one by one, each with a remedy."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from cypher.errors import CatalogueError
from graph.errors import GraphError
from graph.settings import EmbeddedPlace, GraphSettings
from loaders.errors import LoaderError

_LEAST_FREE = 500_000_000
"""Bytes the embedded graph and its log may need."""
_PORT = 8000


@dataclass(frozen=True)
class Finding:
    """One check: what was looked at, what was found, and how to mend it when it is not good."""

    subject: str
    good: bool
    says: str
    remedy: str = ""

    def as_json(self) -> dict[str, Any]:
        """All fields as a plain object."""
        return asdict(self)


def checkup() -> list[Finding]:
    """All checks in the order in which one builds on the other; none raises."""
    findings = [_python(), _packages(), _reading(), _plans(), _queries()]
    try:
        settings = GraphSettings.load()
    except GraphError as error:
        return [*findings, Finding("settings", False, str(error), "Correct or unset that variable.")]
    findings.append(_data(settings.data.expanduser()))
    if isinstance(settings.place, EmbeddedPlace):
        findings += [_engine_files(), _disk(settings.place.directory), _running(settings.place.directory)]
    return [*findings, _graph(settings), _port()]


def _python() -> Finding:
    found = ".".join(str(part) for part in sys.version_info[:3])
    good = (3, 11) <= sys.version_info[:2] <= (3, 13)
    return Finding("Python", good, found, "" if good else "Install Python 3.11, 3.12 or 3.13 and run make install.")


def _packages() -> Finding:
    wrong = []
    for requirement in metadata.requires("policygraph") or []:
        name, _, wanted = requirement.partition(";")[0].strip().partition("==")
        if "extra ==" in requirement:
            continue
        try:
            found = metadata.version(name)
        except metadata.PackageNotFoundError:
            found = "missing"
        if found != wanted:
            wrong.append(f"{name} is {found}, not {wanted}")
    if wrong:
        return Finding("packages", False, "; ".join(wrong), "Run make install, or pip install policygraph anew.")
    return Finding("packages", True, "all at their pinned versions")


def _try(subject: str, work: Callable[[], str], remedy: str) -> Finding:
    try:
        return Finding(subject, True, work())
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return Finding(subject, False, f"{where}{error.strerror or error}", remedy)
    except (LoaderError, CatalogueError, GraphError, ImportError, ValueError) as error:
        return Finding(subject, False, str(error), remedy)


def _reading() -> Finding:
    def work() -> str:
        from loaders import regions
        from loaders.clean import clean

        # A character that only OpenCC folds tells whether its tables are there.
        folded = clean("推動產業發展").text
        if folded != "推动产业发展":
            raise ValueError(f"OpenCC folds 推動產業發展 to {folded}")
        return f"OpenCC folds traditional characters, {sum(1 for _ in regions.all_regions())} regions known"

    return _try("reading", work, "Install the packages anew: make install.")


def _plans() -> Finding:
    def work() -> str:
        from data import PLANS
        from loaders.plan import find_plans, load_plan

        found = [load_plan(folder / "plan.yaml").id for folder in find_plans(PLANS)]
        if not found:
            raise ValueError(f"none in {PLANS}")
        return f"{len(found)} shipped"

    return _try("plans", work, "Install policygraph anew.")


def _queries() -> Finding:
    def work() -> str:
        from cypher.catalogue import catalogue

        return f"{len(list(catalogue()))} named queries, all checked"

    return _try("queries", work, "Correct the file it names, or install policygraph anew.")


def _data(directory: Path) -> Finding:
    def work() -> str:
        directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=directory):
            return f"{directory} can be written"

    return _try("data directory", work, "Give this user the directory, or set POLICYGRAPH_DATA to another one.")


def _engine_files() -> Finding:
    def work() -> str:
        from graph.embedded.engine import java

        program = java()
        if not os.access(program, os.X_OK):
            raise ValueError(f"{program} may not be run")
        return f"ArcadeDB {metadata.version('arcadedb-embedded')} with its own Java"

    return _try("engine files", work, "Install them anew: make install.")


def _disk(directory: Path) -> Finding:
    place = directory
    while not place.exists() and place != place.parent:
        place = place.parent
    free = shutil.disk_usage(place).free
    good = free >= _LEAST_FREE
    remedy = "" if good else "Make room, or set POLICYGRAPH_DATA to another disk."
    return Finding("disk", good, f"{free / 1e9:.1f} GB free", remedy)


def _running(directory: Path) -> Finding:
    def work() -> str:
        from graph.embedded.client import running

        record = running(directory)
        if record is None:
            return "no engine runs now; each command starts it when it needs it"
        return f"running, process {record.engine}, Bolt on 127.0.0.1:{record.port}"

    return _try("engine", work, f"See its log in {directory / 'log'}.")


def _graph(settings: GraphSettings) -> Finding:
    def work() -> str:
        from api.overview import overview
        from graph.store import GraphStore

        with GraphStore.open(settings) as store:
            found = overview(store)
        said = f"{len(found.policies)} policies, generation {found.generation}"
        if not found.policies:
            return f"{said}; policygraph load --all reads the shipped plans"
        return f"{said}; {found.stale} to read again (policygraph load --stale)" if found.stale else said

    return _try("graph", work, "Mend what it names, then run policygraph doctor again.")


def _port() -> Finding:
    """A taken port is no fault (it may be this very server): it is only said."""
    with socket.socket() as probe:
        probe.settimeout(1)
        taken = probe.connect_ex(("127.0.0.1", _PORT)) == 0
    if taken:
        return Finding("port", True, f"{_PORT} is in use; another serve needs --port")
    return Finding("port", True, f"{_PORT} is free")
