"""The words for people in both languages, from ``words.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, get_args

from api.directions import isolated
from api.language import Language
from loaders import yamltext

_FILE = Path(__file__).resolve().parent / "words.yaml"
LANGUAGES: tuple[Language, ...] = get_args(Language)


class Words:
    """The words of one language."""

    def __init__(self, language: Language, texts: Mapping[str, str]) -> None:
        self.language = language
        self._texts = texts

    def __call__(self, key: str, **values: object) -> str:
        """The text under ``key`` with ``values`` in its braces; KeyError for a key or a value that is missing."""
        if not values:
            return self._texts[key]
        shown = {name: isolated(value) if isinstance(value, str) else value for name, value in values.items()}
        return self._texts[key].format_map(shown)

    def named(self, group: str, value: str | None) -> str:
        """The word for a value of a fixed list, ``group.value``; the value itself where none is known."""
        return "" if value is None else self._texts.get(f"{group}.{value}", value)


@cache
def words(language: Language) -> Words:
    """The words of ``language``."""
    return Words(language, {key: texts[language] for key, texts in every().items()})


@cache
def every() -> dict[str, dict[str, str]]:
    """All texts by key and language: ``group.name`` for what the file nests."""
    found: dict[str, dict[str, str]] = {}
    _flatten("", yamltext.parse(_FILE.read_text(encoding="utf-8")), found)
    return found


def _flatten(prefix: str, content: Mapping[str, Any], found: dict[str, dict[str, str]]) -> None:
    for key, value in content.items():
        name = f"{prefix}{key}"
        if set(value) == set(LANGUAGES):
            found[name] = value
        else:
            _flatten(f"{name}.", value, found)
