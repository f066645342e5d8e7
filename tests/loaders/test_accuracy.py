"""The figures of accuracy: one file, from which the page of the docs and the page of the site are made."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from loaders import evaluate
from loaders.accuracy import packaged, read, written
from loaders.accuracy_page import page
from loaders.learning.accuracy import accuracy
from loaders.scoring import KINDS, MONEY_KINDS

ROOT = Path(__file__).parents[2]


def test_the_page_of_the_docs_is_made_of_the_packaged_figures() -> None:
    text = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    figures, questions, _ = text.partition("\n## Questions that the machine alone answers\n")
    assert figures == page(packaged())
    assert questions


def test_figures_are_of_every_kind_and_possible() -> None:
    for view in (packaged().shipped, packaged().left_out, packaged().unseen):
        assert tuple(view.kinds) == (*KINDS, *MONEY_KINDS)
        for one in view.kinds.values():
            assert 0 <= one.hit <= min(one.gold, one.found)
    assert packaged().unseen.documents < packaged().left_out.documents == len(packaged().documents)


def test_what_is_measured_is_written_and_read_again(tmp_path: Path) -> None:
    [item] = (one for one in evaluate.items([ROOT / "tests" / "gold"]) if one.id == "zhongshan-laser-reply-2023")
    found = evaluate.evaluate([(item, None)])
    made = accuracy(found, found, [item.id])
    file = tmp_path / "accuracy.yaml"
    file.write_text(written(made), encoding="utf-8")
    again = read(file)
    assert again == made
    assert again.unseen.kinds == found.total.figures
    assert f"| {item.id} | {found.total.overall:.3f} |" in page(again)


def test_a_file_that_holds_something_else_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "accuracy.yaml"
    file.write_text("shipped: 1\n", encoding="utf-8")
    with pytest.raises(ValidationError):
        read(file)
