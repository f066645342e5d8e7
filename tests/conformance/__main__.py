"""``make conformance``: the table query × engine, printed and written to ``docs/conformance.md``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.conformance.engines import ALL, GRAPHS, every_engine
from tests.conformance.table import ARTEFACTS, Line, compare, markdown, summary, write

PAGE = Path(__file__).resolve().parents[2] / "docs" / "conformance.md"
_INTRODUCTION = """# Every query on every engine

Made by `make conformance`; `make test-long` checks the same, `make test-neo4j` some of it. Every query file is asked
with its defaults and with other values of every parameter, taken from what the graph holds, over Bolt, of the embedded
engine (ArcadeDB), Neo4j {versions}. Two graphs: `plans` are the shipped plans, `made` has two hundred policies more,
made of recombined clauses of them. Alike means: the same rows in the same order with the same Python types, down to
whole numbers that are integers here and floats there; only the keys of a map have no order. Rows are those of all
askings together; ms is the median of one asking, on whatever machine ran this beside whatever else it did: compare
within a line.
"""


def main() -> int:
    """Run all; the exit code is 1 when an engine differs."""
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as place, every_engine(Path(place)) as engines:
        for graph in GRAPHS:
            for engine in engines:
                engine.load(graph)
            lines += compare(engines, graph)
    write(lines, ARTEFACTS)
    introduction = _INTRODUCTION.format(versions=" and ".join(ALL[1:]))
    PAGE.write_text(f"{introduction}\n{summary(lines)}\n\n{markdown(lines)}\n", encoding="utf-8")
    sys.stdout.write(f"{markdown(lines)}\n\n{summary(lines)}\n")
    return int(any(line.differences for line in lines))


if __name__ == "__main__":
    sys.exit(main())
