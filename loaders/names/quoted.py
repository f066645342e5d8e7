"""Carriers of industry by a quotation that ends as their names do: “某某谷”, “某某湾” standing alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.names.found import Found
from loaders.names.tokens import Tokens

_SHAPE = re.compile("[谷湾港岛]$")
_COUNTED = re.compile("(?:[一二两三四五六七八九十百双多0-9N+]+[^一二两三四五六七八九十百双多0-9N+]{1,4}){2,}")
"""一谷两港三园: how a plan lays things out."""
_SAYING = re.compile(
    "(?:[^，。；、]{0,4})(?:品牌|工程|行动|计划|活动|模式|理念|战略|格局|体系|目标|定位|称号|名片|精神|论坛|大会|大赛)"
)
_TOLD = ("brand", "latin", "field", "region", "zone", "macro")
_LEAST, _MOST = 3, 12
"""Characters of such a name."""


def layout(text: str) -> bool:
    """Whether a quotation only counts what a plan lays out (一核两带多园)."""
    return _COUNTED.fullmatch(text) is not None


def find(tokens: Tokens) -> Iterator[Found]:
    """Quotations that name a valley, bay, harbour or island of industry."""
    for index, token in enumerate(tokens.all):
        if token.kind != "quote" or (closed := tokens.closing(index)) is None:
            continue
        inside = tokens.all[index + 1 : closed]
        name = tokens.text[token.end : tokens.all[closed].start]
        if not _LEAST <= len(name) <= _MOST or not _SHAPE.search(name) or layout(name):
            continue
        if any(part.kind in ("mark", "and") or part.group in ("verb", "common") for part in inside):
            continue
        # “才聚某谷” plays with the name of a zone.
        told = any(part.kind in _TOLD for part in inside) and (inside[-1].kind != "zone" or name.endswith("硅谷"))
        if told and not _SAYING.match(tokens.text, tokens.all[closed].end):
            yield Found(token.end, token.end + len(name), "place", name, "place.zone:called")
