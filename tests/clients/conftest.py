"""A served site over the shipped plans for clients made of its OpenAPI document, and what makes and runs them.

`make test-clients` installs the latter in an environment of its own.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from api.keys import KeyRing, Role
from tests.serving import Served

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "rest.md"
TOOLS = ROOT / ".venv" / "clients"
SITE = "http://127.0.0.1:8000"


class Site(NamedTuple):
    """Where a site is, and the API key of an editor."""

    url: str
    key: str


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site; what is sent to it is gone with it."""
    data = tmp_path_factory.mktemp("served")
    served = Served(data)
    _, key = KeyRing(data).add("client", Role.EDITOR)
    httpx.get(f"{served.url}/openapi.json", timeout=120).raise_for_status()  # made at the first call
    yield Site(served.url, key)
    served.stop(signal.SIGTERM)


def run(*words: str | Path, folder: Path, **more: str) -> str:
    """What a program of that environment prints in ``folder``, also on stderr; it must end well."""
    path = os.pathsep.join([str(TOOLS / "bin"), str(TOOLS / "node_modules" / ".bin"), os.environ["PATH"]])
    found = os.environ | {"PATH": path, "PYTHONPATH": str(folder), "PYTHONUTF8": "1"} | more
    done = subprocess.run(
        list(map(str, words)), cwd=folder, env=found, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def block(language: str, served: Site) -> str:
    """The program of docs/rest.md in ``language``, for the served site."""
    [found] = re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return str(found).replace(SITE, served.url).replace("KEY", served.key)


def commands(program: str) -> list[str]:
    """The commands of docs/rest.md that begin with ``program``."""
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return [line for one in blocks for line in one.splitlines() if line.startswith(f"{program} ")]
