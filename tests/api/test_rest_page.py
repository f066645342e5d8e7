"""Every command and program of docs/rest.md does what the page says, against a served site."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.routes.cypher import CypherSettings
from tests.running import environment

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rest.md"
TEXT = PAGE.read_text(encoding="utf-8")
SITE = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a served site over the shipped plans, which the page's commands may change."""
    process = subprocess.Popen(
        [sys.executable, "-m", "api", "serve", "--port", "0"],
        env=environment(tmp_path_factory.mktemp("served")),
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    try:
        said = process.stdout.readline()
        yield next(word for word in said.split() if word.startswith("http://")).rstrip("/")
    finally:
        process.terminate()
        process.communicate(timeout=60)


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


def _curl(command: str, site: str) -> httpx.Response:
    """What curl would be answered: as much of it as the page uses, so that no curl is needed."""
    words = shlex.split(command.replace(SITE, site))
    assert words.pop(0) == "curl"
    method, address, headers, body = "", "", {}, ""
    query: list[tuple[str, str | int | float | bool | None]] = []
    while words:
        word = words.pop(0)
        if word == "-X":
            method = words.pop(0)
        elif word == "-H":
            name, _, value = words.pop(0).partition(": ")
            headers[name] = value
        elif word == "-d":
            body = words.pop(0)
        elif word == "--data-urlencode":
            name, _, value = words.pop(0).partition("=")
            query.append((name, value))
        elif word != "-G":
            assert not word.startswith("-"), f"this test does not know curl's {word}"
            address = word
    parameters = httpx.QueryParams(query) if query else None
    return httpx.request(
        method or ("POST" if body else "GET"),
        address,
        params=parameters,
        headers=headers,
        content=body or None,
        timeout=60,
    )


@pytest.mark.parametrize("command", [line for block in _blocks("sh") for line in block.splitlines() if line])
def test_every_command_of_the_page_is_answered(command: str, served: str) -> None:
    answer = _curl(command, served)
    assert answer.is_success, answer.text
    assert answer.text


@pytest.mark.parametrize("program", _blocks("python"))
def test_every_program_of_the_page_runs(program: str, served: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", program.replace(SITE, served)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_the_page_names_every_setting_of_own_cypher() -> None:
    for name in CypherSettings.model_fields:
        assert f"`POLICYGRAPH_CYPHER_{name.upper()}`" in TEXT or f"`_{name.upper()}`" in TEXT
