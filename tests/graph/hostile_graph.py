"""A small graph that holds whatever a form of export might stumble over, and the plans beside it."""

from __future__ import annotations

from functools import partial
from typing import Any

from graph.moving.batches import batched, build, row
from graph.moving.entries import Entry, Key, Node, Relationship
from graph.run import run
from graph.store import GraphStore
from graph.writer import prepare, replace_policy
from loaders.pipeline import Reading

TEXTS = [
    "",
    " two  blanks ",
    'it\'s "quoted" `so`, and; so | \t on',
    "\\",
    "ends in \\",
    "\\u0041 \\\\u0041 \\n",
    "first\nsecond\r\nthird\rfourth\f\x0bfifth\x85sixth\u2028seventh\u2029",
    "\x00 \x01 \x1f \x7f \ufffe \uffff",
    "\ufeff\u200b\u202e",
    "首台（套）🏭𠀀",
    "// no comment /* none */ ;\n:param x => 1",
    "<a href='x'>&amp; ]]> <![CDATA[",
    '"',
    "=1+1",
    "null",
    "1",
]
LISTS: list[list[str]] = [[], [""], ["", ""], ["a;b", 'c"d'], ["a\x1fb"], ["one"], TEXTS]
_QUOTE: dict[str, Any] = {"quote": "q", "start": 0, "end": 1, "policy": "p0", "tier": "likely"}


def hostile() -> list[Entry]:
    """Nodes with hostile texts in ids, texts and lists, numbers at their limits, and parallel relationships."""
    nodes: list[Entry] = [
        Node("Region", {"id": "r", "name": "区", "short": "区", "level": "county"}),
        *(
            Node("Policy", {"id": f"p{number}", "stub": bool(number % 2), "title": text, "text": text})
            for number, text in enumerate(TEXTS)
        ),
        *(Node("Place", {"id": f"#{text}", "name": text, "aliases": [text]}) for text in TEXTS),
        *(Node("Fund", {"id": f"f{n}", "name": "n", "aliases": given}) for n, given in enumerate(LISTS)),
        *(Node("Policy", {"id": f"l{n}", "stub": True, "unmatched": given}) for n, given in enumerate(LISTS)),
    ]
    numbers = [0.0, -0.0, 1e16, 1e-7, -1.5e300, 0.1 + 0.2, 123456789.123]
    targets: list[Entry] = [
        Node(
            "Target",
            {"id": f"p0@{n}", "clause": "", "metric": "m", "value": value, "unit": "", "op": "=", **_QUOTE}
            | {"year": [-(2**63), 2**63 - 1, 0, -1][n % 4]},
        )
        for n, value in enumerate(numbers)
    ]
    links: list[Entry] = [
        Relationship(
            "NAMES", Key("Policy", "p0"), Key("Place", f"#{text}"), _QUOTE | {"name": f"{text} {turn}", "quote": text}
        )
        for text in TEXTS
        for turn in range(2)
    ]
    sets: list[Entry] = [
        Relationship("SETS", Key("Policy", "p0"), Key("Target", f"p0@{n}"), _QUOTE) for n in range(len(numbers))
    ]
    return [*nodes, *targets, *links, *sets, Relationship("APPLIES_TO", Key("Policy", "p0"), Key("Region", "r"))]


def fill(store: GraphStore, plans: list[Reading]) -> None:
    """Load the plans and write the hostile graph beside them."""
    prepare(store)
    for plan in plans:
        replace_policy(store, plan)
    for kind, batch in batched(hostile(), rows=100, characters=100_000):
        rows = [row(entry) for entry in batch]
        store.write(partial(run, cypher=f"UNWIND $rows AS row {build(kind)}", rows=rows))
    # What older graphs lack is filled in once more, as a restore does: captions of the nodes above.
    store.write(lambda transaction: transaction.run("MATCH (m:Meta {id: 'graph'}) REMOVE m.prepared").consume())
    prepare(store)


def run_script(store: GraphStore, lines: str) -> None:
    """Run a script of one statement a line as docs/moving.md does."""
    for line in lines.split("\n"):
        if line and not line.startswith("//"):
            store.schema([line.removesuffix(";")])
