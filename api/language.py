"""The language that a client prefers, of the two that texts of ours are written in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

Language = Literal["en", "zh"]


def language(headers: Mapping[str, str]) -> Language:
    """``zh`` where the header Accept-Language prefers Chinese to English, else ``en``."""
    return preferred(headers.get("accept-language", ""))


@lru_cache(maxsize=256)
def preferred(asked: str) -> Language:
    """The language that a value of Accept-Language prefers; English where it names neither (RFC 9110, 12.5.4)."""
    best: dict[str, float] = {}
    for part in asked.split(","):
        tag, *parameters = (word.strip().lower() for word in part.split(";"))
        primary = tag.partition("-")[0]
        best[primary] = max(best.get(primary, 0.0), _quality(parameters))
    any_other = best.get("*", 0.0)
    return "zh" if best.get("zh", any_other) > best.get("en", any_other) else "en"


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0
