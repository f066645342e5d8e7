"""Write ``loaders/models`` anew: ``python -m loaders.learning --gold DIR --texts DIR [--apart ID]``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from loaders import evaluate
from loaders.learning.arguments import parsed
from loaders.learning.teaching import Teacher

_MODELS = Path(__file__).parents[1] / "models"


def main() -> None:
    arguments = parsed("python -m loaders.learning", __doc__ or "")
    items = evaluate.items(arguments.gold, arguments.texts)
    teacher = Teacher(items, lambda name: print(name, file=sys.stderr), frozenset(arguments.apart))  # noqa: T201
    for name, model in teacher.taught(None).items():
        (_MODELS / f"{name}.json").write_text(_lines(model), encoding="utf-8")


def _lines(model: dict[str, Any]) -> str:
    """JSON with one line an entry of the large objects, so that a difference can be read."""
    parts = []
    for name, value in sorted(model.items()):
        if isinstance(value, dict):
            entries = (f"    {_text(key)}: {_text(one)}" for key, one in sorted(value.items()))
            parts.append(f"  {_text(name)}: {{\n" + ",\n".join(entries) + "\n  }")
        else:
            parts.append(f"  {_text(name)}: {_text(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


if __name__ == "__main__":
    main()
