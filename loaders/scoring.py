"""How far facts agree with gold facts: the measure of the facts contract, in counts.

Facts are the contract's JSON objects. Gold facts marked ``unsure`` count neither for nor against.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

Line = Mapping[str, Any]
Key = tuple[Any, ...]

KINDS = ("clause", "responsibility", "target", "measure", "mention", "focus")
MONEY_KINDS = ("funds", "amount")
METADATA = (
    "title",
    "doc_number",
    "issuer",
    "region",
    "issued_on",
    "period_start",
    "period_end",
    "doc_type",
    "completeness",
)
_YUAN = {"元": 1, "万元": 1e4, "亿元": 1e8, "万亿元": 1e12, "百万元": 1e6, "千万元": 1e7}
_FOCUS_ENDING = re.compile(r"(产业集群|产业链|产业|行业)$")


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one kind: facts agreed on, in the gold, found."""

    hit: int = 0
    gold: int = 0
    found: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(self.hit + other.hit, self.gold + other.gold, self.found + other.found)

    @property
    def precision(self) -> float:
        if self.found:
            return self.hit / self.found
        return 0.0 if self.gold else 1.0

    @property
    def recall(self) -> float:
        return self.hit / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def as_json(self) -> dict[str, float | int]:
        return {
            "p": self.precision,
            "r": self.recall,
            "f1": self.f1,
            "hit": self.hit,
            "gold": self.gold,
            "pred": self.found,
        }


class Share(NamedTuple):
    """How many of a total are right."""

    right: int
    total: int

    @property
    def value(self) -> float | None:
        return self.right / self.total if self.total else None


class Difference(NamedTuple):
    """One disagreement: ``missed`` facts of the gold, ``added`` facts, ``metadata`` fields that differ."""

    how: str
    kind: str
    what: str
    quote: str = ""
    """Words of the gold fact that was missed, or of the fact that was added."""
    rule: str = ""
    """Which rule found what was added, with what moved it most."""


@dataclass(frozen=True)
class Score:
    """The figures of one document or of several together; ``figures`` also holds ``funds`` and ``amount``."""

    figures: Mapping[str, Figures]
    metadata: Share
    modes: Share
    differences: tuple[Difference, ...] = ()

    @property
    def overall(self) -> float:
        """The mean of the F1 of the six kinds."""
        return sum(self.figures[kind].f1 for kind in KINDS) / len(KINDS)

    def as_json(self) -> dict[str, Any]:
        figures: dict[str, Any] = {kind: self.figures[kind].as_json() for kind in (*KINDS, *MONEY_KINDS)}
        return figures | {
            "overall": self.overall,
            "metadata": self.metadata.value,
            "mode_accuracy": self.modes.value,
        }


def total(scores: Iterable[Score]) -> Score:
    """All documents counted together; differences are left to the single scores."""
    figures = {kind: Figures() for kind in (*KINDS, *MONEY_KINDS)}
    metadata, modes = Share(0, 0), Share(0, 0)
    for score in scores:
        figures = {kind: counted + score.figures[kind] for kind, counted in figures.items()}
        metadata = Share(metadata.right + score.metadata.right, metadata.total + score.metadata.total)
        modes = Share(modes.right + score.modes.right, modes.total + score.modes.total)
    return Score(figures, metadata, modes)


def score_lines(gold: Iterable[Line], found: Iterable[Line]) -> Score:
    """Compare the lines of one document with its gold lines."""
    gold_policy, gold_facts = _sort(gold)
    found_policy, found_facts = _sort(found)
    differences: list[Difference] = []
    right = 0
    for name in METADATA if gold_policy is not None else ():
        wanted, got = (gold_policy or {}).get(name), (found_policy or {}).get(name)
        if found_policy is not None and _same(name, wanted, got):
            right += 1
        else:
            differences.append(Difference("metadata", name, f"gold {wanted!r}, found {got!r}"))
    figures: dict[str, Figures] = {}
    for kind in (*KINDS, *MONEY_KINDS):
        unsure = _unsure(gold_facts, kind)
        wanted_keys = _keys(gold_facts, kind) - unsure
        found_keys = _keys(found_facts, kind) - unsure
        figures[kind] = Figures(len(wanted_keys & found_keys), len(wanted_keys), len(found_keys))
        for how, keys, facts in (
            ("missed", wanted_keys - found_keys, gold_facts),
            ("added", found_keys - wanted_keys, found_facts),
        ):
            differences.extend(_difference(how, kind, what, facts) for what in sorted(keys, key=str))
    both = gold_facts["measure"].keys() & found_facts["measure"].keys()
    same = sum(gold_facts["measure"][key].get("mode") == found_facts["measure"][key].get("mode") for key in both)
    metadata = Share(right, len(METADATA) if gold_policy is not None else 0)
    return Score(figures, metadata, Share(same, len(both)), tuple(differences))


