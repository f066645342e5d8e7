"""The wheel, installed elsewhere, gives a policygraph command that finds its queries and plans from any directory."""

from __future__ import annotations

import json
import os
import site
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the built wheel; the pinned dependencies are lent to it by path."""
    base = tmp_path_factory.mktemp("elsewhere")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", base / "dist"], cwd=ROOT, check=True
    )
    [wheel] = (base / "dist").glob("policygraph-*.whl")
    venv.create(base / "env", with_pip=False)
    python = base / "env" / "bin" / "python"
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel],
        check=True,
    )
    [packages] = (base / "env").glob("lib/python*/site-packages")
    # A plain path line: the editable install's own .pth in there is not followed, so only the wheel has the rooms.
    (packages / "dependencies.pth").write_text("\n".join(site.getsitepackages()) + "\n", encoding="utf-8")
    return base


def _run(installed: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [installed / "env" / "bin" / "policygraph", *arguments],
        cwd=installed,
        env={"PATH": os.defpath, "HOME": str(installed), "POLICYGRAPH_DATA": str(installed / "data")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_installed_command_reads_a_document_from_any_directory(installed: Path) -> None:
    plan = ROOT / "data" / "plans" / "hubei-laser-2024" / "source.txt"
    result = _run(installed, "extract", plan, "--id", "hubei-laser-2024")
    assert result.returncode == 0, result.stderr
    first, *facts = [json.loads(line) for line in result.stdout.splitlines()]
    assert first["kind"] == "policy"
    assert first["region"] == "420000"
    assert len(facts) > 100


def test_the_installed_command_finds_its_queries_and_plans(installed: Path) -> None:
    loaded = _run(installed, "load", "--all")
    assert loaded.returncode == 0, loaded.stderr
    result = _run(installed, "query", "support/which-regions-fund", "instrument=first-of-kind", "--json")
    assert result.returncode == 0, result.stderr
    assert {row["region_code"] for row in json.loads(result.stdout)} == {"420000", "440000", "441900", "442000"}
