"""Types for TypeScript made of the document: they compile with a service's program, and it works.

Needs Node.js and the packages of tests/clients/typescript, which `make test-clients` installs.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.clients.conftest import SITE, block, commands
from tests.serving import Served

pytestmark = pytest.mark.clients
ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).with_name("typescript")
PLACE = ROOT / ".venv" / "typescript"


def run(*words: str | Path, folder: Path) -> str:
    """What a program of the packages prints that must end well."""
    path = os.pathsep.join([str(PLACE / "node_modules" / ".bin"), str(ROOT / ".venv" / "bin"), os.environ["PATH"]])
    found = os.environ | {"PATH": path}
    done = subprocess.run(list(map(str, words)), cwd=folder, env=found, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def folder(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the types lie, made by the command of the page, beside programs that are compiled with them."""
    folder = tmp_path_factory.mktemp("typescript")
    for name in ("package.json", "tsconfig.json", "use.ts"):
        shutil.copy(HERE / name, folder)
    (folder / "node_modules").symlink_to(PLACE / "node_modules")
    [command] = commands("npx")
    run(*shlex.split(command.replace(SITE, served.url))[1:], folder=folder)
    (folder / "page.ts").write_text(block("ts", served), encoding="utf-8")
    run("tsc", folder=folder)
    return folder


def test_it_does_what_a_service_needs(folder: Path, served: Served) -> None:
    assert run("node", "use.js", served.url, folder=folder).splitlines() == [
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


def test_a_wrong_use_does_not_compile(folder: Path) -> None:
    for wrong in ("{ instrument: 3 }", '{ instrument: "first-of-kind", tiers: "sure" }', '{ instrumnet: "x" }'):
        program = block_with(wrong)
        (folder / "wrong.ts").write_text(program, encoding="utf-8")
        done = subprocess.run(
            [PLACE / "node_modules" / ".bin" / "tsc", "--noEmit"],
            cwd=folder,
            env=os.environ | {"PATH": f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode != 0
        assert "wrong.ts" in done.stdout
        (folder / "wrong.ts").unlink()


def block_with(query: str) -> str:
    """A program that asks the flagship question with ``query``."""
    return (
        'import createClient from "openapi-fetch";\nimport type { paths } from "./policygraph.js";\n'
        'const api = createClient<paths, "application/json">({ baseUrl: "" });\n'
        f'await api.GET("/api/v1/queries/support/which-regions-fund", {{ params: {{ query: {query} }} }});\n'
    )


def test_the_locked_packages_name_no_place() -> None:
    lock = (HERE / "package-lock.json").read_text(encoding="utf-8")
    assert '"integrity"' in lock
    assert "resolved" not in lock
    assert "://" not in lock.replace("https://github.com/sponsors", "").replace("https://opencollective.com", "")
