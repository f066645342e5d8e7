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
ORDER = re.compile(r"(?:列|排)[^。；\n]{0,12}(?:牵头|主办)|逗号[^。；\n]{0,20}(?:牵头|主办)")
LEAD = re.compile("牵头|主办|(?:首位|第一|最前)")
PARTS = {"%": 0.01, "％": 0.01, "‰": 0.001, "百分点": 0.01, "个百分点": 0.01}


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
    yield from _of_policy(reading)
    for fact in reading.facts:
        if text[fact.start : fact.end] != fact.quote:
            yield f"quote {fact}"
        clause = _clause_text(reading, fact.clause)
        if isinstance(fact, Responsibility):
            if not _is_printed(fact.agency, fact.quote, clause):
                yield f"agency {fact}"
            if fact.role == "lead" and not LEAD.search(_line(text, fact.start)) and not says_order:
                yield f"lead {fact}"
        elif isinstance(fact, Target):
            yield from _target(fact, text)
        elif isinstance(fact, Measure) and fact.amounts:
            values = _values(clause)
            yield from (f"amount {a} {fact}" for a in fact.amounts if not _near(a.value, values))


def _is_printed(agency: str, quote: str, clause: str) -> bool:
    """Whether a body's name stands in its clause, or is its quote with what its list prints once for all of it.

    A list may print a level or a place before its names (市财政局、人社局; 市和德清县人民政府) and a word for bodies
    behind them (工信、科技等部门); nothing else may be added to the quote.
    """
    bare, core = re.sub(r"\s", "", clause), re.sub(r"\s", "", quote)
    if agency in bare:
        return True
    if core not in agency:
        return False
    head, _, tail = agency.partition(core)
    return (not head or head in bare) and (not tail or tail in bare)


def _line(text: str, at: int) -> str:
    """The paragraph that holds ``at``: a lead is printed in the one that names the body."""
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]


def _of_policy(reading: Reading) -> Iterator[str]:
    """What the policy line claims and its evidence does not print."""
    text, about = reading.document.text, reading.policy
    for field in ("title", "doc_number", "doc_type"):
        value = getattr(about, field)
        if value is not None:
            start, end = about.evidence[field]
            if re.sub(r"\s", "", value) not in re.sub(r"\s", "", text[start:end]) and value != "答复":
                yield f"{field} {value}"
    for field in ("period_start", "period_end"):
        year = getattr(about, field)
        if year is not None and str(year) not in text[slice(*about.evidence[field])]:
            yield f"{field} {year}"


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
            ends = [float(end) for end in (value if isinstance(value, tuple) else (value,))]
            found.update(ends)
            found.update(end * PARTS[quantity.base] for end in ends if quantity.base in PARTS)
    return found


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


@pytest.mark.parametrize("seed", range(6))
def test_every_claim_of_shuffled_brackets_is_printed(seed: int, readings: list[Reading]) -> None:
    """Sentences of one clause with the duties and numbers of another: each is bound to where it now stands."""
    chance = random.Random(seed)  # noqa: S311
    bodies, duties = [], []
    for reading in readings:
        text = reading.document.text
        duties += [text[run.start : run.end] for run in reading.document.duty_runs]
        bodies += [sentence for sentence in text.split("。") if "牵头" not in sentence and len(sentence) > 10]
    numbers = "一二三四五六七八九十"
    lines = [f"{number}、{chance.choice(bodies)}。{chance.choice(duties)}" for number in numbers]
    reading = read_document("\n".join(["关于加快产业发展的意见", *lines]).encode(), id="shuffled")
    assert any(isinstance(fact, Responsibility) for fact in reading.facts)
    assert list(_printed(reading)) == []


LISTS = (
    "市和德清县人民政府应当加强领导。",
    "市农业农村部门应当会同市科技、教育等部门制定计划。",
    "（省科技厅牵头，财政厅、人社厅等按职责分工负责）",
    "（省科技厅、财政厅负责。列第一位者为牵头单位，下同）",
    "各级农业农村、财政部门要各司其职。",
    "到2025年、2030年，产业规模分别达到1000亿元、2000亿元。",
    "由市科技局、财政局予以保障，最高补助500万元。",
    "2022年起5年内，引进人才2000名左右。",
)


@pytest.mark.parametrize("seed", range(8))
def test_every_claim_of_recombined_lists_is_printed(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    parts = [part for line in chance.sample(LISTS, len(LISTS)) for part in re.split(r"(?<=[，、。])", line) if part]
    chance.shuffle(parts)
    lines = [f"{number}、{''.join(parts[at::5])}" for at, number in enumerate("一二三四五")]
    assert list(_printed(read_document("\n".join(lines).encode(), id="lists"))) == []
