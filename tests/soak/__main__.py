"""``make soak``: half an hour of mixed load with three kills of the engine, or what the options say."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.soak.run import soak


def main() -> int:
    """0 where nothing went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="policygraph-soak-") as place:
        wrong = soak(Path(place) / "data", minutes=given.minutes, kills=given.kills, workers=given.workers)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
