"""Reading YAML text: one safe loader for lexicons, tables of regions, the taxonomy and plan.yaml."""

from __future__ import annotations

from typing import Any

import yaml

# libyaml reads ten times faster; both loaders build plain values only
_LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH = 20
"""No file of this project nests more than five deep; libyaml's recursion ends the process at some ten thousand."""


def parse(text: str) -> Any:
    """The plain values (mappings, lists, strings, numbers, dates) of a YAML text; yaml.YAMLError if it is not YAML."""
    return yaml.load(text, _LOADER)  # noqa: S506 - a safe loader


def parse_foreign(text: str) -> Any:
    """As ``parse``, of a text that came with a document or from a person.

    yaml.YAMLError also for what only a mistake or an attack holds: values nested more than ``MAX_DEPTH`` deep,
    aliases (a few lines of them stand for millions of values), dates that are none.
    """
    depth = 0
    for event in yaml.parse(text, _LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > MAX_DEPTH:
            what = "values are nested too deep" if depth > MAX_DEPTH else "aliases (*name) are not read here"
            raise yaml.YAMLError(f"line {event.start_mark.line + 1}: {what}")  # type: ignore[union-attr]
    try:
        return parse(text)
    except ValueError as error:
        raise yaml.YAMLError(str(error)) from error
