"""Names of public bodies written out with their region."""

from __future__ import annotations

import pytest

from loaders import regions
from loaders.agencies.full_names import with_region


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
