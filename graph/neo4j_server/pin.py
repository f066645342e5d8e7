"""``python -m graph.neo4j_server.pin VERSION…``: resolve a version of Neo4j anew and pin its jars by SHA-256.

jgo walks the dependencies and compares each download with the checksum its repository publishes; a
difference ends this.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from graph.neo4j_server.jars import PINS, Pin

_BROWSER = "5.24.0"


class _Strict(logging.Handler):
    """Makes a warning of jgo the end of the run."""

    def emit(self, record: logging.LogRecord) -> None:
        raise SystemExit(record.getMessage())


def pin(version: str) -> None:
    """Write the file of pins for ``version``."""
    import jgo

    wanted = f"org.neo4j.app:neo4j-server:{version}+org.neo4j:neo4j:{version}+org.neo4j.client:neo4j-browser:{_BROWSER}"
    artifacts = jgo.resolve(wanted)
    with ThreadPoolExecutor(8) as pool:
        paths = list(pool.map(lambda artifact: artifact.resolve(), artifacts))
    lines = []
    for artifact, path in zip(artifacts, paths, strict=True):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        group, name = artifact.groupId, artifact.artifactId
        lines.append(Pin(digest, path.stat().st_size, group, name, artifact.classifier, artifact.version))
    (PINS / f"{version}.txt").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def main(asked: list[str]) -> None:
    """Pin each of the versions ``asked`` for, from an empty cache."""
    logging.getLogger("jgo").addHandler(_Strict(logging.WARNING))
    with tempfile.TemporaryDirectory() as cache:
        os.environ["M2_REPO"] = cache
        for version in asked:
            pin(version)


if __name__ == "__main__":
    main(sys.argv[1:])
