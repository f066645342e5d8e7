"""The instrument of a payment: the first row of ``money_roles.yaml`` that its roles fit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders import lexicon
from loaders.extract.payment_roles import Roles


@dataclass(frozen=True, slots=True)
class Paid:
    """What a payment is for: the code, and the role and word that told it."""

    code: str
    role: str
    word: str


@dataclass(frozen=True, slots=True)
class _Row:
    code: str
    roles: tuple[str, ...]
    words: re.Pattern[str]
    back: re.Pattern[str] | None
    """Longer words in which a word of the row means something else (上市许可); they are passed over."""
    unless: re.Pattern[str] | None
    """Words that must not stand in the result."""
    beside: re.Pattern[str] | None
    """Words one of which must stand somewhere in the payment."""
    absent: re.Pattern[str] | None
    """Words that must not stand anywhere in the payment."""


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(
            row["code"],
            tuple(row["in"]),
            _named(row["list"]) if "list" in row else re.compile(lexicon.any_of(row["any"])),
            re.compile(lexicon.any_of(row["not"])) if "not" in row else None,
            _named(row["unless"]) if "unless" in row else None,
            _named(row["with"]) if "with" in row else None,
            _named(row["absent"]) if "absent" in row else None,
        )
        for row in lexicon.load("money_roles")["rows"]
    )


def _named(name: str) -> re.Pattern[str]:
    return lexicon.pattern("money_roles", name)


def paid_for(roles: Roles) -> Paid | None:
    """The first row that fits; None where nothing says what the payment is for."""
    for row in _rows():
        if row.unless and row.unless.search(roles.result):
            continue
        if row.beside and not (row.beside.search(roles.all) or row.beside.search(roles.purpose)):
            continue
        if row.absent and row.absent.search(roles.all):
            continue
        for role in row.roles:
            words = getattr(roles, role)
            if row.back:
                words = row.back.sub("，", words)
            if match := row.words.search(words):
                return Paid(row.code, role, match[0])
    return None