def fold(text: object) -> str:
    """``text`` without differences of width, case, blanks and punctuation."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", str(text or ""))).lower()


Facts = dict[str, dict[Key, Line]]


def _difference(how: str, kind: str, what: Key, facts: Facts) -> Difference:
    if kind == "amount":
        line: Line = next((one for one in facts["measure"].values() if what in _money({key(one): one})), {})
    else:
        line = facts["measure" if kind == "funds" else kind].get(what, {})
    rule = " ".join([line.get("rule", ""), *line.get("because", ())]).strip()
    return Difference(how, kind, str(what), line.get("quote") or "", rule)


def _sort(lines: Iterable[Line]) -> tuple[Line | None, Facts]:
    policy: Line | None = None
    facts: Facts = {kind: {} for kind in KINDS}
    for line in lines:
        if line["kind"] == "policy":
            policy = line
        elif line["kind"] in facts:
            facts[line["kind"]].setdefault(key(line), line)
    return policy, facts


def key(fact: Line) -> Key:
    """What two facts of a kind must share to count as the same."""
    kind, clause = fact["kind"], fact.get("clause", "")
    if kind == "clause":
        return clause, fold(fact["title"])[:8]
    if kind == "responsibility":
        return clause, fold(fact["agency"]), fact["role"]
    if kind == "target":
        return clause, *quantity(fact), fact.get("year")
    if kind == "measure":
        return clause, fact["instrument"]
    if kind == "mention":
        return clause, fact["type"], fold(fact["name"])
    name = fold(fact["name"])
    return (_FOCUS_ENDING.sub("", name) or name,)


def _number(value: Any) -> float | tuple[Any, ...]:
    if isinstance(value, (list, tuple)):
        return tuple(_number(one) for one in value)
    return round(float(value), 6)


def quantity(fact: Line) -> tuple[str, Any]:
    """Unit class and normalised value of a target: money in yuan, shares, or a count."""
    value, unit = _number(fact["value"]), fact.get("unit")
    scale = _YUAN.get(str(unit))
    if scale is not None:
        return "yuan", tuple(one * scale for one in value) if isinstance(value, tuple) else value * scale
    if str(fact.get("unit", "")).strip() in ("%", "％"):
        return "%", value
    return "count" if fold(unit) else "", value


def _keys(facts: Facts, kind: str) -> set[Key]:
    if kind == "funds":
        return {place for place, fact in facts["measure"].items() if fact.get("mode") == "funds"}
    if kind == "amount":
        return _money(facts["measure"])
    return set(facts[kind])


def _money(measures: Mapping[Key, Line]) -> set[Key]:
    return {
        (key[0], _number(amount["value"])) for key, fact in measures.items() for amount in fact.get("amounts") or ()
    }


def _unsure(gold: Facts, kind: str) -> set[Key]:
    facts = gold["measure" if kind in MONEY_KINDS else kind]
    unsure = {key: fact for key, fact in facts.items() if fact.get("unsure")}
    if kind != "amount":
        return set(unsure)
    return _money(unsure) - _money({key: fact for key, fact in facts.items() if key not in unsure})


def _same(name: str, wanted: object, got: object) -> bool:
    gold, found = fold(wanted), fold(got)
    if gold == found:
        return True
    return name == "title" and bool(gold and found) and (gold in found or found in gold)
