"""Favourites, style sheet and guide as files, for a Neo4j Browser that is not ours."""

from __future__ import annotations

from pathlib import Path

from api.browser import style
from api.browser.desk import favourites
from api.browser.guide_page import page


def export(folder: Path) -> list[Path]:
    """Write everything below ``folder`` and return the files; OSError where that cannot be.

    Files of the same names are replaced, others stay.
    """
    files = {
        f"favourites/{topic}/{name}.cypher": text if text.endswith("\n") else text + "\n"
        for topic, name, text in favourites()
    }
    files |= {"policygraph.grass": style.sheet(), "guide.md": page()}
    written = []
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="\n")
        written.append(path)
    return written
