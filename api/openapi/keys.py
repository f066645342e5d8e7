"""How a key is brought, as the OpenAPI document tells of it: every address but the open ones takes one."""

from __future__ import annotations

from typing import Any

from api import access

SCHEMES: dict[str, dict[str, str]] = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "An API key (`policygraph keys add`)."},
    "header": {"type": "apiKey", "in": "header", "name": "X-API-Key", "description": "The same, by itself."},
}


def of(path: str) -> dict[str, Any]:
    """What the operations at ``path`` say of keys: either way will do."""
    return {} if access.is_open(path) else {"security": [{name: []} for name in SCHEMES]}
