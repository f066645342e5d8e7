"""Names for sets of values that stand in many places, so that clients have one type for each."""

from __future__ import annotations

import re
from typing import Any, get_args

from api.comparison import amounts, sides, targets
from api.jobs import record
from api.representations import MEDIA_TYPES
from api.shapes import ReadBy, Tier
from cypher.catalogue import catalogue
from loaders import facts


def _values(query: str, name: str) -> tuple[str, ...]:
    found = catalogue().get(query)
    return (found.parameters.get(name) or found.columns[name]).values


NAMED: dict[str, tuple[tuple[str, ...], str]] = {
    "Tier": (get_args(Tier), "How sure a fact is; candidates are more often wrong than right."),
    "ReadBy": (get_args(ReadBy), "Whether a person vouches for it, or the machine alone read it."),
    "Mode": (
        get_args(facts.Mode),
        "How a clause uses an instrument: with own money or means, by help, by words.",
    ),
    "Act": (get_args(facts.Act), "New in the document, or already in force."),
    "AmountType": (get_args(facts.AmountType), "A ceiling, a sum, a share, a budget, the size of a fund."),
    "Operator": (get_args(facts.Op), "At least, at most, about, exactly."),
    "DutyRole": (get_args(facts.Role), "What an agency does for a clause."),
    "EnterpriseRole": (get_args(facts.EnterpriseRole), "In what role a firm is named."),
    "Completeness": (get_args(facts.Completeness), "How much of the document the text holds."),
    "ReviewVerdict": (get_args(facts.Verdict), "Whether the machine read it so, otherwise, or not at all."),
    "JobState": (get_args(record.State), "How far a job is."),
    "JobKind": (get_args(record.Kind), "Whether a document is new (POST) or takes another's place (PUT)."),
    "JobStage": (get_args(record.JobStage), "What a job is at, or was when it failed."),
    "Comparability": (get_args(amounts.Comparability), "Whether two figures may be compared."),
    "AmountUnit": (get_args(amounts.Unit), "yuan, or fraction for a rate."),
    "AnswerState": (_values("compare/region-instrument-matrix", "state"), "What a region has of an instrument."),
    "InstrumentState": (get_args(sides.State), "What a region has of an instrument that it uses."),
    "CountedState": (get_args(sides.Counted), "What a region has of an instrument by facts that count."),
    "MissingState": (get_args(sides.Missing), "How sure it is that a region has not got something."),
    "StatedState": (_values("compare/industries", "state"), "Whether texts say so, and how sure a silence is."),
    "TargetDifference": (get_args(targets.Differs), "Where the nearest target of another policy differs."),
    "RegionLevel": (_values("resources/regions", "level"), "Level of a division."),
    "InstrumentGroup": (_values("resources/measures", "group"), "Group of the taxonomy."),
    "InstrumentFamily": (_values("resources/instruments", "family"), "Family of instruments (Rothwell and Zegveld)."),
    "PolicySort": (_values("resources/policies", "sort"), "Order of policies; with - the latest first."),
    "MeasureSort": (_values("resources/measures", "sort"), "Order of measures; with - the largest first."),
    "TargetSort": (_values("resources/targets", "sort"), "Order of targets; with - the latest first."),
    "AnswerForm": (tuple(MEDIA_TYPES), "Form of an answer."),
    "FoundKind": (_values("text/search", "kind"), "What kind of thing was found."),
}
"""By name: the values in their order, and what they tell apart."""


_WORDS = {">=": "AT_LEAST", "<=": "AT_MOST", "~": "ABOUT", "=": "EXACTLY"}
"""Names for programs of values that are no words."""


def name(document: dict[str, Any]) -> None:
    """Give every set of values a name: the one in ``NAMED``, else one made of where it stands."""
    known = {values: one for one, (values, _) in NAMED.items()}
    made: dict[str, dict[str, Any]] = {}

    def inside(value: Any, where: str) -> Any:
        if isinstance(value, list):
            return [inside(one, where) for one in value]
        if not isinstance(value, dict):
            return value
        values = value.get("enum")
        if not isinstance(values, list):
            return {
                key: fields(one, where) if key == "properties" else inside(one, where) for key, one in value.items()
            }
        called = known.get(tuple(values), where)
        said = NAMED[called][1] if called in NAMED else value.get("description", "")
        made[called] = {"type": "string", "enum": values, "description": said} | _named(tuple(values))
        return {key: one for key, one in value.items() if key not in ("enum", "type")} | {
            "$ref": f"#/components/schemas/{called}"
        }

    def fields(value: dict[str, Any], where: str) -> dict[str, Any]:
        """The fields of an object; the description of one is that of its values, too."""
        return {key: inside(_described(one), where + _pascal(key)) for key, one in value.items()}

    schemas = document["components"]["schemas"]
    document["components"]["schemas"] = schemas = {key: inside(one, key) for key, one in schemas.items()}
    for item in document["paths"].values():
        for operation in item.values():
            for one in operation.get("parameters", []):
                one["schema"] = inside(
                    _described(one)["schema"], _pascal(operation["operationId"]) + _pascal(one["name"])
                )
    schemas |= made


def _pascal(words: str) -> str:
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"[^A-Za-z0-9]+", words))


def _described(field: dict[str, Any]) -> dict[str, Any]:
    """A field or parameter whose description also stands where its values do, be they one of several options."""
    said = field.get("description", "")
    for one in (field, field.get("schema", {}), field.get("items", {}), *field.get("anyOf", [])):
        for inner in (one, one.get("items", {}), *one.get("anyOf", [])):
            if "enum" in inner:
                inner.setdefault("description", said)
    return field


def _named(values: tuple[str, ...]) -> dict[str, list[str]]:
    """What makers of clients call the values where they do not begin with a letter."""
    if all(one[0].isalpha() for one in values):
        return {}
    return {"x-enum-varnames": [_WORDS.get(one) or _word(one) for one in values]}


def _word(value: str) -> str:
    return f"{value[1:].upper()}_DESCENDING" if value.startswith("-") else value.upper()
