"""Extraction against gold files, as it would read each document from its text alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from loaders import pipeline, scoring
from loaders.errors import LoaderError
from loaders.read import read_file


@dataclass(frozen=True)
class Evaluation:
    """The score of every document by id, and of all together."""

    documents: Mapping[str, scoring.Score]
    total: scoring.Score

    def as_json(self) -> dict[str, Any]:
        documents = {name: score.as_json() for name, score in self.documents.items()}
        return {"total": self.total.as_json(), "documents": documents}


def evaluate(
    gold_dir: Path, texts_dir: Path | None = None, *, progress: Callable[[str], None] | None = None
) -> Evaluation:
    """Read the text of every ``<id>.jsonl`` in ``gold_dir`` and score its facts.

    Texts are ``<texts_dir>/<id>.txt``, or without ``texts_dir`` the sources of the shipped plans.
    Neither plan.yaml nor a region is given to the reader. ``progress`` hears each id before it is
    read. LoaderError when a gold file is broken or has no text.
    """
    files = sorted(gold_dir.glob("*.jsonl"))
    if not files:
        raise LoaderError(f"{gold_dir} holds no gold files; name a folder with one <id>.jsonl a document.")
    texts = {file.stem: _text(file.stem, texts_dir) for file in files}
    documents: dict[str, scoring.Score] = {}
    for file in files:
        if progress is not None:
            progress(file.stem)
        reading = pipeline.read_document(texts[file.stem], id=file.stem)
        documents[file.stem] = score_file(file, reading.lines())
    return Evaluation(documents, scoring.total(documents.values()))


def score_file(gold_file: Path, lines: list[dict[str, Any]]) -> scoring.Score:
    """The score of the contract's lines of one document against its gold file."""
    gold = load_gold(gold_file)
    try:
        return scoring.score_lines(gold, lines)
    except KeyError as error:
        raise LoaderError(f"{gold_file} has a line without {error}; see the facts contract.") from error


def load_gold(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file; LoaderError with the line that is not one."""
    found: list[dict[str, Any]] = []
    for number, line in enumerate(read_file(path).decode("utf-8-sig").splitlines(), 1):
        if not line.strip():
            continue
        try:
            fact = json.loads(line)
        except json.JSONDecodeError as error:
            raise LoaderError(f"{path} line {number} is not JSON: {error.msg}. Mend or delete the line.") from error
        if not isinstance(fact, dict) or "kind" not in fact:
            raise LoaderError(f"{path} line {number} is not a fact: it needs a kind such as measure.")
        found.append(fact)
    return found


def _text(name: str, texts_dir: Path | None) -> bytes:
    if texts_dir is not None:
        file = texts_dir / f"{name}.txt"
        if not file.is_file():
            raise LoaderError(f"There is no text {name}.txt in {texts_dir} for its gold file; add it.")
        return read_file(file)
    shipped = resources.files("data").joinpath("plans", name, "source.txt")
    if not shipped.is_file():
        raise LoaderError(f"No shipped plan is named {name}; give the folder of its text (--texts DIR).")
    return shipped.read_bytes()
