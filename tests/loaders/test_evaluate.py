"""The measure of the contract, on small cases counted by hand, and the evaluation of documents."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from loaders import evaluate, pipeline, scoring
from loaders.errors import LoaderError

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "gold"


def measure(clause: str, instrument: str, mode: str, *values: float, **more: Any) -> dict[str, Any]:
    amounts = [{"type": "cap", "value": value} for value in values]
    return {"kind": "measure", "clause": clause, "instrument": instrument, "mode": mode, "amounts": amounts, **more}


def target(value: Any, unit: str, year: int | None = 2025, clause: str = "1") -> dict[str, Any]:
    return {"kind": "target", "clause": clause, "metric": "规模", "value": value, "unit": unit, "year": year}


def figures(gold: list[dict[str, Any]], found: list[dict[str, Any]], kind: str) -> tuple[int, int, int]:
    counted = scoring.score_lines(gold, found).figures[kind]
    return counted.hit, counted.gold, counted.found


def _shipped(items: list[evaluate.Item]) -> Iterator[tuple[evaluate.Item, None]]:
    """Each with the models that ship."""
    return ((item, None) for item in items)


def test_nothing_expected_and_nothing_found_is_perfect() -> None:
    score = scoring.score_lines([], [])
    assert score.overall == 1.0
    assert score.metadata.value is None and score.modes.value is None


def test_precision_recall_and_f1_by_hand() -> None:
    counted = scoring.Figures(hit=2, gold=4, found=3)
    assert (counted.precision, counted.recall) == (2 / 3, 0.5)
    assert counted.f1 == pytest.approx(4 / 7)
    assert scoring.Figures(0, 3, 0).f1 == 0.0
    assert scoring.Figures(0, 0, 3).precision == 0.0


@pytest.mark.parametrize(
    ("gold", "found", "agree"),
    [
        (target(500, "亿元"), target(50_000_000_000, "元"), True),
        (target(15, "%"), target(15.0, "％"), True),
        (target(15, "%"), target(15, "个"), False),
        (target(3, "家"), target(3, "项"), True),
        (target(3, "家"), target(3, ""), False),
        (target([5, 10], "亿元"), target([500_000_000, 1_000_000_000], "元"), True),
        (target(3, "家", None), target(3, "家", 2025), False),
    ],
)
def test_targets_agree_by_value_kind_of_unit_and_year(gold: dict[str, Any], found: dict[str, Any], agree: bool) -> None:
    assert figures([gold], [found], "target") == (int(agree), 1, 1)


@pytest.mark.parametrize(
    ("gold", "found", "agree"),
    [
        (
            {"kind": "clause", "clause": "1", "title": "总体要求（一）"},
            {"kind": "clause", "clause": "1", "title": "总体要求一"},
            True,
        ),
        (
            {"kind": "clause", "clause": "1", "title": "加快推进重点产业集群建设"},
            {"kind": "clause", "clause": "1", "title": "加快推进重点产业发展"},
            True,
        ),
        (
            {"kind": "responsibility", "clause": "1", "agency": "省科技厅", "role": "lead"},
            {"kind": "responsibility", "clause": "1", "agency": "省科技厅", "role": "responsible"},
            False,
        ),
        (
            {"kind": "mention", "clause": "1", "type": "place", "name": "松山湖(A)"},
            {"kind": "mention", "clause": "1", "type": "place", "name": "松山湖（ａ）"},
            True,
        ),
        ({"kind": "focus", "name": "激光产业集群"}, {"kind": "focus", "name": "激光"}, True),
        ({"kind": "focus", "name": "产业"}, {"kind": "focus", "name": "激光"}, False),
    ],
)
def test_other_kinds_agree_by_what_names_them(gold: dict[str, Any], found: dict[str, Any], agree: bool) -> None:
    assert figures([gold], [found], gold["kind"]) == (int(agree), 1, 1)


def test_money_and_modes_are_counted_beside_the_measures() -> None:
    gold = [measure("1", "rd-grant", "funds", 5e6, 0.1), measure("2", "land", "provides")]
    found = [
        measure("1", "rd-grant", "provides", 5_000_000),
        measure("2", "land", "provides"),
        measure("3", "land", "funds"),
    ]
    score = scoring.score_lines(gold, found)
    assert (score.figures["measure"], score.figures["funds"]) == (scoring.Figures(2, 2, 3), scoring.Figures(0, 1, 1))
    assert score.figures["amount"] == scoring.Figures(1, 2, 1)
    assert score.modes == (1, 2)


def test_unsure_facts_count_neither_for_nor_against() -> None:
    gold = [measure("1", "land", "provides"), measure("2", "rd-grant", "funds", 7, unsure=True)]
    assert figures(gold, gold[:1], "measure") == (1, 1, 1)
    assert figures(gold, gold, "measure") == (1, 1, 1)
    assert figures(gold, gold, "funds") == (0, 0, 0)
    assert figures(gold, gold, "amount") == (0, 0, 0)
    shared = [*gold, measure("2", "land", "funds", 7)]
    assert figures(shared, shared, "amount") == (1, 1, 1)


def test_metadata_counts_nine_fields_and_takes_either_form_of_a_title() -> None:
    gold = {"kind": "policy", "title": "关于印发《甲办法》的通知", "region": "442000", "completeness": "full"}
    found = {"kind": "policy", "title": "甲办法", "region": "440000", "completeness": "full", "doc_type": "办法"}
    score = scoring.score_lines([gold], [found])
    assert score.metadata == (7, 9)
    assert [one.kind for one in score.differences] == ["region", "doc_type"]
    assert scoring.score_lines([gold], []).metadata == (0, 9)


def test_a_fact_given_twice_counts_once() -> None:
    one = measure("1", "land", "provides")
    assert figures([one], [one, one], "measure") == (1, 1, 1)


def test_totals_add_counts_and_not_shares() -> None:
    small = scoring.score_lines([measure("1", "land", "provides")], [])
    large = scoring.score_lines(*[[measure(str(n), "land", "provides") for n in range(3)]] * 2)
    assert scoring.total([small, large]).figures["measure"] == scoring.Figures(3, 4, 3)
    assert scoring.total([small, large]).overall == pytest.approx((5 + 6 / 7) / 6)


def test_differences_say_what_was_missed_and_what_was_added() -> None:
    score = scoring.score_lines([measure("1", "land", "provides")], [measure("2", "land", "provides")])
    assert score.differences == (
        scoring.Difference("missed", "measure", "('1', 'land')"),
        scoring.Difference("added", "measure", "('2', 'land')"),
    )


@pytest.mark.parametrize("gold", sorted(GOLD.glob("*.jsonl")), ids=lambda path: path.stem)
def test_gold_scores_itself_as_perfect(gold: Path) -> None:
    score = evaluate.score_file(gold, evaluate.load_gold(gold))
    assert (score.overall, score.metadata.value, score.modes.value, score.differences) == (1.0, 1.0, 1.0, ())


def test_the_shipped_plans_are_evaluated_by_their_text_alone() -> None:
    heard: list[str] = []
    found = evaluate.evaluate(_shipped(evaluate.items([GOLD])), progress=heard.append)
    assert heard == list(found.documents) == sorted(path.stem for path in GOLD.glob("*.jsonl"))
    assert found.total.overall >= 0.7
    assert all(found.total.figures[kind].f1 >= 0.35 for kind in scoring.KINDS)
    assert found.total.metadata.value == 1.0
    lines = pipeline.read_document((ROOT / "data/plans/hubei-laser-2024/source.txt").read_bytes(), id="x").lines()
    alone = evaluate.score_file(GOLD / "hubei-laser-2024.jsonl", lines)
    assert found.documents["hubei-laser-2024"].figures == alone.figures
    assert all(one.how != "added" or one.rule for one in found.documents["hubei-laser-2024"].differences)
    figures = found.as_json()
    assert json.loads(json.dumps(figures)) == figures
    assert figures["total"]["measure"]["f1"] == found.total.figures["measure"].f1


def test_texts_are_taken_from_the_folder_given(tmp_path: Path) -> None:
    gold, texts = tmp_path / "gold", tmp_path / "texts"
    gold.mkdir()
    texts.mkdir()
    shutil.copy(GOLD / "hubei-laser-2024.jsonl", gold / "mine.jsonl")
    with pytest.raises(LoaderError, match=r"no text mine\.txt"):
        evaluate.items([gold], [texts])
    with pytest.raises(LoaderError, match="No shipped plan is named mine"):
        evaluate.items([gold])
    shutil.copy(ROOT / "data/plans/hubei-laser-2024/source.txt", texts / "mine.txt")
    found = evaluate.evaluate(_shipped(evaluate.items([gold], [texts])))
    assert found.documents["mine"].figures["clause"].f1 == 1.0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"kind": "measure"', "line 1 is not JSON"),
        ('{"kind": "policy"}\n[1]', "line 2 is not a fact"),
        ('{"name": "x"}', "line 1 is not a fact"),
        ('{"kind": "focus"}', "a line without 'name'"),
    ],
)
def test_a_broken_gold_file_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "hubei-laser-2024.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(LoaderError, match=message):
        evaluate.evaluate(_shipped(evaluate.items([tmp_path])))


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LoaderError, match="holds no gold files"):
        evaluate.items([tmp_path])
