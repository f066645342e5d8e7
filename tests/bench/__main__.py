"""``make bench``: speed as ratios within one run, so that the figures mean the same on every machine.

Reading is set against OpenCC's conversion of the same text (C++, a single pass over every
character) and against jieba's segmentation of it, both on one core; answering against the smallest
question the same store can be asked; Neo4j against the embedded engine; REST against the driver, Neo4j's HTTP Query
API and bare FastAPI; pages, in Chromium, against plain ones of the same text. Memory is what a thousand documents leave
behind. Parts can be named: ``reading``, ``answering``, ``engines``, ``rest``, ``pages``,
and ``graph``, which is the graphs of ``pages`` alone.
"""

from __future__ import annotations

import gc
import logging
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import opencc

from cypher.catalogue import catalogue
from cypher.run import run
from data import PLANS
from graph.settings import GraphSettings
from graph.store import GraphStore
from graph.writer import prepare, replace_policy
from loaders.clean import clean
from loaders.outline import outline
from loaders.pipeline import read_document, read_plan
from loaders.read import decode
from tests.bench.engines import side_by_side
from tests.bench.pages import pages
from tests.bench.rest import rest


def fastest(work: Callable[[], object], rounds: int = 5) -> float:
    """Seconds of the fastest of ``rounds`` runs; one run before them is not counted."""
    work()
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times)


def say(name: str, seconds: float, base: float, against: str) -> None:
    sys.stdout.write(f"{name:44} {seconds * 1000:9.1f} ms   {seconds / base:7.2f} × {against}\n")


def reading() -> None:
    """The way of the five plans up to their facts."""
    plans = sorted(PLANS.iterdir())
    plans = [plan for plan in plans if plan.is_dir()]
    texts = [decode((plan / "source.txt").read_bytes())[0] for plan in plans]
    converter = opencc.OpenCC("tw2s")
    base = fastest(lambda: [converter.convert(text) for text in texts])
    size = sum(map(len, texts))
    say(f"convert {size:,} characters with OpenCC", base, base, "itself")
    say("read and clean", fastest(lambda: [clean(text) for text in texts]), base, "OpenCC")
    say("read, clean, outline", fastest(lambda: [outline(clean(text)) for text in texts]), base, "OpenCC")
    whole = fastest(lambda: [read_plan(plan) for plan in plans])
    say("whole extraction", whole, base, "OpenCC")
    sys.stdout.write(f"{'':44} {size / whole:9,.0f} characters a second\n")
    against_jieba(texts, whole)


def against_jieba(texts: Sequence[str], whole: float) -> None:
    """The whole extraction against ``jieba.cut`` of the same texts."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    cut = fastest(lambda: [sum(1 for _ in jieba.cut(text)) for text in texts])
    say("cut into words by jieba", cut, cut, "itself")
    say("whole extraction", whole, cut, "jieba")
    sys.stdout.write(f"{'':44} {cut / whole:9.2f} × jieba's characters a second\n")


def memory(rounds: int = 200) -> None:
    """What a thousand readings of the plans leave in memory, after one round that fills the caches."""
    plans = sorted(plan for plan in PLANS.iterdir() if plan.is_dir())

    def traced() -> int:
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    texts = [decode((plan / "source.txt").read_bytes())[0] for plan in plans]
    for text in texts:
        read_document(text.encode(), id="bench")
    before = traced()
    for number in range(rounds):
        for text in texts:
            # Other names and numbers each time, so that a cache of them would show.
            changed = text.replace("激光", f"激光{number}型", 20)
            read_document(changed[: len(changed) // 8].encode(), id="bench")
    after = traced()
    tracemalloc.stop()
    sys.stdout.write(f"{'left in memory by a thousand pieces of them':44} {(after - before) / 1e6:9.2f} MB\n")


def answering(directory: Path) -> None:
    """Starting the engine, loading, asking."""
    settings = GraphSettings(url=f"embedded:{directory}")
    begun = time.perf_counter()
    with GraphStore.open(settings) as store:
        cold = time.perf_counter() - begun
        least = fastest(lambda: store.read("RETURN 1 AS one"), 20)
        say("RETURN 1", least, least, "itself")
        say("start the embedded engine", cold, least, "RETURN 1")
        say("connect to the running engine", fastest(lambda: GraphStore.open(settings).close()), least, "RETURN 1")
        prepare(store)
        readings = [read_plan(plan) for plan in sorted(PLANS.iterdir()) if plan.is_dir()]

        def replace_all() -> None:
            for one in readings:
                replace_policy(store, one)

        say("replace the five plans", fastest(replace_all), least, "RETURN 1")
        for query in catalogue():
            given = {name: one.example for name, one in query.parameters.items() if one.is_required}
            say(query.name, fastest(partial(run, store, query, given)), least, "RETURN 1")


def main(parts: Sequence[str]) -> None:
    """Run some parts, or all of them."""
    if not parts or "reading" in parts:
        reading()
        memory()
    if not parts or "answering" in parts:
        with tempfile.TemporaryDirectory() as place:
            answering(Path(place))
    if not parts or "engines" in parts:
        side_by_side()
    if not parts or "rest" in parts:
        rest()
    if not parts or "pages" in parts:
        pages()
    elif "graph" in parts:
        pages(only="graph")


if __name__ == "__main__":
    main(sys.argv[1:])
