"""What docs/rest.md shows runs as it stands there, against a served graph."""

from __future__ import annotations

import json
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.documents.settings import DocumentSettings
from tests.api.documents_client import TEXT
from tests.api.test_serve import Served
from tests.running import environment

PAGE = (Path(__file__).parents[2] / "docs" / "rest.md").read_text(encoding="utf-8")
SECTIONS = "## Sending documents" + PAGE.partition("## Sending documents")[2].partition("## Who may write")[0]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = Served(tmp_path_factory.mktemp("served"))
    yield served
    served.stop(signal.SIGTERM)


def blocks(language: str, served: Served) -> list[str]:
    found = re.findall(rf"```{language}\n(.*?)```", SECTIONS, re.DOTALL)
    assert found
    return [block.replace("http://127.0.0.1:8000", served.url) for block in found]


def test_the_python_snippets_run(served: Served, tmp_path: Path) -> None:
    script = "import json\n" + "\n".join(blocks("python", served))
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment(tmp_path), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert "event: done" in lines
    assert "done" in lines
    assert "'by': 'Li'" in lines[-1]


def test_the_curl_snippet_sends_a_document(served: Served, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(TEXT, encoding="utf-8")
    [line] = blocks("sh", served)
    program, *arguments = shlex.split(line)
    assert program == "curl"
    done = subprocess.run(["curl", "-sS", *arguments], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    job = json.loads(done.stdout)
    httpx.get(f"{served.url}{job['events']}", timeout=120).raise_for_status()
    policy = httpx.get(f"{served.url}/api/v1/policies/suzhou-laser", timeout=60).raise_for_status().json()
    assert policy["region_code"] == "320500"


def test_the_page_names_every_setting_with_its_default() -> None:
    rows = re.findall(r"^\| (`POLICYGRAPH_UPLOAD.*?) \| ([\d, ]+) \|", SECTIONS, re.MULTILINE)
    told = {
        name.removeprefix("POLICYGRAPH_UPLOAD_").removeprefix("…_").lower(): float(value)
        for names, values in rows
        for name, value in zip(re.findall(r"`(.*?)`", names), values.split(", "), strict=True)
    }
    assert told == {name: float(value) for name, value in DocumentSettings().model_dump().items()}
