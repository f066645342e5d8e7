"""Regions by GB/T 2260 code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["country", "province", "prefecture", "county", "town", "zone"]


@dataclass(frozen=True, slots=True)
class Region:
    """An administrative division of GB/T 2260, or a zone of our gazetteer."""

    code: str
    """Six digits."""
    name: str
    """Full name: 湖北省, 中山市."""
    short: str
    """Without the ending of its level: 湖北, 中山."""
    level: Level
    parent: str | None
    """Code of the division above, None for the country."""
