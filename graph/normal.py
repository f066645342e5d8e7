"""Printed numbers with a unit as comparable numbers; everything here is derived, never printed."""

from __future__ import annotations

from decimal import Decimal

_FACTORS = (("万亿", 10**12), ("千亿", 10**11), ("百亿", 10**10), ("亿", 10**8), ("千万", 10**7), ("百万", 10**6))
_SMALL = (("万", 10**4),)
_SHARES = {"%": Decimal("0.01"), "％": Decimal("0.01"), "‰": Decimal("0.001")}


def normal(value: float | int, unit: str) -> tuple[float, str] | None:
    """``value`` in the unit without 万 or 亿 (亿元 → 元), shares as fractions of 1; None for other units."""
    printed = unit.strip()
    if printed in _SHARES:
        return float(Decimal(str(value)) * _SHARES[printed]), "1"
    for word, factor in (*_FACTORS, *_SMALL):
        rest = printed.removeprefix(word)
        if rest != printed and rest:
            return float(Decimal(str(value)) * factor), rest
    return (float(value), "元") if printed == "元" else None
