"""Every command in README.md does what the page says."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.running import run_policygraph

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines() if line]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site of ``make serve`` on a free port, over a data directory of its own."""
    if not (ROOT / ".venv" / ".installed").exists():
        pytest.fail("make serve needs the environment that make install makes: run make test")
    data = tmp_path_factory.mktemp("served")
    port = _free_port()
    process = subprocess.Popen(
        ["make", "serve", f"PORT={port}"],
        cwd=ROOT,
        env={**os.environ, "POLICYGRAPH_DATA": str(data)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(400):
            assert process.poll() is None, "make serve ended by itself"
            try:
                if httpx.get(f"{address}/readyz", timeout=5).is_success:
                    break
            except httpx.TransportError:
                time.sleep(0.25)
        yield address
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


def test_the_page_shows_only_commands_that_are_tested_here() -> None:
    programs = {" ".join(command.split()[:2]) for command in COMMANDS}
    assert programs == {
        "make serve",
        "make test",
        "policygraph query",
        "policygraph load",
        "policygraph extract",
        "policygraph text",
        "curl " + next(command.split()[1] for command in COMMANDS if command.startswith("curl")),
    }


def test_make_serve_answers_the_flagship_question(served: str) -> None:
    [address] = [command.split()[1].strip("'") for command in COMMANDS if command.startswith("curl")]
    answer = httpx.get(address.replace("http://127.0.0.1:8000", served), timeout=30)
    assert [(row["region_code"], row["state"]) for row in answer.json()["rows"]] == [
        ("420000", "funded"),
        ("441900", "provided"),
        ("442000", "facilitated"),
        ("440000", "unknown"),
    ]


def test_make_test_runs_pytest() -> None:
    planned = subprocess.run(["make", "-n", "test"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "pytest" in planned.stdout


def test_the_printed_flagship_table_is_what_the_command_prints(loaded_data: Path) -> None:
    [command] = [command for command in COMMANDS if command.startswith("policygraph query")]
    [printed] = re.findall(r"```text\n(.*?)```", README, re.DOTALL)
    done = run_policygraph(loaded_data, *shlex.split(command)[1:])
    assert done.returncode == 0, done.stderr.decode()
    shown = "\n".join(line.rstrip() for line in done.stdout.decode().strip("\n").splitlines())
    assert shown.strip() == printed.strip()


@pytest.mark.parametrize("command", [c for c in COMMANDS if "plan.txt" in c])
def test_the_commands_for_own_documents_work(command: str, tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    shutil.copyfile(ROOT / "data" / "plans" / "zhongshan-optoelectronics-2024" / "source.txt", plan)
    words = [str(plan) if word == "plan.txt" else word for word in shlex.split(command)[1:]]
    done = run_policygraph(tmp_path / "data", *words)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout
