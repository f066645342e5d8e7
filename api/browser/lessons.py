"""The ten queries that teach the model: ``guide/NN-name.cypher``, title and explanation in front as comments."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "guide"


@dataclass(frozen=True, slots=True)
class Lesson:
    """One query of the guide."""

    name: str
    """Name of its file without number and suffix."""
    title: str
    explanation: str
    cypher: str
    text: str
    """The whole file, as it stands in an editor."""


@cache
def lessons() -> tuple[Lesson, ...]:
    """The lessons in their order."""
    return tuple(_read(path) for path in sorted(_FOLDER.glob("*.cypher")))


def _read(path: Path) -> Lesson:
    text = path.read_text(encoding="utf-8").rstrip("\n")
    lines = text.splitlines()
    said = [line.removeprefix("//").strip() for line in lines if line.startswith("//")]
    cypher = "\n".join(line for line in lines if not line.startswith("//"))
    return Lesson(path.stem.partition("-")[2], said[0], " ".join(said[1:]), cypher, text)
