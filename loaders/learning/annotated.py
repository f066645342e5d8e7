"""Annotated documents as the learner sees them: proposals of the measures' words, and what readers found."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders import pipeline, regions
from loaders.evaluate import Item, load_gold
from loaders.extract import measure, policy
from loaders.extract.context import Context
from loaders.extract.measure_goals import GOALS
from loaders.extract.measure_sights import ClauseReading, Reader
from loaders.facts import Mode
from loaders.formats.opening import open_document


@dataclass(frozen=True)
class Annotated:
    """One document: its proposals, clause by clause, and the measures that readers found."""

    id: str
    text: str
    readings: list[ClauseReading]
    modes: dict[tuple[str, str], Mode]
    """Mode of each pair of clause and instrument that readers were sure of."""
    unsure: frozenset[tuple[str, str]]
    labels: list[frozenset[str]] = field(default_factory=list)
    """For each segment of ``readings``, in order, the instruments whose quote it is part of."""

    def words(self) -> list[str]:
        """The words of each segment, in order."""
        return [self.text[slice(*part.span)] for reading in self.readings for part in reading.parts]


def document(item: Item) -> Annotated:
    """A document read up to its proposals, with its gold file. LoaderError when that is broken."""
    outlined, printed = pipeline.outlined(open_document(item.text, ""))
    about = policy.extract(outlined, Context())
    context = Context(region=regions.region(about.region) if about.region else None, policy=about)
    readings = list(measure.readings(Reader(outlined, context)))
    measures = [fact for fact in load_gold(item.gold) if fact["kind"] == "measure"]
    modes = {(fact["clause"], fact["instrument"]): fact["mode"] for fact in measures if not fact.get("unsure")}
    unsure = frozenset((fact["clause"], fact["instrument"]) for fact in measures if fact.get("unsure"))
    quotes: dict[str, list[tuple[str, str]]] = {}
    for fact in measures:
        if not fact.get("unsure") and fact["instrument"] != GOALS and fact.get("quote"):
            quotes.setdefault(fact["clause"], []).append((fact["instrument"], fact["quote"]))
    labels = [label for reading in readings for label in _labels(printed.text, reading, quotes.get(reading.path, []))]
    return Annotated(item.id, outlined.text, readings, modes, unsure, labels)


def _labels(text: str, reading: ClauseReading, quotes: list[tuple[str, str]]) -> list[frozenset[str]]:
    """The instruments whose quotes overlap each segment of a clause."""
    if not reading.parts:
        return []
    low, high = reading.parts[0].span.start, reading.parts[-1].span.end
    places = [(code, at, at + len(quote)) for code, quote in quotes if (at := text.find(quote, low, high)) >= 0]
    return [
        frozenset(code for code, start, end in places if start < part.span.end and part.span.start < end)
        for part in reading.parts
    ]
