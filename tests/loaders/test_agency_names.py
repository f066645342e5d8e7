"""Names of public bodies written out with their region and department."""

from __future__ import annotations

import pytest

from loaders import regions
from loaders.agencies.full_names import full_name, with_region


@pytest.mark.parametrize(
    ("printed", "code", "full"),
    [
        ("省发改委", "420000", "湖北省发展和改革委员会"),
        ("省发展改革委", "440000", "广东省发展和改革委员会"),
        ("省经信厅", "420000", "湖北省经济和信息化厅"),
        ("市工信局", "442000", "中山市工业和信息化局"),
        ("市工业和信息化局", "442000", "中山市工业和信息化局"),
        ("省科技厅", "442000", "广东省科学技术厅"),
        ("武汉市人民政府", "420000", "武汉市人民政府"),
        ("各市、州人民政府", "420000", "各市、州人民政府"),
    ],
)
def test_a_public_body_gets_its_full_name(printed: str, code: str, full: str) -> None:
    assert full_name(printed, regions.region(code)) == full


def test_a_body_of_an_unknown_region_stays_as_printed_in_front() -> None:
    assert full_name("市工信局", None) == "市工业和信息化局"


@pytest.mark.parametrize(
    ("printed", "code", "full"),
    [
        ("省人民政府办公厅", "420100", "湖北省人民政府办公厅"),
        ("中共市委办公室", "442000", "中共中山市委办公室"),
        ("自治州人民政府", "422800", "恩施土家族苗族自治州人民政府"),
        ("市场监督管理局", "442000", "市场监督管理局"),
        ("市中区人民政府", "370402", "市中区人民政府"),
        ("区人民政府", "420000", None),
    ],
)
def test_an_elided_region_is_restored_where_the_level_is_plain(printed: str, code: str, full: str | None) -> None:
    assert with_region(printed, regions.region(code)) == full
