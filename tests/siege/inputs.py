"""What is tried, kind by kind: the files of ``attacks``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

_HERE = Path(__file__).resolve().parent / "attacks"
_MADE = re.compile(r"\{(deep|objects|many|nines|headers|long):(\d+)\}")


def attacks(kind: str) -> dict[str, Any]:
    """The content of one file; ``what_gets_through`` says when an input has succeeded."""
    found: dict[str, Any] = yaml.safe_load((_HERE / f"{kind}.yaml").read_text(encoding="utf-8"))
    return found


def grown(text: str, **words: str) -> str:
    """``text`` with ``{word}`` replaced by what ``words`` say, and ``{deep:9}`` and the like by what they stand for."""
    for name, value in words.items():
        text = text.replace(f"{{{name}}}", value)
    return _MADE.sub(lambda found: _made(found[1], int(found[2])), text)


def _made(kind: str, number: int) -> str:
    match kind:
        case "deep":
            return "[" * number + "]" * number
        case "objects":
            return '{"a":' * number + "1" + "}" * number
        case "many":
            return "1," * number
        case "nines":
            return "9" * number
        case "headers":
            return "".join(f"X-{count}: a\r\n" for count in range(number))
        case _:
            return "x" * number


def filled(value: Any, **words: str) -> Any:
    """The same in all texts of a structure."""
    if isinstance(value, str):
        return grown(value, **words)
    if isinstance(value, dict):
        return {name: filled(one, **words) for name, one in value.items()}
    return [filled(one, **words) for one in value] if isinstance(value, list) else value


def count() -> dict[str, int]:
    """How many different inputs there are, by file."""
    return {path.stem: len(set(_inputs(attacks(path.stem)))) for path in sorted(_HERE.glob("*.yaml"))}


def _inputs(content: dict[str, Any]) -> list[str]:
    lists = [value for value in content.values() if isinstance(value, list)]
    return [repr(one) for value in lists for one in value]
