"""What is learnt from annotated documents, and what it says of a fact."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from loaders import confidence, evaluate, pipeline
from loaders.confidence import Count
from loaders.extract import measure_verifier
from loaders.facts import Mention
from loaders.learning.teaching import Teacher

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "gold"
MODELS = ROOT / "loaders" / "models"


def _mention(rule: str) -> Mention:
    return Mention(clause="1", quote="某公司", start=0, end=3, rule=rule, type="enterprise", name="某公司")


def _learnt(seed: str) -> bytes:
    """What three plans teach, by a process of its own."""
    code = (
        "import json, sys; from pathlib import Path; from loaders import evaluate;"
        "from loaders.learning.teaching import Teacher;"
        f"items = evaluate.items([Path({str(GOLD)!r})])[:3];"
        "print(json.dumps(Teacher(items, lambda name: None).taught(None), sort_keys=True))"
    )
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True).stdout


def test_learning_twice_gives_the_same_bytes() -> None:
    first, second = _learnt("1"), _learnt("2")
    assert first == second
    assert json.loads(first)["measures"]["traits"]


def test_a_document_left_out_is_read_by_models_that_never_saw_it() -> None:
    items = evaluate.items([GOLD])[:3]
    teacher = Teacher(items, lambda name: None)
    left_out = list(teacher.left_out())
    assert [item.id for item, _ in left_out] == [item.id for item in items]
    counts = [learnt.counts["clause"]["outline"].found for _, learnt in left_out]
    clauses = [len(pipeline.read_document(item.text, id=item.id).document.clauses) for item in items]
    assert counts == [sum(clauses) - own for own in clauses]
    result = evaluate.evaluate(left_out)
    assert result.total.figures["measure"].f1 > 0.5
    assert result.total_certain.figures["clause"].precision == 1.0


def test_the_shipped_measures_say_what_moved_them() -> None:
    reading = pipeline.read_plan(ROOT / "data" / "plans" / "hubei-laser-2024")
    weighed = [fact for fact in reading.facts if fact.kind == "measure" and fact.rule != "goal"]
    model = measure_verifier.shipped()
    for fact in weighed:
        assert fact.because and fact.confidence is not None
        name, weight = fact.because[0].rsplit(" ", 1)
        assert name in model.weights and float(weight)
    confidences = {
        tier: [fact.confidence or 0.0 for fact in weighed if fact.tier == tier] for tier in ("certain", "likely")
    }
    assert min(confidences["certain"]) >= 0.95 > min(confidences["likely"]) >= 0.5


def test_probabilities_of_the_verifier_rise_with_their_meaning() -> None:
    model = measure_verifier.shipped()
    shares = [right for _, right in model.steps]
    assert shares == sorted(shares)
    assert 0 < model.candidate < model.likely < model.certain <= 1


@pytest.mark.parametrize(
    ("rule", "tier", "least"),
    [
        ("list.long: words that fitted", "certain", 0.95),
        ("list.seldom", "likely", 0.5),
        ("guess", "candidate", 0.0),
        ("never seen", "likely", 0.5),
    ],
)
def test_a_family_is_as_sure_as_its_counts(rule: str, tier: str, least: float) -> None:
    counts = {
        "mention": {
            "list.long": Count(200, 200),
            "list.seldom": Count(2, 2),
            "guess": Count(1, 40),
            "unseen": Count(7, 10),
            "unseen:list": Count(9, 10),
        }
    }
    (fact,) = confidence.rate([_mention(rule)], counts)
    assert (fact.tier, fact.confidence is not None and fact.confidence >= least) == (tier, True)


def test_a_kind_that_was_never_counted_keeps_its_tier() -> None:
    (fact,) = confidence.rate([_mention("any")], {})
    assert (fact.tier, fact.confidence) == ("likely", None)


def test_the_shipped_counts_name_rules_that_exist() -> None:
    shipped = confidence.shipped()
    found: dict[str, set[str]] = {}
    for plan in sorted((ROOT / "data" / "plans").iterdir()):
        if plan.is_dir():
            for fact in pipeline.read_plan(plan).facts:
                found.setdefault(fact.kind, set()).add(confidence.family(fact.rule))
    for kind in ("clause", "responsibility", "target", "mention", "focus"):
        assert found[kind] <= set(shipped[kind])


def test_models_are_readable_lines() -> None:
    for name in ("measures", "confidence"):
        text = (MODELS / f"{name}.json").read_text(encoding="utf-8")
        assert json.loads(text)
        assert max(map(len, text.splitlines())) < 2000
