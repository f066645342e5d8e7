"""What regions and instruments are called in the language of a page, where only code and Chinese name are known."""

from __future__ import annotations

from api.language import Language
from graph.taxonomy import english_names
from loaders import regions


def called(kind: str, code: str | None, name: str | None, language: Language) -> str:
    """The name of a ``region`` or an ``instrument``; of anything else, and where there is no English one, as it is."""
    english = _english(kind, code) if language == "en" and code else None
    return english or name or code or ""


def _english(kind: str, code: str) -> str | None:
    if kind == "instrument":
        return english_names().get(code)
    found = regions.region(code) if kind == "region" else None
    return found.english if found else None
