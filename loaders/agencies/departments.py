"""Departments of government: a printed name (经信厅, 教科局) as its full name, its fields of work and its functions.

The words are those of ``lexicon/departments.yaml``; what is not made of them wholly is no department here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from data import TAXONOMY
from loaders import lexicon, yamltext

_LONGEST = 40
_JOINTS = "和与及、"
CLASS_WORD = "部门"
_BRACKET = re.compile(r"[(（][^()（）]*[)）]")


@dataclass(frozen=True, slots=True)
class Function:
    """What a department is for, comparable across regions (``data/taxonomy/functions.yaml``)."""

    code: str
    zh: str
    en: str
    definition: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A field of work in a department's name."""

    full: str
    inner: str
    functions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Department:
    """A department without its region."""

    units: tuple[Unit, ...]
    ending: str

    @property
    def full(self) -> str:
        """经济和信息化厅; several fields in the order printed: 教育和科技局."""
        if len(self.units) == 1:
            return self.units[0].full + self.ending
        *first, last = (unit.inner for unit in self.units)
        return f"{''.join(first)}和{last}{self.ending}"

    @property
    def functions(self) -> tuple[str, ...]:
        """Codes of its functions, each once, in the order of its fields."""
        return tuple(dict.fromkeys(code for unit in self.units for code in unit.functions))


@cache
def functions() -> tuple[Function, ...]:
    """All functions in the order of the taxonomy."""
    rows = yamltext.parse((TAXONOMY / "functions.yaml").read_text(encoding="utf-8"))["functions"]
    return tuple(Function(row["code"], row["zh"], row["en"], row["definition"]) for row in rows)


def words() -> Any:
    """The content of ``departments.yaml``."""
    return lexicon.load("departments")


@cache
def _units() -> dict[str, tuple[Unit, ...]]:
    """Every printed form → the fields it means: one, or those of a shortening of several (教科)."""
    found: dict[str, tuple[Unit, ...]] = {}
    rows = words()["units"]
    for row in (row for row in rows if "of" in row):
        for name in row["names"]:
            full = name if row.get("apart") else row["names"][0]
            found[name] = (Unit(full, row.get("inner", full), tuple(row["of"])),)
    for row in (row for row in rows if "as" in row):
        for name in row["names"]:
            found[name] = tuple(found[field][0] for field in row["as"])
    return found


@cache
def _longest_unit() -> int:
    return max(map(len, _units()))


@cache
def _endings() -> dict[str, str]:
    """Each ending → the full one, shortest first: what can belong to the field (管理) is left to it."""
    rows = {form: row[0] for row in words()["endings"] for form in row}
    return {form: rows[form] for form in reversed(lexicon.longest_first(rows))}


@lru_cache(maxsize=4096)
def parse(name: str) -> Department | None:
    """The department a name without region is: 发改委, 教育和科技局. None where a part of it is no known word."""
    if not 2 <= len(name) <= _LONGEST:
        return None
    for form, ending in _endings().items():
        if name.endswith(form) and (units := fields(name[: -len(form)])):
            return Department(units, ending)
    return None


@lru_cache(maxsize=4096)
def fields(core: str) -> tuple[Unit, ...]:
    """The fields of work that ``core`` is made of, as few as possible; empty where it is not made of them alone."""
    best: dict[int, list[tuple[Unit, ...]]] = {len(core): []}
    for start in range(len(core) - 1, -1, -1):
        for end in range(min(len(core), start + _longest_unit()), start, -1):
            units = _units().get(core[start:end])
            rest = end + 1 if end + 1 < len(core) and core[end] in _JOINTS and end + 1 in best else end
            if units is None or rest not in best:
                continue
            if start not in best or len(best[rest]) + 1 < len(best[start]):
                best[start] = [units, *best[rest]]
    return tuple(unit for units in best.get(0, ()) for unit in units)


@cache
def _bodies() -> dict[str, tuple[str, tuple[str, ...]]]:
    return {
        name: (name if row.get("apart") else row["names"][0], tuple(row["of"]))
        for row in words()["bodies"]
        for name in row["names"]
    }


def canonical(name: str) -> str:
    """The full name of what stands behind a region: 经信厅 → 经济和信息化厅, 政府国资委 → 国有资产…委员会.

    Party organs, classes and all else that is no department come back as printed.
    """
    if name in _bodies():
        return _bodies()[name][0]
    found = parse(_without_government(name))
    return name if found is None else found.full


def is_known(name: str) -> bool:
    """Whether a name without region is a department or a body of our lexicon."""
    return name in _bodies() or parse(_without_government(name)) is not None


def _without_government(name: str) -> str:
    for head in words()["of_government"]:
        if name.startswith(head) and parse(name[len(head) :]) is not None:
            return name[len(head) :]
    return name


@cache
def _organs() -> dict[str, str]:
    rows = {form: code for code, forms in words()["organs"].items() for form in forms}
    return {form: rows[form] for form in lexicon.longest_first(rows)}


def functions_of(name: str) -> tuple[str, ...]:
    """Functions of a body by its name without region; empty where its name tells none.

    A department has those of all its fields, a class (科技部门) those of the words before 部门, any other body
    the one that its ending tells (委组织部, 税务局).
    """
    if name in _bodies():
        return _bodies()[name][1]
    if (found := parse(_without_government(name))) is not None:
        return found.functions
    plain = _BRACKET.sub("", name)
    if (units := fields(plain) or _class_fields(plain) or _served(plain)) != ():
        return Department(units, "").functions
    return next(((code,) for form, code in _organs().items() if plain.endswith(form)), ())


def _served(name: str) -> tuple[Unit, ...]:
    """The fields that a body attached to a department serves: 大数据中心, 投资促进服务署."""
    cores = (name[: -len(form)] for form in lexicon.longest_first(words()["attached"]) if name.endswith(form))
    return next((found for core in cores if (found := fields(core))), ())


def _class_fields(name: str) -> tuple[Unit, ...]:
    """The fields of a class of departments: 科技部门, 相关地市人社主管部门."""
    if not name.endswith(CLASS_WORD):
        return ()
    core = name.removesuffix(CLASS_WORD).removesuffix("主管")
    starts = range(max(0, len(core) - _longest_unit()), len(core))
    return next((_units()[core[start:]] for start in starts if core[start:] in _units()), ())
