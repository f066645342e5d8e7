"""schemathesis over the whole OpenAPI document of a running server, and what it was answered."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHECKS = Path(__file__).with_name("checks.py")
CONFIGURATION = Path(__file__).with_name("schemathesis.toml")
_LEFT_OUT = "positive_data_acceptance"
"""The check that ``checks.py`` has a narrower one for."""


@dataclass(frozen=True)
class Outcome:
    """What a run found."""

    cases: int
    answers: Counter[tuple[str, int]]
    """Answers by method and status."""
    said: str
    """What schemathesis printed."""

    @property
    def statuses(self) -> set[int]:
        """The statuses of all answers."""
        return {status for _, status in self.answers}


def fuzz(url: str, key: str, folder: Path, *options: str) -> Outcome:
    """Run schemathesis with an API key on the server at ``url``; fails with its report where it finds anything.

    The cases are the same in every run: they are derived from the document.
    """
    report = folder / "report.ndjson"
    done = subprocess.run(
        [
            *(sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()"),
            *(
                "--config-file",
                str(CONFIGURATION),
                "run",
                f"{url}/openapi.json",
                "--header",
                f"Authorization: Bearer {key}",
            ),
            *("--exclude-checks", _LEFT_OUT, "--generation-deterministic", "--continue-on-failure"),
            *("--request-timeout", "120", "--suppress-health-check", "all", "--no-color"),
            *("--report", "ndjson", "--report-ndjson-path", str(report), *options),
        ],
        env=os.environ | {"SCHEMATHESIS_HOOKS": str(CHECKS), "PYTHONUTF8": "1"},
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout[-20_000:]}\n{done.stderr[-2000:]}"
    found = re.search(r"(\d+) generated", done.stdout)
    assert found is not None, done.stdout[-2000:]
    with report.open(encoding="utf-8") as lines:
        answers = Counter(answer for line in lines for answer in _answers(json.loads(line)))
    return Outcome(int(found[1]), answers, done.stdout)


def _answers(value: Any) -> Iterator[tuple[str, int]]:
    """Method and status of every exchange in an event of the report."""
    if isinstance(value, dict):
        request, response = value.get("request"), value.get("response")
        if isinstance(request, dict) and isinstance(response, dict) and "status_code" in response:
            yield request["method"], response["status_code"]
        for inner in value.values():
            yield from _answers(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _answers(inner)
