"""The forms of export that go out as one stream, whether to a file or over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.export import json_lines
from graph.moving.cypher_script import script
from graph.moving.data_package import package
from graph.moving.entries import Entry
from graph.moving.graphml import GraphML

Write = Callable[[Iterable[Entry]], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Form:
    """How a form is written and what its files are called."""

    media_type: str
    ending: str
    write: Write


def _encoded(lines: Iterable[str]) -> Iterator[bytes]:
    return (line.encode() for line in lines)


def _jsonl(entries: Iterable[Entry]) -> Iterator[bytes]:
    return (f"{line}\n".encode() for line in json_lines(entries))


def _rdf(entries: Iterable[Entry], form: str) -> Iterator[bytes]:
    from graph.moving.rdf import lines  # rdflib takes its time to come in

    return _encoded(lines(entries, "turtle" if form == "turtle" else "nt"))


FORMS: Mapping[str, Form] = {
    "jsonl": Form("application/x-ndjson", "jsonl", _jsonl),
    "csv": Form("application/zip", "zip", package),
    "graphml": Form("application/graphml+xml", "graphml", lambda entries: GraphML().parts(entries)),
    "turtle": Form("text/turtle", "ttl", lambda entries: _rdf(entries, "turtle")),
    "ntriples": Form("application/n-triples", "nt", lambda entries: _rdf(entries, "nt")),
    "cypher": Form("application/x-cypher", "cypher", lambda entries: _encoded(script(entries))),
}
"""By name; the first is the usual one."""
