"""Which of the questions the machine's reading alone gets right: ``python -m tests.acceptance.machine``.

Reads the shipped plans without their judgements into a graph of its own and asks what the tests ask of the reviewed
one. Prints a Markdown table for ``docs/accuracy.md``; with ``--why`` the first line that fails, too.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import re
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path

from cypher.errors import ArgumentError
from data import PLANS
from graph.settings import GraphSettings
from graph.store import GraphStore
from graph.writer import prepare, replace_policy
from loaders.pipeline import read_plan
from tests.acceptance.asking import Ask

Check = Callable[[Ask], None]
SECTIONS = ("a_money", "b_targets", "c_responsibility", "d_actors", "e_instruments", "f_provenance")
TIERS = ("certain", "likely")


def questions() -> dict[int, list[Check]]:
    """The tests of every question by its number, which begins their docstrings; numbers ascend."""
    found: dict[int, list[Check]] = {}
    for section in SECTIONS:
        module = importlib.import_module(f"tests.acceptance.test_questions_{section}")
        for name, check in vars(module).items():
            if name.startswith("test_"):
                number = re.match(r"Q(\d+)\. ", inspect.getdoc(check) or "")
                assert number, f"the docstring of {name} does not begin with the number of its question"
                found.setdefault(int(number[1]), []).append(check)
    return dict(sorted(found.items()))


def failures(ask: Ask, checks: list[Check]) -> list[tuple[str, str]]:
    """Name and first failing line of every check that ``ask`` does not pass."""
    found = []
    for check in checks:
        try:
            check(ask)
        except (AssertionError, LookupError, TypeError, ValueError, ArgumentError) as error:
            lines = [frame.line or "" for frame in traceback.extract_tb(error.__traceback__)]
            found.append((check.__name__.removeprefix("test_").replace("_", " "), lines[1] if len(lines) > 1 else ""))
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--why", action="store_true", help="the first line that fails, beside what is asked")
    why = parser.parse_args().why
    with tempfile.TemporaryDirectory() as directory:
        place = Path(directory)
        settings = GraphSettings.load(
            url=f"embedded:{place / 'graph'}", data=place / "data", engine_grace=0.5, engine_heap="512m"
        )
        with GraphStore.open(settings) as store:
            prepare(store)
            for plan in sorted(path for path in PLANS.iterdir() if path.is_dir()):
                replace_policy(store, read_plan(plan))
            missed = {
                tiers: {number: failures(Ask(store, tiers), checks) for number, checks in questions().items()}
                for tiers in TIERS
            }
    sys.stdout.write(table(missed, why=why))


def table(missed: dict[str, dict[int, list[tuple[str, str]]]], *, why: bool = False) -> str:
    """Markdown: one row a question, by tier whether all of its checks pass, and which do not at the last tier."""
    total = questions()
    parts = sum(len(checks) for checks in total.values())
    tiers = list(missed)
    lines = [
        "The plans asked about are among the documents that the learnt parts were fitted to.",
        "",
        f"| question | {' | '.join(f'machine alone, {tier}' for tier in tiers)} | not answered, {tiers[-1]} |",
        f"|---|{'---|' * (len(missed) + 1)}",
    ]
    for number, checks in total.items():
        cells = []
        for answers in missed.values():
            right = len(checks) - len(answers[number])
            cells.append("right" if right == len(checks) else f"{right} of {len(checks)} parts")
        loosest = missed[tiers[-1]][number]
        failed = "; ".join(f"{name} (`{line}`)" if why else name for name, line in loosest)
        lines.append(f"| Q{number} | {' | '.join(cells)} | {failed} |")
    sums = []
    for answers in missed.values():
        right = sum(not failed for failed in answers.values())
        passed = parts - sum(len(failed) for failed in answers.values())
        sums.append(f"{right} of {len(total)} ({passed} of {parts} parts)")
    return "\n".join([*lines, f"| all | {' | '.join(sums)} | |", ""])


if __name__ == "__main__":
    main()
