"""Reading YAML text: one safe loader for lexicons, tables of regions, the taxonomy and plan.yaml."""

from __future__ import annotations

from typing import Any

import yaml

# libyaml reads ten times faster; both loaders build plain values only
_LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(text: str) -> Any:
    """The plain values (mappings, lists, strings, numbers, dates) of a YAML text; yaml.YAMLError if it is not YAML."""
    return yaml.load(text, _LOADER)  # noqa: S506 - a safe loader
