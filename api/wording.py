"""How values are worded for people: money, rates, states."""

from __future__ import annotations

from collections.abc import Sequence

from api.language import Language

AMOUNTS: dict[Language, dict[str, str]] = {
    "zh": {"cap": "上限", "amount": "金额", "rate": "比例", "budget": "预算", "fund-size": "基金规模"},
    "en": {"cap": "up to", "amount": "amount", "rate": "rate", "budget": "budget", "fund-size": "fund of"},
}
UNITS: dict[Language, tuple[tuple[str, float], ...]] = {
    "zh": (("亿元", 1e8), ("万元", 1e4), ("元", 1)),
    "en": ((" billion yuan", 1e9), (" million yuan", 1e6), (" yuan", 1)),
}


def listed(names: Sequence[str]) -> str:
    """Names in a row: 省发改委、省财政厅; parted by ； where a name holds the 、 itself."""
    return ("；" if any("、" in name for name in names) else "、").join(names)


def number(value: float) -> str:
    """A number without needless zeros: 10.0 → 10, 0.5 → 0.5."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def yuan(value: float | None, language: Language = "zh") -> str:
    """Money as official texts write it: 10000000 → 1000万元, 50000000000 → 500亿元; in English 10 million yuan."""
    if value is None:
        return ""
    unit, size = next((one for one in UNITS[language] if abs(value) >= one[1]), UNITS[language][-1])
    return f"{number(value / size)}{unit}"


def rate(value: float | None) -> str:
    """A fraction as per cent: 0.15 → 15%."""
    return "" if value is None else f"{number(value * 100)}%"


def about(value: float) -> str:
    """A derived fraction as per cent, to one place: 0.164993 → 16.5%."""
    return f"{number(round(value * 100, 1))}%"


def amount(entry: dict[str, object], language: Language = "zh") -> str:
    """One printed amount with its kind: 上限 1000万元."""
    kind, value = str(entry.get("type", "")), entry.get("value")
    if not isinstance(value, int | float):
        return ""
    return f"{AMOUNTS[language].get(kind, kind)} {rate(value) if kind == 'rate' else yuan(value, language)}"
