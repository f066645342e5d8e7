"""Passwords of the embedded engine: made once, kept in a file of mode 600, given to the engine as hashes."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from graph.embedded.home import Home
from graph.errors import GraphError
from graph.files import write_private
from graph.settings import EMBEDDED_DATABASE

ANALYST = "analyst"
"""The account for people: it reads records and can do nothing else. Programs of ours never use it."""
_USERS = ("root", "writer", "reader")
_ITERATIONS = 1024  # the passwords are 256 random bits: stretching adds nothing but time at every connection
_TYPES = ("createRecord", "readRecord", "updateRecord", "deleteRecord")


@dataclass(frozen=True, slots=True)
class Credentials:
    """Passwords by user: ``writer`` may change data and schema, ``reader`` and ``analyst`` may only read."""

    passwords: dict[str, str] = field(repr=False)

    def of(self, user: str) -> tuple[str, str]:
        """User and password as the driver takes them."""
        return user, self.passwords[user]

    @property
    def analyst(self) -> str | None:
        """The password of the account for people; None while an engine runs that was started before there was one."""
        return self.passwords.get(ANALYST)


def read(home: Home) -> Credentials:
    """The stored credentials; GraphError when they are missing or damaged."""
    try:
        stored = json.loads(home.credentials_file.read_text(encoding="utf-8"))
        users = (*_USERS, ANALYST) if ANALYST in stored else _USERS
        return Credentials({user: str(stored[user]) for user in users})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GraphError(
            f"The embedded graph's credentials in {home.credentials_file} cannot be read; "
            "remove that file, and new ones are made at the next start."
        ) from error


def ensure(home: Home) -> Credentials:
    """The stored credentials, made when there are none; tells the engine's own user file about them."""
    kept = read(home).passwords if home.credentials_file.exists() else {}
    credentials = Credentials({user: secrets.token_urlsafe(32) for user in (*_USERS, ANALYST)} | kept)
    if credentials.passwords != kept:
        write_private(home.credentials_file, json.dumps(credentials.passwords, indent=1) + "\n")
    write_private(home.config / "server-users.jsonl", _users(credentials))
    write_private(home.config / "server-groups.json", json.dumps(_groups(), indent=1) + "\n")
    return credentials


def _users(credentials: Credentials) -> str:
    reach = {
        "root": {"*": ["admin"]},
        "writer": {EMBEDDED_DATABASE: ["writer"]},
        "reader": {EMBEDDED_DATABASE: ["reader"]},
        ANALYST: {EMBEDDED_DATABASE: ["reader"]},
    }
    lines = (
        {"name": user, "password": _hashed(credentials.passwords[user]), "databases": where}
        for user, where in reach.items()
    )
    return "".join(json.dumps(line) + "\n" for line in lines)


def _hashed(password: str) -> str:
    salt = base64.b64encode(secrets.token_bytes(32)).decode()
    digest = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), _ITERATIONS, 32)
    return f"PBKDF2WithHmacSHA256${_ITERATIONS}${salt}${base64.b64encode(digest).decode()}"


def _group(access: tuple[str, ...], types: tuple[str, ...]) -> dict[str, Any]:
    return {"resultSetLimit": -1, "readTimeout": -1, "access": access, "types": {"*": {"access": types}}}


def _groups() -> dict[str, Any]:
    groups = {
        "admin": _group(("updateSecurity", "updateSchema", "updateDatabaseSettings"), _TYPES),
        "writer": _group(("updateSchema",), _TYPES),
        "reader": _group((), ("readRecord",)),
        "*": _group((), ()),
    }
    return {"databases": {"*": {"groups": groups}}, "version": 2}
