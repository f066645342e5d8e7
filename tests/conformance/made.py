"""Made policies: as many as wanted, deterministic, of recombined clauses of the shipped plans.

Each has a region, a title, goals, firms and a citation of its own, so that regions compare, titles
resolve and names of many documents meet; its clauses with their facts come from the plans' readings,
the machine's and the reviewed ones in turn, so that every tier is there.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from data import PLANS
from loaders import regions
from loaders.document import Clause, Document
from loaders.facts import (
    TIERS,
    Completeness,
    EnterpriseRole,
    Fact,
    Focus,
    Measure,
    Mention,
    PolicyFact,
    Responsibility,
    Review,
    Target,
)
from loaders.pipeline import Reading, read_reviewed
from loaders.plan import Plan, Relation
from loaders.regions import Region
from loaders.text import MappedText

_FIELDS = ("激光", "增材制造", "光电", "新型显示", "人工智能", "生物医药", "新材料", "机器人")
_WORDS = ("华", "星", "锐", "科", "创", "瑞", "铭", "凌", "恒", "远", "博", "智", "光", "辰", "泰", "新")
_EXAMPLES = ("420000", "440000", "441900", "442000")
"""Regions that headers of queries name as examples."""
_COMPLETENESS: tuple[Completeness, ...] = ("full", "full", "summary", "annex-missing")
_ROLES: tuple[EnterpriseRole | None, ...] = ("attraction-target", "chain-leader", "representative", None)
_REVIEWER = Review(by="made", on="2026-01-01", verdict="confirm")


@dataclass(frozen=True)
class _Piece:
    """An outermost clause of a plan with all below it and its facts."""

    text: str
    base: int
    clauses: tuple[Clause, ...]
    facts: tuple[Fact, ...]


def made_readings(count: int) -> Iterator[Reading]:
    """``count`` readings; the first ones are the same whatever the count."""
    for number in range(count):
        yield _made(number)


def made_id(number: int) -> str:
    """Id of the made policy ``number``, from 0."""
    return f"made-{number:05d}"


@cache
def plans() -> tuple[Reading, ...]:
    """The reviewed readings of the shipped plans; each has the machine's in ``machine``."""
    return tuple(read_reviewed(folder) for folder in sorted(PLANS.iterdir()) if folder.is_dir())


@cache
def _pieces() -> tuple[tuple[_Piece, ...], tuple[_Piece, ...]]:
    machine = [piece for plan in plans() for piece in _cut(plan.machine or plan)]
    return tuple(machine), tuple(piece for plan in plans() for piece in _cut(plan))


def _cut(reading: Reading) -> Iterator[_Piece]:
    document = reading.document
    for top in document.clauses:
        if top.parent is None and top.start < document.end:
            inside = tuple(one for one in document.clauses if top.start <= one.start and one.end <= top.end)
            facts = tuple(
                fact
                for fact in reading.facts
                if not isinstance(fact, Focus)
                and top.start <= fact.start
                and fact.end <= top.end
                and fact.clause.split("/")[0] == top.path
                and fact.kind != "clause"
            )
            yield _Piece(document.text[top.start : top.end], top.start, inside, facts)


