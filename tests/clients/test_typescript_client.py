"""Types for TypeScript made of the document: they compile with a service's program, and it works.

Needs Node.js and the packages of tests/clients/typescript, which `make test-clients` installs.
"""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.clients.conftest import SITE, TOOLS, Site, block, commands, run

pytestmark = pytest.mark.clients
HERE = Path(__file__).with_name("typescript")


@pytest.fixture(scope="module")
def folder(served: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the types lie, made by the command of the page, beside programs that are compiled with them."""
    folder = tmp_path_factory.mktemp("typescript")
    for name in ("package.json", "tsconfig.json", "use.ts"):
        shutil.copy(HERE / name, folder)
    (folder / "node_modules").symlink_to(TOOLS / "node_modules")
    [command] = commands("npx")
    run(*shlex.split(command.replace(SITE, served.url))[1:], folder=folder)
    (folder / "page.ts").write_text(block("ts", served), encoding="utf-8")
    run("tsc", folder=folder)
    return folder


def test_it_does_what_a_service_needs(folder: Path, served: Site) -> None:
    assert run("node", "use.js", served.url, served.key, folder=folder).splitlines() == [
        "flagship 湖北省 funded 0.15 10000000 省经信厅",
        "posted true",
        "measures true",
        "measure true true",
        "matrix 2",
        "dry run true",
        "problems 404 /problems/not-found /problems/invalid",
    ]


def test_the_program_of_the_page_runs(folder: Path) -> None:
    printed = run("node", "page.js", folder=folder).splitlines()
    assert printed[0].startswith("湖北省 funded 0.15 10000000 省经信厅")
    assert printed[-1].startswith("404 There is no measure nothing.")


@pytest.mark.parametrize(
    "wrong", ["{ instrument: 3 }", '{ instrument: "first-of-kind", tiers: "sure" }', '{ instrumnet: "x" }']
)
def test_a_wrong_use_does_not_compile(folder: Path, wrong: str) -> None:
    (folder / "wrong.ts").write_text(block_with(wrong), encoding="utf-8")
    try:
        with pytest.raises(AssertionError, match=r"wrong\.ts"):
            run("tsc", "--noEmit", folder=folder)
    finally:
        (folder / "wrong.ts").unlink()


def block_with(query: str) -> str:
    """A program that asks the flagship question with ``query``."""
    return (
        'import createClient from "openapi-fetch";\nimport type { paths } from "./policygraph.js";\n'
        'const api = createClient<paths, "application/json" | "application/problem+json">({ baseUrl: "" });\n'
        f'await api.GET("/api/v1/queries/support/which-regions-fund", {{ params: {{ query: {query} }} }});\n'
    )


def test_the_locked_packages_name_no_place() -> None:
    lock = (HERE / "package-lock.json").read_text(encoding="utf-8")
    assert '"integrity"' in lock
    assert "resolved" not in lock
    assert not re.search(r"//[a-z0-9.-]*npmjs", lock)
