"""Every command and program of docs/rest.md does what the page says, against a served site."""

from __future__ import annotations

import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.documents.settings import DocumentSettings
from api.routes.cypher import CypherSettings
from tests.api.documents_client import TEXT as TEXT_OF_PLAN
from tests.running import environment, run_policygraph
from tests.serving import Served

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rest.md"
TEXT = PAGE.read_text(encoding="utf-8")
SITE = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = Served(tmp_path_factory.mktemp("served"))
    yield served
    served.stop(signal.SIGTERM)


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


def _curl(command: str, site: str, folder: Path) -> httpx.Response:
    """What curl would be answered: as much of it as the page uses, so that no curl is needed."""
    words = shlex.split(command.replace(SITE, site))
    assert words.pop(0) == "curl"
    method, address, headers, body = "", "", {}, ""
    form: dict[str, Any] = {}
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
        elif word == "-F":
            name, _, value = words.pop(0).partition("=")
            given = (folder / value[1:]).read_bytes() if value.startswith("@") else value
            form[name] = (value[1:], given) if value.startswith("@") else (None, value)
        elif word == "--data-urlencode":
            name, _, value = words.pop(0).partition("=")
            query.append((name, value))
        elif word != "-G":
            assert not word.startswith("-"), f"this test does not know curl's {word}"
            address = word
    parameters = httpx.QueryParams(query) if query else None
    return httpx.request(
        method or ("POST" if body or form else "GET"),
        address,
        params=parameters,
        headers=headers,
        content=body or None,
        files=form or None,
        timeout=60,
    )


MAKERS = ("openapi-python-client ", "npx ")
"""What makes clients: tests/clients runs it."""
LINES = [line for block in _blocks("sh") for line in block.splitlines() if line and not line.startswith(MAKERS)]


@pytest.mark.parametrize("command", [line for line in LINES if line.startswith("curl ")])
def test_every_command_of_the_page_is_answered(command: str, served: Served, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(TEXT_OF_PLAN, encoding="utf-8")
    answer = _curl(command, served.url, tmp_path)
    assert answer.is_success, answer.text
    assert answer.text
    if answer.status_code == 202:
        httpx.get(f"{served.url}{answer.json()['events']}", timeout=120).raise_for_status()
        policy = httpx.get(f"{served.url}/api/v1/policies/suzhou-laser", timeout=60).raise_for_status().json()
        assert policy["region_code"] == "320500"


def test_the_commands_that_are_no_requests_work(served: Served, tmp_path: Path) -> None:
    commands = [line for line in LINES if not line.startswith("curl ")]
    assert commands
    for command in commands:
        program, *arguments = shlex.split(command)
        assert program == "policygraph"
        # keys in the served directory would shut the other tests out
        done = run_policygraph(tmp_path if arguments[0] == "keys" else served.data, *arguments)
        assert done.returncode == 0, done.stderr.decode()


def test_the_programs_of_the_page_run_one_after_the_other(served: Served, tmp_path: Path) -> None:
    script = "import json\n" + "\n".join(_blocks("python")).replace(SITE, served.url)
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment(tmp_path), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert any(line.startswith("湖北省 funded 0.15 10000000") for line in lines)
    assert "event: done" in lines
    assert "'by': 'Li'" in next(line for line in lines if line.startswith("{'by'"))
    counted, refused = lines[-2:]
    assert int(counted.removesuffix(" measures print an amount")) > 3
    assert refused.startswith("422 /problems/invalid There is no region")


def test_the_page_names_every_setting_of_uploads_with_its_default() -> None:
    rows = re.findall(r"^\| (`POLICYGRAPH_UPLOAD.*?) \| ([\d, ]+) \|", TEXT, re.MULTILINE)
    told = {
        name.removeprefix("POLICYGRAPH_UPLOAD_").removeprefix("…_").lower(): float(value)
        for names, values in rows
        for name, value in zip(re.findall(r"`(.*?)`", names), values.split(", "), strict=True)
    }
    assert told == {name: float(value) for name, value in DocumentSettings().model_dump().items()}


def test_the_page_names_every_setting_of_own_cypher() -> None:
    for name in CypherSettings.model_fields:
        assert f"`POLICYGRAPH_CYPHER_{name.upper()}`" in TEXT or f"`_{name.upper()}`" in TEXT