@cache
def _regions() -> tuple[Region, ...]:
    """Forty provinces and prefectures, those of the examples among them."""
    divisions = [one for one in regions.all_regions() if one.level in ("province", "prefecture")]
    examples = [one for one in divisions if one.code in _EXAMPLES]
    others = [one for one in sorted(divisions, key=lambda one: one.code) if one.code not in _EXAMPLES]
    return (*examples, *others[:: len(others) // 36][:36])


@dataclass
class _Text:
    """A text that grows, with the facts found in it."""

    text: str = ""
    facts: list[Fact] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)

    def add(self, words: str) -> tuple[int, int]:
        start = len(self.text)
        self.text += words
        return start, start + len(words)

    def add_piece(self, piece: _Piece, number: int) -> None:
        """The clauses of ``piece`` as the outermost clause ``number`` and what is below it."""
        shift, first = len(self.text) - piece.base, len(self.clauses)
        orders = {clause.order: first + place for place, clause in enumerate(piece.clauses)}
        self.text += piece.text
        for clause in piece.clauses:
            self.clauses.append(
                replace(
                    clause,
                    path=_under(clause.path, number),
                    title_start=clause.title_start + shift,
                    title_end=clause.title_end + shift,
                    start=clause.start + shift,
                    own_end=clause.own_end + shift,
                    end=clause.end + shift,
                    order=orders[clause.order],
                    parent=None if clause.parent is None else orders[clause.parent],
                )
            )
        self.facts.extend(
            replace(fact, clause=_under(fact.clause, number), start=fact.start + shift, end=fact.end + shift)
            for fact in piece.facts
        )


def _under(path: str, number: int) -> str:
    return "/".join([str(number), *path.split("/")[1:]])


def _made(number: int) -> Reading:
    chance = random.Random(number)  # noqa: S311 - the same policies on every machine, guards nothing
    home = _regions()[number % len(_regions())]
    industry = chance.choice(_FIELDS)
    begun = 2021 + chance.randrange(5)
    made = _Text()
    title = made.add(_title(number, home, industry, begun))
    made.add("\n")
    issuer = made.add(f"{home.name}人民政府")
    made.add("\n")
    made.facts.extend(_preface(made, number, chance, industry, begun))
    pieces = chance.sample(_pieces()[number % 2], chance.randint(3, 6))
    for place, piece in enumerate(pieces, 1):
        made.add_piece(piece, place)
    reviewed = {"title": _REVIEWER} if number % 2 else {}
    policy = PolicyFact(
        title=made.text[slice(*title)],
        doc_number=None,
        issuer=made.text[slice(*issuer)],
        region=home.code,
        issued_on=f"{begun}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
        period_start=begun,
        period_end=begun + 2 if number % 5 else None,
        doc_type="行动计划",
        completeness=_COMPLETENESS[number % len(_COMPLETENESS)],
        evidence={"title": title, "issuer": issuer},
        reviewed=reviewed,
    )
    return Reading(
        id=made_id(number),
        document=Document(_mapped(made.text), tuple(made.clauses)),
        policy=policy,
        facts=tuple(made.facts),
        encoding="utf-8",
        source=made.text,
        sha256=hashlib.sha256(made.text.encode()).hexdigest(),
        plan=_plan(number),
        extractor="made",
    )


def _title(number: int, home: Region, industry: str, begun: int) -> str:
    return f"{home.name}{industry}产业发展行动计划（{begun}-{begun + 2}年）第{number}号"


def _preface(made: _Text, number: int, chance: random.Random, industry: str, begun: int) -> Sequence[Fact]:
    """Facts before the first clause: two goals, a firm of its own, a firm of many, a duty and a citation."""
    facts: list[Fact] = [Focus(clause="", name=industry, **_quoted(made, f"{industry}"))]
    size = chance.randint(1, 400) * 5
    for year, value in ((begun + 1, size), (begun + 2, size + chance.randint(0, 300))):
        quote = f"到{year}年，{industry}产业规模达到{value}亿元"
        facts.append(
            Target(
                clause="",
                metric=f"{industry}产业规模",
                value=value,
                unit="亿元",
                op=">=",
                year=year,
                tier=chance.choice(("certain", "likely")),
                **_quoted(made, quote),
            )
        )
    own = "".join(chance.sample(_WORDS, 4))
    for name in (f"{own}{industry}科技有限公司", f"{chance.choice(_WORDS)}光技术有限公司"):
        role, tier = chance.choice(_ROLES), chance.choice(TIERS)
        facts.append(Mention(clause="", type="enterprise", name=name, role=role, tier=tier, **_quoted(made, name)))
    agency = chance.choice(("省经信厅", "市工信局", "省发改委", "市科技局"))
    facts.append(Responsibility(clause="", agency=agency, role="lead", tier="certain", **_quoted(made, agency)))
    quote = f"设立{industry}产业基金"
    facts.append(Measure(clause="", instrument="industry-fund", mode="funds", tier="certain", **_quoted(made, quote)))
    cited = _cited(number, chance)
    facts.append(Mention(clause="", type="cited-policy", name=cited, tier="certain", **_quoted(made, cited)))
    return facts


def _cited(number: int, chance: random.Random) -> str:
    """The title of an earlier made policy, or of one that is never loaded."""
    if number == 0 or chance.random() < 0.3:
        return f"{_regions()[number % len(_regions())].name}光电产业发展行动计划（2018-2020年）"
    earlier = chance.randrange(number)
    draws = random.Random(earlier)  # noqa: S311 - draws what that policy drew first
    industry = draws.choice(_FIELDS)
    return _title(earlier, _regions()[earlier % len(_regions())], industry, 2021 + draws.randrange(5))


def _quoted(made: _Text, words: str) -> dict[str, Any]:
    start, end = made.add(words)
    made.add("。\n")
    return {"quote": words, "start": start, "end": end}


def _plan(number: int) -> Plan:
    above = made_id(number // 2)
    relation = Relation(
        kind="succeeds", to=above, status="confirmed" if number % 4 == 0 else "unconfirmed", note="made"
    )
    relations = (relation,) if number % 3 == 0 else ()
    return Plan(id=made_id(number), relations=relations if number else ())


def _mapped(text: str) -> MappedText:
    return MappedText(text, range(len(text)), range(1, len(text) + 1))
