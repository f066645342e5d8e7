"""What a fact claims stands in its quote or in its clause, in plans and in mixtures of their clauses."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders.facts import Measure, Responsibility, Target
from loaders.numbers import find_quantities
from loaders.pipeline import Reading, read_document, read_plan

PLANS = sorted(path.parent for path in Path("data/plans").glob("*/plan.yaml"))
LEVELS = r"^(?:自治区|省|市|区|县|州|盟|旗)"
ORDER = re.compile(r"(?:列|排)[^。；\n]{0,12}(?:牵头|主办)|逗号[^。；\n]{0,20}(?:牵头|主办)")
LEAD = re.compile("牵头|主办|(?:首位|第一|最前)")


@pytest.fixture(scope="module", name="readings")
def _readings() -> list[Reading]:
    return [read_plan(folder) for folder in PLANS]


def _clause_text(reading: Reading, path: str) -> str:
    document = reading.document
    if not path:
        return document.text
    return "".join(document.text[clause.start : clause.end] for clause in document.clauses if clause.path == path)


def _printed(reading: Reading) -> Iterator[str]:
    """Claims of the reading that its text does not bear out."""
    text = reading.document.text
    says_order = ORDER.search(text) is not None
    for fact in reading.facts:
        if text[fact.start : fact.end] != fact.quote:
            yield f"quote {fact}"
        clause = _clause_text(reading, fact.clause)
        if isinstance(fact, Responsibility):
            stem = re.sub(LEVELS, "", fact.agency)
            # What a list leaves out (工信、科技等部门) is printed once for all of it.
            shared = stem.removeprefix(re.sub(LEVELS, "", re.sub(r"\s", "", fact.quote)))
            if stem not in (bare := re.sub(r"\s", "", clause)) and (shared == stem or shared not in bare):
                yield f"agency {fact}"
            if fact.role == "lead" and not LEAD.search(clause) and not says_order:
                yield f"lead {fact}"
        elif isinstance(fact, Target):
            yield from _target(fact, text)
        elif isinstance(fact, Measure) and fact.amounts:
            values = _values(clause)
            yield from (f"amount {a} {fact}" for a in fact.amounts if not _near(a.value, values))


def _target(fact: Target, text: str) -> Iterator[str]:
    values = _values(fact.quote) | {float(number) for number in re.findall(r"\d+(?:\.\d+)?", fact.quote)}
    ends = fact.value if isinstance(fact.value, tuple) else (fact.value,)
    yield from (f"value {fact}" for end in ends if not _near(end, values))
    if fact.year is not None and f"{fact.year}年" not in text[: fact.end]:
        yield f"year {fact}"


def _values(text: str) -> set[float]:
    """Every number of ``text`` with a unit: as printed, in base units, and of a percentage its fraction."""
    found: set[float] = set()
    for quantity in find_quantities(text):
        for value in (quantity.value, quantity.normalised):
            found.update(map(float, value if isinstance(value, tuple) else (value,)))
    return found | {value / 100 for value in found} | {value / 1000 for value in found}


def _near(value: float, values: set[float]) -> bool:
    return any(abs(value - other) <= 1e-9 * max(1.0, abs(other)) for other in values)


@pytest.mark.parametrize("folder", PLANS, ids=lambda folder: folder.name)
def test_every_claim_of_a_plan_is_printed(folder: Path) -> None:
    reading = read_plan(folder)
    assert len(reading.facts) > 10
    assert list(_printed(reading)) == []


@pytest.mark.parametrize("seed", range(12))
def test_every_claim_of_mixed_clauses_is_printed(seed: int, readings: list[Reading]) -> None:
    chance = random.Random(seed)  # noqa: S311
    pieces = [
        reading.document.text[clause.start : clause.end]
        for reading in readings
        for clause in reading.document.clauses
        if clause.is_leaf
    ]
    mixed = "\n".join(chance.sample(pieces, min(25, len(pieces))))
    assert list(_printed(read_document(mixed.encode(), id="mixed"))) == []


@pytest.mark.parametrize("seed", range(6))
def test_every_claim_of_torn_sentences_is_printed(seed: int, readings: list[Reading]) -> None:
    chance = random.Random(seed)  # noqa: S311
    parts = [part for reading in readings for part in reading.document.text.split("。")]
    mixed = "。".join(chance.sample(parts, min(120, len(parts))))
    assert list(_printed(read_document(mixed.encode(), id="torn"))) == []
