"""The analysts' guide: current, every query runs, and what is exported is what Neo4j Browser takes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from api.browser import style
from api.browser.guide_page import page
from api.browser.lessons import Lesson, lessons
from api.browser.script import script
from cypher.catalogue import catalogue
from cypher.checks import _returned, check
from cypher.header import Header, Parsed
from cypher.tokens import tokens
from cypher.vocabulary import declared
from graph.store import GraphStore
from tests.running import call_policygraph

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_page_is_current() -> None:
    assert (DOCS / "analyst-guide.md").read_text(encoding="utf-8") == page()


def test_there_are_ten() -> None:
    assert len(lessons()) == 10
    assert len({lesson.name for lesson in lessons()}) == 10


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.name)
def test_it_keeps_to_the_model_and_only_reads(lesson: Lesson) -> None:
    columns = _returned(tokens(lesson.cypher), lesson.name)
    header = Header.model_validate(
        {"zh": "x", "columns": {name: {"type": "json", "description": "x"} for name in columns}}
    )
    check(Parsed(lesson.title, header, "", lesson.cypher, 1, {}), lesson.name, declared())
    assert lesson.title
    assert lesson.explanation.endswith(".")


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.name)
def test_it_answers_on_the_embedded_engine(loaded_store: GraphStore, lesson: Lesson) -> None:
    assert loaded_store.read(lesson.cypher)


def test_clause_nineteen_reads_like_the_document(loaded_store: GraphStore) -> None:
    cypher = next(lesson.cypher for lesson in lessons() if lesson.name == "clause-nineteen")
    [row] = loaded_store.read(cypher)
    assert [node.get("short") or node.get("path") or node["id"] for node in row["clause"]] == [
        "湖北",
        "hubei-laser-2024",
        "6",
        "6/19",
    ]
    clause = row["clause"][-1]
    assert clause["title"] == "强化项目建设和推广应用支持"
    duties = loaded_store.read(
        "MATCH (:Clause {id: $id})<-[r:LEADS|RESPONSIBLE_FOR]-() "
        "RETURN type(r) AS duty, r.name AS name ORDER BY r.start",
        {"id": clause["id"]},
    )
    lead, others = _names(duties, "LEADS"), _names(duties, "RESPONSIBLE_FOR")
    assert clause["text"].endswith(f"(牵头单位:{lead[0]};责任单位:{'、'.join(others[:3])},{others[3]})")
    assert len(row["bodies"]) == len(duties) == 5
    assert all(path[1]["quote"] in clause["text"] for path in row["measures"])
    assert {path[2]["id"] for path in row["measures"]} >= {"first-of-kind", "land", "demonstration"}


def _names(duties: list[dict[str, Any]], duty: str) -> list[str]:
    return [row["name"] for row in duties if row["duty"] == duty]


def test_silence_and_ignorance_are_told_apart(loaded_store: GraphStore) -> None:
    cypher = next(lesson.cypher for lesson in lessons() if lesson.name == "silence")
    states = {row["region"]: row["state"] for row in loaded_store.read(cypher)}
    assert states["广东省"] == "unknown"
    assert states["湖北省"] == "says something"


def test_every_quote_of_the_lesson_on_words_is_in_its_place(loaded_store: GraphStore) -> None:
    cypher = next(lesson.cypher for lesson in lessons() if lesson.name == "words")
    assert {row["same"] for row in loaded_store.read(cypher)} == {True}


def test_export_writes_favourites_a_style_sheet_and_the_guide(tmp_path: Path) -> None:
    folder = tmp_path / "analyst"
    done = call_policygraph(tmp_path, "browser", "export", folder, "--json")
    assert done.returncode == 0, done.stderr.decode()
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert json.loads(done.stdout) == {"folder": str(folder), "files": len(files)}
    assert {"guide.md", "policygraph.grass"} <= set(files)
    assert len([name for name in files if name.startswith("favourites/guide/")]) == 10
    for query in catalogue():
        text = (folder / "favourites" / f"{query.name}.cypher").read_text(encoding="utf-8")
        assert text.splitlines()[0] == f"// {query.title}"
        assert ":param" not in text
    assert (folder / "guide.md").read_text(encoding="utf-8") == page()


def test_the_style_sheet_is_what_neo4j_browser_parses() -> None:
    """As its own parser reads it: selectors before braces, one colon a line, quotes left out."""
    read = {
        selector.strip(): dict(_declaration(line) for line in body.split(";") if line.strip())
        for selector, body in re.findall(r"([^{}]+?)\s\{\n(.*?)\n\}\n", style.sheet(), re.DOTALL)
    }
    assert read == style.rules()


def _declaration(line: str) -> tuple[str, str]:
    name, value = line.split(":")
    return name.strip(), value.strip().replace('"', "")


def test_export_into_a_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("x")
    done = call_policygraph(tmp_path, "browser", "export", taken)
    assert done.returncode == 1
    assert "cannot be written" in done.stderr.decode()
    assert len(done.stderr.decode().splitlines()) == 1


def test_show_prints_link_and_script(tmp_path: Path) -> None:
    done = call_policygraph(tmp_path, "browser", "show", "targets/due-by-year", "--site", "http://localhost:9000/")
    assert done.returncode == 0
    address, _, text = done.stdout.decode().partition("\n\n")
    assert address.startswith("http://localhost:9000/browser/?")
    assert text == script(catalogue().get("targets/due-by-year")) + "\n"
    assert call_policygraph(tmp_path, "browser", "show", "targets/nothing").returncode == 2
