"""A Python client made of the document: its names are pleasant, its types hold, and it works."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest

from tests.clients.conftest import SITE, TOOLS, Site, block, commands, run

pytestmark = pytest.mark.clients
USE = Path(__file__).with_name("use_python.py")
CLIENT = "policygraph_client"


@pytest.fixture(scope="module")
def folder(served: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the client lies, made by the command of the page.

    It says that it has no type for JSON Lines, of which there are two, and nothing else.
    """
    folder = tmp_path_factory.mktemp("python")
    (folder / "config.yml").write_text("post_hooks: []\n", encoding="utf-8")
    [command] = commands("openapi-python-client")
    said = run(*shlex.split(command.replace(SITE, served.url)), "--config", "config.yml", folder=folder)
    assert re.findall(r"WARNING parsing GET \S+/([a-z.]+) ", said) == ["facts", "judgements.jsonl"]
    assert (
        len(re.findall("WARNING", said)) == len(re.findall("Unsupported content_type application/x-ndjson", said)) == 2
    )
    return folder


def test_it_does_what_a_service_needs(folder: Path, served: Site) -> None:
    printed = run("python", USE, served.url, served.key, folder=folder).splitlines()
    assert printed[0] == "flagship 湖北省 funded 0.15 10000000 ['省经信厅'] rate cap"
    assert int(printed[1].removeprefix("measures ")) > 3
    assert printed[2].startswith("measure ")
    assert printed[3:] == [
        "matrix 2 True",
        "search instrument True",
        "dry run suzhou-laser False True",
        "problems /problems/not-found /problems/invalid",
    ]


def test_its_names_are_such_as_a_programmer_would_choose(folder: Path) -> None:
    names = {path.stem for path in (folder / CLIENT).rglob("*.py")}
    assert {"list_measures", "measure_page", "get_policy", "upload_policy", "tier", "problem"} <= names
    bad = re.compile(r"body|annotated|_type_\d|_\d$|_or_|anonymous|response_\d|_api_v1_")
    assert [name for name in sorted(names) if bad.search(name)] == []


def test_the_program_of_the_page_runs(folder: Path, served: Site) -> None:
    printed = run("python", "-c", block("py", served), folder=folder).splitlines()
    assert printed[0].startswith("湖北省 funded 0.15 10000000 ['省经信厅']")
    assert printed[-2:] == ["2 measures, and more", printed[-1]]
    assert printed[-1].startswith("404 There is no measure nothing.")


def test_its_types_hold(folder: Path, served: Site) -> None:
    (folder / "use.py").write_text(USE.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "page.py").write_text(block("py", served), encoding="utf-8")
    of_it = ("--follow-imports=silent", "--python-executable", str(TOOLS / "bin" / "python"))
    programs = ("use.py", "page.py")
    run(sys.executable, "-m", "mypy", "--strict", *of_it, *programs, folder=folder, MYPYPATH=str(folder), PYTHONPATH="")
