"""What departments are for, as the graph holds it, read from ``data/taxonomy/functions.yaml``."""

from __future__ import annotations

from functools import cache
from typing import Any

from graph.captions import caption
from loaders.agencies import departments


@cache
def functions() -> tuple[dict[str, Any], ...]:
    """Rows of the Function nodes in the order of the taxonomy."""
    return tuple(
        {
            "id": one.code,
            "props": {
                "zh": one.zh,
                "caption": caption(one.zh),
                "en": one.en,
                "definition": one.definition,
                "order": order,
            },
        }
        for order, one in enumerate(departments.functions())
    )
