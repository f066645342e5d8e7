"""What a person may correct of a fact: the fields of each kind with their words, and the choices where there are some.

Codes stay what is sent; only what people see of them is worded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from api.wording import AMOUNTS, UNITS
from api.words import Words
from graph import taxonomy
from loaders.facts import Amount, AmountType, Tier
from loaders.judgements.lines import FIELDS, KINDS

Choice = tuple[str, str]
"""A code and its words."""
_LEFT_ALONE = ("clause",)
"""Kinds whose facts are the outline of the document: they are judged with the document as a whole."""
_WORDY = ("name", "metric")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a fact in the form."""

    name: str
    label: str
    type: Literal["text", "long", "number", "range", "choice", "amounts"]
    choices: tuple[Choice, ...] = ()
    nullable: bool = False


def form(words: Words, clauses: Sequence[Choice]) -> dict[str, Any]:
    """What the script makes its form of: ``kinds``, ``fields`` by kind, ``amounts``, ``units``, ``tiers``.

    ``clauses``: path and heading of each clause of the document.
    """
    kinds = [kind for kind in KINDS if kind not in _LEFT_ALONE]
    amount_fields = [spec.name for spec in fields(Amount)]
    return {
        "kinds": {kind: words.named("fact", kind) for kind in kinds},
        "fields": {kind: [asdict(one) for one in _fields(words, kind, clauses)] for kind in kinds},
        "amounts": {
            "types": [(code, AMOUNTS[words.language][code]) for code in get_args(AmountType)],
            "labels": {name: words.named("field", name) for name in amount_fields},
        },
        "units": UNITS[words.language],
        "tiers": {tier: words.named("tier", tier) for tier in get_args(Tier)},
    }


def _fields(words: Words, kind: str, clauses: Sequence[Choice]) -> list[Field]:
    hints = get_type_hints(KINDS[kind])
    own = [spec.name for spec in fields(KINDS[kind]) if spec.name in FIELDS[kind]]
    found = [_field(words, kind, name, hints[name]) for name in own]
    places = (("", words("cell.preamble")), *clauses)
    found.append(Field("clause", words.named("field", "clause"), "choice", places))
    found.append(Field("quote", words.named("field", "quote"), "long"))
    return found


def _field(words: Words, kind: str, name: str, hint: Any) -> Field:
    label = words.named("field", name)
    if name == "amounts":
        return Field(name, label, "amounts")
    if name == "value":
        return Field(name, label, "range")
    if name == "instrument":
        return Field(
            name, label, "choice", tuple((one["id"], one["props"][words.language]) for one in taxonomy.instruments())
        )
    parts = get_args(hint) if get_origin(hint) is not Literal else (hint,)
    codes = next((get_args(part) for part in parts if get_origin(part) is Literal), ())
    nullable = NoneType in parts
    if codes:
        return Field(name, label, "choice", tuple((code, _said(words, kind, name, code)) for code in codes), nullable)
    if int in parts:
        return Field(name, label, "number", nullable=nullable)
    return Field(name, label, "long" if name in _WORDY else "text", nullable=nullable)


def _said(words: Words, kind: str, name: str, code: str) -> str:
    match kind, name:
        case "measure", "mode":
            return words.named("mode", code)
        case "measure", "act":
            return words.named("act", code)
        case "responsibility", "role":
            return words.named("duty", code)
        case "mention", "role":
            return words.named("part", code)
        case "mention", "type":
            return words.named("mention", code)
        case _:
            return words.named("op", code)
