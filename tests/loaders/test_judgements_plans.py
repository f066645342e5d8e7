"""The shipped plans ship reviewed: their judgements lead to the gold facts, whatever the machine reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from data import PLANS
from loaders import pipeline
from loaders.evaluate import evaluate, items, load_gold, score_file
from loaders.judgements.gold import judgement_lines
from loaders.pipeline import Reading

GOLD = Path(__file__).parents[1] / "gold"
IDS = sorted(file.stem for file in GOLD.glob("*.jsonl"))


@pytest.fixture(scope="module")
def reviewed() -> dict[str, Reading]:
    return {name: pipeline.read_reviewed(PLANS / name) for name in IDS}


@pytest.mark.parametrize("name", IDS)
def test_a_reviewed_plan_says_what_its_gold_says(reviewed: dict[str, Reading], name: str) -> None:
    score = score_file(GOLD / f"{name}.jsonl", reviewed[name].lines())
    assert score.differences == ()
    assert score.overall == 1
    assert score.modes.right == score.modes.total


@pytest.mark.parametrize("name", IDS)
def test_every_judgement_fits_and_every_fact_is_reviewed(reviewed: dict[str, Reading], name: str) -> None:
    reading = reviewed[name]
    assert reading.judgements is not None
    assert reading.judgements.unmatched == ()
    assert reading.warnings == ()
    assert all(fact.reviewed is not None and fact.reviewed.by == "gold" for fact in reading.facts)
    assert {fact.tier for fact in reading.facts} == {"certain", "candidate"}
    unsure = [fact for fact in load_gold(GOLD / f"{name}.jsonl") if fact.get("unsure")]
    assert sum(fact.tier == "candidate" for fact in reading.facts) == len(unsure)
    text = reading.document.text
    assert all(text[fact.start : fact.end] == fact.quote for fact in reading.facts)


@pytest.mark.parametrize("name", IDS)
def test_the_file_is_the_one_that_the_import_makes(name: str) -> None:
    lines = judgement_lines(
        load_gold(GOLD / f"{name}.jsonl"),
        by="gold",
        on="2026-11-21",
        why="read twice by the facts contract",
        source=pipeline.digest(PLANS / name / "source.txt"),
    )
    text = (PLANS / name / "judgements.jsonl").read_text(encoding="utf-8")
    assert text == "".join(line + "\n" for line in lines)


def test_the_machine_reads_without_the_judgements(reviewed: dict[str, Reading]) -> None:
    for name, reading in reviewed.items():
        alone = pipeline.read_plan(PLANS / name)
        assert reading.machine is not None
        assert json.dumps(reading.machine.lines()) == json.dumps(alone.lines())
        assert all("reviewed" not in line for line in alone.lines())


def test_figures_of_accuracy_are_of_the_machine_alone() -> None:
    scores = evaluate((item, None) for item in items([GOLD]))
    for name in IDS:
        alone = pipeline.read_file(PLANS / name / "source.txt", id=name)
        assert scores.documents[name].figures == score_file(GOLD / f"{name}.jsonl", alone.lines()).figures
