"""What the graph must hold of a document, as far as the server has said: several states after a lost answer."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

INSTRUMENT, JUDGED = "first-of-kind", "talent-recruitment"
_TEXT = """苏州市关于促进激光产业发展的若干措施
一、支持首台（套）。对首台（套）重大技术装备，按售价的10%给予最高{cap}万元奖励。（责任单位：市工业和信息化局）
二、支持人才。鼓励企业引进激光领域高层次人才。
"""
_FILLED = "三、支持企业。鼓励企业开展第{number}项技术改造，培育专精特新企业。\n"


def text(version: int) -> str:
    """The document of a version: its cap tells which one it is, its length varies."""
    return _TEXT.format(cap=100 + version) + "".join(_FILLED.format(number=number) for number in range(version % 40))


@dataclass(frozen=True)
class State:
    """What a document may be like: absent, or of a version and judged."""

    version: int | None = None
    judged: str | None = None
    """None where nobody judged, who confirmed, or ``rejected``."""


@dataclass
class Document:
    """A document of one client; nobody else changes it."""

    id: str
    region: str
    possible: set[State] = field(default_factory=lambda: {State()})
    judgement: str | None = None
    """Id of the judgement on it."""

    @property
    def known(self) -> State | None:
        """Its state; None while the server has not said."""
        return next(iter(self.possible)) if len(self.possible) == 1 else None

    def change(self, *, certain: bool, **what: Any) -> None:
        """It is otherwise now, or may be."""
        after = {State() if what.get("version", 0) is None else replace(one, **what) for one in self.possible}
        self.possible = after if certain else self.possible | after

    def seen(self, state: State) -> bool:
        """Whether it may be in ``state``; from now on it is."""
        if state not in self.possible:
            return False
        self.possible = {state}
        return True


def state_of(measures: list[dict[str, Any]]) -> State:
    """The state that the measures of a document show; ValueError for what no document of ours ever held."""
    caps = {one["cap_yuan"] for one in measures if one["instrument"] == INSTRUMENT}
    talents = [one for one in measures if one["instrument"] == JUDGED]
    if len(caps) != 1 or len(talents) > 1:
        raise ValueError(f"caps {caps}, {len(talents)} measures for talents")
    version = int(caps.pop()) // 10_000 - 100
    judged = "rejected" if not talents else talents[0]["read_by"]
    return State(version, None if judged == "machine" else judged)
