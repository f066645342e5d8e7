"""A served site over the shipped plans, and its OpenAPI document as a file, for clients made of it."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.serving import Served

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rest.md"
SITE = "http://127.0.0.1:8000"


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The site; what is sent to it is gone with it."""
    served = Served(tmp_path_factory.mktemp("served"))
    yield served
    served.stop(signal.SIGTERM)


@pytest.fixture(scope="session")
def document(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its OpenAPI document."""
    file = tmp_path_factory.mktemp("document") / "openapi.json"
    file.write_bytes(httpx.get(f"{served.url}/openapi.json", timeout=60).raise_for_status().content)
    return file


def block(language: str, served: Served) -> str:
    """The program of docs/rest.md in ``language``, for the served site."""
    [found] = re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return str(found).replace(SITE, served.url)


def commands(program: str) -> list[str]:
    """The commands of docs/rest.md that begin with ``program``."""
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return [line for one in blocks for line in one.splitlines() if line.startswith(f"{program} ")]
