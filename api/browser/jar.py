"""The files of Neo4j Browser, read out of its jar; the jar is fetched once, on first use, and never kept by us.

Neo4j Browser is GPL-3 and no part of policygraph: it reaches users as it comes, unchanged.
"""

from __future__ import annotations

import gzip
import re
import threading
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from graph.errors import GraphError
from graph.neo4j_server.jars import fetch_browser

_ROOT = "browser/"
INDEX = "index.html"
MEDIA_TYPES = {
    "": "text/plain; charset=utf-8",  # its licence
    ".css": "text/css; charset=utf-8",
    ".eot": "application/vnd.ms-fontobject",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mp4": "video/mp4",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain; charset=utf-8",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
"""Of every kind of file in the jar; the system's own table would differ from one machine to the next."""
_TEXTS = (".css", ".html", ".js", ".json", ".svg", ".txt")
_HASHED = re.compile(r"[-.][0-9a-f]{20,}\.|[-.][A-Za-z0-9_-]{8}\.(js|css)$")
_FOREVER = "public, max-age=31536000, immutable"
_A_DAY = "public, max-age=86400"


@dataclass(frozen=True, slots=True)
class File:
    """One file of the application."""

    content: bytes
    compressed: bytes | None
    """The same as gzip, where that pays."""
    media_type: str
    caching: str
    """Cache-Control: for ever where the name holds a hash of the content."""


class Jar:
    """The application; opened on first use."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._archive: zipfile.ZipFile | None = None
        self.tag = ""
        """ETag of every file: the version of the application. Empty before it is open."""

    def open(self) -> None:
        """Fetch and open the jar where that was not done yet; GraphError says what is missing."""
        with self._lock:
            if self._archive is None:
                path = fetch_browser()
                try:
                    self._archive = zipfile.ZipFile(path)
                    self.tag = f'"{path.stem}"'
                except (OSError, zipfile.BadZipFile) as error:
                    raise GraphError(f"Neo4j Browser's jar {path} cannot be read; remove it and try again.") from error

    def close(self) -> None:
        """Close the jar."""
        with self._lock:
            if self._archive is not None:
                self._archive.close()
                self._archive = None
        self.file.cache_clear()

    @lru_cache(maxsize=256)  # noqa: B019 - one jar a process, cleared when it closes
    def file(self, name: str) -> File | None:
        """The file of the application called ``name`` (``index.html``); None when it has none of that name.

        Names are looked up in the jar's own list: no path of this machine is made of them.
        """
        self.open()
        suffix = PurePosixPath(name).suffix
        if self._archive is None or suffix not in MEDIA_TYPES or name.endswith("/"):
            return None
        try:
            content = self._archive.read(_ROOT + name)
        except KeyError:
            return None
        caching = "no-cache" if suffix == ".html" else _FOREVER if _HASHED.search(name) else _A_DAY
        compressed = gzip.compress(content, mtime=0) if suffix in _TEXTS and len(content) > 1000 else None
        return File(content, compressed, MEDIA_TYPES[suffix], caching)

    def names(self) -> list[str]:
        """The names of all files of the application."""
        self.open()
        every = self._archive.namelist() if self._archive else []
        return [name.removeprefix(_ROOT) for name in every if name.startswith(_ROOT) and not name.endswith("/")]
