"""The same bytes give the same lines: in every process, hash seed, locale and supported Python."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.loaders.made_documents import clipping, dump, lines, page, pdf, word

ROOT = Path(__file__).parents[2]
CODE = """
import json, pathlib, sys
from loaders import pipeline
for name in sys.argv[1:]:
    for line in pipeline.read_file(pathlib.Path(name), id="made").lines():
        sys.stdout.buffer.write(json.dumps(line, ensure_ascii=False).encode() + b"\\n")
"""
SETTINGS = (
    {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONHASHSEED": "4294967295", "LC_ALL": "zh_CN.GBK", "PYTHONIOENCODING": "gbk", "TZ": "Asia/Shanghai"},
)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("files")
    body = lines("hubei-laser-2024")
    makers: dict[str, Callable[[], bytes]] = {
        "a.txt": lambda: "\n".join(body).encode("gb18030"),
        "a.html": lambda: page(body, charset="gb18030"),
        "a.pdf": lambda: pdf(body),
        "a.docx": lambda: word(body),
        "a.md": lambda: clipping(body).encode(),
        "dump.txt": lambda: dump(body).encode(),
    }
    for name, make in makers.items():
        (folder / name).write_bytes(make())
    return [str(folder / name) for name in makers]


def written(python: str, files: list[str], environment: dict[str, str]) -> bytes:
    run = subprocess.run(
        [python, "-c", CODE, *files], cwd=ROOT, env={**os.environ, **environment}, capture_output=True, check=True
    )
    assert run.stdout.count(b'"kind": "policy"') == len(files)
    return run.stdout


def test_processes_hash_seeds_and_locales_make_no_difference(files: list[str]) -> None:
    assert len({written(sys.executable, files, environment) for environment in SETTINGS}) == 1


def _other_pythons() -> list[str]:
    """Interpreters of other supported versions on this machine, as pyenv or a distribution installs them."""
    found = [shutil.which(f"python3.{minor}") for minor in (11, 12, 13)]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found += [str(path) for minor in (11, 12, 13) for path in sorted(pyenv.glob(f"3.{minor}.*/bin/python"))]
    this = f"{sys.version_info[0]}.{sys.version_info[1]}"
    others: dict[str, str] = {}
    for python in filter(None, found):
        code = "import sys; print('.'.join(map(str, sys.version_info[:2])))"
        said = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
        if said.returncode == 0 and said.stdout.strip() != this:
            others.setdefault(said.stdout.strip(), python)
    return [others[version] for version in sorted(others)]


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_every_supported_python_on_this_machine_writes_the_same(files: list[str], tmp_path: Path) -> None:
    pythons = _other_pythons()
    if not pythons:
        pytest.skip("no other supported Python is installed")
    expected = hashlib.sha256(written(sys.executable, files, SETTINGS[0])).hexdigest()
    for number, python in enumerate(pythons):
        venv = tmp_path / str(number)
        subprocess.run([python, "-m", "venv", str(venv)], check=True)
        command = [str(venv / "bin" / "pip"), "install", "--quiet", "--require-hashes", "--only-binary", ":all:"]
        subprocess.run([*command, "-r", str(ROOT / "requirements.lock")], check=True)
        assert hashlib.sha256(written(str(venv / "bin" / "python"), files, SETTINGS[1])).hexdigest() == expected
