"""A graph of any size, quickly: made policies of one region, and copies of them written in bulk."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from graph.export import export_lines
from graph.settings import GraphSettings
from graph.store import GraphStore
from graph.writer import prepare, replace_policy
from tests.bench.copies import Graph, write_nodes, write_relationships
from tests.conformance.made import made_readings

REGION = "420000"
_POLICIES = 6
"""Policies that are written one by one, the slower way."""


def fill(data: Path, least: int) -> int:
    """Write at least so many nodes into the graph of ``data``, all their policies for ``REGION``; how many."""
    with GraphStore.open(GraphSettings.load(url="embedded:", data=data, engine_heap="512m")) as store:
        prepare(store)
        for reading in made_readings(_POLICIES):
            replace_policy(store, replace(reading, policy=replace(reading.policy, region=REGION)))
        lines = [json.loads(line) for line in export_lines(store)]
        graph, count, copy = Graph(), sum("label" in line for line in lines), 0
        while count + graph.size < least:
            copy += 1
            for line in lines:
                graph.add(line, copy)
        write_nodes(store, graph)
        write_relationships(store, graph)
        return count + graph.size
