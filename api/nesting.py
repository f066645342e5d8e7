"""How deep the values of a body are nested."""

from __future__ import annotations

from typing import Any


def deeper(value: Any, levels: int) -> bool:
    """Whether lists and objects are in more than so many others; it looks no deeper than that."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels < 0 or any(deeper(one, levels - 1) for one in inside)
