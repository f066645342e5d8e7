"""The instrument types as the graph holds them, read from ``data/taxonomy/instruments.yaml``."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

from data import TAXONOMY
from graph.captions import caption
from graph.errors import GraphError
from loaders import yamltext

_COPIED = ("zh", "en", "group", "family", "stip", "gta", "definition")


def fold_alias(name: str) -> str:
    """A name as it is compared: half width, small letters, no blanks. 首台（套） and 首台(套) are one."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _forms(name: str) -> tuple[str, ...]:
    """How a name may be asked for: as written, with full-width brackets, folded."""
    return name, name.replace("(", "（").replace(")", "）"), fold_alias(name)


@cache
def chinese_definitions() -> dict[str, str]:
    """What each instrument means in Chinese, by code, from ``data/taxonomy/definitions.yaml``."""
    found: dict[str, str] = yamltext.parse((TAXONOMY / "definitions.yaml").read_text(encoding="utf-8"))
    return found


@cache
def english_names() -> dict[str, str]:
    """The English names of instruments by code."""
    return {one["id"]: one["props"]["en"] for one in instruments()}


@cache
def instruments() -> tuple[dict[str, Any], ...]:
    """Rows of the Instrument nodes in the order of the taxonomy; GraphError when an alias is not unique."""
    entries = yamltext.parse((TAXONOMY / "instruments.yaml").read_text(encoding="utf-8"))["instruments"]
    owner: dict[str, str] = {}
    rows = []
    for order, entry in enumerate(entries):
        code = entry["code"]
        names = [code, entry["zh"], entry["en"], *entry.get("aliases", ())]
        aliases = list(dict.fromkeys(form for name in names for form in _forms(name)))
        for alias in aliases:
            if owner.setdefault(alias, code) != code:
                raise GraphError(
                    f"The taxonomy gives the name {alias!r} to both {owner[alias]} and {code}; remove one."
                )
        props = {name: entry[name] for name in _COPIED} | {
            "order": order,
            "aliases": aliases,
            "caption": caption(entry["zh"]),
        }
        rows.append({"id": code, "props": props})
    return tuple(rows)
