"""Who a printed public body is, over department names from all parts of the country."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders import regions
from loaders.agencies import departments
from loaders.agencies.identity import identify

TABLE = Path(__file__).with_name("agencies_of_china.tsv").read_text(encoding="utf-8")
ROWS = [line.split("\t") for line in TABLE.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(("printed", "home", "region", "short", "functions"), ROWS, ids=lambda value: value)
def test_a_department_is_known_by_region_and_full_name(
    printed: str, home: str, region: str, short: str, functions: str
) -> None:
    found = identify(printed, regions.region(home))
    assert found.region is not None
    assert (found.region.name, found.short, " ".join(found.functions)) == (region, short, functions)
    again = identify(found.short, found.region)
    assert (again.short, set(again.functions)) == (short, set(found.functions))


def test_the_name_carries_the_region_and_the_printed_one_is_kept() -> None:
    found = identify("省经信厅", regions.region("330100"))
    assert (found.name, found.printed, found.form) == ("浙江省经济和信息化厅", "浙江省经信厅", "省经信厅")


def test_every_function_of_the_lexicon_is_declared() -> None:
    words = departments.words()
    used = {code for rows in ("units", "bodies", "heads") for row in words[rows] for code in row.get("of", ())}
    assert used | set(words["organs"]) <= {one.code for one in departments.functions()}


def test_a_full_name_is_its_own_full_name() -> None:
    units = [name for row in departments.words()["units"] for name in row["names"]]
    for name in units:
        for ending in ("局", "委", "厅", "办"):
            for core in (name, f"科技和{name}", f"{name}和商务", f"发改{name}"):
                found = departments.parse(core + ending)
                assert found is not None, core
                again = departments.parse(found.full)
                assert again is not None
                assert (again.full, set(again.functions)) == (found.full, set(found.functions)), core


def test_no_form_means_two_fields() -> None:
    owners: dict[str, int] = {}
    for at, row in enumerate(departments.words()["units"]):
        for name in row["names"]:
            assert owners.setdefault(name, at) == at, name
