"""Amounts as bars and dots: money on a logarithmic axis, rates from nothing to the whole."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from api.language import Language
from api.wording import number

WIDTH = 240
"""Units of a drawing from edge to edge."""
_LEAST, _MOST = 4, 8
"""Powers of ten of yuan between which the axis runs at least."""
_TICKS = 5
_SHORT: dict[Language, tuple[tuple[str, float], ...]] = {
    "zh": (("万亿", 1e12), ("亿", 1e8), ("万", 1e4), ("", 1)),
    "en": ((" tn", 1e12), (" bn", 1e9), (" m", 1e6), ("k", 1e3), ("", 1)),
}
RATES = ((0.0, "0%"), (WIDTH / 2, "50%"), (float(WIDTH), "100%"))
"""Ticks of the axis of rates: where, and what they say."""


class Printed(Protocol):
    """An amount: of the unit yuan, or a fraction."""

    @property
    def unit(self) -> str:
        """yuan, or fraction for a rate."""

    @property
    def value(self) -> float:
        """In that unit."""


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis of money from ten to the power of ``least`` to that of ``most`` yuan."""

    least: int
    most: int

    def at(self, amount: Printed) -> float:
        """Length of its bar, or where the dot of a rate stands, in units of ``WIDTH``."""
        if amount.unit == "fraction":
            return WIDTH * min(1.0, amount.value)
        if amount.value <= 0:
            return 0.0
        return WIDTH * (math.log10(amount.value) - self.least) / (self.most - self.least)

    def ticks(self, language: Language) -> list[tuple[float, str]]:
        """Where ticks stand and what they say: powers of ten, few enough to be read."""
        step = -(-(self.most - self.least) // (_TICKS - 1))
        powers = range(self.least, self.most + 1, step)
        return [
            (WIDTH * (power - self.least) / (self.most - self.least), short(10.0**power, language)) for power in powers
        ]


def scale(amounts: Iterable[Printed]) -> Scale:
    """The axis that has room for all ``amounts`` that are money."""
    logs = [math.log10(one.value) for one in amounts if one.unit == "yuan" and one.value > 0]
    return Scale(
        min(_LEAST, *(math.ceil(one) - 1 for one in logs)) if logs else _LEAST,
        max(_MOST, *(math.ceil(one) for one in logs)) if logs else _MOST,
    )


def short(value: float, language: Language) -> str:
    """Money on an axis: 1万, 10亿; 10k, 1 bn."""
    unit, size = next(one for one in _SHORT[language] if value >= one[1])
    return f"{number(value / size)}{unit}"
