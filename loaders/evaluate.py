"""Extraction against gold files, as it would read each document from its text alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from data import PLANS
from loaders import pipeline, scoring
from loaders.errors import LoaderError
from loaders.learnt import Learnt
from loaders.read import read_file


@dataclass(frozen=True)
class Item:
    """An annotated document: its gold file and the bytes of its text."""

    id: str
    gold: Path
    text: bytes


@dataclass(frozen=True)
class Evaluation:
    """The score of every document by id, of all together, and of what was called certain."""

    documents: Mapping[str, scoring.Score]
    certain: Mapping[str, scoring.Score]
    """The same documents, scored on their facts of the tier ``certain`` alone."""

    @property
    def total(self) -> scoring.Score:
        """All documents counted together."""
        return scoring.total(self.documents.values())

    @property
    def total_certain(self) -> scoring.Score:
        """The certain facts of all documents."""
        return scoring.total(self.certain.values())

    def of(self, ids: Iterable[str]) -> Evaluation:
        """The evaluation of some of the documents."""
        kept = set(ids)
        return Evaluation(
            {name: score for name, score in self.documents.items() if name in kept},
            {name: score for name, score in self.certain.items() if name in kept},
        )

    def as_json(self) -> dict[str, Any]:
        documents = {name: score.as_json() for name, score in self.documents.items()}
        return {"total": self.total.as_json(), "certain": self.total_certain.as_json(), "documents": documents}


def evaluate(
    found: Iterable[tuple[Item, Learnt | None]], *, progress: Callable[[str], None] | None = None
) -> Evaluation:
    """Read each document's text alone and score its facts; each with its own learnt parts, None for the shipped ones.

    Neither plan.yaml nor a region nor a reviewer's judgement is given to the reader. ``progress`` hears each id.
    """
    documents: dict[str, scoring.Score] = {}
    certain: dict[str, scoring.Score] = {}
    for item, learnt in found:
        if progress is not None:
            progress(item.id)
        reading = pipeline.read_document(item.text, id=item.id, learnt=learnt)
        lines = reading.lines(explain=True)
        documents[item.id] = _in_sentences(score_file(item.gold, lines), reading.document.text)
        certain[item.id] = score_file(item.gold, [line for line in lines if line.get("tier", "certain") == "certain"])
    return Evaluation(documents, certain)


def _in_sentences(score: scoring.Score, text: str) -> scoring.Score:
    """The differences with the whole sentence around each quote, «the quote» marked."""
    return replace(
        score, differences=tuple(one._replace(quote=_sentence(text, one.quote)) for one in score.differences)
    )


def _sentence(text: str, quote: str) -> str:
    at = text.find(quote) if quote else -1
    if at < 0:
        return quote
    start = max(text.rfind(mark, 0, at) for mark in "。；\n") + 1
    ends = [end for mark in "。；\n" if (end := text.find(mark, at + len(quote))) >= 0]
    return f"{text[start:at]}«{quote}»{text[at + len(quote) : min(ends, default=len(text))]}".strip()


def items(gold_dirs: Sequence[Path], texts_dirs: Sequence[Path] = ()) -> list[Item]:
    """The annotated documents of folders of ``<id>.jsonl``, by id.

    Texts are ``<id>.txt`` in one of ``texts_dirs``, or without those the sources of the shipped plans.
    LoaderError when a folder holds no gold file, or a document has no text.
    """
    for folder in gold_dirs:
        if not any(folder.glob("*.jsonl")):
            raise LoaderError(f"{folder} holds no gold files; name a folder with one <id>.jsonl a document.")
    files = sorted((file for folder in gold_dirs for file in folder.glob("*.jsonl")), key=lambda file: file.stem)
    return [Item(file.stem, file, _text(file.stem, texts_dirs)) for file in files]


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


def _text(name: str, texts_dirs: Sequence[Path]) -> bytes:
    if texts_dirs:
        for folder in texts_dirs:
            if (file := folder / f"{name}.txt").is_file():
                return read_file(file)
        listed = ", ".join(str(folder) for folder in texts_dirs)
        raise LoaderError(f"There is no text {name}.txt in {listed} for its gold file; add it.")
    shipped = PLANS / name / "source.txt"
    if not shipped.is_file():
        raise LoaderError(f"No shipped plan is named {name}; give the folder of its text (--texts DIR).")
    return read_file(shipped)
