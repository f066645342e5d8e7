"""API keys: who may do what. Only digests are kept, in a file of the data directory that its owner alone reads."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
import threading
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import IntEnum
from pathlib import Path

from filelock import FileLock

from api.errors import CommandError
from graph.errors import GraphError
from graph.files import write_private

_MARK = "pgk"
_SHAPE = re.compile(rf"{_MARK}_([0-9a-f]{{8}})_[A-Za-z0-9_-]{{43}}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_NOBODY = "0" * 64
Seen = tuple[int, int, int] | None


class Role(IntEnum):
    """What a key allows; each role may do what those below it may."""

    READER = 1
    EDITOR = 2
    ADMIN = 3

    @property
    def word(self) -> str:
        """Its name as people write it."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Key:
    """What is kept of a key."""

    id: str
    """The part of the key that may be shown and logged."""
    name: str
    """Who or what uses it, as whoever made it said."""
    role: Role
    digest: str
    """SHA-256 of the whole key, hexadecimal. Its secret part has 256 random bits, so that nothing slower is needed."""
    created: str
    """When, ISO 8601 in UTC."""


class KeyRing:
    """The keys of a data directory. What other processes add or revoke holds from the next request on."""

    def __init__(self, data: Path) -> None:
        self.file = data.expanduser() / "keys.json"
        self._lock = threading.Lock()
        self._seen: Seen = None
        self._keys: dict[str, Key] = {}

    def every(self) -> list[Key]:
        """All keys, in the order they were made; GraphError when their file cannot be read."""
        with self._lock:
            seen = self._look()
            if seen != self._seen:
                self._keys = _read(self.file) if seen is not None else {}
                self._seen = seen
            return list(self._keys.values())

    def match(self, text: str) -> Key | None:
        """The key that ``text`` is, compared in constant time; None for any other text."""
        known = {key.id: key for key in self.every()}
        shape = _SHAPE.fullmatch(text)
        key = known.get(shape.group(1)) if shape else None
        same = hmac.compare_digest(_digest(text), key.digest if key else _NOBODY)
        return key if same else None

    def add(self, name: str, role: Role) -> tuple[Key, str]:
        """A new key and its text, which is not kept; CommandError for a name that cannot be used."""
        if not _NAME.fullmatch(name):
            raise CommandError(
                f"{name!r} cannot name a key; use up to 40 of a-z, A-Z, 0-9, . _ - and begin with a letter or digit.", 2
            )
        with self._changing():
            keys = self.every()
            if any(key.name == name for key in keys):
                raise CommandError(f"There is a key {name} already; revoke it first, or choose another name.")
            identity = secrets.token_hex(4)
            text = f"{_MARK}_{identity}_{secrets.token_urlsafe(32)}"
            key = Key(identity, name, role, _digest(text), datetime.now(UTC).isoformat(timespec="seconds"))
            self._write([*keys, key])
        return key, text

    def revoke(self, word: str) -> Key:
        """The key of a name or id, which is of no use from now on; CommandError when there is none."""
        with self._changing():
            keys = self.every()
            found = next((key for key in keys if word in (key.name, key.id)), None)
            if found is None:
                raise CommandError(f"There is no key {word}; `policygraph keys list` lists them.")
            self._write([key for key in keys if key is not found])
        return found

    def _look(self) -> Seen:
        try:
            stat = self.file.stat()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _unreadable(self.file) from error
        return stat.st_ino, stat.st_mtime_ns, stat.st_size

    def _changing(self) -> FileLock:
        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return FileLock(self.file.with_suffix(".lock"), mode=0o600)

    def _write(self, keys: list[Key]) -> None:
        content = [asdict(key) | {"role": key.role.word} for key in keys]
        write_private(self.file, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def _read(file: Path) -> dict[str, Key]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        keys = [Key(**one | {"role": Role[one["role"].upper()]}) for one in content]
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise _unreadable(file) from error
    return {key.id: key for key in keys}


def _unreadable(file: Path) -> GraphError:
    return GraphError(f"The keys in {file} cannot be read; mend the file or delete it and make new keys.")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
